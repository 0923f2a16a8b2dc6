//! Sessions from other apps: reads the tables (CSV) that they export.
//!
//! [`read`] recognises the app by the names of the columns (docs/adr/0032-other-apps.md). What can't
//! be read is listed by line, and nothing else is lost by it. Nothing here does I/O.

mod dates;
mod entry;
mod formats;
mod table;

use std::collections::BTreeSet;

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::time::Millis;
use crate::history::EntryId;

pub use dates::DayOrder;
pub use entry::to_entry;
pub use formats::App;

use dates::{Date, LocalTime, Orders};
use formats::{Columns, Row};
use table::{Found, Table};

/// The largest file that is read, in bytes: a hundred years of sessions with long notes.
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// How many lines that can't be read are listed. All are counted.
const LISTED: usize = 100;

/// The longest session, in seconds. No app counts across a day.
const LONGEST_SECS: u32 = 24 * 60 * 60;

/// The time zone of the device, which also was that of sessions whose table names none.
pub trait Zone {
    /// Minutes east of UTC when a clock shows this many milliseconds since 1970-01-01T00:00.
    fn offset_of_local(&self, local_ms: i64) -> i16;

    /// Minutes east of UTC at an instant, in milliseconds since 1970-01-01T00:00Z.
    fn offset_at(&self, utc_ms: i64) -> i16;
}

/// What has to be known to read a table.
pub struct Reading<'a> {
    /// The time zone of the device.
    pub zone: &'a dyn Zone,
    /// Now. No session can be later.
    pub now: Moment,
    /// When the person's day starts, in minutes after midnight.
    pub day_start_min: u16,
    /// Whether the day or the month comes first, if the person has said so.
    pub order: Option<DayOrder>,
}

/// The sessions of another app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Which app has written the table.
    pub app: App,
    /// The sessions, in order of start.
    pub sessions: Vec<Imported>,
    /// The first hundred lines that can't be read.
    pub unreadable: Vec<Unreadable>,
    /// The number of all lines that can't be read.
    pub unreadable_count: usize,
    /// The number of lines that tell of a session again.
    pub repeated: usize,
    /// Whether the day or the month comes first, if dates are written in that way.
    pub order: Option<DayOrder>,
    /// A date of the table as an example, if that had to be guessed because every date can be read
    /// either way: two numbers and the year.
    pub either_way: Option<[u32; 3]>,
}

/// A session of another app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Follows from the line alone, so that the same table gives the same ids.
    pub id: EntryId,
    /// When it was started.
    pub started: Moment,
    /// The day it counts for.
    pub day: CivilDay,
    /// How long it was.
    pub practised: Millis,
    /// What the app calls it, such as `Meditation`. May be empty.
    pub activity: String,
    /// What the person has written about it. May be empty.
    pub note: String,
}

/// A line that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its number, from 1. A line with a quoted line break counts as several.
    pub line: u64,
    /// Why.
    pub why: Why,
}

/// Why a line can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It has other columns than the first line.
    Columns,
    /// No such time exists, or it is in the future.
    Start,
    /// It is no length of time, or none at all, or more than a day.
    Length,
}

/// Why a file has no sessions that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It has no bytes, or only blanks.
    #[error("the file is empty")]
    Empty,
    /// It isn't text.
    #[error("the file is not a text")]
    Binary,
    /// It is a backup of this app.
    #[error("the file is a backup")]
    Backup,
    /// It is larger than [`MOST_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// Its first line has the names of no app's columns.
    #[error("the columns are of no known app")]
    UnknownColumns,
}

