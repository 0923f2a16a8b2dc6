//! An entry as a line.
//!
//! Every version tells an entry's version, kind, id, moment and day in these fields. With them an
//! app can keep, merge and pass on what it doesn't understand.

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::flare::Pace;
use crate::history::{Entry, EntryId, FlareNote, Kind, Mark, Outcome, Record, Unknown};

use super::json::{Object, Writer};
use super::line::{open, seal};
use super::stored::{self, Stored};

/// The version in which entries are written.
const VERSION: u32 = 1;

const SESSION: &str = "session";
const FLARE: &str = "flare";
const DELETED: &str = "deleted";
const RESTORED: &str = "restored";
const UNKNOWN: &str = "unknown";

/// The names of outcomes. They never change, whatever the type's own names become.
const OUTCOMES: [(Outcome, &str); 3] = [
    (Outcome::Interrupted, "interrupted"),
    (Outcome::EndedEarly, "ended_early"),
    (Outcome::Finished, "finished"),
];

/// The names of what is right in a flare, and of its end.
const PACES: [(Option<Pace>, &str); 4] = [
    (Some(Pace::Rest), "rest"),
    (Some(Pace::Small), "small"),
    (Some(Pace::Short), "short"),
    (None, "over"),
];

/// One line of a segment or one value of the journal: `<json>\t<crc32 as 8 hex digits>`, in ASCII
/// and without a line end. What was read comes back as the very text it was read from.
pub fn encode_entry(entry: &Entry) -> String {
    entry.verbatim().map_or_else(|| encode_kind(entry.kind()), str::to_owned)
}

/// The entry of a line; nothing where the line is damaged.
pub(super) fn decode_entry(line: &str) -> Option<Entry> {
    let object = Object::read(open(line)?)?;
    // What every entry of every version tells.
    let version: u32 = object.number("v")?;
    let kind = object.text("kind")?;
    let (id, at, day) =
        (stored::id(&object, "id")?, stored::moment(&object, "at")?, stored::day(&object, "day")?);
    let known = (version == VERSION).then(|| understand(&kind, &id, at, day, &object)).flatten();
    let kind = known.unwrap_or(Kind::Unknown(Unknown { id, at, day }));
    let verbatim = (encode_kind(&kind) != line).then(|| line.into());
    Some(Entry::read(kind, verbatim))
}

/// The fact in a line; nothing where only a newer version can know.
fn understand(
    kind: &str,
    id: &EntryId,
    at: Moment,
    day: CivilDay,
    object: &Object<'_>,
) -> Option<Kind> {
    let mark = || Some(Mark { id: id.clone(), at, day, target: stored::id(object, "target")? });
    match kind {
        SESSION => Some(Kind::Session(Record {
            id: id.clone(),
            started: at,
            day,
            routine: object.text("routine")?.into(),
            planned: stored::millis(object, "planned")?,
            practised: stored::millis(object, "practised")?,
            outcome: stored::named(&OUTCOMES, &object.text("outcome")?)?,
            skipped: if object.has("skipped") { Some(object.number("skipped")?) } else { None },
            hurts: stored::hurts(object),
        })),
        FLARE => Some(Kind::Flare(FlareNote {
            id: id.clone(),
            at,
            day,
            pace: stored::named(&PACES, &object.text("pace")?)?,
        })),
        DELETED => mark().map(Kind::Deleted),
        RESTORED => mark().map(Kind::Restored),
        _ => None,
    }
}

fn encode_kind(kind: &Kind) -> String {
    let written = match kind {
        Kind::Session(record) => {
            let session = head(SESSION, &record.id, record.started, record.day)
                .text("routine", &record.routine)
                .number("planned", record.planned.0)
                .number("practised", record.practised.0)
                .text("outcome", stored::name_of(&OUTCOMES, record.outcome));
            let session = match record.skipped {
                Some(skipped) => session.number("skipped", skipped),
                None => session,
            };
            stored::with_hurts(session, &record.hurts)
        }
        Kind::Flare(note) => head(FLARE, &note.id, note.at, note.day)
            .text("pace", stored::name_of(&PACES, note.pace)),
        Kind::Deleted(mark) => {
            head(DELETED, &mark.id, mark.at, mark.day).text("target", mark.target.as_str())
        }
        Kind::Restored(mark) => {
            head(RESTORED, &mark.id, mark.at, mark.day).text("target", mark.target.as_str())
        }
        Kind::Unknown(Unknown { id, at, day }) => head(UNKNOWN, id, *at, *day),
    };
    seal(&written.end())
}

/// What every entry of every version tells.
fn head(kind: &str, id: &EntryId, at: Moment, day: CivilDay) -> Writer {
    Writer::new()
        .number("v", VERSION)
        .text("kind", kind)
        .text("id", id.as_str())
        .object("at", at.write())
        .text("day", &day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::PoseId;
    use crate::domain::routine::{Hurt, Swap};

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
        let hurts = |text: &str| {
            let line = SESSION_LINE.strip_suffix('}').unwrap();
            read(&format!("{line},\"hurts\":\"{text}\"}}")).unwrap()
        };
        let entry = hurts("cat-cow:e sphinx:constructive-rest");
        assert_eq!(entry.verbatim(), None);
        let easier = Hurt { pose: PoseId::CatCow, swap: Swap::Easier };
        let left_out = Hurt { pose: PoseId::Sphinx, swap: Swap::Instead(PoseId::ConstructiveRest) };
        assert_eq!(entry.record().unwrap().hurts, [easier, left_out]);
        // Poses of another version are kept, though nothing can be said of them.
        let other = hurts("handstand:e cat-cow:e");
        assert_eq!(other.record().unwrap().hurts, [easier]);
        assert!(encode_entry(&other).contains("handstand"));
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
