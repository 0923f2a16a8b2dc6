//! Random lives: people who practise, travel, rest, change their minds and their clocks.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use proptest::prelude::*;
use unknot_core::domain::civil::{CivilDay, Moment, Weekday};
use unknot_core::domain::flare::Pace;
use unknot_core::domain::goal::{Goal, Goals};
use unknot_core::domain::time::Millis;
use unknot_core::history::{
    Added, Changes, DayMark, Edited, Entry, EntryId, FlareNote, Kind, Log, Mark, Outcome, Record,
    RestDays, What, streak, strength,
};

use crate::oracle::{Edit, Found, Oracle, Rest, Session};

/// What a person does.
#[derive(Clone, Debug)]
enum Act {
    Practise { practised: u32, worked: u32 },
    Add { days_ago: i8, minutes: u8 },
    Edit { session: usize, days: Option<i8>, minutes: Option<u8>, note: Option<u8> },
    Rest { from: i8, days: u8 },
    Delete { what: usize },
    UndoDelete { which: usize },
    Flare(bool),
    SetGoal(u8),
    SetDayStart(u16),
    Travel(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let seconds = || prop_oneof![Just(14_999u32), Just(15_000), 0u32..3_600_000];
    let some = prop::option::of::<proptest::num::u8::Any>;
    prop_oneof![
        12 => (seconds(), seconds())
            .prop_map(|(practised, worked)| Act::Practise { practised, worked }),
        3 => (-1i8..20, 0u8..90).prop_map(|(days_ago, minutes)| Act::Add { days_ago, minutes }),
        2 => (any::<usize>(), prop::option::of(-3i8..4), some(any::<u8>()), some(any::<u8>()))
            .prop_map(|(session, days, minutes, note)| Act::Edit { session, days, minutes, note }),
        1 => (-20i8..10, 0u8..8).prop_map(|(from, days)| Act::Rest { from, days }),
        1 => any::<usize>().prop_map(|what| Act::Delete { what }),
        1 => any::<usize>().prop_map(|which| Act::UndoDelete { which }),
        1 => any::<bool>().prop_map(Act::Flare),
        1 => (1u8..8).prop_map(Act::SetGoal),
        1 => (0u16..=360).prop_map(Act::SetDayStart),
        1 => any::<usize>().prop_map(Act::Travel),
    ]
}

/// What has been done, for deleting it.
#[derive(Clone, Copy, Debug)]
enum Done {
    Session(usize),
    Edit(usize),
    Rest(usize),
}

/// A person with a phone, which has the core's log, and an oracle that is told the same.
struct Person {
    zones: TimeZoneDatabase,
    zone: TimeZone,
    utc_ms: i64,
    day_start_min: u16,
    log: Log,
    goals: Goals,
    oracle: Oracle,
    done: Vec<(Done, EntryId)>,
    deletions: Vec<(Done, EntryId, bool)>,
    session_ids: Vec<EntryId>,
    entries: u32,
}

impl Person {
    fn new(utc_ms: i64, zone: usize) -> Self {
        let mut person = Self {
            zones: TimeZoneDatabase::bundled(),
            zone: TimeZone::UTC,
            utc_ms,
            day_start_min: 240,
            log: Log::new(),
            goals: Goals::default(),
            oracle: Oracle { goal: 4, ..Oracle::default() },
            done: Vec::new(),
            deletions: Vec::new(),
            session_ids: Vec::new(),
            entries: 0,
        };
        person.travel(zone);
        person
    }

    fn travel(&mut self, zone: usize) {
        let names: Vec<_> = self.zones.available().map(|name| name.to_string()).collect();
        self.zone = self.zones.get(&names[zone % names.len()]).unwrap();
    }

    /// The moment as the phone stores it, and the day by the calendar of jiff.
    fn now(&self) -> (Moment, Date) {
        let now = jiff::Timestamp::from_millisecond(self.utc_ms).unwrap();
        let local = now.to_zoned_datetime(self.zone.clone());
        let offset_min = i16::try_from(local.offset().seconds() / 60).unwrap();
        let minutes = i64::from(self.day_start_min).minutes();
        // The time on the wall, so that a change of the clock doesn't count.
        let today = local.datetime().checked_sub(minutes).unwrap().date();
        (Moment { utc_ms: self.utc_ms, offset_min }, today)
    }

