//! When the file that keeps itself up to date is written, and what keeps it from being written.

use proptest::prelude::*;
use unknot_core::backup::{
    Contents, Holding, KeptNotes, Lacking, Made, Recording, RecordingInfo, Stamp, Take, Writer,
    are_readable, line_sums,
};
use unknot_core::domain::civil::Moment;
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Log, Outcome, Record};
use unknot_core::storage::{ValueError, decode_value, encode_value};

const NOW: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };
const STAMP: Stamp = Stamp { modified_ms: 1_795_500_000_000, size: 900 };

fn log(ids: &[&str]) -> Log {
    let record = |id: &&str| Record {
        id: id.parse().unwrap(),
        started: NOW,
        day: NOW.day(240),
        routine: "morning-ten".into(),
        planned: Millis::minutes(10),
        practised: Millis::minutes(10),
        outcome: Outcome::Finished,
        worked: None,
        skipped: None,
        hurts: Vec::new(),
    };
    ids.iter().map(|id| Entry::from(record(id))).collect()
}

fn settings(bells: u8) -> String {
    encode_value(&Settings { bells, ..Settings::default() })
}

fn made() -> Made {
    Made { at: NOW, app: "0.2.0".to_owned() }
}

fn recording(text: &str, bytes: &[u8]) -> RecordingInfo {
    let (text, bytes) = (text.to_owned(), bytes.to_vec());
    Recording { text, mime_type: "audio/mp4".to_owned(), bytes }.info()
}

/// The notes after everything here was written.
fn written(here: Holding) -> KeptNotes {
    KeptNotes::after_write(STAMP, here)
}

fn holding(ids: &[&str], settings: Option<&str>, takes: &[(&str, u64)]) -> Holding {
    let take = |&(text, bytes): &(&str, u64)| Take { text: text.to_owned(), bytes };
    let takes: Vec<Take> = takes.iter().map(take).collect();
    Holding::new(line_sums(&log(ids), 0, usize::MAX), settings, &takes)
}

fn file(ids: &[&str], settings: Option<&str>, recordings: &[RecordingInfo]) -> Contents {
    Contents {
        log: log(ids),
        settings: settings.map(str::to_owned),
        recordings: recordings.to_vec(),
        ..Contents::default()
    }
}

#[test]
fn a_file_is_written_again_when_anything_has_changed() {
    let (loud, quiet) = (settings(90), settings(10));
    let before = holding(&["a"], Some(&loud), &[("Bridge.", 9), ("Sphinx.", 9)]);
    let notes = written(before.clone());
    assert!(notes.is_up_to_date(&before));
    assert!(notes.is_up_to_date(&holding(&["a"], Some(&loud), &[("Sphinx.", 9), ("Bridge.", 9)])));
    for changed in [
        holding(&["a", "b"], Some(&loud), &[("Bridge.", 9), ("Sphinx.", 9)]),
        holding(&["a"], Some(&quiet), &[("Bridge.", 9), ("Sphinx.", 9)]),
        holding(&["a"], None, &[("Bridge.", 9), ("Sphinx.", 9)]),
        holding(&["a"], Some(&loud), &[("Bridge.", 9)]),
    ] {
        assert!(!notes.is_up_to_date(&changed), "{changed:?}");
    }
    assert!(!KeptNotes::default().is_up_to_date(&Holding::default()), "nothing was written yet");
}

#[test]
fn what_others_have_written_is_read_before_it_is_written_over() {
    let here = holding(&["a", "b"], None, &[]);
    let notes = written(here.clone());
    assert!(notes.is_ours(STAMP, &here));
    assert!(!notes.is_ours(Stamp { size: 901, ..STAMP }, &here));
    assert!(!notes.is_ours(Stamp { modified_ms: STAMP.modified_ms + 1, ..STAMP }, &here));
    assert!(!KeptNotes::default().is_ours(STAMP, &here), "a file that was chosen just now");
    assert!(KeptNotes::default().is_ours(Stamp { size: 0, ..STAMP }, &here), "an empty file");
}

#[test]
fn what_was_lost_here_is_not_lost_in_the_file() {
    let notes = written(holding(&["a", "b"], None, &[]));
    assert!(!notes.is_ours(STAMP, &holding(&["a"], None, &[])));
    assert!(notes.is_ours(STAMP, &holding(&["a", "b", "c"], None, &[])));
}

#[test]
fn settings_that_were_lost_here_are_not_lost_in_the_file() {
    let ours = settings(10);
    let notes = written(holding(&["a"], Some(&ours), &[]));
    let here = holding(&["a"], None, &[]);
    assert!(!notes.is_ours(STAMP, &here));
    let contents = file(&["a"], Some(&ours), &[]);
    assert!(Lacking::of(&contents, &notes, &log(&["a"]), None, &[]).settings);
}

#[test]
fn what_a_file_has_that_is_not_here_is_counted() {
    let ours = settings(90);
    let here = [recording("Bridge.", b"ours")];
    let takes = here.each_ref().map(Take::from);
    let lacking = |contents: &Contents| {
        Lacking::of(contents, &KeptNotes::default(), &log(&["a", "b"]), Some(&ours), &takes)
    };
    assert!(lacking(&file(&[], None, &[])).is_nothing());
    assert!(lacking(&file(&["a", "b"], Some(&ours), &here)).is_nothing());
    let another = lacking(&file(&["a"], None, &[recording("Bridge.", b"theirs")]));
    assert_eq!(another, Lacking { recordings: 1, ..Lacking::default() });
    let more = file(&["a", "c", "d"], Some(&settings(10)), &[recording("Sphinx.", b"theirs")]);
    assert_eq!(lacking(&more), Lacking { entries: 2, recordings: 1, settings: true });
    let quiet = lacking(&file(&["a"], Some(&settings(10)), &[]));
    assert_eq!(quiet, Lacking { settings: true, ..Lacking::default() });
    assert!(!quiet.is_nothing());
    assert!(lacking(&file(&[], Some("no line"), &[])).is_nothing());
}

