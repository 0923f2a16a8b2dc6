//! The last restore of a backup: what is remembered of it, and what a start of the app has to do about it. It may have been
//! interrupted by a kill, or a browser may have lost what it had not yet written to disk.

mod plans;
pub(crate) mod steps;

#[cfg(not(feature = "split"))]
use std::future::{Ready, ready};
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;

use super::{Persistence, reading};
use crate::platform::{clock, journal, local_storage};
use unknot_core::backup::{LastRestore, ToDo};
use unknot_core::storage::keys;

/// Does what has to be done about the last restore. Returns whether it is done.
type Resume = fn(Rc<Persistence>) -> LocalBoxFuture<'static, bool>;

/// The function that resumes a restore, which is in the second part of the program: hardly any start needs it.
///
/// # Errors
/// If the part can't be fetched.
#[cfg(feature = "split")]
#[wasm_split(library, wasm_split_path = leptos::wasm_split, fallible)]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the macro wants a result, into which it puts its own failures"
)]
fn load() -> Result<Resume, SplitLoaderError> {
    Ok(steps::resume)
}

#[cfg(not(feature = "split"))]
fn load() -> Ready<Result<Resume, SplitLoaderError>> {
    ready(Ok(steps::resume))
}

impl Persistence {
    /// The last restore of a backup, or import from another app, if any is remembered.
    pub(crate) fn last_restore(&self) -> ReadSignal<Option<LastRestore>> {
        self.last_restore.read_only()
    }

    fn show_restore(&self, last: Option<LastRestore>) {
        if self.last_restore.with_untracked(|shown| *shown != last) {
            self.last_restore.set(last);
        }
    }
}

/// Shows what the journal remembers of the last restore. Returns what has to be done about it.
pub(super) fn look(persistence: &Persistence, journal: &[(String, String)]) -> ToDo {
    let text = journal.iter().find(|(key, _)| key == keys::LAST_RESTORE).map(|(_, text)| text);
    let Ok(last) = text.map_or(Ok(None), |text| LastRestore::decode(text)) else {
        return ToDo::Wait;
    };
    let to_do = last.as_ref().map_or(ToDo::Nothing, to_do);
    persistence.show_restore(last);
    to_do
}

/// What has to be done about a restore.
fn to_do(last: &LastRestore) -> ToDo {
    let mark = local_storage::read(keys::RESTORE_MARK);
    last.to_do(mark.as_deref(), clock::now())
}

/// Does what has to be done about the last restore. Returns whether it is done.
pub(super) async fn resume(persistence: &Rc<Persistence>) -> bool {
    match load().await {
        Ok(resume) => resume(persistence.clone()).await,
        Err(_) => false,
    }
}

/// Shows what another tab has restored, or undone.
pub(super) async fn adopt(persistence: Rc<Persistence>) {
    if !reading::reload(&persistence).await {
        return;
    }
    let text = journal::get(keys::LAST_RESTORE).await.ok().flatten();
    let last = text.and_then(|text| LastRestore::decode(&text).ok()?);
    // Also if it is the same, because more of it may be done by now.
    persistence.last_restore.set(last);
}
