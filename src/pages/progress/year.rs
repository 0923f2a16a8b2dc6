//! A year, day by day.

use leptos::prelude::*;

use super::counts::{number, whole_minutes};
use super::picture_table::{PictureTable, Row};
use super::year_picture::{Off, Picture, YearKey, YearPicture};
use crate::components::live_region::LiveRegion;
use crate::services::dates;
use crate::state::use_history;
use unknot_core::domain::civil::{CivilDay, Weekday};
use unknot_core::history::views::{Period, Year};
use unknot_core::history::{Log, MonthTotal};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// A year with a dot for each day, and the way to earlier years.
#[component]
pub(super) fn YearCard(
    /// The year.
    period: RwSignal<Period>,
    /// Today.
    today: Memo<CivilDay>,
    /// Whether days are counted.
    counted: Memo<bool>,
) -> impl IntoView {
    let history = use_history();
    let year = Memo::new(move |_| {
        let span = period.get().span(today.get());
        history.with(|log| Year::of(log, span))
    });
    let first_ever = Memo::new(move |_| history.with(first_day));
    let picture = Memo::new(move |_| {
        let first = dates::first_weekday();
        let today_is = today.get();
        let off = history
            .with(|log| Off { pauses: log.pauses(today_is), flares: log.flare_days(today_is) });
        year.with(|year| Picture::of(year, &off, today.get(), first_ever.get(), first))
    });
    let sentence = Memo::new(move |_| {
        let since = first_ever.get().unwrap_or_else(|| today.get());
        year.with(|year| match year.practised() {
            0 if year.days.is_empty() && since < year.span.first => {
                fill(Key::ProgressYearQuiet, &[("earlier", text(Key::ProgressYearEarlier))])
            }
            // Nobody is told of no days.
            0 => text(Key::ProgressYearHow).to_owned(),
            _ if !counted.get() => text(Key::ProgressYearHow).to_owned(),
            _ => sentence(year, period.get(), today.get(), since),
        })
    });
    // Only what the person asked for is announced, not the new sentence after each change of a session.
    let announced = RwSignal::new(String::new());
    let caption =
        move || fill(Key::ProgressYearTable, &[("period", &name(period.get(), today.get()))]);
    let rows = move || {
        let since = first_ever.get().unwrap_or_else(|| today.get()).first_of_month();
        let months = year.with(|year| year.months(today.get()));
        months.iter().filter(|month| month.month >= since).map(row).collect::<Vec<_>>()
    };
    let head =
        [Key::ProgressTableMonth, Key::ProgressTableDays, Key::ProgressTableMinutes].map(text);
    view! {
        <section class="card">
            <h2>{text(Key::ProgressYearTitle)}</h2>
            <p prop:textContent=move || sentence.get()></p>
            <LiveRegion class="visually-hidden">
                <span prop:textContent=move || announced.get()></span>
            </LiveRegion>
            <YearPicture picture/>
            <YearKey picture/>
            <YearChoice period today on_choose=move || announced.set(sentence.get_untracked())/>
            <PictureTable caption=Signal::derive(caption) head=head.to_vec() rows=Signal::derive(rows)/>
        </section>
    }
}

/// The way to earlier years and back. Nothing if there are none. A button that leads nowhere stays, so that it doesn't
/// lose the focus.
#[component]
fn YearChoice(
    period: RwSignal<Period>,
    today: Memo<CivilDay>,
    /// Called after another year was chosen.
    on_choose: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let history = use_history();
    let step = move |to: fn(Period, &Log, CivilDay) -> Option<Period>| {
        Memo::new(move |_| history.with(|log| to(period.get(), log, today.get())))
    };
    let (earlier, later) = (step(Period::earlier), step(Period::later));
    let go = move |to: Memo<Option<Period>>| {
        if let Some(to) = to.get_untracked() {
            period.set(to);
            on_choose();
        }
    };
    let is_shown = move || earlier.get().is_some() || later.get().is_some();
    let button = move |to: Memo<Option<Period>>, label| {
        view! {
            <button
                type="button"
                class="button button--quiet"
                aria-disabled=move || to.get().is_none().to_string()
                on:click=move |_| go(to)
            >
                {text(label)}
            </button>
        }
    };
    view! {
        <Show when=is_shown>
            <div class="year-choice" role="group" aria-label=text(Key::ProgressYearChoose)>
                {button(earlier, Key::ProgressYearEarlier)}
                <strong prop:textContent=move || name(period.get(), today.get())></strong>
                {button(later, Key::ProgressYearLater)}
            </div>
        </Show>
    }
}

/// The day of the first session.
pub(super) fn first_day(log: &Log) -> Option<CivilDay> {
    log.days().next().map(|(day, _)| day)
}

/// “the last year”, or “2025”.
pub(super) fn name(period: Period, today: CivilDay) -> String {
    match period {
        Period::LastYear => text(Key::ProgressYearLast).to_owned(),
        Period::Calendar(_) => period.span(today).first.ymd().0.to_string(),
    }
}

/// “In the last year, you practised on 143 days. Most often, it was a Monday.” For somebody who began in that year, from
/// then on.
fn sentence(year: &Year, period: Period, today: CivilDay, since: CivilDay) -> String {
    let days = plural(PluralKey::ProgressOnDays, year.practised());
    let days = ("days", days.as_str());
    let practised = match period {
        Period::LastYear if since > year.span.first => {
            fill(Key::ProgressYearSentenceSince, &[("date", &dates::long_day(since, today)), days])
        }
        Period::LastYear => fill(Key::ProgressYearSentenceLast, &[days]),
        Period::Calendar(_) => {
            fill(Key::ProgressYearSentenceIn, &[("year", &name(period, today)), days])
        }
    };
    let usual = year.usual_weekday().map(|weekday| {
        let weekday = dates::weekday(any_day_on(weekday));
        fill(Key::ProgressYearUsual, &[("weekday", &weekday)])
    });
    [Some(practised), usual].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn any_day_on(weekday: Weekday) -> CivilDay {
    CivilDay::from_epoch_days(0).week_start(weekday)
}

fn row(month: &MonthTotal) -> Row {
    let minutes = number(whole_minutes(month.total));
    (dates::month(month.month), vec![number(month.practised), minutes])
}
