//! What is looked for and mended once everything is there: a session that was interrupted, and what one of the two places
//! lacks or can't read. Nobody waits for it who has not been interrupted, so its code comes later
//! (docs/adr/0009-later-code.md).

use std::rc::Rc;

use leptos::prelude::*;

use super::{Persistence, SessionHeartbeat, local_values, quarantine, remove_key, write_heartbeat};
use crate::history::EntryId;
use crate::platform::{journal, locks, task};
use crate::services::notices::Notice;
use crate::storage::{self, keys};

/// All keys and texts of the journal; nothing where it can't be reached.
type Journal = Option<Vec<(String, String)>>;

/// Looks for a session that was interrupted, then repairs what one of the two places lacks.
pub(crate) fn start(persistence: Rc<Persistence>) {
    task::spawn(async move {
        let journal = reconcile(&persistence).await;
        repair(&persistence, journal).await;
    });
}

/// Unites localStorage and the journal, and looks for a session that was interrupted. Answers what the journal holds.
pub(crate) async fn reconcile(persistence: &Rc<Persistence>) -> Journal {
    let journal = journal::all().await.ok();
    let texts = journal.as_deref().unwrap_or_default();
    let found = storage::log_of(entries(texts));
    persistence.log.update(|log| *log = std::mem::take(log).merge(found));
    // Somebody may wait to go on with a session.
    find_interrupted(persistence, texts).await;
    persistence.is_settled.set(true);
    journal
}

/// Looks through the heartbeats. A session that a tab runs is not interrupted, and one that has left a record is over. Of
/// the others the latest can go on, and the rest is kept.
async fn find_interrupted(persistence: &Rc<Persistence>, journal: &[(String, String)]) {
    let held = locks::names_held().await;
    // A tap on Start may have been quicker than all that.
    let begun = persistence.running.borrow().clone();
    let mut latest = None;
    for beat in heartbeats(journal) {
        if begun.as_ref() == Some(&beat.id) || held.contains(&locks::of_session(&beat.id)) {
            continue;
        }
        let is_told = |id: EntryId| persistence.log.with_untracked(|log| log.get(&id).is_some());
        if beat.id.parse().is_ok_and(is_told) {
            persistence.remove_heartbeat(&beat.id);
            continue;
        }
        let is_later = |other: &SessionHeartbeat| other.updated_ms < beat.updated_ms;
        // An update may have changed the snapshot: there is no going on, but it was practised.
        let goes_on = begun.is_none() && beat.snapshot.is_some();
        let is_offered = goes_on && latest.as_ref().is_none_or(is_later);
        let other = if is_offered { latest.replace(beat) } else { Some(beat) };
        if let Some(other) = other {
            persistence.save_interrupted(&other);
        }
    }
    persistence.interrupted.set(latest);
}

/// Writes back what one of the two places lacks, and sets aside what can't be read.
pub(crate) async fn repair(persistence: &Rc<Persistence>, journal: Journal) {
    // A journal that can't be reached, or not now, holds nothing up.
    let segments = local_values(keys::LOG_PREFIX);
    let found = storage::unite(
        segments.iter().map(|(_, text)| text.as_str()),
        entries(journal.as_deref().unwrap_or_default()),
    );
    let aside = found.damaged.iter().filter(|line| quarantine(line)).count();
    if aside > 0 {
        persistence.notices.notify(Notice::Damaged);
    }
    if found.newer > 0 {
        persistence.notices.notify(Notice::Newer);
    }
    let lock = locks::acquire(locks::LOG).await;
    for entry in &found.missing_locally {
        persistence.write_locally(entry);
    }
    drop(lock);
    for entry in found.missing_in_journal.iter().filter(|_| journal.is_some()) {
        // The record is safe in localStorage; the next start tries again.
        let _ = journal::put(&keys::journal_entry(entry.id()), &storage::encode_entry(entry)).await;
    }
}

/// The texts of the log's entries in the journal.
fn entries(journal: &[(String, String)]) -> impl Iterator<Item = &str> {
    let entries = journal.iter().filter(|(key, _)| key.starts_with(keys::JOURNAL_ENTRY_PREFIX));
    entries.map(|(_, text)| text.as_str())
}

/// The heartbeats in both places, of each session the later one.
fn heartbeats(journal: &[(String, String)]) -> Vec<SessionHeartbeat> {
    let here = local_values(keys::HEARTBEAT);
    let mut beats: Vec<SessionHeartbeat> = Vec::new();
    let mut is_old = false;
    for (key, text) in here.iter().chain(journal) {
        if !key.starts_with(keys::HEARTBEAT) {
            continue;
        }
        let Ok(beat) = storage::decode_value::<SessionHeartbeat>(text) else {
            quarantine(text);
            continue;
        };
        is_old |= key == keys::HEARTBEAT;
        match beats.iter_mut().find(|known| known.id == beat.id) {
            Some(known) if beat.is_after(known) => *known = beat,
            Some(_) => {}
            None => beats.push(beat),
        }
    }
    // Each gets a key of its own.
    if is_old && beats.iter().all(write_heartbeat) {
        remove_key(keys::HEARTBEAT.to_owned(), true, true);
    }
    beats
}
