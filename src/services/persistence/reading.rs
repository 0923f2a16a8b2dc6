//! Reads the log from both places, in slices between which the page responds.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::{Persistence, local};
use crate::platform::time_slice::{Slices, in_slices};
use crate::platform::{journal, local_storage};
use unknot_core::history::Log;
use unknot_core::storage::{self, Copy, Reconciler, keys};

/// Reads the lines of a copy of the log, in slices: decoding ten years of sessions takes a phone half a second.
pub(super) async fn read(
    reconciler: Reconciler,
    texts: impl Iterator<Item = String> + 'static,
    copy: Copy,
) -> Reconciler {
    let reconciler = Rc::new(RefCell::new(reconciler));
    let (reading, mut texts) = (reconciler.clone(), texts);
    in_slices(move || {
        let Some(text) = texts.next() else { return false };
        let mut reconciler = reading.borrow_mut();
        storage::lines(&text).for_each(|line| reconciler.read(line, copy));
        true
    })
    .await;
    reconciler.take()
}

/// The log as both places have it now, in whatever tab it was written. `None` if the journal can't be read.
pub(crate) async fn read_log() -> Option<Log> {
    with_journal(read(Reconciler::default(), months(), Copy::Segments).await).await
}

/// The log as localStorage has it now, together with the entries of the journal.
pub(crate) async fn log_with(journal: Vec<String>) -> Log {
    let reconciler = read(Reconciler::default(), months(), Copy::Segments).await;
    finish(reconciler, journal.into_iter()).await
}

/// The months in localStorage, each of which is read when it is asked for.
fn months() -> impl Iterator<Item = String> {
    let keys = local_storage::keys(keys::LOG_PREFIX).into_iter();
    keys.filter_map(|key| local_storage::read(&key))
}

async fn with_journal(reconciler: Reconciler) -> Option<Log> {
    let entries = journal::with_prefix(keys::JOURNAL_ENTRY_PREFIX).await.ok()?;
    Some(finish(reconciler, entries.into_iter().map(|(_, text)| text)).await)
}

async fn finish(reconciler: Reconciler, journal: impl Iterator<Item = String> + 'static) -> Log {
    let reconciler = read(reconciler, journal, Copy::Journal).await;
    let (mut log, slices) = (Log::new(), Slices::new());
    for entry in reconciler.into_entries() {
        log.insert(entry);
        slices.pause().await;
    }
    log
}

/// Shows the log as both places have it now: what they don't have any more is gone.
/// Returns false if a later reading has begun meanwhile, which shows it instead.
pub(super) async fn reload(persistence: &Persistence) -> bool {
    let own = persistence.reloads.get() + 1;
    persistence.reloads.set(own);
    let months = local::values(keys::LOG_PREFIX);
    persistence.months.borrow_mut().clear();
    persistence.remember_months(&months);
    let months = months.into_iter().map(|(_, text)| text);
    let segments = read(Reconciler::default(), months, Copy::Segments).await;
    if persistence.reloads.get() != own {
        return false;
    }
    let Some(mut log) = with_journal(segments).await else { return true };
    if persistence.reloads.get() != own {
        return false;
    }
    let mut young = persistence.young.borrow_mut();
    young.retain(|entry| !log.contains(entry));
    // Extending computes everything that is derived from the log again.
    if !young.is_empty() {
        log.extend(young.iter().cloned());
    }
    drop(young);
    if persistence.log.with_untracked(|shown| *shown != log) {
        persistence.log.set(log);
    }
    true
}
