//! Recovery after a start: merges both places, finds an interrupted session, and copies to each place what only the
//! other has.

use std::collections::HashSet;
use std::rc::Rc;

use leptos::prelude::*;

use super::local::{self, is_quarantined, quarantine};
use super::reading::read;
use super::{Persistence, Place, SessionHeartbeat, heartbeats, restores, take_over};
use crate::platform::{journal, locks, task};
use crate::services::notices::Notice;
use unknot_core::backup::ToDo;
use unknot_core::history::{Entry, EntryId};
use unknot_core::storage::{self, Copy, Reconciler, keys};

/// What both places hold.
pub(crate) struct Found {
    reconciler: Reconciler,
    /// Whether the journal could be read.
    has_journal: bool,
    /// What has to be done about the last restore before anything is repaired.
    to_do: ToDo,
}

/// Merges both places, looks for an interrupted session, and repairs both places.
pub(crate) fn start(persistence: Rc<Persistence>) {
    task::spawn(async move {
        let mut found = reconcile(&persistence).await;
        if found.to_do != ToDo::Nothing {
            if !restores::resume(&persistence).await {
                // Both places stay as they are, or a restore that is being undone would come back.
                return;
            }
            found = reconcile(&persistence).await;
        }
        repair(&persistence, found).await;
    });
}

/// Completes the log, first from localStorage and then from the journal, and looks for an interrupted session.
pub(crate) async fn reconcile(persistence: &Rc<Persistence>) -> Found {
    let months = local::values(keys::LOG_PREFIX);
    persistence.remember_months(&months);
    let months = months.into_iter().map(|(_, text)| text);
    let reconciler = read(Reconciler::default(), months, Copy::Segments).await;
    persistence.add_to_log(reconciler.entries());
    persistence.is_complete.set(true);

    take_over::from_journal().await;
    let journal = journal::all().await.ok();
    let has_journal = journal.is_some();
    let (entries, others): (Vec<_>, _) = journal
        .unwrap_or_default()
        .into_iter()
        .partition(|(key, _)| key.starts_with(keys::JOURNAL_ENTRY_PREFIX));
    let to_do = restores::look(persistence, &others);
    let entries = entries.into_iter().map(|(_, text)| text);
    let reconciler = read(reconciler, entries, Copy::Journal).await;
    persistence.add_to_log(reconciler.missing_locally());
    // Before the repair, because the person may be waiting to resume a session.
    let interrupted = find_interrupted(persistence, &others).await;
    persistence.end_search(interrupted);
    Found { reconciler, has_journal, to_do }
}

/// Finds the session that was interrupted last, and records all others that were interrupted. A session that is running in
/// another tab is not interrupted, and one that has a record is over.
async fn find_interrupted(
    persistence: &Rc<Persistence>,
    journal: &[(String, String)],
) -> Option<SessionHeartbeat> {
    let held = locks::running_sessions().await;
    // The person may have started a session in the meantime.
    let started = persistence.running.borrow().clone();
    let mut offered: Option<SessionHeartbeat> = None;
    for beat in load_heartbeats(persistence, journal) {
        if started.as_ref() == Some(&beat.id) || held.contains(&beat.id) {
            continue;
        }
        match covered(persistence, &beat) {
            Some(true) => {
                persistence.remove_heartbeat(&beat.id);
                continue;
            }
            // It was recorded in one tab while it went on in another one, which was then killed.
            Some(false) => {
                persistence.record_interrupted(&beat);
                continue;
            }
            None => {}
        }
        // Without a snapshot, as after an update, it can't be resumed. What was practised is recorded.
        let can_resume = started.is_none() && beat.snapshot.is_some();
        let is_latest = offered.as_ref().is_none_or(|other| other.updated_ms < beat.updated_ms);
        let rejected = if can_resume && is_latest { offered.replace(beat) } else { Some(beat) };
        if let Some(rejected) = rejected {
            persistence.record_interrupted(&rejected);
        }
    }
    offered
}

/// Whether the log has all that was practised of a session. `None` if it has no record of it.
fn covered(persistence: &Persistence, beat: &SessionHeartbeat) -> Option<bool> {
    let id: EntryId = beat.id.parse().ok()?;
    persistence.log.with_untracked(|log| {
        // An entry of another kind has taken the id. It can't be recorded under that.
        log.get(&id).map(|entry| entry.record().is_none_or(|record| record.covers(beat.practised)))
    })
}

