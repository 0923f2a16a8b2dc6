//! An entry as a line.
//!
//! Every version tells an entry's version, kind, id, moment and day in these fields. With them an
//! app can keep, merge and pass on what it doesn't understand.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::history::{Entry, Kind};

use super::line::{json_of, open, seal};

/// The version in which entries are written. It is still 1 although `hurts` is now a list: older
/// apps show and count such a session without its hurts, and preserve the line (docs/adr/0016-serde.md).
const VERSION: u32 = 1;

/// A line as it is written.
#[derive(Serialize)]
struct Line<'a> {
    v: u32,
    #[serde(flatten)]
    kind: &'a Kind,
}

/// What tells how to read the rest of a line. The line is parsed again for that, because an internally
/// tagged enum would buffer unknown fields, and fail on those beyond the parser's recursion limit.
#[derive(Deserialize)]
struct Head<'a> {
    v: u32,
    #[serde(borrow)]
    kind: Cow<'a, str>,
}

/// One line of a segment or one value of the journal: `<json>\t<crc32 as 8 hex digits>`, in ASCII
/// and without a line end. What was read comes back as the very text it was read from.
pub fn encode_entry(entry: &Entry) -> String {
    entry.verbatim().map_or_else(|| encode_kind(entry.kind()), str::to_owned)
}

/// The entry of a line; nothing where the line is damaged.
pub(super) fn decode_entry(line: &str) -> Option<Entry> {
    let json = open(line)?;
    let head: Head = read(json)?;
    // Entries of all versions have an id, a moment and a day.
    let kind = understand(&head, json).or_else(|| read(json).map(Kind::Unknown))?;
    let verbatim = (encode_kind(&kind) != line).then(|| line.into());
    Some(Entry::read(kind, verbatim))
}

/// The fact in a line; nothing where only a newer version can know.
fn understand(head: &Head, json: &str) -> Option<Kind> {
    if head.v != VERSION {
        return None;
    }
    match &*head.kind {
        "session" => read(json).map(Kind::Session),
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
    fn what_hurt_is_told_by_pose_and_what_was_done() {
        let with = |hurts: &str| {
            let line = SESSION_LINE.strip_suffix('}').unwrap();
            format!("{line},\"hurts\":{hurts}}}")
        };
        let easier = Hurt { pose: PoseId::CatCow, swap: Swap::Easier };
        let left_out = Hurt { pose: PoseId::Sphinx, swap: Swap::Instead(PoseId::ConstructiveRest) };
        let plain = with(
            r#"[{"pose":"cat-cow","swap":"easier"},{"pose":"sphinx","swap":{"instead":"constructive-rest"}}]"#,
        );
        let entry = read(&plain).unwrap();
        assert_eq!(entry.verbatim(), None);
        assert_eq!(entry.record().unwrap().hurts, [easier, left_out]);
        assert_eq!(encode_entry(&entry), seal(&plain));
        // As it was written at first; and poses of another version, of which nothing can be said.
        for (hurts, known) in [
            (r#""cat-cow:e sphinx:constructive-rest""#, &[easier, left_out][..]),
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
