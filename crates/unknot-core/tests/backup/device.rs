//! A device: what it stores, and what its app does with backups.

use std::collections::BTreeMap;

use futures::FutureExt;
use unknot_core::backup::{
    BackupError, Change, Contents, Made, Place, Plan, Preview, Reader, Recording, RecordingInfo,
    SettingsChoice, Writer, preview,
};
use unknot_core::domain::civil::Moment;
use unknot_core::domain::settings::Settings;
use unknot_core::history::{Entry, Log};
use unknot_core::storage::{
    append, decode_value, encode_entry, encode_over, encode_value, keys, reconcile,
};

/// The version of the app on all devices.
pub(crate) const APP: &str = "0.2.0";

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Device {
    pub(crate) local: BTreeMap<String, String>,
    pub(crate) journal: BTreeMap<String, String>,
    pub(crate) recordings: BTreeMap<String, Recording>,
}

impl Device {
    /// The log, as the app sees it after a start.
    pub(crate) fn log(&self) -> Log {
        self.reconciled().log
    }

    fn reconciled(&self) -> unknot_core::storage::Reconciled {
        let is_segment = |(key, _): &(&String, &String)| key.starts_with(keys::LOG_PREFIX);
        let segments = self.local.iter().filter(is_segment).map(|(_, text)| text.as_str());
        reconcile(segments, self.journal.values().map(String::as_str))
    }

    /// Starts the app, which writes to each place what it lacks.
    pub(crate) fn start(&mut self) {
        let reconciled = self.reconciled();
        for entry in &reconciled.missing_locally {
            self.append(entry);
        }
        for entry in &reconciled.missing_in_journal {
            self.journal.insert(keys::journal_entry(entry.id()), encode_entry(entry));
        }
    }

    /// Whether both copies of the log are complete.
    pub(crate) fn is_repaired(&self) -> bool {
        let reconciled = self.reconciled();
        reconciled.missing_locally.is_empty() && reconciled.missing_in_journal.is_empty()
    }

    /// Stores an entry in both places.
    pub(crate) fn add(&mut self, entry: &Entry) {
        self.append(entry);
        self.start();
    }

    fn append(&mut self, entry: &Entry) {
        let segment = self.local.entry(keys::month(entry.day())).or_default();
        *segment = append(segment, entry);
    }

    pub(crate) fn settings_text(&self) -> Option<&str> {
        self.local.get(keys::SETTINGS).map(String::as_str)
    }

    pub(crate) fn settings(&self) -> Settings {
        self.settings_text().and_then(|text| decode_value(text).ok()).unwrap_or_default()
    }

    pub(crate) fn set(&mut self, settings: &Settings) {
        let text = match self.settings_text() {
            Some(before) => encode_over(settings, before),
            None => encode_value(settings),
        };
        self.local.insert(keys::SETTINGS.to_owned(), text);
    }

    pub(crate) fn infos(&self) -> Vec<RecordingInfo> {
        self.recordings.values().map(Recording::info).collect()
    }

    /// Makes a backup, as the given version of the app, in pieces.
    pub(crate) fn backup_as(&self, at: Moment, app: &str) -> String {
        let made = Made { at, app: app.to_owned() };
        let mut writer = Writer::new(made, self.settings_text(), self.log(), &self.infos());
        while writer.encode(3) {}
        let size = writer.size();
        let mut file = String::new();
        while let Some(piece) = writer.next_piece() {
            file.push_str(&piece);
        }
        for recording in self.recordings.values() {
            writer.recording(recording).for_each(|piece| file.push_str(&piece));
        }
        file.push_str(&writer.finish());
        assert_eq!(file.len() as u64, size, "the size is known beforehand");
        file
    }

    pub(crate) fn preview(&self, contents: &Contents) -> Preview {
        let (log, infos) = (self.log(), self.infos());
        let preview = preview(contents, &log, self.settings_text(), &infos, APP, async || ());
        preview.now_or_never().unwrap()
    }

    pub(crate) fn plan(&self, contents: &Contents, choice: SettingsChoice) -> Plan {
        let stored = |place, key: &str| self.get(place, key).map(str::to_owned);
        let recorded: Vec<_> = self.recordings.keys().cloned().collect();
        let log = self.log();
        let plan = Plan::new(contents, &log, &recorded, choice, stored, async || ());
        let plan = plan.now_or_never().unwrap();
        // The app stores the plan before it begins.
        let mut stored = Plan::default();
        for piece in plan.pieces() {
            stored.add(decode_value(&encode_value(&piece)).unwrap());
        }
        assert_eq!(stored, plan);
        stored
    }

    /// Carries out a plan with a file, until `most` keys and recordings were written.
    pub(crate) fn apply(&mut self, plan: &Plan, file: &str, most: usize) {
        let mut left = most;
        for (place, key) in plan.keys() {
            let change = plan.apply(place, key, self.get(place, key));
            if change != Change::Keep {
                if left == 0 {
                    return;
                }
                left -= 1;
                self.change(place, key, change);
            }
        }
        for recording in recordings_in(file) {
            let is_wanted = plan.recordings().contains(&recording.info());
            if is_wanted && !self.recordings.contains_key(&recording.text) && left > 0 {
                left -= 1;
                self.recordings.insert(recording.text.clone(), recording);
            }
        }
    }

    /// Undoes a plan, until `most` keys and recordings were changed.
    pub(crate) fn undo(&mut self, plan: &Plan, most: usize) {
        let mut left = most;
        for (place, key) in plan.keys() {
            let change = plan.undo(place, key, self.get(place, key));
            if change != Change::Keep {
                if left == 0 {
                    return;
                }
                left -= 1;
                self.change(place, key, change);
            }
        }
        for info in plan.recordings() {
            let is_ours = self.recordings.get(&info.text).is_some_and(|ours| ours.info() == *info);
            if is_ours && left > 0 {
                left -= 1;
                self.recordings.remove(&info.text);
            }
        }
    }

    fn get(&self, place: Place, key: &str) -> Option<&str> {
        let texts = if place == Place::Journal { &self.journal } else { &self.local };
        texts.get(key).map(String::as_str)
    }

    fn change(&mut self, place: Place, key: &str, change: Change) {
        let texts = if place == Place::Journal { &mut self.journal } else { &mut self.local };
        match change {
            Change::Keep => {}
            Change::Write(text) => drop(texts.insert(key.to_owned(), text)),
            Change::Remove => drop(texts.remove(key)),
        }
    }
}

/// Reads a file in chunks that end anywhere.
pub(crate) fn read(file: &[u8]) -> Result<Contents, BackupError> {
    let mut reader = Reader::new();
    file.chunks(1000).for_each(|chunk| reader.push(chunk));
    reader.finish()
}

/// What can be restored of a file.
pub(crate) fn contents(file: &[u8]) -> Option<Contents> {
    match read(file) {
        Ok(contents) => Some(contents),
        Err(BackupError::Incomplete(contents)) => Some(*contents),
        Err(_) => None,
    }
}

pub(crate) fn recordings_in(file: &str) -> Vec<Recording> {
    let mut reader = Reader::with_recordings();
    let mut found = Vec::new();
    for chunk in file.as_bytes().chunks(50_000) {
        reader.push(chunk);
        found.extend(std::iter::from_fn(|| reader.next_recording()));
    }
    let _ = reader.finish();
    found
}
