//! The week in seven marks.

use leptos::prelude::*;

use crate::app::{dates, use_app};
use crate::domain::civil::CivilDay;
use crate::history::{DayMark, Streak, Target, streak};
use crate::words::{Key, PluralKey, fill, plural, text};

/// This week, and the streak beside it.
#[component]
pub(crate) fn Week() -> impl IntoView {
    let app = use_app();
    let now = Memo::new(move |_| {
        let today = app.today();
        app.log.with(|log| (streak(&log.sessions(), today, Target::DEFAULT), today))
    });
    move || now.with(|(streak, today)| week(streak, *today))
}

fn week(streak: &Streak, today: CivilDay) -> impl IntoView + use<> {
    let monday = today.monday();
    let days = streak.this_week.days.iter().zip(0..).map(|(mark, place)| {
        let day = monday.plus(place);
        let (class, said) = match mark {
            DayMark::Practised => ("day__dot day__dot--practised", Key::ProgressPractised),
            DayMark::Quiet => ("day__dot", Key::ProgressNotPractised),
            DayMark::Today => ("day__dot day__dot--today", Key::ProgressToday),
            DayMark::Ahead => ("day__dot day__dot--ahead", Key::ProgressToCome),
        };
        view! {
            <li class="day">
                <span class=class></span>
                <span aria-hidden="true">{dates::weekday_letter(day)}</span>
                <span class="visually-hidden">{format!("{}: {}", dates::weekday(day), text(said))}</span>
            </li>
        }
    });
    let done = streak.this_week.done.to_string();
    let target = streak.this_week.target.to_string();
    let run = match (streak.days, streak.weeks) {
        (0, 0) => String::new(),
        (0, weeks) => plural(PluralKey::ProgressWeeks, weeks),
        (days, _) => plural(PluralKey::ProgressDays, days),
    };
    view! {
        <div class="week">
            <div class="week__head">
                <strong>{fill(Key::ProgressWeekOfTarget, &[("done", &done), ("target", &target)])}</strong>
                <span class="soft" data-streak=streak.days.to_string()>{run}</span>
            </div>
            <ul class="week__days">{days.collect::<Vec<_>>()}</ul>
        </div>
    }
}
