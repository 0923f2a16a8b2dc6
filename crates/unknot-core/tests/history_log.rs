//! The log merges as a set, whatever the order of entries.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use futures::FutureExt;
use proptest::prelude::*;
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::flare::Pace;
use unknot_core::domain::time::Millis;
use unknot_core::history::views::months;
use unknot_core::history::{
    Added, Changes, Edited, Entry, EntryId, FlareNote, Kind, Log, Mark, Outcome, Record, RestDays,
    Session, Unknown, What,
};

fn id(text: &str) -> EntryId {
    text.parse().unwrap()
}

fn record(name: &str, outcome: Outcome, seconds: u32) -> Record {
    Record {
        id: id(name),
        started: Moment { utc_ms: 1_795_500_000_000, offset_min: 60 },
        day: "2026-11-24".parse().unwrap(),
        routine: Cow::Borrowed("morning-ten"),
        planned: Millis::minutes(10),
        practised: Millis::secs(seconds),
        worked: Some(Millis::secs(seconds)),
        outcome,
        skipped: None,
        hurts: Vec::new(),
    }
}

fn mark(name: &str, target: &str) -> Mark {
    Mark {
        id: id(name),
        at: Moment { utc_ms: 1_795_500_600_000, offset_min: 60 },
        day: "2026-11-24".parse().unwrap(),
        target: id(target),
    }
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::Interrupted), Just(Outcome::EndedEarly), Just(Outcome::Finished)]
}

/// Uses few ids, so that entries often share an id and marks often have a target.
fn entry() -> impl Strategy<Value = Entry> {
    let name = || "[a-f]".prop_map(|text| id(&text));
    let moment = (0i64..3, 0i16..2).prop_map(|(utc_ms, offset_min)| Moment { utc_ms, offset_min });
    // The end of October and the beginning of November.
    let day = (20_026i32..20_029).prop_map(CivilDay::from_epoch_days);
    let verbatim = prop_oneof![4 => Just(None), 1 => Just(Some(Box::from("{}")))];
    (name(), name(), moment, day, outcome(), 0u32..4, 0u8..9, verbatim).prop_map(
        |(id, target, at, day, outcome, minutes, kind, verbatim)| {
            let kind = match kind {
                0 => Kind::Unknown(Unknown { id, at, day }),
                1 => Kind::Deleted(Mark { id, at, day, target }),
                2 => Kind::Restored(Mark { id, at, day, target }),
                3 => Kind::Rest(RestDays { id, at, first: day.plus(-1), last: day }),
                4 => Kind::Added(Added {
                    id,
                    at,
                    day,
                    started: (minutes > 1).then_some(at),
                    what: if minutes > 2 { What::Walk } else { What::Other },
                    practised: Millis::minutes(minutes),
                    note: "n".repeat(usize::try_from(minutes).unwrap()),
                }),
                5 | 6 => {
                    let changes = Changes {
                        day: (minutes > 0).then_some(day),
                        practised: (minutes < 2).then_some(Millis::minutes(minutes)),
                        what: (minutes == 3).then_some(What::Meditation),
                        note: (minutes > 1).then(|| target.to_string()),
                    };
                    Kind::Edited(Edited { id, at, day, target, changes })
                }
                7 => {
                    let pace = (minutes > 1).then_some(Pace::Rest);
                    Kind::Flare(FlareNote { id, at, day, pace })
                }
                _ => Kind::Session(Record {
                    id,
                    started: at,
                    day,
                    routine: Cow::Borrowed("evening"),
                    planned: Millis::minutes(3),
                    practised: Millis::minutes(minutes),
                    worked: (minutes != 2).then_some(Millis::secs(10 * minutes)),
                    outcome,
                    skipped: None,
                    hurts: Vec::new(),
                }),
            };
            Entry::read(kind, verbatim)
        },
    )
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(entry(), 0..24)
}

fn log(entries: &[Entry]) -> Log {
    entries.iter().cloned().collect()
}

fn recorded(log: &Log) -> Vec<&Record> {
    log.sessions().into_iter().filter_map(Session::record).collect()
}

/// What is shown of a session: its id, day, practice, what was done, note, and whether it counts.
type Shown = (EntryId, CivilDay, Millis, What, String, bool);

fn shown(session: &Session) -> Shown {
    let note = session.note().unwrap_or_default().to_owned();
    let (id, day) = (session.id().clone(), session.day());
    (id, day, session.practised(), session.what(), note, session.counts())
}

