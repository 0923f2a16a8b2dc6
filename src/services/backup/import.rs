//! Sessions from other apps (docs/adr/0032-other-apps.md).

use std::collections::BTreeSet;
use std::rc::Rc;

use super::restore::{Blob, NotStored, Unusable, last_restore, our_log, read_into};
use crate::platform::clock::{self, DeviceZone};
use crate::platform::locks;
use crate::platform::time_slice::Slices;
use crate::services::persistence::Persistence;
use crate::services::persistence::restores::steps;
use unknot_core::backup::{Contents, SettingsChoice, Source};
use unknot_core::history::Log;
use unknot_core::import::{self, DayOrder, Import, ImportError, MOST_BYTES, Reading, to_entry};

/// The sessions of a table, compared with those that are here.
pub(crate) struct FoundSessions {
    /// What was read.
    pub import: Import,
    /// The number of sessions that aren't here.
    pub new: usize,
    /// The number of sessions that are here already.
    pub here: usize,
    /// The number of sessions that were added before, and deleted.
    pub deleted: usize,
    /// The number of sessions that are here with the day and the month the other way round. Adding would double them.
    pub other_way: usize,
    /// The table, to read it again with another order of day and month.
    pub file: Blob,
    /// What adding them adds.
    contents: Contents,
}

/// Why a table can't be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoTable {
    /// What it is instead.
    Other(ImportError),
    /// The browser can't read the file.
    Unreadable,
    /// The person has stopped the reading.
    Stopped,
}

/// Reads a table. `order` says whether the day or the month comes first, if the person has said so. `goes_on` is called with
/// the share that has been read, 0 to 1, and says whether to go on.
///
/// # Errors
/// If it has no sessions that can be read.
pub(crate) async fn read(
    persistence: &Rc<Persistence>,
    file: Blob,
    order: Option<DayOrder>,
    day_start_min: u16,
    goes_on: impl Fn(f64) -> bool,
) -> Result<FoundSessions, NoTable> {
    if file.size() > MOST_BYTES {
        return Err(NoTable::Other(ImportError::TooLarge));
    }
    let mut bytes = Vec::new();
    let whole = read_into(&file, |chunk| bytes.extend_from_slice(chunk), goes_on).await;
    whole.map_err(|why| match why {
        Unusable::Stopped => NoTable::Stopped,
        _ => NoTable::Unreadable,
    })?;
    let slices = Slices::new();
    let read = async |order| {
        let reading = Reading { zone: &DeviceZone, now: clock::now(), day_start_min, order };
        import::read(&bytes, &reading, || slices.pause()).await.map_err(NoTable::Other)
    };
    let import = read(order).await?;
    let ours = our_log(persistence).await;
    let order_read = import.order;
    let mut found = compare(import, &ours, file.clone(), &slices).await;
    // Also if the dates are clear now: those of a shorter table may have been guessed.
    if let Some(order_read) = order_read {
        let swapped = read(Some(order_read.swapped())).await?;
        let mut swapped = compare(swapped, &ours, file, &slices).await;
        let is_guessed = order.is_none() && found.import.either_way.is_some();
        if is_guessed && swapped.new < found.new {
            // What the person has said about this table before can be seen in what is here.
            std::mem::swap(&mut found, &mut swapped);
        }
        found.other_way = count_other_way(&found.import, &swapped.import, &ours);
    }
    Ok(found)
}

/// How many sessions are here only as they are read the other way.
fn count_other_way(import: &Import, swapped: &Import, ours: &Log) -> usize {
    let own: BTreeSet<_> = import.sessions.iter().map(|session| &session.id).collect();
    let others = swapped.sessions.iter().filter(|session| !own.contains(&session.id));
    others.filter(|session| ours.session(&session.id).is_some()).count()
}

async fn compare(import: Import, ours: &Log, file: Blob, slices: &Slices) -> FoundSessions {
    let (mut here, mut deleted, mut new) = (0, 0, Log::new());
    for session in &import.sessions {
        slices.pause().await;
        if ours.session(&session.id).is_some() {
            here += 1;
        } else if ours.get(&session.id).is_some() {
            deleted += 1;
        } else {
            new.insert(to_entry(import.app, session));
        }
    }
    // A session that was taken out may have been deleted before.
    let mut merged = ours.clone();
    merged.add_all_of(&new, || slices.pause()).await;
    let mut log = Log::new();
    for entry in new.entries() {
        slices.pause().await;
        if merged.session(entry.id()).is_some() {
            log.insert(entry.clone());
        } else {
            deleted += 1;
        }
    }
    let count = log.entries().count();
    let contents = Contents { log, ..Contents::default() };
    FoundSessions { import, new: count, here, deleted, other_way: 0, file, contents }
}

