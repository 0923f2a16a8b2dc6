//! Restoring a backup, adding the sessions of another app, and undoing either.

use std::rc::Rc;

use leptos::prelude::*;

use super::SettingsState;
use crate::services::backup::import::{self, FoundSessions, NoTable};
use crate::services::backup::restore::{self, Blob, Found, NotStored, Unusable};
use crate::services::persistence::Persistence;
use crate::services::persistence::restores::steps;
use unknot_core::backup::{LastRestore, SettingsChoice};
use unknot_core::import::DayOrder;

/// What has been restored, and what a person can restore.
#[derive(Clone, Copy)]
pub(crate) struct RestoreState {
    last: ReadSignal<Option<LastRestore>>,
    settings: SettingsState,
    persistence: StoredValue<Rc<Persistence>, LocalStorage>,
}

/// What this app has restored.
pub(crate) fn use_restore() -> RestoreState {
    expect_context()
}

impl RestoreState {
    pub(super) fn new(settings: SettingsState, persistence: Rc<Persistence>) -> Self {
        let last = persistence.last_restore();
        Self { last, settings, persistence: StoredValue::new_local(persistence) }
    }

    /// The last restore or import, if it can be undone.
    pub(crate) fn last(self) -> Option<LastRestore> {
        self.last.get().filter(LastRestore::can_be_undone)
    }

    /// The same, without following it.
    pub(crate) fn last_untracked(self) -> Option<LastRestore> {
        self.last.get_untracked().filter(LastRestore::can_be_undone)
    }

    // What a person can do.

    /// Reads a file that may be a backup. `goes_on` is called with the share that has been read, and says whether to go on.
    pub(crate) async fn read(
        self,
        file: Blob,
        goes_on: impl Fn(f64) -> bool,
    ) -> Result<Found, Unusable> {
        restore::read(&self.persistence.get_value(), file, goes_on).await
    }

    /// Restores a backup. Returns false if everything was here already.
    pub(crate) async fn restore(
        self,
        found: &Found,
        choice: SettingsChoice,
        goes_on: impl Fn(f64) -> bool,
    ) -> Result<bool, NotStored> {
        restore::restore(&self.persistence.get_value(), found, choice, goes_on).await
    }

    /// Adds the recordings that the last restore lacks from its file, chosen again. Returns whether all are here now.
    pub(crate) async fn add_recordings(
        self,
        file: Blob,
        goes_on: impl Fn(f64) -> bool,
    ) -> Result<bool, Unusable> {
        restore::add_recordings(&self.persistence.get_value(), &file, goes_on).await
    }

    /// Reads a file that may be the table of another app. `order` says whether the day or the month comes first in it, if the
    /// person has said so.
    pub(crate) async fn read_table(
        self,
        file: Blob,
        order: Option<DayOrder>,
        goes_on: impl Fn(f64) -> bool,
    ) -> Result<FoundSessions, NoTable> {
        let day_start = self.settings.with_untracked(|settings| settings.day_start_min);
        import::read(&self.persistence.get_value(), file, order, day_start, goes_on).await
    }

    /// Adds the sessions of a table. Returns false if all were here already.
    pub(crate) async fn add(self, found: &FoundSessions) -> Result<bool, NotStored> {
        import::add(&self.persistence.get_value(), found).await
    }

    /// Undoes the last restore or import.
    pub(crate) async fn undo(self) -> Result<(), NotStored> {
        steps::undo(&self.persistence.get_value()).await
    }

    /// Keeps what the last restore or import has added.
    pub(crate) async fn keep(self) -> Result<(), NotStored> {
        steps::keep(&self.persistence.get_value()).await
    }
}
