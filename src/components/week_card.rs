//! The week in seven marks.

use leptos::prelude::*;

use crate::services::dates;
use crate::state::{use_clock, use_history};
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::{DayMark, Streak, Target, streak};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// This week and the streak. During a flare nothing is counted.
#[component]
pub(crate) fn WeekCard(
    /// Content below the week.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (history, clock) = (use_history(), use_clock());
    let today = Memo::new(move |_| clock.today());
    let in_flare = Memo::new(move |_| history.flare().is_some());
    let streak = Memo::new(move |_| {
        let today = today.get();
        history.with(|log| {
            let flares = log.flare_days(today);
            let first = dates::first_weekday();
            streak(log.practised_days(), &flares, today, first, Target::DEFAULT)
        })
    });
    view! {
        <section class="card" aria-label=text(Key::ProgressThisWeek)>
            <Show
                when=move || !in_flare.get()
                fallback=|| view! { <p class="soft">{text(Key::FlareNoCount)}</p> }
            >
                {move || {
                    let is_complete = history.is_complete();
                    view! { <Week streak=streak.get() today=today.get() is_complete/> }
                }}
            </Show>
            {children.map(|children| children())}
        </section>
    }
}

/// The sum of the week, the streak, and a mark for each day.
#[component]
fn Week(
    streak: Streak,
    today: CivilDay,
    /// Whether every session has been loaded, so that the run isn't too short.
    is_complete: bool,
) -> impl IntoView {
    let done = streak.this_week.done.to_string();
    let target = streak.this_week.target.to_string();
    let run = match (streak.days, streak.weeks) {
        _ if !is_complete => String::new(),
        (0, 0) => String::new(),
        (0, weeks) => plural(PluralKey::ProgressWeeks, weeks),
        (days, _) => plural(PluralKey::ProgressDays, days),
    };
    let first = today.week_start(dates::first_weekday());
    let days = streak.this_week.days.iter().zip(0..);
    let days = days.map(|(&mark, place)| view! { <Day day=first.plus(place) mark/> });
    view! {
        <div class="week">
            <div class="week__head">
                <strong prop:textContent=fill(
                    Key::ProgressWeekOfTarget,
                    &[("done", &done), ("target", &target)],
                )></strong>
                <span
                    class="soft"
                    data-streak=is_complete.then(|| streak.days.to_string())
                    prop:textContent=run
                ></span>
            </div>
            <ul class="week__days">{days.collect_view()}</ul>
        </div>
    }
}

/// The mark of a day.
#[component]
fn Day(day: CivilDay, mark: DayMark) -> impl IntoView {
    let (class, meaning) = match mark {
        DayMark::Practised => ("day__dot day__dot--practised", Key::ProgressPractised),
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