/// What is to be shown of an entry that isn't deleted, if it is a session.
fn expected_of(entry: &Entry, existing: &[&Entry]) -> Option<Shown> {
    let mut edits: Vec<&Edited> = existing
        .iter()
        .filter_map(|entry| match entry.kind() {
            Kind::Edited(edited) => Some(edited),
            _ => None,
        })
        .filter(|edited| edited.target == *entry.id())
        .collect();
    edits.sort_by_key(|edited| (edited.at.utc_ms, &edited.id));
    edits.reverse();
    let day = edits.iter().find_map(|edited| edited.changes.day);
    let practised = edits.iter().find_map(|edited| edited.changes.practised);
    let what = edits.iter().find_map(|edited| edited.changes.what.clone());
    let note = edits.iter().find_map(|edited| edited.changes.note.clone());
    let (id, day) = (entry.id().clone(), day.unwrap_or(entry.day()));
    let is_enough = |practised: Millis| practised >= Millis::secs(15);
    match entry.kind() {
        Kind::Session(record) => {
            let what = What::Routine(record.routine.clone());
            let counts = practised.map_or_else(|| record.counts(), is_enough);
            let practised = practised.unwrap_or(record.practised);
            Some((id, day, practised, what, note.unwrap_or_default(), counts))
        }
        Kind::Added(added) => {
            let practised = practised.unwrap_or(added.practised);
            let what = what.unwrap_or(added.what.clone());
            let note = note.unwrap_or(added.note.clone());
            Some((id, day, practised, what, note, is_enough(practised)))
        }
        _ => None,
    }
}

/// The preferred entries that aren't deleted, in order of id: the rules, entry by entry.
fn reference(log: &Log) -> Vec<&Entry> {
    let mut preferred: Vec<&Entry> = Vec::new();
    for entry in log.entries() {
        match preferred.last_mut() {
            Some(last) if last.id() == entry.id() => {
                if entry.preference(last).is_gt() {
                    *last = entry;
                }
            }
            _ => preferred.push(entry),
        }
    }
    let is_undone = |deletion: &EntryId| {
        preferred
            .iter()
            .any(|entry| matches!(entry.kind(), Kind::Restored(mark) if mark.target == *deletion))
    };
    let is_deleted = |id: &EntryId| {
        preferred.iter().any(|entry| {
            matches!(entry.kind(), Kind::Deleted(mark) if mark.target == *id && !is_undone(&mark.id))
        })
    };
    preferred.iter().copied().filter(|entry| !is_deleted(entry.id())).collect()
}

proptest! {
    #[test]
    fn merging_is_the_union_of_sets(a in entries(), b in entries(), c in entries()) {
        let (a, b, c) = (log(&a), log(&b), log(&c));
        let ab = a.clone().merge(b.clone());
        prop_assert_eq!(&ab, &b.clone().merge(a.clone()));
        prop_assert_eq!(ab.clone().merge(c.clone()), a.clone().merge(b.clone().merge(c)));
        prop_assert_eq!(&ab, &ab.clone().merge(ab.clone()));
        prop_assert_eq!(&a, &a.clone().merge(Log::new()));
        prop_assert!(a.entries().chain(b.entries()).all(|entry| ab.contains(entry)));
        prop_assert_eq!(a.missing_in(&ab).count(), 0);
        let completed = a.clone().merge(ab.missing_in(&a).cloned().collect());
        prop_assert_eq!(&completed, &ab);
        let (mut one_by_one, pauses) = (a.clone(), Cell::new(0));
        let adding = one_by_one.add_all_of(&b, async || pauses.set(pauses.get() + 1));
        let added = adding.now_or_never().unwrap();
        prop_assert_eq!(added, ab.entries().count() - a.entries().count());
        prop_assert_eq!(pauses.get(), b.entries().count());
        prop_assert_eq!(one_by_one, ab);
    }

    #[test]
    fn order_of_insertion_does_not_matter(list in entries(), seed in any::<prop::sample::Index>()) {
        let whole = log(&list);
        let mut one_by_one = Log::new();
        let start = if list.is_empty() { 0 } else { seed.index(list.len()) };
        for entry in list[start..].iter().chain(&list[..start]) {
            one_by_one.insert(entry.clone());
            prop_assert!(!one_by_one.insert(entry.clone()), "entry was added twice");
        }
        prop_assert_eq!(&whole, &one_by_one);
        let sessions = whole.sessions();
        prop_assert_eq!(&sessions, &one_by_one.sessions());
        prop_assert!(sessions.is_sorted_by_key(|session| (session.at().utc_ms, session.id())));
        let mut ids: Vec<_> = sessions.iter().map(|session| session.id()).collect();
        ids.sort();
        prop_assert!(ids.is_sorted_by(|a, b| a < b), "session is listed twice");
    }

    /// What the index finds is what reading every entry finds, after each entry.
    #[test]
    fn index_agrees_with_the_entries(list in entries()) {
        let mut log = Log::new();
        for entry in list {
            log.insert(entry);
            let found = reference(&log);
            let mut sessions: Vec<_> = log.days().flat_map(|(_, list)| list).map(shown).collect();
            sessions.sort();
            let expected: Vec<_> =
                found.iter().filter_map(|entry| expected_of(entry, &found)).collect();
            prop_assert_eq!(&sessions, &expected);
            for (day, list) in log.days() {
                prop_assert!(!list.is_empty() && list.iter().all(|session| session.day() == day));
                prop_assert_eq!(log.sessions_on(day), list);
            }
            for session in log.sessions() {
                let found = log.session(session.id());
                prop_assert_eq!(found.as_ref(), Some(session));
            }
            let days: BTreeSet<_> = expected.iter().filter(|shown| shown.5).map(|shown| shown.1).collect();
            prop_assert_eq!(log.practised_days(), &days);
            let practised: u64 = expected.iter().map(|shown| u64::from(shown.2.0)).sum();
            prop_assert_eq!(log.total().practised_ms, practised);
            prop_assert_eq!(log.total().sessions as usize, expected.len());
            let mut of_months: BTreeMap<_, (u32, u64)> = BTreeMap::new();
            for shown in &expected {
                let month = of_months.entry(shown.1.first_of_month()).or_default();
                *month = (month.0 + 1, month.1 + u64::from(shown.2.0));
            }
            let practised_in = |month: CivilDay| days.iter().filter(|day| day.first_of_month() == month).count();
            let found_months: Vec<_> = months(&log)
                .iter()
                .map(|one| (one.month, one.practised as usize, (one.total.sessions, one.total.practised_ms)))
                .collect();
            let expected_months: Vec<_> =
                of_months.iter().rev().map(|(month, sums)| (*month, practised_in(*month), *sums)).collect();
            prop_assert_eq!(found_months, expected_months);
            let mut rests: Vec<_> = log.rest_days().map(|rest| &rest.id).collect();
            rests.sort();
            let is_rest = |entry: &&&Entry| matches!(entry.kind(), Kind::Rest(_));
            let expected: Vec<_> = found.iter().filter(is_rest).map(|entry| entry.id()).collect();
            prop_assert_eq!(rests, expected);
            let last_note = found
                .iter()
                .filter_map(|entry| match entry.kind() {
                    Kind::Flare(note) => Some((note.at.utc_ms, &note.id, note.pace)),
                    _ => None,
                })
                .max_by_key(|(at, id, _)| (*at, *id));
            prop_assert_eq!(log.flare().map(|flare| flare.pace), last_note.and_then(|note| note.2));
        }
    }

    #[test]
    fn preference_is_a_total_order(a in entry(), b in entry(), c in entry()) {
        prop_assert_eq!(a.preference(&b), b.preference(&a).reverse());
        prop_assert_eq!(a.preference(&b).is_eq(), a == b);
        if a.preference(&b).is_le() && b.preference(&c).is_le() {
            prop_assert!(a.preference(&c).is_le());
        }
    }
}

