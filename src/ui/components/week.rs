//! The week in seven marks.

use crate::app::{App, dates};
use crate::dom::{Element, Fragment, el, region};
use crate::domain::civil::CivilDay;
use crate::history::{DayMark, Streak, Target, streak};
use crate::ui::components::later::LaterScreen;
use crate::words::{Key, PluralKey, fill, plural, text};

/// The card, below what a first visit needs.
pub(crate) fn week_part(app: App) -> LaterScreen {
    Box::new(move || week_card(app).into())
}

/// This week, and the streak beside it, in a card.
pub(crate) fn week_card(app: App) -> Element {
    el("section", "card").attribute("aria-label", text(Key::ProgressThisWeek)).child(this_week(app))
}

fn this_week(app: App) -> Fragment {
    region(move || {
        let today = app.today();
        if app.log.with(|log| log.flare().is_some()) {
            // Nobody is counted in a flare.
            return el("p", "soft").text(text(Key::FlareNoCount)).into();
        }
        let streak = app
            .log
            .with(|log| streak(&log.sessions(), &log.flare_days(today), today, Target::DEFAULT));
        week(&streak, today).into()
    })
}

fn week(streak: &Streak, today: CivilDay) -> Element {
    let monday = today.monday();
    let days = streak.this_week.days.iter().zip(0..).map(|(mark, place)| {
        let day = monday.plus(place);
        let (class, said) = match mark {
            DayMark::Practised => ("day__dot day__dot--practised", Key::ProgressPractised),
            DayMark::Quiet => ("day__dot", Key::ProgressNotPractised),
            DayMark::Today => ("day__dot day__dot--today", Key::ProgressToday),
            DayMark::Ahead => ("day__dot day__dot--ahead", Key::ProgressToCome),
        };
        let aloud = format!("{}: {}", dates::weekday(day), text(said));
        el("li", "day")
            .child(el("span", class))
            .child(
                el("span", "").attribute("aria-hidden", "true").text(&dates::weekday_letter(day)),
            )
            .child(el("span", "visually-hidden").text(&aloud))
    });
    let done = streak.this_week.done.to_string();
    let target = streak.this_week.target.to_string();
    let run = match (streak.days, streak.weeks) {
        (0, 0) => String::new(),
        (0, weeks) => plural(PluralKey::ProgressWeeks, weeks),
        (days, _) => plural(PluralKey::ProgressDays, days),
    };
    let head = el("div", "week__head")
        .child(
            el("strong", "")
                .text(&fill(Key::ProgressWeekOfTarget, &[("done", &done), ("target", &target)])),
        )
        .child(el("span", "soft").attribute("data-streak", &streak.days.to_string()).text(&run));
    el("div", "week").child(head).child(el("ul", "week__days").children(days))
}
