//! What a restore would change.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::domain::civil::CivilDay;
use crate::history::{EntryId, FlareNote, Kind, Log, RestDays};
use crate::storage::{Difference, ValueError, settings_differences};

use super::contents::Contents;
use super::recording::RecordingInfo;

/// What a restore would change, and what it would not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The sessions, recorded and added, with their changes.
    pub sessions: Changes,
    /// The notes about flares.
    pub flares: Changes,
    /// The rest days, by how they were set: one or many at once.
    pub rest_days: Changes,
    /// The settings.
    pub settings: SettingsPreview,
    /// The person's recordings.
    pub recordings: RecordingChanges,
    /// The first and the last day with a session in the backup.
    pub days: Option<(CivilDay, CivilDay)>,
    /// The number of entries of the backup that aren't here, also those that nobody sees.
    pub new_entries: usize,
    /// The number of entries of the backup that only a newer version of the app understands. They
    /// are kept for it.
    pub newer: usize,
    /// Which app has made the backup.
    pub made_by: MadeBy,
}

/// How many of a kind a restore would add, change or delete. Those that are deleted both here and
/// in the backup are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// In the backup only: added.
    pub new: usize,
    /// The same here and in the backup.
    pub here: usize,
    /// In both, but the backup tells more, as of a session that was interrupted here and
    /// finished elsewhere, or was changed there.
    pub changed: usize,
    /// In the backup, but deleted here. They stay deleted.
    pub deleted_here: usize,
    /// Here, but deleted in the backup: deleted.
    pub deleted_there: usize,
    /// Deleted here, and the backup undoes that: brought back.
    pub brought_back: usize,
}

/// What the backup says of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsPreview {
    /// It has none, or unreadable ones.
    Missing,
    /// Only a newer version of the app can read them. Ours stay.
    Newer,
    /// The fields that differ. None if the settings are the same.
    Different(Vec<Difference>),
}

/// How the recordings of the backup compare with ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordingChanges {
    /// Of a text that has no recording here: added.
    pub new: usize,
    /// The same as ours.
    pub same: usize,
    /// Another recording of the same text. Ours stays.
    pub different: usize,
}

/// Which app made a backup, compared with this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeBy {
    /// An older version.
    Older,
    /// This version.
    Same,
    /// A newer version, which may have stored what this one doesn't show.
    Newer,
    /// The backup doesn't say.
    Unknown,
}

/// Compares the contents of a backup with what is here: our log, stored settings and recordings, and
/// the version of this app, such as `0.2.0`. `pause` is called between small pieces of the work, so
/// that a page can respond.
pub async fn preview(
    contents: &Contents,
    ours: &Log,
    settings: Option<&str>,
    recordings: &[RecordingInfo],
    app: &str,
    pause: impl AsyncFn(),
) -> Preview {
    let theirs = &contents.log;
    let mut merged = ours.clone();
    let new_entries = merged.add_all_of(theirs, &pause).await;
    let [mut sessions, mut flares, mut rest_days] = [Changes::default(); 3];
    let logs = [ours, theirs, &merged];
    for id in merged.ids() {
        let is_known = ours.get(id).is_some();
        sessions.add(logs.map(|log| log.session(id)), is_known);
        flares.add(logs.map(|log| flare(log, id)), is_known);
        rest_days.add(logs.map(|log| rest(log, id)), is_known);
        pause().await;
    }
    let mut days = theirs.days().map(|(day, _)| day);
    let first = days.next();
    Preview {
        sessions,
        flares,
        rest_days,
        settings: settings_preview(contents.settings.as_deref(), settings),
        recordings: compare_recordings(&contents.recordings, recordings),
        days: first.map(|first| (first, days.next_back().unwrap_or(first))),
        new_entries,
        newer: contents.newer,
        made_by: made_by(contents, app),
    }
}

/// The note about a flare with this id, unless it is deleted.
fn flare<'a>(log: &'a Log, id: &EntryId) -> Option<&'a FlareNote> {
    match log.get_existing(id)?.kind() {
        Kind::Flare(note) => Some(note),
        _ => None,
    }
}

/// The rest days with this id, unless they are deleted.
fn rest<'a>(log: &'a Log, id: &EntryId) -> Option<&'a RestDays> {
    match log.get_existing(id)?.kind() {
        Kind::Rest(rest) => Some(rest),
        _ => None,
    }
}

impl Changes {
    /// Counts what is under an id: here, in the backup, and in both together. `is_known` says whether we have an
    /// entry with the id, deleted or not.
    fn add<T: PartialEq>(&mut self, [ours, theirs, merged]: [Option<T>; 3], is_known: bool) {
        let count = match (ours, merged) {
            (Some(_), None) => &mut self.deleted_there,
            (None, None) if theirs.is_some() => &mut self.deleted_here,
            (None, Some(_)) if is_known => &mut self.brought_back,
            (None, Some(_)) => &mut self.new,
            (Some(before), Some(after)) if before != after => &mut self.changed,
            (Some(_), Some(_)) if theirs.is_some() => &mut self.here,
            _ => return,
        };
        *count += 1;
    }
}

fn settings_preview(theirs: Option<&str>, ours: Option<&str>) -> SettingsPreview {
    let Some(theirs) = theirs else { return SettingsPreview::Missing };
    match settings_differences(ours, theirs) {
        Ok(differences) => SettingsPreview::Different(differences),
        Err(ValueError::Newer { .. }) => SettingsPreview::Newer,
        Err(ValueError::Damaged) => SettingsPreview::Missing,
    }
}

fn compare_recordings(theirs: &[RecordingInfo], ours: &[RecordingInfo]) -> RecordingChanges {
    let ours: BTreeMap<_, _> = ours.iter().map(|info| (&info.text, info)).collect();
    let mut changes = RecordingChanges::default();
    for info in theirs {
        let count = match ours.get(&info.text) {
            None => &mut changes.new,
            Some(our) if *our == info => &mut changes.same,
            Some(_) => &mut changes.different,
        };
        *count += 1;
    }
    changes
}

/// The newest app of those that have made the file.
fn made_by(contents: &Contents, app: &str) -> MadeBy {
    let newest = contents.made.iter().filter_map(|made| version(&made.app)).max();
    let Some((theirs, ours)) = newest.zip(version(app)) else { return MadeBy::Unknown };
    match theirs.cmp(&ours) {
        Ordering::Less => MadeBy::Older,
        Ordering::Equal => MadeBy::Same,
        Ordering::Greater => MadeBy::Newer,
    }
}

/// Major, minor and patch version.
fn version(app: &str) -> Option<[u64; 3]> {
    let mut numbers = app.split('.').map(|number| number.parse().ok());
    let version = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(version)
}
