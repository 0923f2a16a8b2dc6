//! Takes over what earlier versions stored under names that all copies of the app on a host shared
//! (docs/adr/0023-names-by-folder.md). The other copies may need it, too, so nothing of it is changed.

use std::cmp::Reverse;

use crate::platform::{home, journal, local_storage, locks};
use unknot_core::storage::{self, keys};

/// Takes over settings and log from localStorage, once. Has to be called before anything is read.
pub(crate) fn from_local_storage() {
    if local_storage::read(keys::HOME).is_some() {
        return;
    }
    let is_complete = home::is_root();
    if !is_complete && !take_over_local() {
        return;
    }
    let value = if is_complete { keys::HOME_IS_COMPLETE } else { keys::HOME_HAS_LOCAL };
    // If this fails, the next start does it again, which changes nothing.
    let _ = local_storage::write(keys::HOME, value);
}

/// Returns whether everything is stored.
fn take_over_local() -> bool {
    let mut shared = local_storage::keys_at_root("unknot.");
    shared.retain(|key| storage::is_taken_over_at_first(key));
    // If there is no room for everything, the months are safe in the journal, and the newest are needed first.
    shared.sort_by_key(|key| (key.starts_with(keys::LOG_PREFIX), Reverse(key.clone())));
    shared.iter().all(|key| copy(key).is_ok())
}

fn copy(key: &str) -> Result<(), local_storage::StorageError> {
    let Some(shared) = local_storage::read_at_root(key) else { return Ok(()) };
    match storage::take_over(key, local_storage::read(key).as_deref(), &shared) {
        Some(text) => local_storage::write(key, &text),
        None => Ok(()),
    }
}

/// Whether heartbeats have yet to be taken over.
pub(super) fn is_pending() -> bool {
    !home::is_root() && !is_complete()
}

fn is_complete() -> bool {
    local_storage::read(keys::HOME).as_deref() == Some(keys::HOME_IS_COMPLETE)
}

/// Takes over the journal, and the heartbeats of sessions that no tab runs. Has to be called before the journal is read.
///
/// A tab of an earlier version can go on for a while and record something. So entries are looked for at each start, until a
/// copy at the root of the host says that those names are its own.
pub(super) async fn from_journal() {
    let is_pending = is_pending();
    let is_of_root = local_storage::read_at_root(keys::HOME).is_some();
    if home::is_root() || (is_of_root && !is_pending) {
        return;
    }
    let running: Vec<_> = locks::running_sessions_at_root().await;
    // Old versions had one key for all sessions.
    let is_running =
        |key: &str| running.iter().any(|id| *key == keys::heartbeat(id) || key == keys::HEARTBEAT);
    let wanted = |key: &str| {
        let is_entry = key.starts_with(keys::JOURNAL_ENTRY_PREFIX);
        is_entry || (is_pending && !is_running(key))
    };
    let has_journal = journal::take_over(wanted).await.is_ok();
    if !is_pending {
        return;
    }
    let mut heartbeats = local_storage::keys_at_root(keys::HEARTBEAT);
    heartbeats.retain(|key| !is_running(key));
    let are_stored = heartbeats.iter().all(|key| copy(key).is_ok());
    // What a running session leaves is taken over after its end.
    let has_all = has_journal && are_stored && running.is_empty();
    if has_all && local_storage::read(keys::HOME).is_some() {
        let _ = local_storage::write(keys::HOME, keys::HOME_IS_COMPLETE);
    }
}
