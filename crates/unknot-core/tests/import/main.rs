//! Sessions from other apps: the tables in `fixtures/other_apps`, what is refused, and what happens to mutated tables.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at what it did not expect")]

mod apps;
mod mutated;

use std::cell::Cell;

use futures::FutureExt;
use unknot_core::domain::civil::Moment;
use unknot_core::import::{DayOrder, Import, ImportError, Reading, Zone, read};

/// Central Europe: summer time from the end of March to the end of October.
pub(crate) struct Berlin;

impl Zone for Berlin {
    fn offset_of_local(&self, local_ms: i64) -> i16 {
        self.offset_at(local_ms - 2 * 3_600_000)
    }

    fn offset_at(&self, utc_ms: i64) -> i16 {
        let (_, month, _) = Moment { utc_ms, offset_min: 0 }.day(0).ymd();
        if (4..=10).contains(&month) { 120 } else { 60 }
    }
}

/// 30 November 2026.
pub(crate) const NOW: Moment = Moment { utc_ms: 1_796_000_000_000, offset_min: 60 };

/// A page responds in each pause.
#[test]
fn a_table_is_read_with_a_pause_for_each_line() {
    let line = "04/20/2026 08:21:14,0:45:0,,Meditation\n";
    let table = format!("Started At,Duration,Preset,Activity\n{}", line.repeat(300));
    let reading = Reading { zone: &Berlin, now: NOW, day_start_min: 240, order: None };
    let pauses = Cell::new(0);
    let import = read(table.as_bytes(), &reading, async || pauses.set(pauses.get() + 1));
    assert_eq!(import.now_or_never().unwrap().unwrap().repeated, 299);
    // Once for its cells, and once for what they mean.
    assert_eq!(pauses.get(), 600);
}

pub(crate) fn read_as(bytes: &[u8], order: Option<DayOrder>) -> Result<Import, ImportError> {
    let reading = Reading { zone: &Berlin, now: NOW, day_start_min: 240, order };
    read(bytes, &reading, async || ()).now_or_never().unwrap()
}