/// Adds the sessions that aren't here. Returns false if there are none.
///
/// # Errors
/// If the browser doesn't store all of them. The next start of the app goes on with what was begun.
pub(crate) async fn add(
    persistence: &Rc<Persistence>,
    found: &FoundSessions,
) -> Result<bool, NotStored> {
    let last = last_restore(Source::OtherApp, found.new);
    let (contents, choice) = (&found.contents, SettingsChoice::KeepOurs);
    let restoring = locks::acquire(locks::RESTORE).await;
    let done = steps::restore(persistence, contents, choice, last, &restoring).await?;
    Ok(done.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::empty_storage;
    use crate::services::backup::testing_files::file;
    use crate::services::notices::Notices;
    use leptos::prelude::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const TABLE: &str = "Started At,Duration,Preset,Activity\n\
        04/21/2026 08:21:14,0:45:0,,Meditation\n\
        04/20/2026 08:21:14,0:10:0,,Meditation\n\
        04/19/2026 08:21:14,soon,,Meditation\n";

    #[wasm_bindgen_test]
    async fn a_table_adds_its_sessions_once_and_can_be_taken_back() {
        empty_storage().await;
        let persistence = Persistence::new(Notices::new());
        let read_table = async || read(&persistence, file(TABLE), None, 240, |_| true).await;
        let count = || persistence.log().with_untracked(|log| log.sessions().len());
        let found = read_table().await.unwrap();
        assert_eq!((found.new, found.here, found.import.unreadable_count), (2, 0, 1));
        assert_eq!(add(&persistence, &found).await, Ok(true));
        assert_eq!(count(), 2);
        let again = read_table().await.unwrap();
        assert_eq!((again.new, again.here), (0, 2));
        assert_eq!(add(&persistence, &again).await, Ok(false));
        let ids: Vec<_> = found.import.sessions.iter().map(|session| session.id.clone()).collect();
        persistence.delete(&ids[0], 240);
        steps::undo(&persistence).await.unwrap();
        assert_eq!(count(), 0);
        let after = read_table().await.unwrap();
        assert_eq!((after.new, after.deleted), (1, 1), "its deletion is here still");
        empty_storage().await;
    }

    #[wasm_bindgen_test]
    async fn a_table_whose_dates_can_be_read_either_way_is_read_as_before() {
        empty_storage().await;
        let persistence = Persistence::new(Notices::new());
        let table = "Started At,Duration\n05/04/2026 08:21:14,0:45:0\n";
        let read_as = async |order| read(&persistence, file(table), order, 240, |_| true).await;
        assert_eq!(read_as(None).await.unwrap().import.order, Some(DayOrder::MonthFirst));
        let found = read_as(Some(DayOrder::DayFirst)).await.unwrap();
        assert_eq!(add(&persistence, &found).await, Ok(true));
        let again = read_as(None).await.unwrap();
        assert_eq!((again.new, again.here, again.other_way), (0, 1, 0));
        let other = read_as(Some(DayOrder::MonthFirst)).await.unwrap();
        assert_eq!((other.new, other.other_way), (1, 1), "it would count twice");
        let longer = format!("{table}05/13/2026 08:21:14,0:45:0\n");
        let clear = read(&persistence, file(&longer), None, 240, |_| true).await.unwrap();
        assert_eq!((clear.new, clear.other_way, clear.import.either_way), (2, 1, None));
        steps::undo(&persistence).await.unwrap();
        empty_storage().await;
    }

    #[wasm_bindgen_test]
    async fn other_files_are_refused() {
        let persistence = Persistence::new(Notices::new());
        let why = async |text: &str| {
            read(&persistence, file(text), None, 240, |_| true).await.err().unwrap()
        };
        assert_eq!(why("").await, NoTable::Other(ImportError::Empty));
        assert_eq!(why("a,b\n").await, NoTable::Other(ImportError::UnknownColumns));
        let stopped = read(&persistence, file(TABLE), None, 240, |_| false).await;
        assert_eq!(stopped.err(), Some(NoTable::Stopped));
    }
}
