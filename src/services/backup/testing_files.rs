//! Backups for tests.

use crate::platform::blob::Blob;
use unknot_core::backup::{Made, Recording, Writer};
use unknot_core::domain::civil::Moment;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Outcome, Record};

pub(crate) const STARTED: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };

/// A session of ten minutes.
pub(crate) fn session(id: &str) -> Entry {
    Entry::from(Record {
        id: id.parse().unwrap(),
        started: STARTED,
        day: STARTED.day(240),
        routine: "morning-ten".into(),
        planned: Millis::minutes(10),
        practised: Millis::minutes(10),
        worked: Some(Millis::minutes(8)),
        outcome: Outcome::Finished,
        skipped: Some(0),
        hurts: Vec::new(),
    })
}

/// A recording of a text.
pub(crate) fn recording(text: &str) -> Recording {
    Recording {
        text: text.to_owned(),
        mime_type: "audio/mp4".to_owned(),
        bytes: text.bytes().cycle().take(70_000).collect(),
    }
}

/// A backup with these entries, settings and recordings.
pub(crate) fn backup(
    entries: &[Entry],
    settings: Option<&str>,
    recordings: &[Recording],
) -> String {
    let made = Made { at: STARTED, app: "0.1.0".to_owned() };
    let infos: Vec<_> = recordings.iter().map(Recording::info).collect();
    let log = entries.iter().cloned().collect();
    let mut writer = Writer::new(made, settings, log, &infos);
    while writer.encode(100) {}
    let mut text = String::new();
    while let Some(piece) = writer.next_piece() {
        text.push_str(&piece);
    }
    for recording in recordings {
        writer.recording(recording).for_each(|line| text.push_str(&line));
    }
    text + &writer.finish()
}

/// A file with this text.
pub(crate) fn file(text: &str) -> Blob {
    Blob::of(text.as_bytes())
}