#[test]
fn longer_record_of_an_unfinished_session_is_preferred_whatever_its_outcome() {
    // The session was ended in one tab while it went on in another one, which was then killed.
    let ended = record("s1", Outcome::EndedEarly, 12);
    let went_on = record("s1", Outcome::Interrupted, 24);
    for entries in [[&ended, &went_on], [&went_on, &ended]] {
        let log: Log = entries.into_iter().cloned().map(Entry::from).collect();
        assert_eq!(recorded(&log), [&went_on]);
        assert!(went_on.covers(Millis::secs(24)) && !ended.covers(Millis::secs(24)));
    }
    // With the same practice the person's own decision counts.
    let interrupted = record("s1", Outcome::Interrupted, 12);
    let log: Log = [&ended, &interrupted].into_iter().cloned().map(Entry::from).collect();
    assert_eq!(recorded(&log), [&ended]);
}

#[test]
fn finished_record_is_preferred_to_interrupted_one() {
    let recovered = record("s1", Outcome::Interrupted, 590);
    let finished = record("s1", Outcome::Finished, 580);
    for entries in [[recovered.clone(), finished.clone()], [finished.clone(), recovered]] {
        let log: Log = entries.into_iter().map(Entry::from).collect();
        assert_eq!(recorded(&log), [&finished]);
        assert_eq!(log.get(&id("s1")).and_then(Entry::record), Some(&finished));
        assert_eq!(log.entries().count(), 2, "one entry was dropped");
    }
}

#[test]
fn deletion_can_be_undone_and_repeated() {
    let mut log = Log::new();
    log.insert(record("s1", Outcome::Finished, 600).into());
    log.insert(Kind::Deleted(mark("d1", "s1")).into());
    log.insert(Kind::Deleted(mark("d2", "s1")).into());
    assert!(log.sessions().is_empty());

    log.insert(Kind::Restored(mark("r1", "d1")).into());
    assert!(log.sessions().is_empty(), "the second deletion is still in effect");
    log.insert(Kind::Restored(mark("r2", "d2")).into());
    assert_eq!(log.sessions().len(), 1);

    log.insert(Kind::Deleted(mark("d3", "s1")).into());
    assert!(log.sessions().is_empty());
}

#[test]
fn cyclic_marks_are_ignored() {
    let mut log = Log::new();
    log.insert(record("s1", Outcome::Finished, 600).into());
    log.insert(Kind::Deleted(mark("d1", "d2")).into());
    log.insert(Kind::Deleted(mark("d2", "d1")).into());
    log.insert(Kind::Restored(mark("r1", "r1")).into());
    log.insert(Kind::Restored(mark("r2", "s1")).into());
    assert_eq!(log.sessions().len(), 1);
}