/// Looks for a session that was interrupted in another tab since the start.
pub(super) async fn look_again(persistence: Rc<Persistence>) {
    let journal = journal::with_prefix(keys::HEARTBEAT).await.unwrap_or_default();
    let interrupted = find_interrupted(&persistence, &journal).await;
    if persistence.interrupted.with_untracked(|offered| *offered != interrupted) {
        persistence.interrupted.set(interrupted);
    }
}

impl Persistence {
    /// Adds entries to the log. If it has all of them, nothing that is shown is computed again.
    fn add_to_log<'a>(&self, entries: impl Iterator<Item = &'a Entry>) {
        let new: Vec<_> = self
            .log
            .with_untracked(|log| entries.filter(|entry| !log.contains(entry)).cloned().collect());
        if !new.is_empty() {
            self.log.update(|log| log.extend(new));
        }
    }

    /// Publishes the result of the search for an interrupted session.
    fn end_search(&self, interrupted: Option<SessionHeartbeat>) {
        self.interrupted.set(interrupted);
        self.is_search_done.set(true);
        if let Some(now_whole) = self.now_whole.take() {
            // Nothing may be waiting for it.
            let _ = now_whole.send(());
        }
    }
}

/// Writes to each place what only the other has, and quarantines what can't be read.
pub(crate) async fn repair(persistence: &Rc<Persistence>, found: Found) {
    let Found { reconciler, has_journal, .. } = found;
    let found = reconciler.finish();
    let quarantined = found.damaged.iter().filter(|line| quarantine(line)).count();
    if quarantined > 0 {
        persistence.notices.notify(Notice::Damaged);
    }
    if found.newer > 0 {
        persistence.notices.notify(Notice::Newer);
    }
    let lock = locks::acquire(locks::LOG).await;
    for entry in still_in_journal(found.missing_locally).await {
        // If this fails, the entry is safe in the journal, and the next start tries again.
        let _ = super::append_to_month(&entry);
    }
    if has_journal {
        for entry in still_in_segments(found.missing_in_journal) {
            // If this fails, the entry is safe in localStorage, and the next start tries again.
            let _ = super::write_to_journal(&entry).await;
        }
    }
    drop(lock);
}

/// Those of the entries that the journal has still: another tab may have undone a restore since it was read.
async fn still_in_journal(mut entries: Vec<Entry>) -> Vec<Entry> {
    if !entries.is_empty() {
        let found = journal::with_prefix(keys::JOURNAL_ENTRY_PREFIX).await.unwrap_or_default();
        let texts: HashSet<String> = found.into_iter().map(|(_, text)| text).collect();
        entries.retain(|entry| texts.contains(&storage::encode_entry(entry)));
    }
    entries
}

/// Those of the entries that localStorage has still.
fn still_in_segments(mut entries: Vec<Entry>) -> Vec<Entry> {
    if !entries.is_empty() {
        let months = local::values(keys::LOG_PREFIX);
        let texts: HashSet<&str> =
            months.iter().flat_map(|(_, text)| storage::lines(text)).collect();
        entries.retain(|entry| texts.contains(&*storage::encode_entry(entry)));
    }
    entries
}

/// The heartbeats of both places, the later one for each session. Unreadable ones, and those whose id no record can have,
/// are quarantined.
fn load_heartbeats(
    persistence: &Persistence,
    journal: &[(String, String)],
) -> Vec<SessionHeartbeat> {
    let local = local::values(keys::HEARTBEAT);
    let mut beats: Vec<SessionHeartbeat> = Vec::new();
    let mut has_shared_key = false;
    for (key, text) in local.iter().chain(journal) {
        if !key.starts_with(keys::HEARTBEAT) {
            continue;
        }
        let beat = storage::decode_value::<SessionHeartbeat>(text).ok();
        let Some(beat) = beat.filter(|beat| beat.id.parse::<EntryId>().is_ok()) else {
            if quarantine(text) {
                persistence.notices.notify(Notice::Damaged);
            }
            if is_quarantined(text) {
                heartbeats::remove(key, Place::LocalStorage);
                heartbeats::remove(key, Place::Journal);
            }
            continue;
        };
        has_shared_key |= key == keys::HEARTBEAT;
        match beats.iter_mut().find(|known| known.id == beat.id) {
            Some(known) if beat.is_later_than(known) => *known = beat,
            Some(_) => {}
            None => beats.push(beat),
        }
    }
    // Earlier versions stored the heartbeats of all sessions under one key. Each is moved to a key of its own.
    if has_shared_key && beats.iter().all(heartbeats::write) {
        heartbeats::remove(keys::HEARTBEAT, Place::LocalStorage);
        heartbeats::remove(keys::HEARTBEAT, Place::Journal);
    }
    beats
}
