//! Ten years of two sessions a day, with recordings.

use std::cell::Cell;

use futures::FutureExt;
use unknot_core::backup::{
    Contents, Made, Plan, Reader, Recording, SettingsChoice, Writer, preview,
};
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Log, Outcome, Record};
use unknot_core::storage::{append, keys};

use crate::device::{APP, Device, contents};

const NOW: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };

fn session(number: i32) -> Entry {
    let day = CivilDay::from_epoch_days(17_000 + number / 2);
    let at = i64::from(day.epoch_days()) * 86_400_000 + i64::from(number % 2) * 43_200_000;
    Entry::from(Record {
        // The order of ids is not that of time.
        id: format!("{:08x}-{number}", number.wrapping_mul(0x09e3_779b)).parse().unwrap(),
        started: Moment { utc_ms: at, offset_min: 60 },
        day,
        routine: "morning-mobility".into(),
        planned: Millis::minutes(10),
        practised: Millis::minutes(10),
        outcome: Outcome::Finished,
        worked: None,
        skipped: Some(0),
        hurts: Vec::new(),
    })
}

fn recordings() -> impl Iterator<Item = Recording> {
    (0..60).map(|number| Recording {
        text: format!("Line {number:02}."),
        mime_type: "audio/mp4".to_owned(),
        bytes: (0..60_000u32).map(|n| (n.wrapping_mul(number + 7) >> 3).to_le_bytes()[0]).collect(),
    })
}

#[test]
fn ten_years_go_through_in_small_pieces_and_chunks() {
    let log: Log = (0..7440).map(session).collect();
    let infos: Vec<_> = recordings().map(|recording| recording.info()).collect();
    let made = Made { at: NOW, app: APP.to_owned() };
    let mut writer = Writer::new(made, None, log.clone(), &infos);
    while writer.encode(100) {}
    let size = writer.size();

    let mut reader = Reader::with_recordings();
    let (mut written, mut longest, mut waiting) = (0, 0, 0);
    let mut found = Vec::new();
    let mut take = |piece: &str| {
        written += piece.len() as u64;
        longest = longest.max(piece.len());
        reader.push(piece.as_bytes());
        let ready: Vec<_> = std::iter::from_fn(|| reader.next_recording()).collect();
        waiting = waiting.max(ready.len());
        found.extend(ready);
    };
    while let Some(piece) = writer.next_piece() {
        take(&piece);
    }
    for recording in recordings() {
        writer.recording(&recording).for_each(|piece| take(&piece));
    }
    take(&writer.finish());
    assert_eq!((written, waiting), (size, 1));
    assert!(longest <= 64 * 1024, "{longest}");
    assert!(recordings().eq(found));
    let contents = reader.finish().unwrap();
    assert_eq!(contents.log, log);
    assert_eq!(contents.recordings, infos);
}

/// A page responds in each pause, so no long piece of the work may be without one.
#[test]
fn a_preview_and_a_plan_pause_for_each_entry() {
    let count = Cell::new(0);
    let pauses = |work: &mut dyn FnMut()| {
        count.set(0);
        work();
        count.get()
    };
    let pause = async || count.set(count.get() + 1);
    let contents = Contents { log: (0..400).map(session).collect(), ..Contents::default() };
    // Nothing is here, half of it, and all of it.
    for here in [0, 200, 400] {
        let ours: Log = (0..here).map(session).collect();
        let previewed = pauses(&mut || {
            let preview = preview(&contents, &ours, None, &[], APP, pause).now_or_never().unwrap();
            assert_eq!(preview.sessions.new, 400 - usize::try_from(here).unwrap());
        });
        let planned = pauses(&mut || {
            let choice = SettingsChoice::KeepOurs;
            let plan = Plan::new(&contents, &ours, &[], choice, |_, _| None, pause);
            assert_eq!(plan.now_or_never().unwrap().is_empty(), here == 400);
        });
        // Entries are merged, and then compared.
        assert!(previewed >= 800 && planned >= 400, "{here}: {previewed}, {planned}");
    }
}

/// A shell writes a plan as it writes an entry, so it must not be much larger than what it restores.
#[test]
fn the_plan_of_ten_years_is_bounded() {
    let mut old = Device::default();
    for number in 0..7440 {
        let entry = session(number);
        let segment = old.local.entry(keys::month(entry.day())).or_default();
        *segment = append(segment, &entry);
    }
    let log_size: usize = old.local.values().map(String::len).sum();
    let file = old.backup_as(NOW, APP);
    let contents = contents(file.as_bytes()).unwrap();
    let mut new = Device::default();
    let plan = new.plan(&contents, SettingsChoice::TakeTheirs);
    let plan_size = serde_json::to_string(&plan).unwrap().len();
    assert!(plan_size < 3 * log_size, "{plan_size} for {log_size}");
    new.apply(&plan, &file, usize::MAX);
    assert_eq!(new.log(), old.log());
    new.undo(&plan, usize::MAX);
    assert_eq!(new, Device::default());
}
