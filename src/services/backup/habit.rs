//! What is remembered about backups.

use crate::platform::{clock, local_storage};
use unknot_core::backup::{BackupHabit, LastBackup, Way};
use unknot_core::storage::{decode_value, encode_value, keys};

/// What is remembered. Nothing, if it can't be read: then it says less than is true, which does no harm.
pub(crate) fn load() -> BackupHabit {
    let text = local_storage::read(keys::BACKUP);
    text.and_then(|text| decode_value(&text).ok()).unwrap_or_default()
}

/// Remembers a backup that was made just now. Returns what is remembered then.
pub(crate) fn remember_backup(way: Way, sessions: u32) -> BackupHabit {
    let last = Some(LastBackup { at: clock::now(), way, sessions });
    change(|habit| habit.last = last)
}

/// Remembers a reminder for a number of sessions. Returns what is remembered then.
pub(crate) fn remember_reminder(sessions: u32) -> BackupHabit {
    change(|habit| habit.reminded_at = sessions)
}

/// Calls `listener` with what another tab has remembered, for the life of the page.
pub(crate) fn on_change(listener: impl Fn(BackupHabit) + 'static) {
    local_storage::on_change(keys::BACKUP, move || listener(load()));
}

/// Another tab may have remembered something since it was read here, so it is read again.
fn change(change: impl FnOnce(&mut BackupHabit)) -> BackupHabit {
    let mut habit = load();
    change(&mut habit);
    // If this fails, the next start doesn't know of the backup, and may remind of one.
    let _ = local_storage::write(keys::BACKUP, &encode_value(&habit));
    habit
}