    fn next_id(&mut self) -> EntryId {
        self.entries += 1;
        // Not in order of time.
        let number = self.entries.wrapping_mul(0x9e37_79b9);
        format!("{number:08x}").parse().unwrap()
    }

    fn insert(&mut self, kind: Kind) {
        self.log.insert(kind.into());
    }

    #[expect(clippy::too_many_lines, reason = "each arm is one thing to do")]
    fn act(&mut self, act: &Act) {
        let (at, date) = self.now();
        let today = at.day(self.day_start_min);
        let later = |date: Date, days: i8| date.checked_add(i64::from(days).days()).unwrap();
        match *act {
            Act::Practise { practised, worked } => {
                let id = self.next_id();
                let record = Record {
                    id: id.clone(),
                    started: at,
                    day: today,
                    routine: "evening".into(),
                    planned: Millis::minutes(10),
                    practised: Millis(practised),
                    worked: Some(Millis(worked)),
                    outcome: Outcome::EndedEarly,
                    skipped: None,
                    hurts: Vec::new(),
                };
                self.insert(Kind::Session(record));
                self.add_session(id, date, practised, worked >= 15_000);
            }
            Act::Add { days_ago, minutes } => {
                let id = self.next_id();
                let practised = Millis::minutes(minutes.into());
                self.insert(Kind::Added(Added {
                    id: id.clone(),
                    at,
                    day: today.plus(-i32::from(days_ago)),
                    started: None,
                    what: What::Walk,
                    practised,
                    note: String::new(),
                }));
                self.add_session(id, later(date, -days_ago), practised.0, minutes > 0);
            }
            Act::Edit { session, days, minutes, note } if !self.session_ids.is_empty() => {
                let session = session % self.session_ids.len();
                let (id, target) = (self.next_id(), self.session_ids[session].clone());
                let at = self.log.moment_of_edit(&target, at);
                let note = note.map(|note| note.to_string());
                let changes = Changes {
                    day: days.map(|days| today.plus(days.into())),
                    practised: minutes.map(|minutes| Millis::minutes(minutes.into())),
                    what: None,
                    note: note.clone(),
                };
                self.insert(Kind::Edited(Edited {
                    id: id.clone(),
                    at,
                    day: today,
                    target,
                    changes,
                }));
                self.oracle.edits.push(Edit {
                    target: session,
                    day: days.map(|days| later(date, days)),
                    milliseconds: minutes.map(|minutes| u64::from(minutes) * 60_000),
                    note,
                    deletions: 0,
                });
                self.done.push((Done::Edit(self.oracle.edits.len() - 1), id));
            }
            Act::Rest { from, days } => {
                let id = self.next_id();
                let first = today.plus(from.into());
                let last = first.plus(days.into());
                self.insert(Kind::Rest(RestDays { id: id.clone(), at, first, last }));
                let first = later(date, from);
                let last = first.checked_add(i64::from(days).days()).unwrap();
                self.oracle.rests.push(Rest { first, last, deletions: 0 });
                self.done.push((Done::Rest(self.oracle.rests.len() - 1), id));
            }
            Act::Delete { what } if !self.done.is_empty() => {
                let (what, target) = self.done[what % self.done.len()].clone();
                let id = self.next_id();
                self.insert(Kind::Deleted(Mark { id: id.clone(), at, day: today, target }));
                *self.deletions_of(what) += 1;
                self.deletions.push((what, id, false));
            }
            Act::UndoDelete { which } if !self.deletions.is_empty() => {
                let which = which % self.deletions.len();
                let (what, target, was_undone) = self.deletions[which].clone();
                let id = self.next_id();
                self.insert(Kind::Restored(Mark { id, at, day: today, target }));
                if !was_undone {
                    *self.deletions_of(what) -= 1;
                    self.deletions[which].2 = true;
                }
            }
            Act::Flare(goes_on) => {
                let (id, at) = (self.next_id(), self.log.moment_of_flare_note(at));
                let pace = goes_on.then_some(Pace::Rest);
                self.insert(Kind::Flare(FlareNote { id, at, day: today, pace }));
                self.oracle.flare_notes.push((date, goes_on));
            }
            Act::SetGoal(days) => {
                self.goals.set(Goal::new(days), today);
                self.oracle.set_goal(days, date);
            }
            Act::SetDayStart(minutes) => self.day_start_min = minutes,
            Act::Travel(zone) => self.travel(zone),
            Act::Edit { .. } | Act::Delete { .. } | Act::UndoDelete { .. } => {}
        }
    }

