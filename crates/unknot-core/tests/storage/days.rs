//! Sessions that were added, changes and rest days as they are stored.

use unknot_core::domain::civil::Moment;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Kind, Log, RestDays, What};
use unknot_core::storage::{append, decode_segment};

use crate::strategies::seal;

const DAYS: &str = include_str!("../fixtures/v2/days.log");

#[test]
fn added_sessions_changes_and_rest_days_are_read_and_written_unchanged() {
    let segment = decode_segment(DAYS);
    assert_eq!((segment.entries.len(), segment.newer), (6, 0));
    assert!(segment.entries.iter().all(|entry| entry.verbatim().is_none()));
    let written = segment.entries.iter().fold(String::new(), |text, entry| append(&text, entry));
    assert_eq!(written, DAYS);

    let log: Log = segment.entries.into_iter().collect();
    let found: Vec<_> = log
        .sessions()
        .into_iter()
        .map(|session| {
            let day = session.day().to_string();
            (session.id().as_str(), day, session.what(), session.practised(), session.note())
        })
        .collect();
    let minutes = Millis::minutes;
    let app = What::OtherApp("Insight Timer".to_owned());
    let routine = What::Routine("evening".into());
    assert_eq!(
        found,
        [
            ("other-app-1", "2027-01-02".to_owned(), app, minutes(10), None),
            ("walk-1", "2027-01-02".to_owned(), What::Exercises, minutes(40), None),
            ("routine-1", "2027-01-03".to_owned(), routine, minutes(15), Some("slept badly")),
        ]
    );
    let started = Moment { utc_ms: 1_798_880_400_000, offset_min: 60 };
    let starts: Vec<_> = log.sessions().iter().map(|session| session.started()).collect();
    assert_eq!(starts, [Some(started), None, None]);
    let rests: Vec<_> = log.rest_days().map(RestDays::days).collect();
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(rests, [day("2027-01-04")..day("2027-01-11")]);
}

/// What a newer version says of a field is preserved, and the rest of the entry counts.
#[test]
fn odd_value_affects_only_its_field() {
    for (from, to) in [
        (r#""what":"walk""#, r#""what":"swim""#),
        (r#""what":"walk""#, r#""what":{"sport":["deep",1e999]}"#),
        (r#""note":"To the lake\nand back""#, r#""note":{"text":"x"}"#),
        (r#""what":"walk""#, r#""started":"early""#),
    ] {
        let line = DAYS.lines().next().unwrap().rsplit_once('\t').unwrap().0;
        assert!(line.contains(from), "{from}");
        let changed = seal(&line.replace(from, to));
        let entry = decode_segment(&changed).entries.remove(0);
        let Kind::Added(added) = entry.kind() else { panic!("{to}") };
        assert_eq!(
            (added.practised, added.day.to_string()),
            (Millis::minutes(25), "2027-01-01".to_owned())
        );
        assert_eq!(append("", &entry), format!("{changed}\n"));
    }
    let edit = DAYS.lines().nth(3).unwrap().rsplit_once('\t').unwrap().0;
    let changed = seal(&edit.replace(r#""practised":2400000"#, r#""practised":"long""#));
    let entry = decode_segment(&changed).entries.remove(0);
    let Kind::Edited(edited) = entry.kind() else { panic!("an edit") };
    assert_eq!((edited.changes.practised, edited.changes.note.as_deref()), (None, Some("")));
}

/// An older version knows none of these kinds, as this one doesn't know those of newer ones: it keeps the lines.
#[test]
fn entries_of_kinds_that_a_version_does_not_know_come_through_it() {
    for line in DAYS.lines() {
        let json = line.rsplit_once('\t').unwrap().0;
        let unknown = seal(&json.replacen(r#""kind":""#, r#""kind":"newer-"#, 1));
        let segment = decode_segment(&unknown);
        assert_eq!(segment.newer, 1);
        let log: Log = segment.entries.iter().cloned().collect();
        assert!(log.sessions().is_empty() && log.rest_days().next().is_none());
        let lines: String = log.entries().map(|entry: &Entry| append("", entry)).collect();
        assert_eq!(lines, format!("{unknown}\n"));
    }
}
