//! Encodes entries as lines.
//!
//! Entries of all versions have the fields `v`, `kind`, `id`, `at` and `day`, with which an app can
//! preserve and merge entries that it doesn't understand.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::history::{Entry, Kind};

use super::line::{json_of, open, seal};

/// The version in which entries are written. It is still 1, although `hurts` has become a list: an
/// older app shows and counts such a session without its hurts, and preserves the line
/// (docs/adr/0016-serde.md).
const VERSION: u32 = 1;

/// The JSON of a line.
#[derive(Serialize)]
struct Line<'a> {
    v: u32,
    #[serde(flatten)]
    kind: &'a Kind,
}

/// What the lines of flares, deletions and undone deletions contain, which matter however old they
/// are. A line that contains none of these only matters for days that are shown, or is of an unknown kind.
pub const NOTE_MARKS: [&str; 3] =
    [r#""kind":"flare""#, r#""kind":"deleted""#, r#""kind":"restored""#];

/// The fields that decide how to read the others. The line is then parsed again: an internally
/// tagged enum would buffer unknown fields, and fail on those beyond the parser's recursion limit.
#[derive(Deserialize)]
struct Head<'a> {
    v: u32,
    #[serde(borrow)]
    kind: Cow<'a, str>,
}

/// Encodes an entry as a line of a segment or a value of the journal: `<json>\t<crc32 as 8 hex
/// digits>`, in ASCII and without a line end. An entry that was read is encoded as the text it was
/// read from.
pub fn encode_entry(entry: &Entry) -> String {
    entry.verbatim().map_or_else(|| encode_kind(entry.kind()), str::to_owned)
}

/// Whether the stored text is an entry with the same id that is preferred to `entry`.
pub fn is_preferred(stored: &str, entry: &Entry) -> bool {
    let stored = decode_entry(stored).filter(|stored| stored.id() == entry.id());
    stored.is_some_and(|stored| stored.preference(entry).is_gt())
}

/// Decodes a line. `None` if it is damaged.
pub(crate) fn decode_entry(line: &str) -> Option<Entry> {
    let json = open(line)?;
    let head: Head = read(json)?;
    let kind = known_kind(&head, json).or_else(|| read(json).map(Kind::Unknown))?;
    let verbatim = (encode_kind(&kind) != line).then(|| line.into());
    Some(Entry::read(kind, verbatim))
}

/// The content of an entry that this version understands.
fn known_kind(head: &Head, json: &str) -> Option<Kind> {
    if head.v != VERSION {
        return None;
    }
    match &*head.kind {
        "session" => read(json).map(Kind::Session),
        "added" => read(json).map(Kind::Added),
        "edited" => read(json).map(Kind::Edited),
        "rest" => read(json).map(Kind::Rest),
        "flare" => read(json).map(Kind::Flare),
        "deleted" => read(json).map(Kind::Deleted),
        "restored" => read(json).map(Kind::Restored),
        _ => None,
    }
}

fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Option<T> {
    serde_json::from_str(json).ok()
}

fn encode_kind(kind: &Kind) -> String {
    seal(&json_of(&Line { v: VERSION, kind }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::PoseId;
    use crate::domain::routine::{Hurt, Swap};
    use crate::history::Outcome;

    fn read(json: &str) -> Option<Entry> {
        decode_entry(&seal(json))
    }

    const SESSION_LINE: &str = r#"{"v":1,"kind":"session","id":"a","at":{"utc_ms":5,"offset_min":60},"day":"2026-11-24","routine":"evening","planned":600000,"practised":60000,"outcome":"ended_early"}"#;

    #[test]
    fn line_of_this_version_is_not_stored_verbatim() {
        let entry = read(SESSION_LINE).unwrap();
        assert_eq!(entry.verbatim(), None);
        assert_eq!(entry.record().unwrap().outcome, Outcome::EndedEarly);
        assert_eq!(encode_entry(&entry), seal(SESSION_LINE));
    }

    #[test]
    fn unknown_fields_are_preserved() {
        let more = SESSION_LINE.replace("\"v\":1", "\"mood\":{\"deep\":[1e999,null]},\"v\":1");
        let entry = read(&more).unwrap();
        assert!(entry.record().is_some());
        assert_eq!(encode_entry(&entry), seal(&more));
    }

    #[test]
    fn hurts_round_trip_and_older_forms_are_preserved() {
        let with = |hurts: &str| {
            let line = SESSION_LINE.strip_suffix('}').unwrap();
            format!("{line},\"hurts\":{hurts}}}")
        };
        let easier = Hurt { pose: PoseId::CatCow, swap: Swap::Easier };
        let replaced = Hurt { pose: PoseId::Sphinx, swap: Swap::Instead(PoseId::ConstructiveRest) };
        let plain = with(
            r#"[{"pose":"cat-cow","swap":"easier"},{"pose":"sphinx","swap":{"instead":"constructive-rest"}}]"#,
        );
        let entry = read(&plain).unwrap();
        assert_eq!(entry.verbatim(), None);
        assert_eq!(entry.record().unwrap().hurts, [easier, replaced]);
        assert_eq!(encode_entry(&entry), seal(&plain));
        // The joined strings of version 1, unknown poses, and a wrong type.
        for (hurts, known) in [
            (r#""cat-cow:e sphinx:constructive-rest""#, &[easier, replaced][..]),
            (r#""handstand:e cat-cow:e""#, &[easier]),
            (
                r#"[{"pose":"handstand","swap":"easier"},{"pose":"cat-cow","swap":"easier"}]"#,
                &[easier],
            ),
            (r#"{"cat-cow":9}"#, &[]),
        ] {
            let line = with(hurts);
            let entry = read(&line).unwrap();
            assert_eq!(entry.record().unwrap().hurts, known);
            assert_eq!(encode_entry(&entry), seal(&line));
        }
    }

    #[test]
    fn entries_of_newer_versions_are_preserved() {
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
    fn line_without_the_common_fields_is_damaged() {
        for json in ["", "{}", "[]", "null", "7", &SESSION_LINE.replace("\"id\":\"a\",", "")] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
