//! What a restore writes, and how it is undone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::settings::Settings;
use crate::history::{Entry, Log};
use crate::storage::{
    decode_entry, decode_value, encode_entry, encode_over, encode_value, is_preferred, keys, lines,
    rebase_settings, settings_differences, take_settings,
};

use super::contents::Contents;
use super::recording::RecordingInfo;

mod added_lines;
mod pieces;

use added_lines::AddedLines;

/// A place that stores texts under keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `IndexedDB`, with strict durability.
    Journal,
    /// `localStorage`.
    LocalStorage,
}

/// What is to be done with the text under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    Keep,
    /// This text is stored.
    Write(String),
    /// The key is removed.
    Remove,
}

/// Whose settings are there after the restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsChoice {
    /// Ours stay.
    KeepOurs,
    /// Theirs replace ours, with what only a newer version understands of ours.
    TakeTheirs,
}

/// Everything that a restore adds and replaces. It is stored before the restore begins, so that a
/// restore that is interrupted can be resumed or undone.
///
/// Each key is changed by itself, and for each key both directions can be repeated: whatever was
/// written before the interruption, and by whom, [`Self::apply`] completes the restore and
/// [`Self::undo`] takes it back. Entries that were added since stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// By key.
    segments: BTreeMap<String, AddedLines>,
    /// By key.
    journal: BTreeMap<String, Replaced>,
    settings: Option<Replaced>,
    recordings: Vec<RecordingInfo>,
}

/// A text that is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Replaced {
    before: Option<String>,
    /// The settings that hold as long as there are none under their key: those of version 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    older: Option<String>,
    after: String,
}

impl Plan {
    /// Plans the restore of a backup into our log, the texts that have a recording of ours, and what
    /// is `stored` under each key now. `pause` is called between small pieces of the work, so that a
    /// page can respond.
    pub async fn new(
        contents: &Contents,
        ours: &Log,
        recorded: &[String],
        choice: SettingsChoice,
        stored: impl Fn(Place, &str) -> Option<String>,
        pause: impl AsyncFn(),
    ) -> Self {
        let mut plan = Self::default();
        plan.add_entries(&contents.log, ours, &stored, pause).await;
        if let (SettingsChoice::TakeTheirs, Some(theirs)) = (choice, &contents.settings) {
            let before = stored(Place::LocalStorage, keys::SETTINGS);
            let older = match before {
                Some(_) => None,
                None => stored(Place::LocalStorage, keys::SETTINGS_V1),
            };
            let ours = before.as_deref().or(older.as_deref());
            let after = take_settings(theirs, ours).ok();
            let after = after.filter(|after| before.as_ref() != Some(after));
            plan.settings = after.map(|after| Replaced { before, older, after });
        }
        let missing = contents.recordings.iter().filter(|info| !recorded.contains(&info.text));
        plan.recordings = missing.cloned().collect();
        plan
    }

    async fn add_entries(
        &mut self,
        theirs: &Log,
        ours: &Log,
        stored: impl Fn(Place, &str) -> Option<String>,
        pause: impl AsyncFn(),
    ) {
        for entry in theirs.entries() {
            pause().await;
            if ours.contains(entry) {
                continue;
            }
            let line = encode_entry(entry);
            let is_better = |our: &Entry| entry.preference(our).is_gt();
            let is_preferred = theirs.get(entry.id()) == Some(entry);
            if is_preferred && ours.get(entry.id()).is_none_or(is_better) {
                let key = keys::journal_entry(entry.id());
                let before = stored(Place::Journal, &key);
                // The journal has one value for an id. If it was the only copy of another entry
                // with this id, the segment gets that one too.
                if let Some(only_copy) = before.as_deref().and_then(decode_entry) {
                    self.segment(&only_copy).ours.insert(encode_entry(&only_copy));
                }
                if before.as_ref() != Some(&line) {
                    let after = line.clone();
                    self.journal.insert(key, Replaced { before, older: None, after });
                }
            }
            self.segment(entry).lines.insert(line);
        }
        for (key, segment) in &mut self.segments {
            pause().await;
            let text = stored(Place::LocalStorage, key);
            for line in text.iter().flat_map(|text| lines(text)) {
                segment.lines.remove(line);
                segment.ours.remove(line);
            }
            segment.before = text.as_ref().map(String::len);
        }
        self.segments.retain(|_, segment| segment.all().next().is_some());
    }

    /// What is added to the segment of an entry's month.
    fn segment(&mut self, entry: &Entry) -> &mut AddedLines {
        self.segments.entry(keys::month(entry.day())).or_default()
    }

