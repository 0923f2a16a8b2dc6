//! An entry as a line.
//!
//! Every version tells an entry's version, kind, id, moment and day in these fields. With them an
//! app can keep, merge and pass on what it doesn't understand.

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::time::Millis;
use crate::history::{Entry, EntryId, Kind, Mark, Outcome, Record, Unknown};

use super::json;
use super::line::{open, seal};

/// The version in which entries are written.
const VERSION: u32 = 1;

const SESSION: &str = "session";
const DELETED: &str = "deleted";
const RESTORED: &str = "restored";
const UNKNOWN: &str = "unknown";

/// What every entry of every version tells.
#[derive(Deserialize)]
struct Head {
    v: u32,
    kind: String,
    id: EntryId,
    at: Moment,
    day: CivilDay,
}

/// What a session tells beside.
#[derive(Deserialize)]
struct SessionPart {
    routine: String,
    planned: Millis,
    practised: Millis,
    #[serde(with = "StoredOutcome")]
    outcome: Outcome,
    #[serde(default)]
    skipped: Option<u32>,
}

/// What a deletion or its undoing tells beside.
#[derive(Deserialize)]
struct MarkPart {
    target: EntryId,
}

/// Any entry as it is written; its fields are in the order in which they are read above.
#[derive(Serialize)]
struct Stored<'a> {
    v: u32,
    kind: &'static str,
    id: &'a EntryId,
    at: Moment,
    day: CivilDay,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a EntryId>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    session: Option<StoredSession<'a>>,
}

#[derive(Serialize)]
struct StoredSession<'a> {
    routine: &'a str,
    planned: Millis,
    practised: Millis,
    #[serde(with = "StoredOutcome")]
    outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<u32>,
}

/// The names of outcomes. They never change, whatever the type's own names become.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Outcome", rename_all = "snake_case")]
enum StoredOutcome {
    Interrupted,
    EndedEarly,
    Finished,
}

/// One line of a segment or one value of the journal: `<json>\t<crc32 as 8 hex digits>`, in ASCII
/// and without a line end. What was read comes back as the very text it was read from.
pub fn encode_entry(entry: &Entry) -> String {
    entry.verbatim().map_or_else(|| encode_kind(entry.kind()), str::to_owned)
}

/// The entry of a line; nothing where the line is damaged.
pub(super) fn decode_entry(line: &str) -> Option<Entry> {
    let text = open(line)?;
    let head: Head = json::read(text)?;
    let kind = understand(&head, text).unwrap_or(Kind::Unknown(Unknown {
        id: head.id,
        at: head.at,
        day: head.day,
    }));
    let verbatim = (encode_kind(&kind) != line).then(|| line.into());
    Some(Entry::read(kind, verbatim))
}

/// The fact in a line; nothing where only a newer version can know.
fn understand(head: &Head, text: &str) -> Option<Kind> {
    if head.v != VERSION {
        return None;
    }
    let mark = || {
        let part: MarkPart = json::read(text)?;
        Some(Mark { id: head.id.clone(), at: head.at, day: head.day, target: part.target })
    };
    match head.kind.as_str() {
        SESSION => {
            let part: SessionPart = json::read(text)?;
            Some(Kind::Session(Record {
                id: head.id.clone(),
                started: head.at,
                day: head.day,
                routine: part.routine.into(),
                planned: part.planned,
                practised: part.practised,
                outcome: part.outcome,
                skipped: part.skipped,
            }))
        }
        DELETED => mark().map(Kind::Deleted),
        RESTORED => mark().map(Kind::Restored),
        _ => None,
    }
}

fn encode_kind(kind: &Kind) -> String {
    let stored = match kind {
        Kind::Session(record) => Stored {
            v: VERSION,
            kind: SESSION,
            id: &record.id,
            at: record.started,
            day: record.day,
            target: None,
            session: Some(StoredSession {
                routine: &record.routine,
                planned: record.planned,
                practised: record.practised,
                outcome: record.outcome,
                skipped: record.skipped,
            }),
        },
        Kind::Deleted(mark) => stored_mark(DELETED, mark),
        Kind::Restored(mark) => stored_mark(RESTORED, mark),
        Kind::Unknown(Unknown { id, at, day }) => Stored {
            v: VERSION,
            kind: UNKNOWN,
            id,
            at: *at,
            day: *day,
            target: None,
            session: None,
        },
    };
    seal(&json::write(&stored))
}

fn stored_mark<'a>(kind: &'static str, mark: &'a Mark) -> Stored<'a> {
    Stored {
        v: VERSION,
        kind,
        id: &mark.id,
        at: mark.at,
        day: mark.day,
        target: Some(&mark.target),
        session: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Entry> {
        decode_entry(&seal(json))
    }

    const SESSION_LINE: &str = r#"{"v":1,"kind":"session","id":"a","at":{"utc_ms":5,"offset_min":60},"day":"2026-11-24","routine":"evening","planned":600000,"practised":60000,"outcome":"ended_early"}"#;

    #[test]
    fn a_plain_line_needs_no_verbatim_text() {
        let entry = read(SESSION_LINE).unwrap();
        assert_eq!(entry.verbatim(), None);
        assert_eq!(entry.record().unwrap().outcome, Outcome::EndedEarly);
        assert_eq!(encode_entry(&entry), seal(SESSION_LINE));
    }

    #[test]
    fn fields_that_a_newer_version_added_go_on_as_they_came() {
        let more = SESSION_LINE.replace("\"v\":1", "\"mood\":{\"deep\":[1e999,null]},\"v\":1");
        let entry = read(&more).unwrap();
        assert!(entry.record().is_some());
        assert_eq!(encode_entry(&entry), seal(&more));
    }

    #[test]
    fn what_only_a_newer_version_knows_is_kept() {
        for (from, to) in [
            ("\"v\":1", "\"v\":2"),
            ("\"session\"", "\"pain_score\""),
            ("\"ended_early\"", "\"paused\""),
            ("\"practised\":60000", "\"practised\":{\"ms\":60000}"),
        ] {
            let json = SESSION_LINE.replace(from, to);
            let entry = read(&json).unwrap();
            assert!(matches!(entry.kind(), Kind::Unknown(_)), "{json}");
            assert_eq!(encode_entry(&entry), seal(&json));
            assert_eq!(entry.id().as_str(), "a");
        }
    }

    #[test]
    fn a_whole_line_without_the_fields_of_every_version_is_no_entry() {
        for json in ["", "{}", "[]", "null", "7", &SESSION_LINE.replace("\"id\":\"a\",", "")] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