    fn add_session(&mut self, id: EntryId, day: Date, practised: u32, counts: bool) {
        let milliseconds = practised.into();
        let session = Session { day, milliseconds, counts, note: String::new(), deletions: 0 };
        self.oracle.sessions.push(session);
        self.done.push((Done::Session(self.oracle.sessions.len() - 1), id.clone()));
        self.session_ids.push(id);
    }

    fn deletions_of(&mut self, what: Done) -> &mut u32 {
        match what {
            Done::Session(number) => &mut self.oracle.sessions[number].deletions,
            Done::Edit(number) => &mut self.oracle.edits[number].deletions,
            Done::Rest(number) => &mut self.oracle.rests[number].deletions,
        }
    }

    fn found(&self, today: CivilDay, first: Weekday) -> Found {
        let log = &self.log;
        let streak = streak(log.practised_days(), &log.pauses(today), today, first, &self.goals);
        let mark = |mark: &DayMark| match mark {
            DayMark::Practised => 'p',
            DayMark::Rest => 'r',
            DayMark::Quiet => '-',
            DayMark::Today => 't',
            DayMark::Ahead => '.',
        };
        let told = |session: &unknot_core::history::Session| {
            format!("{} {}", session.practised().0, session.note().unwrap_or_default())
        };
        let by_day = log.days().map(|(day, sessions)| {
            let mut sessions: Vec<_> = sessions.iter().map(told).collect();
            sessions.sort();
            (day.to_string(), sessions)
        });
        Found {
            days: streak.days,
            weeks: streak.weeks,
            done: streak.this_week.done,
            needed: streak.this_week.needed,
            marks: streak.this_week.days.iter().map(mark).collect(),
            sessions: log.total().sessions,
            milliseconds: log.total().practised_ms,
            by_day: by_day.collect(),
        }
    }
}

const HOUR: i64 = 3_600_000;

proptest! {
    #[test]
    fn days_weeks_strength_and_totals_equal_those_of_the_oracle(
        // The years 2012 to 2032.
        start in 1_325_376_000_000i64..1_956_528_000_000,
        zone in any::<usize>(),
        // Mostly less than two days between them. Sometimes the clock is set back.
        acts in prop::collection::vec((act(), prop_oneof![
            20 => 0..40 * HOUR,
            1 => 0..400 * HOUR,
            1 => -50 * HOUR..0,
        ]), 1..90),
        first in 0usize..7,
    ) {
        let mut person = Person::new(start, zone);
        let weekday = jiff::civil::Weekday::from_monday_zero_offset(i8::try_from(first).unwrap());
        for (act, wait) in &acts {
            person.act(act);
            person.utc_ms += wait;
        }
        let (now, date) = person.now();
        let today = now.day(person.day_start_min);
        prop_assert_eq!(today.to_string(), date.to_string());
        let expected = person.oracle.found(date, weekday.unwrap());
        prop_assert_eq!(person.found(today, Weekday::ALL[first]), expected);

        let log = &person.log;
        let found = strength(log.practised_days(), &log.pauses(today), today, &person.goals);
        let expected = person.oracle.strength(date);
        prop_assert!((found.share() - expected).abs() < 1e-9, "{:?}, not {}", found, expected);
        prop_assert!((0.0..=1.0).contains(&found.share()) && found.percent() <= 100);
        // Two devices that have any parts of the log agree after they have been united.
        let (some, others): (Vec<Entry>, Vec<Entry>) =
            log.entries().cloned().partition(|entry| entry.at().utc_ms % 2 == 0);
        let (some, others) = (Log::from_iter(some), Log::from_iter(others));
        prop_assert_eq!(&some.clone().merge(others.clone()), log);
        prop_assert_eq!(&others.merge(some), log);
    }
}
