//! What people do with their devices, and what they see.

use core::ops::Range;

use serde_json::Value;
use unknot_core::backup::{Plan, Recording, SettingsChoice};
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::flare::Pace;
use unknot_core::domain::time::Millis;
use unknot_core::history::{
    Entry, EntryId, FlareNote, Kind, Mark, Outcome, Record, RestDays, Session,
};
use unknot_core::storage::{decode_segment, keys};

use crate::device::{Device, contents};
use crate::strategies::seal;

/// A device with a person's clock.
#[derive(Clone, Default)]
pub(crate) struct Person {
    pub(crate) device: Device,
    pub(crate) offset_min: i16,
    /// How many days the clock is ahead.
    ahead: i32,
    /// The last restore, and the file it was of.
    restore: Option<(Plan, String)>,
    pub(crate) newest: Option<Moment>,
}

impl Person {
    pub(crate) fn act(&mut self, what: &[&str]) {
        match what {
            ["practises", id, at] => self.practise(id, at, 10, Outcome::Finished),
            ["is-interrupted", id, at, minutes] => {
                self.practise(id, at, minutes.parse().unwrap(), Outcome::Interrupted);
            }
            ["deletes", target, "with", id] => self.mark(id, target, Kind::Deleted),
            ["undeletes", target, "with", id] => self.mark(id, target, Kind::Restored),
            ["flares", pace, id, at] => {
                let pace = serde_json::from_value::<Pace>(Value::from(*pace)).ok();
                let at = self.moment(at);
                let day = self.day(at);
                self.add(Kind::Flare(FlareNote { id: id.parse().unwrap(), at, day, pace }).into());
            }
            ["sets", field, value] => {
                let mut fields = serde_json::to_value(self.device.settings()).unwrap();
                fields[*field] =
                    serde_json::from_str(value).unwrap_or_else(|_| Value::from(*value));
                self.device.set(&serde_json::from_value(fields).unwrap());
            }
            ["has-settings", json @ ..] => {
                self.device.local.insert(keys::SETTINGS.to_owned(), seal(&json.join(" ")));
            }
            ["records", text, bytes, length] => {
                let bytes = bytes.repeat(length.parse().unwrap()).into_bytes();
                let recording = Recording {
                    text: (*text).to_owned(),
                    mime_type: "audio/mp4".to_owned(),
                    bytes,
                };
                self.device.recordings.insert((*text).to_owned(), recording);
            }
            ["has-a-line", json @ ..] => {
                let entries = decode_segment(&seal(&json.join(" "))).entries;
                self.add(entries.into_iter().next().unwrap());
            }
            ["is-in-zone", minutes] => self.offset_min = minutes.parse().unwrap(),
            ["has-a-clock-ahead-by-days", days] => self.ahead = days.parse().unwrap(),
            ["starts"] => self.device.start(),
            ["loses-localStorage"] => self.device.local.clear(),
            ["loses-the-journal"] => self.device.journal.clear(),
            ["clears-site-data"] => self.device = Device::default(),
            ["resumes"] => {
                let (plan, file) = self.restore.clone().unwrap();
                self.device.apply(&plan, &file, usize::MAX);
            }
            ["resumes-without-the-file"] => {
                let (plan, _) = self.restore.clone().unwrap();
                self.device.apply(&plan, "", usize::MAX);
            }
            ["undoes"] => self.undo(usize::MAX),
            ["undoes-but-stops-after", most] => self.undo(most.parse().unwrap()),
            _ => panic!("who does {what:?}?"),
        }
    }

    pub(crate) fn restore(&mut self, file: &str, more: &[&str]) {
        let (choice, most) = match more {
            [] => (SettingsChoice::KeepOurs, usize::MAX),
            ["with-settings"] => (SettingsChoice::TakeTheirs, usize::MAX),
            ["with-settings", "but-stops-after", most] => {
                (SettingsChoice::TakeTheirs, most.parse().unwrap())
            }
            ["but-stops-after", most] => (SettingsChoice::KeepOurs, most.parse().unwrap()),
            _ => panic!("restores {more:?}?"),
        };
        let contents = contents(file.as_bytes()).unwrap();
        let before = self.device.log();
        let plan = self.device.plan(&contents, choice);
        self.device.apply(&plan, file, most);
        let after = self.device.log();
        assert_eq!(before.missing_in(&after).count(), 0, "a restore loses nothing");
        self.restore = Some((plan, file.to_owned()));
    }

    fn undo(&mut self, most: usize) {
        let (plan, _) = self.restore.clone().unwrap();
        self.device.undo(&plan, most);
    }

