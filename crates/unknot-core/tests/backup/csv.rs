//! The table of sessions that other programs read.

use proptest::prelude::*;
use unknot_core::backup::sessions_csv;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::civil::Moment;
use unknot_core::domain::routine::{Hurt, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Kind, Log, Mark, Outcome, Record};

use crate::strategies::own_entry;

fn record(id: &str, started: Moment) -> Record {
    Record {
        id: id.parse().unwrap(),
        started,
        day: started.day(240),
        routine: "morning-ten".into(),
        planned: Millis::minutes(10),
        practised: Millis(599_999),
        outcome: Outcome::EndedEarly,
        worked: None,
        skipped: Some(2),
        hurts: vec![
            Hurt { pose: PoseId::CatCow, swap: Swap::Easier },
            Hurt { pose: PoseId::Sphinx, swap: Swap::Keep },
        ],
    }
}

fn csv(log: &Log, title: &str) -> String {
    sessions_csv(log, |_| title.to_owned()).collect()
}

/// Reads CSV as RFC 4180 has it.
fn parse(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut characters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(c) = characters.next() {
        let cell = rows.last_mut().unwrap().last_mut().unwrap();
        match c {
            '"' if is_quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => rows.last_mut().unwrap().push(String::new()),
            '\r' if !is_quoted => {
                assert_eq!(characters.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            _ => cell.push(c),
        }
    }
    assert!(!is_quoted);
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line has its end");
    rows
}

#[test]
fn a_session_is_a_line_with_its_zone() {
    let berlin = Moment { utc_ms: 1_795_500_005_999, offset_min: 60 };
    let newfoundland = Moment { utc_ms: 1_795_500_006_000, offset_min: -210 };
    let mut unknown = record("c", Moment { utc_ms: -1, offset_min: 9999 });
    (unknown.skipped, unknown.hurts, unknown.outcome) = (None, Vec::new(), Outcome::Finished);
    let log: Log = [record("b", newfoundland), record("a", berlin), unknown]
        .map(Entry::from)
        .into_iter()
        .collect();
    let expected = "start,day,routine,planned_seconds,practised_seconds,worked_seconds,counts,outcome,skipped_steps,hurt,id,note\r\n\
        1969-12-31T23:59:59+00:00,1970-01-07,Morning ten,600,599,,yes,finished,,,c,\r\n\
        2026-11-24T07:00:05+01:00,2026-11-24,Morning ten,600,599,,yes,ended_early,2,cat-cow sphinx,a,\r\n\
        2026-11-24T02:30:06-03:30,2026-11-23,Morning ten,600,599,,yes,ended_early,2,cat-cow sphinx,b,\r\n";
    assert_eq!(csv(&log, "Morning ten"), expected);
}

#[test]
fn deleted_sessions_are_left_out() {
    let at = Moment { utc_ms: 0, offset_min: 0 };
    let parse_id = |id: &str| id.parse().unwrap();
    let mark = Mark { id: parse_id("d"), at, day: at.day(0), target: parse_id("a") };
    let log: Log = [record("a", at).into(), Kind::Deleted(mark).into()].into_iter().collect();
    assert_eq!(parse(&csv(&log, "")).len(), 1);
}

#[test]
fn formulas_are_only_text() {
    let log: Log =
        [Entry::from(record("a", Moment { utc_ms: 0, offset_min: 0 }))].into_iter().collect();
    for (title, cell) in [
        ("=1+1", r#""'=1+1""#),
        ("+1", r#""'+1""#),
        ("-1", r#""'-1""#),
        ("@SUM(A1)", r#""'@SUM(A1)""#),
        ("  =1", r#""'  =1""#),
        ("\t=1", "\"'\t=1\""),
        ("＝1", r#""'＝1""#),
        ("a;=1", r#""a;=1""#),
        (r#"a","=1"#, r#""a"",""=1""#),
        ("=HYPERLINK(\"x\")", r#""'=HYPERLINK(""x"")""#),
        ("Ten-minute reset", "Ten-minute reset"),
    ] {
        let line = csv(&log, title).lines().nth(1).unwrap().to_owned();
        assert!(line.contains(&format!(",{cell},")), "{title}: {line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_cell_can_be_read_back_and_none_begins_a_formula(
        entries in prop::collection::vec(own_entry(), 0..6),
        title in prop_oneof![any::<String>(), "[=+@\t\r\n\",; '-]{0,6}"],
    ) {
        let log: Log = entries.into_iter().collect();
        let rows = parse(&csv(&log, &title));
        prop_assert_eq!(rows.len(), 1 + log.sessions().len());
        for (row, session) in rows[1..].iter().zip(log.sessions()) {
            prop_assert_eq!(row.len(), 12);
            let guarded = format!("'{title}");
            prop_assert!(row[2] == title || row[2] == guarded);
            let id = session.id().as_str();
            let guarded = format!("'{id}");
            prop_assert!(row[10] == id || row[10] == guarded);
            let note = session.note().unwrap_or_default();
            let guarded = format!("'{note}");
            prop_assert!(row[11] == note || row[11] == guarded);
            for cell in row {
                prop_assert!(!cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
        }
    }
}
