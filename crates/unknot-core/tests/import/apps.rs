//! The table of each app.

use unknot_core::backup::sessions_csv;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Log, Outcome, Record};
use unknot_core::import::{App, DayOrder, Import, ImportError, Why, to_entry};

use crate::{NOW, read_as};

const INSIGHT: &str = include_str!("../fixtures/other_apps/insight_timer.csv");
const DAY_FIRST: &str = include_str!("../fixtures/other_apps/insight_timer_day_first.csv");
const ASSISTANT: &str = include_str!("../fixtures/other_apps/meditation_assistant.csv");
const MEDITATE: &str = include_str!("../fixtures/other_apps/meditate.csv");

fn import(table: &str) -> Import {
    read_as(table.as_bytes(), None).unwrap()
}

/// The sessions in short: day, minute of the day, seconds, and id.
fn told(import: &Import) -> Vec<String> {
    let sessions = import.sessions.iter();
    sessions
        .map(|session| {
            let minute = session.started.minute_of_day();
            let seconds = session.practised.0 / 1000;
            let (day, id) = (session.day, &session.id);
            format!("{day} {:02}:{:02} {seconds} {id}", minute / 60, minute % 60)
        })
        .collect()
}

fn lines(import: &Import) -> Vec<(u64, Why)> {
    import.unreadable.iter().map(|line| (line.line, line.why)).collect()
}

#[test]
fn insight_timers_table_is_by_the_clock_of_the_device() {
    let import = import(INSIGHT);
    assert_eq!(import.app, App::InsightTimer);
    let expected = [
        "2026-04-15 23:59 1200 import-insight-1776297599-1200",
        "2026-04-19 07:30 6630 import-insight-1776583800-6630",
        "2026-04-20 20:02 600 import-insight-1776715325-600",
        "2026-04-21 08:21 2700 import-insight-1776759674-2700",
    ];
    assert_eq!(told(&import), expected);
    let expected = [(5, Why::Length), (6, Why::Start), (7, Why::Length), (8, Why::Columns)];
    assert_eq!(lines(&import), expected);
    assert_eq!((import.unreadable_count, import.repeated), (4, 1));
    assert_eq!((import.order, import.either_way), (Some(DayOrder::MonthFirst), None));
    assert_eq!(import.sessions[1].activity, "Walking");
    assert!(import.sessions[0].activity.starts_with("=HYPERLINK"), "a text like any other");
    assert_eq!(import.sessions[0].started.offset_min, 120);
}

#[test]
fn the_day_can_come_first_and_the_person_can_say_so() {
    let days = |table: &str, order| -> Vec<String> {
        let import = read_as(table.as_bytes(), order).unwrap();
        import.sessions.iter().map(|session| session.day.to_string()).collect()
    };
    assert_eq!(days(DAY_FIRST, None), ["2026-04-05", "2026-04-21"]);
    let either = "Started At,Duration\n05/04/2026 20:02:05,0:10:0\n";
    let import = import(either);
    assert_eq!(import.order, Some(DayOrder::MonthFirst));
    assert_eq!(import.either_way, Some([5, 4, 2026]));
    let [month_first, day_first] =
        [DayOrder::MonthFirst, DayOrder::DayFirst].map(|order| order.day([5, 4, 2026]).unwrap());
    assert_eq!(
        (month_first.to_string(), day_first.to_string()),
        ("2026-05-04".to_owned(), "2026-04-05".to_owned())
    );
    assert_eq!(days(either, None), ["2026-05-04"]);
    assert_eq!(days(either, Some(DayOrder::DayFirst)), ["2026-04-05"]);
    let wrong = read_as(DAY_FIRST.as_bytes(), Some(DayOrder::MonthFirst)).unwrap();
    assert_eq!(lines(&wrong), [(2, Why::Start)]);
}

#[test]
fn meditation_assistants_table_is_in_utc() {
    let import = import(ASSISTANT);
    assert_eq!(import.app, App::MeditationAssistant);
    let expected = [
        "2026-04-20 08:21 1200 import-assistant-1776666060-1200",
        // Half past one at night belongs to the day before.
        "2026-04-20 01:30 3900 import-assistant-1776727800-3900",
        "2026-04-23 08:00 900 import-assistant-1776924000-900",
    ];
    assert_eq!(told(&import), expected);
    assert_eq!(lines(&import), [(5, Why::Length), (6, Why::Start)]);
    assert_eq!(import.sessions[1].note, "A long one, with \"quotes\"\nand a second line");
    assert_eq!(import.order, None);
}

