//! The storage keys. They must never change.

use crate::domain::civil::CivilDay;
use crate::history::EntryId;

use unknot_content::crc::crc32;

/// Prefix of the keys of the log's monthly segments.
pub const LOG_PREFIX: &str = "unknot.log.v1.";

/// The settings, version 2.
///
/// Each version has its own key. An older app that found newer settings under its key, in another
/// tab or after a rollback, would overwrite them with its defaults (docs/adr/0016-serde.md).
pub const SETTINGS: &str = "unknot.settings.v2";

/// The settings, version 1. Read if there are none of version 2, but never written.
pub const SETTINGS_V1: &str = "unknot.settings";

/// Prefix of the keys of heartbeats, in localStorage and in the journal. An old version used it as
/// the key of its only heartbeat.
pub const HEARTBEAT: &str = "unknot.heartbeat";

/// Prefix of the keys of quarantined texts.
pub const QUARANTINE_PREFIX: &str = "unknot.quarantine.";

/// Prefix of the keys of texts that were quarantined by a version that could not read them, and
/// have been read since.
const RESTORED_PREFIX: &str = "unknot.restored.";

/// The key that is there once a copy of the app has keys of its own: those of earlier versions were the same for all copies on
/// a host (docs/adr/0023-names-by-folder.md). Its value says what has been taken over.
pub const HOME: &str = "unknot.home";

/// The key that is there once the recordings have been taken over.
pub const HOME_RECORDINGS: &str = "unknot.home.recordings";

/// The value of [`HOME`] when localStorage has been taken over, but the journal has not.
pub const HOME_HAS_LOCAL: &str = "local";

/// The value of [`HOME`] and [`HOME_RECORDINGS`] when everything has been taken over.
pub const HOME_IS_COMPLETE: &str = "complete";

/// The key that is there once the person has been told that the app works without a network.
pub const TOLD_OFFLINE: &str = "unknot.told.offline";

/// What is remembered about backups ([`BackupHabit`](crate::backup::BackupHabit)).
pub const BACKUP: &str = "unknot.backup";

/// The key that is there once the browser has been asked to keep the app's data.
pub const ASKED_TO_KEEP: &str = "unknot.asked.keep";

/// The key that is there once the person has answered the notice about a browser that clears what it stores after seven days.
pub const TOLD_SEVEN_DAYS: &str = "unknot.told.seven-days";

/// Prefix of the journal's keys of entries.
pub const JOURNAL_ENTRY_PREFIX: &str = "entry.";

/// The journal's key of the last restore of a backup.
pub const LAST_RESTORE: &str = "restore";

/// The key of the mark that everything of the last restore has been written.
pub const RESTORE_MARK: &str = "unknot.restore";

/// The heartbeat of a session. Sessions in several tabs have separate heartbeats.
pub fn heartbeat(id: &str) -> String {
    format!("{HEARTBEAT}.{id}")
}

/// The segment of the month of a day: `unknot.log.v1.2026-11`.
pub fn month(day: CivilDay) -> String {
    let (year, month, _) = day.ymd();
    format!("{LOG_PREFIX}{year:04}-{month:02}")
}

/// The quarantine of an unreadable text. The key is derived from the text, so that the same text is
/// stored only once.
pub fn quarantine(text: &str) -> String {
    format!("{QUARANTINE_PREFIX}{:08x}-{}", crc32(text.as_bytes()), text.len())
}

/// The key of a quarantined text once it has been read.
pub fn restored(quarantine: &str) -> String {
    let name = quarantine.strip_prefix(QUARANTINE_PREFIX).unwrap_or(quarantine);
    format!("{RESTORED_PREFIX}{name}")
}

/// The journal's value for the entries with this id.
pub fn journal_entry(id: &EntryId) -> String {
    format!("{JOURNAL_ENTRY_PREFIX}{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_never_change() {
        let day = "2026-02-28".parse().unwrap();
        assert_eq!(month(day), "unknot.log.v1.2026-02");
        assert_eq!(month("0999-12-01".parse().unwrap()), "unknot.log.v1.0999-12");
        assert_eq!(quarantine("123456789"), "unknot.quarantine.cbf43926-9");
        assert_eq!(restored("unknot.quarantine.cbf43926-9"), "unknot.restored.cbf43926-9");
        assert_eq!(heartbeat("a-1"), "unknot.heartbeat.a-1");
        assert_eq!((HOME, HOME_RECORDINGS), ("unknot.home", "unknot.home.recordings"));
        assert_eq!(TOLD_OFFLINE, "unknot.told.offline");
        assert_eq!(BACKUP, "unknot.backup");
        assert_eq!(ASKED_TO_KEEP, "unknot.asked.keep");
        assert_eq!(TOLD_SEVEN_DAYS, "unknot.told.seven-days");
        assert_eq!((LAST_RESTORE, RESTORE_MARK), ("restore", "unknot.restore"));
        assert_eq!(journal_entry(&"a-1".parse().unwrap()), "entry.a-1");
    }
}
