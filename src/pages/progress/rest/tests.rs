//! Rest days as a person sets and removes them.

use super::*;
use crate::pages::progress::testing::{Shown, session, show_progress};
use crate::platform::testing::{click, elements, enter, next_frame, texts, wait_until};
use crate::state::use_settings;
use unknot_core::domain::flare::Pace;
use unknot_core::history::Record;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn rest_days_bridge_the_days_in_a_row_and_can_be_removed_with_undo() {
    let on = |ago: i32| move |today: CivilDay| session(today.plus(-ago), 7);
    let Shown { history, today, mounted } = show_progress(&[on(0), on(3)]).await;
    let in_row = || elements("[data-streak]")[0].get_attribute("data-streak").unwrap();
    assert_eq!(in_row(), "1");
    click("main .rest summary");
    wait_until(async || {
        next_frame().await;
        !elements(".rest form").is_empty()
    })
    .await;
    enter("#rest-first", &today.plus(-1).to_string(), "input");
    enter("#rest-last", &today.plus(-2).to_string(), "input");
    click(".rest form .button");
    next_frame().await;
    assert_eq!(texts(".rest [role=alert]"), [text(Key::ProgressRestBackwards)]);
    assert_eq!(elements("#rest-last[aria-invalid=true]").len(), 1);
    assert_eq!(elements("#rest-first[aria-invalid]").len(), 0);
    enter("#rest-first", &today.plus(-2).to_string(), "input");
    enter("#rest-last", &today.plus(-1).to_string(), "input");
    // Tapped twice.
    click(".rest form .button");
    click(".rest form .button");
    next_frame().await;
    assert_eq!(texts(".rest [role=alert]"), [""]);
    assert_eq!(in_row(), "2", "the rest adds nothing");
    assert_eq!(texts("main .notice p"), [text(Key::ProgressRestAdded)]);
    assert_eq!(elements(".rest li").len(), 1);
    click(".rest li button");
    next_frame().await;
    assert_eq!((in_row().as_str(), elements(".rest li").len()), ("1", 0));
    click("#undo");
    next_frame().await;
    assert_eq!((in_row().as_str(), elements(".rest li").len()), ("2", 1));
    assert_eq!(history.with(|log| log.rest_days().count()), 1);
    mounted.end().await;
}

#[wasm_bindgen_test]
async fn rest_days_of_long_ago_are_in_a_fold() {
    let Shown { history, today, mounted } = show_progress::<fn(CivilDay) -> Record>(&[]).await;
    for ago in [400, 85, 84, -3] {
        mounted.with(|| history.add_rest_days(today.plus(-ago), today.plus(-ago)));
    }
    for (summary, rows) in [(".rest > summary", 2), (".rest__earlier > summary", 4)] {
        click(summary);
        wait_until(async || {
            next_frame().await;
            elements(".rest li").len() == rows
        })
        .await;
    }
    assert_eq!(elements(".rest__earlier li").len(), 2);
    mounted.end().await;
}

#[wasm_bindgen_test]
async fn in_a_flare_the_week_has_its_marks_and_nothing_is_counted() {
    let Shown { history, mounted, .. } = show_progress(&[|today| session(today, 7)]).await;
    mounted.with(|| history.note_flare(Some(Pace::Rest)));
    next_frame().await;
    let no_count = || texts(".card > p").contains(&text(Key::FlareNoCount).to_owned());
    let seen = || (elements(".day__dot").len(), elements("[data-streak]").len(), no_count());
    assert_eq!(seen(), (7, 0, true));
    mounted.with(|| use_settings().set_counts_days(false));
    next_frame().await;
    assert_eq!(seen(), (7, 0, false), "who doesn't count needs no word about it");
    mounted.with(|| use_settings().set_counts_days(true));
    mounted.end().await;
}

#[wasm_bindgen_test]
async fn who_does_not_want_days_counted_sees_only_what_was_done() {
    let Shown { mounted, .. } = show_progress(&[|today| session(today, 7)]).await;
    click("main .rest summary");
    wait_until(async || {
        next_frame().await;
        !elements(".rest form").is_empty()
    })
    .await;
    let counts_days = || texts(".rest > p")[0].contains(text(Key::ProgressRestBodyCounts));
    let counts = || elements("[data-streak], [data-strength]").len();
    let practised = || elements(".day__dot--practised").len();
    assert_eq!((counts(), counts_days()), (2, true));
    mounted.with(|| use_settings().set_counts_days(false));
    next_frame().await;
    assert_eq!((counts(), practised(), counts_days()), (0, 1, false));
    assert_eq!(texts(".week__head"), [text(Key::ProgressThisWeek)]);
    mounted.with(|| use_settings().set_counts_days(true));
    next_frame().await;
    assert_eq!((counts(), practised()), (2, 1));
    mounted.end().await;
}

#[wasm_bindgen_test]
fn only_days_in_order_within_a_year_are_rest_days() {
    let today = "2026-11-24".parse().unwrap();
    let day = |text: &str| text.parse::<CivilDay>().unwrap();
    for (first, last, expected) in [
        ("2026-11-24", "2026-11-24", None),
        ("2020-01-30", "2020-02-02", None),
        ("2026-11-24", "2027-11-24", None),
        ("", "2026-11-24", Some((Key::ProgressRestNoDay, FIRST))),
        ("2026-11-24", "tomorrow", Some((Key::ProgressRestNoDay, LAST))),
        ("2026-11-24", "2026-11-23", Some((Key::ProgressRestBackwards, LAST))),
        ("2026-11-24", "2027-11-25", Some((Key::ProgressRestTooLong, LAST))),
        ("2026-12-24", "2027-11-26", Some((Key::ProgressRestTooLong, LAST))),
    ] {
        let found = days(first, last, today);
        match expected {
            None => assert_eq!(found, Ok((day(first), day(last)))),
            Some(why) => assert_eq!(found, Err(why), "{first} {last}"),
        }
    }
}