    /// Whether everything of the backup is here.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The keys to change, those of the journal first: what is there survives a kill.
    pub fn keys(&self) -> impl Iterator<Item = (Place, &str)> {
        let journal = self.journal.keys().map(|key| (Place::Journal, key.as_str()));
        let segments = self.segments.keys().map(|key| (Place::LocalStorage, key.as_str()));
        let settings = self.settings.iter().map(|_| (Place::LocalStorage, keys::SETTINGS));
        journal.chain(segments).chain(settings)
    }

    /// The recordings to add: of each, the bytes from a reader [with
    /// recordings](super::Reader::with_recordings), unless there is one of its text by then. To undo,
    /// each is removed that still is the one that was added.
    pub fn recordings(&self) -> &[RecordingInfo] {
        &self.recordings
    }

    /// What the restore does with the text that is under a key now.
    pub fn apply(&self, place: Place, key: &str, current: Option<&str>) -> Change {
        match place {
            Place::Journal => self.journal.get(key).map_or(Change::Keep, |replaced| {
                let is_better = |current| {
                    decode_entry(&replaced.after).is_some_and(|entry| is_preferred(current, &entry))
                };
                if current == Some(&*replaced.after) || current.is_some_and(is_better) {
                    Change::Keep
                } else {
                    Change::Write(replaced.after.clone())
                }
            }),
            Place::LocalStorage if key == keys::SETTINGS => match &self.settings {
                Some(replaced) => replaced.take_settings(current),
                None => Change::Keep,
            },
            Place::LocalStorage => {
                let added = self.segments.get(key).map(|segment| segment.append_to(current));
                added.flatten().map_or(Change::Keep, Change::Write)
            }
        }
    }

    /// What undoing the restore does with the text that is under a key now. If nothing else has
    /// changed it since, it becomes what it was, to the byte, if the copies of the log were the same
    /// ([`Reconciled`](crate::storage::Reconciled)), as they are after a start of the app.
    pub fn undo(&self, place: Place, key: &str, current: Option<&str>) -> Change {
        match place {
            Place::Journal => match self.journal.get(key) {
                Some(replaced) if current == Some(&*replaced.after) => replaced.put_back(),
                _ => Change::Keep,
            },
            Place::LocalStorage if key == keys::SETTINGS => match &self.settings {
                Some(replaced) => replaced.undo_settings(current),
                None => Change::Keep,
            },
            Place::LocalStorage => match (self.segments.get(key), current) {
                (Some(segment), Some(current)) => segment.remove_from(current),
                _ => Change::Keep,
            },
        }
    }
}

impl Replaced {
    fn put_back(&self) -> Change {
        self.before.clone().map_or(Change::Remove, Change::Write)
    }

    /// The settings that held before.
    fn base(&self) -> Option<&str> {
        self.before.as_deref().or(self.older.as_deref())
    }

    /// The settings that were taken, with what the person has changed since the plan was made.
    fn take_settings(&self, current: Option<&str>) -> Change {
        let Some(current) = current.filter(|current| Some(*current) != self.before.as_deref())
        else {
            return Change::Write(self.after.clone());
        };
        let read = |text: &str| decode_value::<Settings>(text);
        let (Ok(after), Ok(now)) = (read(&self.after), read(current)) else { return Change::Keep };
        let before = self.base().and_then(|text| read(text).ok()).unwrap_or_default();
        let settings = encode_over(&rebase_settings(&before, &now, &after), &self.after);
        match take_settings(&settings, Some(current)) {
            Ok(text) if settings_differences(Some(current), &text) != Ok(Vec::new()) => {
                Change::Write(text)
            }
            // Written already.
            _ => Change::Keep,
        }
    }

    /// The settings as they were, with what the person has changed since the restore.
    fn undo_settings(&self, current: Option<&str>) -> Change {
        let Some(current) = current.filter(|current| Some(*current) != self.before.as_deref())
        else {
            return Change::Keep;
        };
        if current == self.after {
            return self.put_back();
        }
        let read = |text: &str| decode_value::<Settings>(text);
        let (Ok(after), Ok(now)) = (read(&self.after), read(current)) else { return Change::Keep };
        let before = self.base();
        let settings = before.and_then(|text| read(text).ok()).unwrap_or_default();
        let settings = rebase_settings(&after, &now, &settings);
        Change::Write(match before {
            Some(before) => encode_over(&settings, before),
            None => encode_value(&settings),
        })
    }
}
