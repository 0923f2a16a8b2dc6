//! The names under which things are stored, in one place, because they can never change.

use crate::domain::civil::CivilDay;
use crate::history::EntryId;

use unknot_content::crc::crc32;

/// What the keys of the log's monthly segments start with.
pub const LOG_PREFIX: &str = "unknot.log.v1.";

/// The settings, version 2.
///
/// Each version has its own key. An older app that finds newer settings under its key, in another tab or
/// after a rollback, falls back to the defaults, and overwrites them with these (docs/adr/0016-serde.md).
pub const SETTINGS: &str = "unknot.settings.v2";

/// The settings, version 1: read if there are none of version 2, and never written.
pub const SETTINGS_V1: &str = "unknot.settings";

/// What the keys of heartbeats start with, in both places. Before each session had one of its own,
/// this was the key of them all.
pub const HEARTBEAT: &str = "unknot.heartbeat";

/// What the keys of damaged text that was set aside start with.
const QUARANTINE_PREFIX: &str = "unknot.quarantine.";

/// What the keys of the journal's entries start with.
pub const JOURNAL_ENTRY_PREFIX: &str = "entry.";

/// The last sign of life of a session: two tabs may each have one.
pub fn heartbeat(id: &str) -> String {
    format!("{HEARTBEAT}.{id}")
}

/// The segment of the month that holds a day: `unknot.log.v1.2026-11`.
pub fn month(day: CivilDay) -> String {
    let (year, month, _) = day.ymd();
    format!("{LOG_PREFIX}{year:04}-{month:02}")
}

/// Where a text that can't be read is set aside. Made of the text, so that the same text that is
/// found again is set aside once.
pub fn quarantine(text: &str) -> String {
    format!("{QUARANTINE_PREFIX}{:08x}-{}", crc32(text.as_bytes()), text.len())
}

/// The journal's key of an entry: one value per id.
pub fn journal_entry(id: &EntryId) -> String {
    format!("{JOURNAL_ENTRY_PREFIX}{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_as_they_always_have() {
        let day = "2026-02-28".parse().unwrap();
        assert_eq!(month(day), "unknot.log.v1.2026-02");
        assert_eq!(month("0999-12-01".parse().unwrap()), "unknot.log.v1.0999-12");
        assert_eq!(quarantine("123456789"), "unknot.quarantine.cbf43926-9");
        assert_eq!(heartbeat("a-1"), "unknot.heartbeat.a-1");
        assert_eq!(journal_entry(&"a-1".parse().unwrap()), "entry.a-1");
    }
}