#[test]
fn meditates_table_has_seconds() {
    let import = import(MEDITATE);
    assert_eq!(import.app, App::Meditate);
    let expected = [
        "2026-04-20 10:01 600 import-meditate-1776672074-600",
        "2026-04-20 17:46 1234 import-meditate-1776700000-1234",
    ];
    assert_eq!(told(&import), expected);
    assert_eq!(lines(&import), [(4, Why::Length), (5, Why::Start), (6, Why::Length)]);
    assert_eq!(import.sessions[0].activity, "Morning");
    assert_eq!(import.sessions[0].note, "First sit of the day");
}

#[test]
fn the_apps_own_table_can_be_read_back() {
    let record = Record {
        id: "0b9c7f1e-6f0a-4c55-9d0e-0c8f4b1a2d3e".parse().unwrap(),
        started: NOW,
        day: NOW.day(240),
        routine: "morning-mobility".into(),
        planned: Millis::minutes(10),
        practised: Millis::secs(590),
        worked: Some(Millis::secs(500)),
        outcome: Outcome::EndedEarly,
        skipped: Some(2),
        hurts: Vec::new(),
    };
    let log: Log = [Entry::from(record.clone())].into_iter().collect();
    let table: String = sessions_csv(&log, |_| "Morning, \"easy\"".to_owned()).collect();
    let found = import(&table);
    assert_eq!(found.app, App::Unknot);
    let session = &found.sessions[0];
    assert_eq!((&session.id, session.started), (&record.id, record.started));
    assert_eq!((session.day, session.practised), (record.day, record.practised));
    assert_eq!(session.activity, "Morning, \"easy\"");
    // A spreadsheet can change anything.
    let later = table.replace(&format!(",{},", record.day), ",2999-01-01,");
    assert_eq!(lines(&import(&later)), [(2, Why::Start)]);
}

#[test]
fn an_entry_follows_from_the_table_alone_and_counts() {
    for table in [INSIGHT, ASSISTANT, MEDITATE] {
        let entries = || -> Log {
            let import = import(table);
            import.sessions.iter().map(|session| to_entry(import.app, session)).collect()
        };
        assert_eq!(entries(), entries());
        assert!(entries().sessions().iter().all(|session| session.counts()));
        assert_eq!(entries().merge(entries()), entries());
    }
}

#[test]
fn files_without_sessions_are_refused() {
    for (bytes, expected) in [
        (&b""[..], ImportError::Empty),
        (b"  \r\n\r\n", ImportError::Empty),
        (b"PK\x03\x04\0", ImportError::Binary),
        (b"\x89PNG\r\n\x1a\n", ImportError::Binary),
        (b"{\"backup\":\"unknot\",\"v\":1}\t00000000\n", ImportError::Backup),
        (b"Date,Amount\n2026-04-20,5\n", ImportError::UnknownColumns),
        (b"Dear diary", ImportError::UnknownColumns),
        (b"<!doctype html>", ImportError::UnknownColumns),
        (b"\"", ImportError::UnknownColumns),
    ] {
        assert_eq!(read_as(bytes, None).unwrap_err(), expected, "{bytes:?}");
    }
    let large = vec![b','; 21 * 1024 * 1024];
    assert_eq!(read_as(&large, None).unwrap_err(), ImportError::TooLarge);
    let none = import("Started At,Duration\n");
    assert!(none.sessions.is_empty() && none.unreadable.is_empty());
}

#[test]
fn a_hundred_thousand_lines_are_read_and_a_hundred_bad_ones_listed() {
    let mut table = "start_time_unix,duration_secs,mode,label,note\n".to_owned();
    let line = |number| format!("{},600,timer,,\n", 1_700_000_000 + number * 600);
    table.extend((0..100_000).map(line));
    table.push_str(&"x,600,timer,,\n".repeat(5000));
    let import = import(&table);
    assert_eq!(import.sessions.len(), 100_000);
    assert_eq!((import.unreadable_count, import.unreadable.len()), (5000, 100));
    assert_eq!(import.unreadable[0].line, 100_002);
}
