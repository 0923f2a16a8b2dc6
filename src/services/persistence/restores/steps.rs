//! The steps of a restore and of its undoing. Each can be repeated, whatever was written before an interruption
//! (docs/adr/0030-backup.md).

use std::collections::HashMap;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::LocalBoxFuture;
use leptos::prelude::Set;

use super::plans::{read_plan, store_plan};
use super::reading;
use super::{Persistence, to_do};
use crate::platform::locks::LockGuard;
use crate::platform::time_slice::{Slices, pause};
use crate::platform::{clock, journal, local_storage, locks, recordings, restore_plans};
use crate::services::tabs::{self, Message};
use unknot_core::backup::{
    Change, Contents, LastRestore, Phase, Place, Plan, RecordingInfo, SettingsChoice, ToDo,
};
use unknot_core::storage::{self, keys};

/// So many keys of the journal are changed in one transaction: few enough that the page responds in between.
const AT_ONCE: usize = 100;

/// The browser doesn't store any more, mostly because the disk is full. What is stored already is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotStored {
    /// Nothing has been changed.
    Nothing,
    /// It was begun, and the next start of the app goes on with it.
    Part,
}

/// Which way a plan is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Restore,
    Undo,
}

/// Restores all but the recordings, under the lock of restores. `last` is what is to be remembered of it. Returns it as it is
/// then, or `None` if there is nothing to restore.
///
/// # Errors
/// If the browser doesn't store all of it. What was begun is remembered.
pub(crate) async fn restore(
    persistence: &Rc<Persistence>,
    contents: &Contents,
    choice: SettingsChoice,
    last: LastRestore,
    _restoring: &LockGuard,
) -> Result<Option<LastRestore>, NotStored> {
    let done = begin(persistence, contents, choice, last).await;
    show(persistence).await;
    done
}

async fn begin(
    persistence: &Rc<Persistence>,
    contents: &Contents,
    choice: SettingsChoice,
    mut last: LastRestore,
) -> Result<Option<LastRestore>, NotStored> {
    // What was begun before would be forgotten half-way.
    finish(persistence).await?;
    let log_lock = locks::acquire(locks::LOG).await;
    let plan = make_plan(contents, choice).await.ok_or(NotStored::Nothing)?;
    if plan.is_empty() {
        return Ok(None);
    }
    pause().await;
    store_plan(&last.plan, &plan).await?;
    last.phase = Phase::Restoring;
    last.needs_file = !plan.recordings().is_empty();
    remember(persistence, &last).await.map_err(|_| NotStored::Nothing)?;
    carry_out(&plan, Way::Restore).await?;
    last.phase = Phase::Restored;
    settle(persistence, &last).await?;
    drop(log_lock);
    // If this fails, the next restore tries again.
    let _ = restore_plans::keep_only(Some(&last.plan)).await;
    Ok(Some(last))
}

/// Undoes the last restore.
///
/// # Errors
/// If the browser doesn't store that. The next start of the app goes on with it.
pub(crate) async fn undo(persistence: &Rc<Persistence>) -> Result<(), NotStored> {
    let _restoring = locks::acquire(locks::RESTORE).await;
    let mut done = Ok(());
    if let Some(mut last) = remembered().await?.filter(LastRestore::can_be_undone) {
        last.phase = Phase::Undoing;
        remember(persistence, &last).await.map_err(|_| NotStored::Nothing)?;
        done = finish(persistence).await;
    }
    show(persistence).await;
    done
}

/// Does what has to be done about the last restore. Returns whether it is done.
pub(super) fn resume(persistence: Rc<Persistence>) -> LocalBoxFuture<'static, bool> {
    async move {
        let _restoring = locks::acquire(locks::RESTORE).await;
        let done = finish(&persistence).await.is_ok();
        show(&persistence).await;
        done
    }
    .boxed_local()
}

/// Notes that the recordings of the last restore, which has this plan, have been read from the file. Has to be called under
/// the lock of restores.
pub(crate) async fn has_read_recordings(
    persistence: &Rc<Persistence>,
    plan: &str,
) -> Result<(), NotStored> {
    if let Some(mut last) = remembered().await?.filter(|last| last.plan == plan) {
        last.needs_file = false;
        remember(persistence, &last).await?;
    }
    Ok(())
}

/// Notes that the person doesn't want to undo the last restore any more.
pub(crate) async fn keep(persistence: &Rc<Persistence>) -> Result<(), NotStored> {
    let _restoring = locks::acquire(locks::RESTORE).await;
    // Without its recordings, it isn't whole.
    let can_be_kept = |last: &LastRestore| last.phase == Phase::Restored && !last.needs_file;
    if let Some(mut last) = remembered().await?.filter(can_be_kept) {
        last.phase = Phase::Kept;
        last.at = clock::now();
        remember(persistence, &last).await.map_err(|_| NotStored::Nothing)?;
        tabs::send(&Message::Restored);
    }
    Ok(())
}

/// The plan of the last restore, and what is remembered of it.
pub(crate) async fn last_plan() -> Option<(LastRestore, Plan)> {
    let last = remembered().await.ok().flatten()?;
    let plan = read_plan(&last.plan).await.ok().flatten()?;
    Some((last, plan))
}