#[test]
fn settings_that_the_app_wrote_itself_may_be_written_over() {
    let (old, new) = (settings(90), settings(10));
    let contents = file(&["a"], Some(&old), &[]);
    let lacking = |notes: KeptNotes| Lacking::of(&contents, &notes, &log(&["a"]), Some(&new), &[]);
    assert!(lacking(KeptNotes::default()).settings);
    let here = holding(&["a"], Some(&old), &[]);
    assert!(!lacking(written(here.clone())).settings);
    // The app was killed after the file was complete, before it could note that.
    assert!(!lacking(written(Holding::default()).before_write(made(), here)).settings);
}

#[test]
fn recordings_that_the_app_wrote_itself_may_be_written_over_by_new_ones() {
    let old = [recording("Bridge.", b"old")];
    let contents = file(&["a"], None, &old);
    let lacking = |notes: KeptNotes, takes: &[Take]| {
        Lacking::of(&contents, &notes, &log(&["a"]), None, takes)
    };
    let held = holding(&["a"], None, &[("Bridge.", 3)]);
    let new = [Take { text: "Bridge.".to_owned(), bytes: 4 }];
    assert_eq!(lacking(KeptNotes::default(), &new).recordings, 1);
    assert!(lacking(written(held.clone()), &new).is_nothing());
    let attempted = KeptNotes::default().before_write(made(), held.clone());
    assert!(lacking(attempted, &new).is_nothing());
    assert_eq!(lacking(written(held), &[]).recordings, 1, "it may have been lost");
}

#[test]
fn a_torn_write_of_the_app_is_known_by_its_header() {
    let mut contents = file(&["a"], None, &[]);
    contents.made = vec![made()];
    assert!(!KeptNotes::default().is_torn_write(&contents));
    let notes = KeptNotes::default().before_write(made(), Holding::default());
    assert!(notes.is_torn_write(&contents));
    let theirs = Made { at: Moment { utc_ms: NOW.utc_ms + 1, ..NOW }, ..made() };
    for others in [vec![theirs.clone()], vec![made(), theirs], vec![]] {
        contents.made = others;
        assert!(!notes.is_torn_write(&contents), "another device's");
    }
}

#[test]
fn the_file_that_was_written_lacks_nothing() {
    let (ours, text) = (log(&["a", "b"]), settings(10));
    let mut writer = Writer::new(made(), Some(&text), ours.clone(), &[]);
    while writer.encode(1) {}
    let mut reader = unknot_core::backup::Reader::new();
    while let Some(piece) = writer.next_piece() {
        reader.push(piece.as_bytes());
    }
    reader.push(writer.finish().as_bytes());
    let contents = reader.finish().unwrap();
    assert!(Lacking::of(&contents, &KeptNotes::default(), &ours, Some(&text), &[]).is_nothing());
}

#[test]
fn the_notes_are_read_back() {
    let notes =
        written(holding(&["a"], None, &[("Bridge.", 9)])).before_write(made(), Holding::default());
    assert_eq!(decode_value(&encode_value(&notes)), Ok(notes));
}

#[test]
fn notes_of_an_earlier_form_are_not_believed() {
    let earlier = r#"{"v":1,"data":{"stamp":{"modified_ms":1,"size":2},"held":{"entries":1,"settings":3,"recordings":4},"attempted":null}}"#;
    let line = crate::strategies::seal(earlier);
    assert_eq!(decode_value::<KeptNotes>(line.trim_end()), Err(ValueError::Damaged));
}

#[test]
fn damaged_settings_are_not_worth_a_place() {
    let good = settings(10);
    assert!(are_readable(&good));
    let newer = crate::strategies::seal(r#"{"v":99,"data":{}}"#);
    assert!(are_readable(newer.trim_end()), "of a newer version");
    let whole = crate::strategies::seal(r#"{"v":2,"data":7}"#);
    for damaged in [&good[1..], &good[..good.len() - 1], whole.trim_end(), ""] {
        assert!(!are_readable(damaged), "{damaged}");
    }
}

proptest! {
    #[test]
    fn a_file_with_entries_that_are_not_here_is_never_written_unread(
        held in prop::collection::btree_set("[a-f]", 0..6),
        here in prop::collection::btree_set("[a-f]", 0..6),
    ) {
        let ids = |ids: &std::collections::BTreeSet<String>| {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            holding(&ids, None, &[])
        };
        let notes = written(ids(&held));
        prop_assert_eq!(notes.is_ours(STAMP, &ids(&here)), held.is_subset(&here));
        prop_assert_eq!(notes.is_up_to_date(&ids(&here)), held == here);
    }
}

#[test]
fn recordings_that_were_lost_or_made_again_are_noticed() {
    let notes = written(holding(&["a"], None, &[("Bridge.", 5), ("Sphinx.", 5)]));
    let again = holding(&["a"], None, &[("Bridge.", 6), ("Sphinx.", 5)]);
    assert!(!notes.is_up_to_date(&again), "the new one isn't written");
    assert!(!notes.is_ours(STAMP, &again), "the old one isn't looked at");
    assert!(!notes.is_ours(STAMP, &holding(&["a"], None, &[("Bridge.", 5)])), "a lost one");
}
