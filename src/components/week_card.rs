//! The week in seven marks.

use leptos::prelude::*;

use crate::services::dates;
use crate::state::{use_clock, use_history, use_settings};
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::settings::Settings;
use unknot_core::history::{DayMark, Log, Streak, streak};
use unknot_core::i18n::{Key, PluralKey, plural, plural_with, text};

/// This week and the streak. During a flare nothing is counted: there are only the marks.
#[component]
pub(crate) fn WeekCard(
    /// Content below the week.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (history, clock, settings) = (use_history(), use_clock(), use_settings());
    let today = Memo::new(move |_| clock.today());
    let in_flare = Memo::new(move |_| history.flare().is_some());
    let goals = settings.select(Settings::goals);
    let counts_days = settings.select(|settings| settings.counts_days);
    let counted = Memo::new(move |_| counts_days.get() && !in_flare.get());
    let streak = Memo::new(move |_| {
        let (today, first) = (today.get(), dates::first_weekday());
        let days = |log: &Log| {
            let pauses = log.pauses(today);
            goals.with(|goals| streak(log.practised_days(), &pauses, today, first, goals))
        };
        history.with(days)
    });
    view! {
        <section class="card" aria-label=text(Key::ProgressThisWeek)>
            {move || {
                let is_complete = history.is_complete();
                let streak = streak.get();
                view! { <Week streak today=today.get() is_complete counted/> }
            }}
            <Show when=move || in_flare.get() && counts_days.get()>
                <p class="soft">{text(Key::FlareNoCount)}</p>
            </Show>
            {children.map(|children| children())}
        </section>
    }
}

/// The sum of the week, the streak, and a mark for each day. Where nothing is counted, there are only the marks.
#[component]
fn Week(
    streak: Streak,
    today: CivilDay,
    /// Whether every session has been loaded, so that the run isn't too short.
    is_complete: bool,
    /// Whether the goal and the streak are shown.
    counted: Memo<bool>,
) -> impl IntoView {
    let done = streak.this_week.done.to_string();
    let weeks = (streak.weeks > 0).then(|| plural(PluralKey::ProgressWeeks, streak.weeks));
    let days = (streak.days > 0).then(|| plural(PluralKey::ProgressDays, streak.days));
    let run = if is_complete { weeks.into_iter().chain(days).collect::<Vec<_>>() } else { vec![] };
    let run = run.join(" · ");
    let first = today.week_start(dates::first_weekday());
    let days = streak.this_week.days.iter().zip(0..);
    let days = days.map(|(&mark, place)| view! { <Day day=first.plus(place) mark/> });
    let has_rest = streak.this_week.days.contains(&DayMark::Rest);
    let how = has_rest.then(|| text(Key::ProgressWeekRest));
    let how = [text(Key::ProgressWeekHow)].into_iter().chain(how).collect::<Vec<_>>().join(" ");
    let needed = u32::from(streak.this_week.needed);
    let of_needed = plural_with(PluralKey::ProgressThisWeekOf, needed, &[("done", &done)]);
    let days_in_row = is_complete.then(|| streak.days.to_string());
    let head = move || {
        if counted.get() {
            view! {
                <strong prop:textContent=of_needed.clone()></strong>
                <span
                    class="soft"
                    data-streak=days_in_row.clone()
                    prop:textContent=run.clone()
                ></span>
            }
            .into_any()
        } else {
            view! { <strong>{text(Key::ProgressThisWeek)}</strong> }.into_any()
        }
    };
    view! {
        <div class="week">
            <div class="week__head">{head}</div>
            <ul class="week__days">{days.collect_view()}</ul>
            <p class="soft week__how">{how}</p>
        </div>
    }
}

/// The mark of a day.
#[component]
fn Day(day: CivilDay, mark: DayMark) -> impl IntoView {
    let (class, meaning) = match mark {
        DayMark::Practised => ("day__dot day__dot--practised", Key::ProgressPractised),
        DayMark::Rest => ("day__dot day__dot--rest", Key::ProgressRestDay),
        DayMark::Quiet => ("day__dot", Key::ProgressNotPractised),
        DayMark::Today => ("day__dot day__dot--today", Key::ProgressToday),
        DayMark::Ahead => ("day__dot day__dot--ahead", Key::ProgressToCome),
    };
    view! {
        <li class="day">
            <span class=class></span>
            <span aria-hidden="true" prop:textContent=dates::weekday_letter(day)></span>
            <span
                class="visually-hidden"
                prop:textContent=format!("{}: {}", dates::weekday(day), text(meaning))
            ></span>
        </li>
    }
}
