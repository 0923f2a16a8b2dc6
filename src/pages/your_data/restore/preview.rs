//! What a backup is, and what restoring it would change, in plain words.

use crate::services::backup::restore::{Found, Unusable};
use crate::services::dates;
use unknot_core::backup::{Changes, Contents, MadeBy, NotABackup, Preview, SettingsPreview};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};
use unknot_core::storage::Difference;

/// So many unreadable lines are named by number, and so many recordings by their text.
const NAMED: usize = 5;

/// What the file is: by which app and when it was made, and what is wrong with it.
pub(super) fn about_the_file(found: &Found) -> Vec<String> {
    let (contents, preview) = (&found.contents, &found.preview);
    let mut lines = Vec::new();
    if let Some(made) = contents.made.last() {
        let date = dates::date(made.at.day(0));
        lines.push(fill(Key::RestoreMade, &[("date", &date), ("version", &made.app)]));
    }
    if preview.made_by == MadeBy::Newer {
        lines.push(text(Key::RestoreMadeNewer).to_owned());
    }
    if let Some((first, last)) = preview.days {
        let [first, last] = [first, last].map(dates::date);
        lines.push(fill(Key::RestoreDays, &[("first", &first), ("last", &last)]));
    }
    lines
}

/// What is missing or can't be read.
pub(super) fn about_the_damage(found: &Found) -> Vec<String> {
    let contents = &found.contents;
    let mut lines = Vec::new();
    if found.is_incomplete {
        lines.push(text(Key::RestoreIncomplete).to_owned());
    }
    if contents.damaged > 0 {
        lines.push(damaged(contents));
    }
    if !contents.cut_recordings.is_empty() {
        let texts: Vec<_> = contents.cut_recordings.iter().take(NAMED).cloned().collect();
        lines.push(fill(Key::RestoreCut, &[("texts", &texts.join(" "))]));
    }
    lines.extend(counted(PluralKey::RestoreUnknown, contents.unknown));
    lines
}

fn damaged(contents: &Contents) -> String {
    let numbers: Vec<_> = contents.damaged_lines.iter().take(NAMED).map(u64::to_string).collect();
    let which = fill(Key::RestoreLines, &[("lines", &numbers.join(", "))]);
    format!("{} {which}", counted(PluralKey::RestoreDamaged, contents.damaged).unwrap_or_default())
}

/// What restoring would change, and what it would not.
pub(super) fn about_the_changes(preview: &Preview) -> Vec<String> {
    let Preview { sessions, flares, rest_days, .. } = preview;
    let lines = [
        (PluralKey::RestoreSessionsNew, sessions.new),
        (PluralKey::RestoreSessionsBack, sessions.brought_back),
        (PluralKey::RestoreSessionsChanged, sessions.changed),
        (PluralKey::RestoreSessionsDeleted, sessions.deleted_there),
        (PluralKey::RestoreFlaresNew, flares.new + flares.brought_back),
        (PluralKey::RestoreFlaresGone, flares.deleted_there),
        (PluralKey::RestoreRestDaysNew, rest_days.new + rest_days.brought_back),
        (PluralKey::RestoreRestDaysGone, rest_days.deleted_there),
        (PluralKey::RestoreRecordingsNew, preview.recordings.new),
        (PluralKey::RestoreLater, preview.newer),
    ];
    let mut changes: Vec<_> =
        lines.into_iter().filter_map(|(key, n)| counted(key, n as u64)).collect();
    if changes.is_empty() && differing_settings(preview).is_empty() {
        changes.push(text(Key::RestoreNothing).to_owned());
    }
    let others = [
        (PluralKey::RestoreSessionsHere, sessions.here),
        (PluralKey::RestoreSessionsStay, sessions.deleted_here),
        (PluralKey::RestoreRecordingsDiffer, preview.recordings.different),
    ];
    changes.extend(others.into_iter().filter_map(|(key, n)| counted(key, n as u64)));
    if preview.settings == SettingsPreview::Newer {
        changes.push(text(Key::RestoreSettingsNewer).to_owned());
    }
    changes
}

/// The settings about which the person has to decide.
pub(super) fn differing_settings(preview: &Preview) -> &[Difference] {
    match &preview.settings {
        SettingsPreview::Different(differences) => differences,
        SettingsPreview::Missing | SettingsPreview::Newer => &[],
    }
}

/// Whether everything in the file is here already, as after restoring it. A file that has more, which can't be read or
/// stays in it, isn't.
pub(super) fn is_all_here(found: &Found) -> bool {
    let (contents, preview) = (&found.contents, &found.preview);
    let left_out = contents.damaged + contents.unknown;
    let is_read = !found.is_incomplete
        && left_out == 0
        && contents.cut_recordings.is_empty()
        && preview.recordings.different == 0
        && preview.settings != SettingsPreview::Newer;
    let Preview { sessions, flares, rest_days, recordings, newer, new_entries, .. } = preview;
    let changes = |changes: &Changes| {
        changes.new + changes.changed + changes.deleted_there + changes.brought_back
    };
    let count = changes(sessions) + changes(flares) + changes(rest_days);
    let count = count + recordings.new + newer + new_entries;
    is_read && count == 0 && differing_settings(preview).is_empty()
}

/// Why a file can't be restored, and what to do.
pub(super) fn about_the_error(why: &Unusable) -> String {
    let key = match why {
        Unusable::NotABackup(NotABackup::Empty) => Key::RestoreEmpty,
        Unusable::NotABackup(NotABackup::Binary) => Key::RestoreBinary,
        Unusable::NotABackup(NotABackup::Text) => Key::RestoreOtherText,
        Unusable::Newer(app) if !app.is_empty() => {
            return fill(Key::RestoreNewerApp, &[("version", app)]);
        }
        Unusable::Newer(_) => Key::RestoreNewer,
        Unusable::Unreadable => Key::RestoreUnreadable,
        Unusable::Stopped => Key::RestoreStopped,
    };
    text(key).to_owned()
}

fn counted(key: PluralKey, n: u64) -> Option<String> {
    (n > 0).then(|| plural(key, number(n)))
}

fn number(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