/// Carries out what was begun, or what a kill may have lost. Has to be called under the lock of restores.
async fn finish(persistence: &Rc<Persistence>) -> Result<(), NotStored> {
    let Some(last) = remembered().await? else { return Ok(()) };
    let to_do = to_do(&last);
    if to_do == ToDo::Nothing {
        return Ok(());
    }
    let _log_lock = locks::acquire(locks::LOG).await;
    let plan = match to_do {
        ToDo::Forget => None,
        _ => read_plan(&last.plan).await?,
    };
    match (to_do, plan) {
        (ToDo::Restore, Some(plan)) => {
            carry_out(&plan, Way::Restore).await?;
            let phase = if last.phase == Phase::Kept { Phase::Kept } else { Phase::Restored };
            settle(persistence, &LastRestore { phase, ..last }).await
        }
        (ToDo::Undo, Some(plan)) => {
            carry_out(&plan, Way::Undo).await?;
            remove_recordings(&plan).await?;
            let at = clock::now();
            settle(persistence, &LastRestore { phase: Phase::Undone, at, ..last }).await
        }
        // Without its plan, what was written of it stays: no record is lost.
        _ => {
            journal::remove(keys::LAST_RESTORE).await.map_err(|_| NotStored::Part)?;
            local_storage::remove(keys::RESTORE_MARK);
            persistence.show_restore(None);
            // If this fails, the next restore tries again.
            let _ = restore_plans::keep_only(None).await;
            Ok(())
        }
    }
}

/// What is remembered of the last restore, in whatever tab that was.
///
/// # Errors
/// If it can't be read, or only by a newer version of the app.
async fn remembered() -> Result<Option<LastRestore>, NotStored> {
    let text = journal::get(keys::LAST_RESTORE).await.map_err(|_| NotStored::Nothing)?;
    let last = text.map_or(Ok(None), |text| LastRestore::decode(&text));
    last.map_err(|_| NotStored::Part)
}

async fn remember(persistence: &Persistence, last: &LastRestore) -> Result<(), NotStored> {
    let text = storage::encode_value(last);
    journal::put(keys::LAST_RESTORE, &text).await.map_err(|_| NotStored::Part)?;
    // Also if it is the same, because more of it may be done by now.
    persistence.last_restore.set(Some(last.clone()));
    Ok(())
}

/// Remembers that a plan has been carried out, and marks that in localStorage after everything else there.
async fn settle(persistence: &Persistence, last: &LastRestore) -> Result<(), NotStored> {
    local_storage::write(keys::RESTORE_MARK, &last.mark()).map_err(|_| NotStored::Part)?;
    remember(persistence, last).await
}

/// Shows what is stored now, in this tab and in others.
async fn show(persistence: &Rc<Persistence>) {
    tabs::send(&Message::Restored);
    reading::reload(persistence).await;
}

/// Plans a restore into what is stored now. `None` if the journal can't be read, or the recordings can't be told: one that
/// is here would be taken for one that the restore adds, and undoing would remove it.
async fn make_plan(contents: &Contents, choice: SettingsChoice) -> Option<Plan> {
    let journal = journal::with_prefix(keys::JOURNAL_ENTRY_PREFIX).await.ok()?;
    let ours = reading::log_with(journal.iter().map(|(_, text)| text.clone()).collect()).await;
    let journal: HashMap<String, String> = journal.into_iter().collect();
    let recorded = recordings::all().await.ok()?;
    let stored = |place, key: &str| match place {
        Place::Journal => journal.get(key).cloned(),
        Place::LocalStorage => local_storage::read(key),
    };
    let slices = Slices::new();
    Some(Plan::new(contents, &ours, &recorded, choice, stored, || slices.pause()).await)
}

/// What tells the recordings on this device from others. The bytes of all are read, one after the other.
pub(crate) async fn our_recordings() -> Vec<RecordingInfo> {
    let mut infos = Vec::new();
    for text in recordings::all().await.unwrap_or_default() {
        infos.extend(recordings::file(&text).await.map(|recording| recording.info()));
        pause().await;
    }
    infos
}

/// Changes all keys of a plan, those of the journal first. Has to be called under the lock of the log.
async fn carry_out(plan: &Plan, way: Way) -> Result<(), NotStored> {
    let change = |place, key: &str, current: Option<&str>| match way {
        Way::Restore => plan.apply(place, key, current),
        Way::Undo => plan.undo(place, key, current),
    };
    let (journal, local): (Vec<_>, Vec<_>) =
        plan.keys().partition(|(place, _)| *place == Place::Journal);
    let journal: Vec<_> = journal.into_iter().map(|(_, key)| key).collect();
    for keys in journal.chunks(AT_ONCE) {
        let change = |key: &str, current: Option<&str>| change(Place::Journal, key, current);
        journal::change_all(keys, change).await.map_err(|_| NotStored::Part)?;
    }
    for (_, key) in local {
        match change(Place::LocalStorage, key, local_storage::read(key).as_deref()) {
            Change::Keep => {}
            Change::Remove => local_storage::remove(key),
            Change::Write(text) => {
                let stored = local_storage::write(key, &text);
                // What is missing of the log is safe in the journal, and the next start tries again.
                let is_safe = way == Way::Restore && key.starts_with(keys::LOG_PREFIX);
                if stored.is_err() && !is_safe {
                    return Err(NotStored::Part);
                }
            }
        }
        pause().await;
    }
    Ok(())
}

/// Removes the recordings that a restore has added, unless the person has replaced them since.
async fn remove_recordings(plan: &Plan) -> Result<(), NotStored> {
    for info in plan.recordings() {
        let is_theirs = recordings::file(&info.text).await.is_some_and(|ours| ours.info() == *info);
        if is_theirs {
            recordings::remove(&info.text).await.map_err(|_| NotStored::Part)?;
        }
        pause().await;
    }
    Ok(())
}