/// Reads a table. `pause` is called after each line, so that a page can respond in between.
///
/// ```
/// use futures::FutureExt;
/// use unknot_core::domain::civil::Moment;
/// use unknot_core::import::{App, Reading, Zone, read};
///
/// struct Utc;
/// impl Zone for Utc {
///     fn offset_of_local(&self, _: i64) -> i16 { 0 }
///     fn offset_at(&self, _: i64) -> i16 { 0 }
/// }
///
/// let table = b"Started At,Duration,Preset,Activity\n04/20/2026 08:21:14,0:45:0,,Meditation\n";
/// let now = Moment { utc_ms: 1_795_500_000_000, offset_min: 0 };
/// let reading = Reading { zone: &Utc, now, day_start_min: 240, order: None };
/// // Without pauses it is done at once.
/// let import = read(table, &reading, async || ()).now_or_never().unwrap().unwrap();
/// assert_eq!(import.app, App::InsightTimer);
/// assert_eq!(import.sessions[0].day.to_string(), "2026-04-20");
/// ```
///
/// # Errors
/// If it is no table of a known app.
pub async fn read(
    bytes: &[u8],
    reading: &Reading<'_>,
    pause: impl AsyncFn(),
) -> Result<Import, ImportError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ImportError::TooLarge);
    }
    let mut table = Table::open(bytes)?;
    let header = table.next().and_then(|found| found.cells);
    let columns = header.and_then(|header| Columns::of(&header));
    let columns = columns.ok_or(ImportError::UnknownColumns)?;
    let mut import = Import::new(columns.app);
    let mut rows = Vec::new();
    for Found { line, cells } in table {
        pause().await;
        match cells.ok_or(Why::Columns).and_then(|cells| columns.row(&cells)) {
            Ok(row) => rows.push((line, row)),
            Err(why) => import.cannot_read(line, why),
        }
    }
    let orders: Orders = rows.iter().filter_map(|(_, row)| row.start.numbers()).collect();
    if let Some((found, either_way)) = orders.decide() {
        import.order = Some(reading.order.unwrap_or(found));
        import.either_way = either_way;
    }
    let mut ids = BTreeSet::new();
    for (line, row) in rows {
        pause().await;
        match import.session(row, reading) {
            Ok(session) if ids.insert(session.id.clone()) => import.sessions.push(session),
            Ok(_) => import.repeated += 1,
            Err(why) => import.cannot_read(line, why),
        }
    }
    import.sessions.sort_by(|a, b| (a.started, &a.id).cmp(&(b.started, &b.id)));
    import.unreadable.sort_by_key(|unreadable| unreadable.line);
    import.unreadable.truncate(LISTED);
    Ok(import)
}

impl Import {
    fn new(app: App) -> Self {
        Self {
            app,
            sessions: Vec::new(),
            unreadable: Vec::new(),
            unreadable_count: 0,
            repeated: 0,
            order: None,
            either_way: None,
        }
    }

    fn cannot_read(&mut self, line: u64, why: Why) {
        self.unreadable_count += 1;
        // Lines are found in two rounds, each in order.
        if self.unreadable.len() < 2 * LISTED {
            self.unreadable.push(Unreadable { line, why });
        }
    }

    fn session(&self, row: Row, reading: &Reading) -> Result<Imported, Why> {
        if !(1..=LONGEST_SECS).contains(&row.seconds) {
            return Err(Why::Length);
        }
        let (started, written) = self.start(&row.start, reading).ok_or(Why::Start)?;
        let latest = reading.now.utc_ms.saturating_add(i64::from(LONGEST_SECS) * 1000);
        if !(0..=latest).contains(&started.utc_ms) {
            return Err(Why::Start);
        }
        let tomorrow = reading.now.day(reading.day_start_min).plus(1);
        let day = row.day.unwrap_or_else(|| started.day(reading.day_start_min));
        if day > tomorrow {
            return Err(Why::Start);
        }
        let derived = || format!("import-{}-{written}-{}", self.app.slug(), row.seconds);
        let id = row.id.map_or_else(|| derived().parse(), Ok).map_err(|_| Why::Start)?;
        Ok(Imported {
            id,
            started,
            day,
            practised: Millis::secs(row.seconds),
            activity: row.activity,
            note: row.note,
        })
    }

    /// The start of a session, and how the table tells it, whatever the zone of the device is.
    fn start(&self, start: &Start, reading: &Reading) -> Option<(Moment, String)> {
        let at = |utc_ms, offset_min| Moment { utc_ms, offset_min };
        match *start {
            Start::Local(date, time) => {
                let local = time.on(date.day(self.order)?);
                let offset_min = reading.zone.offset_of_local(local);
                let utc_ms = local - i64::from(offset_min) * 60_000;
                Some((at(utc_ms, offset_min), (local / 1000).to_string()))
            }
            Start::Utc(utc_ms) => {
                Some((at(utc_ms, reading.zone.offset_at(utc_ms)), (utc_ms / 1000).to_string()))
            }
            Start::Zoned(moment) => Some((moment, (moment.utc_ms / 1000).to_string())),
        }
    }
}

/// When a session was started, as the table tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// By the clock of the device.
    Local(Date, LocalTime),
    /// In UTC, in milliseconds since 1970-01-01T00:00Z.
    Utc(i64),
    /// With its offset.
    Zoned(Moment),
}

impl Start {
    /// The numbers of a date whose order isn't known.
    fn numbers(&self) -> Option<[u32; 3]> {
        match self {
            Self::Local(Date::Numbers(numbers), _) => Some(*numbers),
            _ => None,
        }
    }
}