    fn practise(&mut self, id: &str, at: &str, minutes: u32, outcome: Outcome) {
        let started = self.moment(at);
        self.add(Entry::from(Record {
            id: id.parse().unwrap(),
            started,
            day: self.day(started),
            routine: "morning-ten".into(),
            planned: Millis::minutes(10),
            practised: Millis::minutes(minutes),
            outcome,
            worked: None,
            skipped: Some(0),
            hurts: Vec::new(),
        }));
    }

    fn mark(&mut self, id: &str, target: &str, kind: fn(Mark) -> Kind) {
        let at = self.newest.unwrap_or(Moment { utc_ms: 0, offset_min: 0 });
        let parse = |id: &str| -> EntryId { id.parse().unwrap() };
        let mark = Mark { id: parse(id), at, day: self.day(at), target: parse(target) };
        self.add(kind(mark).into());
    }

    fn add(&mut self, entry: Entry) {
        self.newest = self.newest.max(Some(entry.at()));
        self.device.add(&entry);
    }

    /// The moment at which the device's clock shows this, such as `2026-11-24T07:30`, plus what it
    /// is ahead.
    fn moment(&self, local: &str) -> Moment {
        let (day, time) = local.split_once('T').unwrap();
        let day: CivilDay = day.parse().unwrap();
        let (hour, minute) = time.split_once(':').unwrap();
        let minutes = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
        let days = i64::from(day.epoch_days() + self.ahead);
        let utc_min = days * 24 * 60 + minutes - i64::from(self.offset_min);
        Moment { utc_ms: utc_min * 60_000, offset_min: self.offset_min }
    }

    fn day(&self, at: Moment) -> CivilDay {
        at.day(self.device.settings().day_start_min)
    }
}

impl Device {
    pub(crate) fn with_sorted_segments(&self) -> Self {
        let mut device = self.clone();
        for (key, text) in &mut device.local {
            if key.starts_with(keys::LOG_PREFIX) {
                let mut lines: Vec<_> = text.split_inclusive('\n').collect();
                lines.sort_unstable();
                *text = lines.concat();
            }
        }
        device
    }

    pub(crate) fn compare(&self, expected: &Self) -> Result<(), String> {
        if self == expected {
            return Ok(());
        }
        let recordings = self.tell("recordings");
        Err(format!("{:#?}\n{:#?}\n{recordings}", self.local, self.journal))
    }

    /// What a person would see.
    pub(crate) fn tell(&self, kind: &str) -> String {
        let log = self.log();
        let told: Vec<String> = match kind {
            "sessions" => log.sessions().iter().map(|session| session.id().to_string()).collect(),
            "days" => log.practised_days().iter().map(CivilDay::to_string).collect(),
            "minutes" => {
                let minutes = |session: &&Session| (session.practised().0 / 60_000).to_string();
                log.sessions().iter().map(minutes).collect()
            }
            "notes" => {
                let note = |session: &&Session| session.note().unwrap_or("-").to_owned();
                log.sessions().iter().map(note).collect()
            }
            "rest-days" => {
                let last = |days: &Range<CivilDay>| days.end.plus(-1);
                let days = log.rest_days().map(RestDays::days);
                days.map(|days| format!("{}/{}", days.start, last(&days))).collect()
            }
            "entries" => vec![log.entries().count().to_string()],
            "newer" => {
                let unknown = |entry: &&Entry| matches!(entry.kind(), Kind::Unknown(_));
                log.entries().filter(unknown).map(|entry| entry.id().to_string()).collect()
            }
            "flare" => log
                .flare()
                .map(|flare| format!("{:?} since {}", flare.pace, flare.since).to_lowercase())
                .into_iter()
                .collect(),
            "recordings" => self
                .recordings
                .values()
                .map(|recording| {
                    let first = char::from(*recording.bytes.first().unwrap_or(&b'-'));
                    format!("{}={first}{}", recording.text, recording.bytes.len())
                })
                .collect(),
            "settings-text" => self
                .settings_text()
                .into_iter()
                .map(|text| text.rsplit_once('\t').unwrap().0.to_owned())
                .collect(),
            "newer-settings" => {
                let json = self.settings_text().and_then(|text| text.rsplit_once('\t'));
                let stored: Value = serde_json::from_str(json.unwrap().0).unwrap();
                let known = serde_json::to_value(self.settings()).unwrap();
                let fields = stored["data"].as_object().unwrap().iter();
                let newer = fields.filter(|(name, _)| known.get(name).is_none());
                newer.map(|(name, value)| format!("{name}={value}")).collect()
            }
            field => {
                let fields = serde_json::to_value(self.settings()).unwrap();
                vec![fields.get(field).unwrap_or_else(|| panic!("what is {field}?")).to_string()]
            }
        };
        told.join(" ")
    }
}
