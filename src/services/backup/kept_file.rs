//! The file that keeps itself up to date: it is written after each session and each change, by one tab at a time.
//!
//! What is in the file is never lost by writing it. A write takes the file's place only once it is complete, and a file that
//! somebody else has written is read first (docs/adr/0031-kept-file.md).

use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::blob::Blob;
use crate::platform::file_handle::{self, FileError, FileHandle, PickError};
use crate::platform::scheduling::Scheduled;
use crate::platform::{clock, locks, page, task};
use crate::services::persistence::Persistence;
use unknot_core::backup::{BackupHabit, file_name};
use unknot_core::domain::time::Millis;

mod write;

/// The lock of the tab that writes the file.
const LOCK: &str = "unknot-kept-file";

/// A change is written this long after the last one, so that several cost one write.
const QUIET: Millis = Millis::secs(3);

/// How the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// None has been chosen.
    Nothing,
    /// It holds everything.
    UpToDate,
    /// It holds everything but recordings that can't be read here.
    LacksUnreadable,
    /// It is being written.
    Writing,
    /// The browser wants to ask the person again, in answer to a tap.
    Paused {
        /// Whether something that is here isn't in the file.
        is_behind: bool,
    },
    /// It was not written, and is as it was.
    Trouble(Trouble),
}

/// Why the file was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The browser or the system doesn't allow it.
    Refused,
    /// It is no longer where it was.
    Gone,
    /// There is no room for it.
    Full,
    /// Something else is using it.
    Busy,
    /// Anything else.
    Failed,
    /// It has data that isn't here.
    HoldsMore,
    /// Its settings are others, and the person hasn't said whether they may be written over.
    OtherSettings,
    /// It has recordings that aren't here, and the person hasn't said whether they may be written over.
    OtherRecordings {
        /// Whether its settings are others too, which the person gives up.
        over_settings: bool,
    },
    /// It is of another program.
    NotABackup,
    /// It is of a newer version of the app.
    Newer,
    /// Part of it can't be read.
    Incomplete,
}

impl From<FileError> for Trouble {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Gone => Self::Gone,
            FileError::Refused => Self::Refused,
            FileError::Full => Self::Full,
            FileError::Busy => Self::Busy,
            FileError::Failed => Self::Failed,
        }
    }
}

/// What in the file the person gives up. Without that, nothing is lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Consent {
    /// Its settings.
    over_settings: bool,
    /// Recordings that aren't here.
    over_recordings: bool,
}

/// The file that keeps itself up to date.
#[derive(Clone, Copy)]
pub(crate) struct KeptFile {
    kept: RwSignal<Kept>,
    name: RwSignal<String>,
    habit: RwSignal<BackupHabit>,
    /// The next write.
    scheduled: StoredValue<Option<Scheduled>, LocalStorage>,
    persistence: StoredValue<Rc<Persistence>, LocalStorage>,
}

impl KeptFile {
    /// No file. [`Self::find`] looks for one that was chosen before.
    pub(crate) fn new(persistence: Rc<Persistence>, habit: RwSignal<BackupHabit>) -> Self {
        Self {
            kept: RwSignal::new(Kept::Nothing),
            name: RwSignal::new(String::new()),
            habit,
            scheduled: StoredValue::new_local(None),
            persistence: StoredValue::new_local(persistence),
        }
    }

    /// How it is.
    pub(crate) fn kept(self) -> Kept {
        self.kept.get()
    }

    /// Its name. Empty if none has been chosen.
    pub(crate) fn name(self) -> String {
        self.name.get()
    }

    /// Looks for the file that was chosen before, and writes it if it lacks anything.
    pub(crate) async fn find(self) {
        self.update(Consent::default()).await;
    }

    /// Writes the file soon, because something has changed.
    pub(crate) fn has_changed(self) {
        let write = move || task::spawn(self.update(Consent::default()));
        self.scheduled.set_value(Some(Scheduled::after(QUIET, write)));
    }

    /// Writes at once what is scheduled: a page that is hidden may not come back.
    pub(crate) fn hurry(self) {
        if self.scheduled.try_update_value(Option::take).flatten().is_some() {
            task::spawn(self.update(Consent::default()));
        }
    }

    /// Has the person choose a place for a new file. Has to be called in the tap itself.
    pub(crate) fn choose_new(self, day_start_min: u16) {
        let name = file_name(clock::now().day(day_start_min));
        task::spawn(async move { self.choose(file_handle::pick_new(&name).await).await });
    }

    /// Has the person choose a file that is there already. Has to be called in the tap itself.
    pub(crate) fn choose_existing(self) {
        task::spawn(async move { self.choose(file_handle::pick_existing().await).await });
    }

    async fn choose(self, picked: Result<FileHandle, PickError>) {
        match picked {
            Ok(file) => {
                // Of a file that is opened, browsers ask for permission to write only now.
                let _ = file.ask_permission().await;
                let is_saved = {
                    // A tab that is writing the file before would leave its notes about this one.
                    let _lock = locks::acquire(LOCK).await;
                    file_handle::save(&file).await.is_ok()
                };
                if is_saved {
                    self.update(Consent::default()).await;
                } else {
                    self.set(Kept::Trouble(Trouble::Failed));
                }
            }
            Err(PickError::Cancelled) => {}
            Err(PickError::Failed) => self.set(Kept::Trouble(Trouble::Refused)),
        }
    }

    /// Asks the person, through the browser, whether the file may be written again, and writes it. Has to be called in the tap
    /// itself.
    pub(crate) fn go_on(self) {
        task::spawn(async move {
            if let Ok(Some(file)) = file_handle::stored().await {
                let _ = file.ask_permission().await;
            }
            self.update(Consent::default()).await;
        });
    }

    /// Writes the file with the settings that are here over those that are in it.
    pub(crate) fn write_over_settings(self) {
        task::spawn(self.update(Consent { over_settings: true, ..Consent::default() }));
    }

    /// Writes the file without the recordings in it that aren't here.
    pub(crate) fn write_over_recordings(self) {
        // Whoever is asked about them has been asked about the settings before.
        let over_settings = self.kept.with_untracked(|kept| {
            matches!(kept, Kept::Trouble(Trouble::OtherRecordings { over_settings: true }))
        });
        task::spawn(self.update(Consent { over_settings, over_recordings: true }));
    }

    /// What is in it now. `None` if it can't be read.
    pub(crate) async fn content(self) -> Option<Blob> {
        let file = file_handle::stored().await.ok().flatten()?;
        file.read().await.ok().map(|found| found.blob)
    }

    /// No longer writes the file, which stays as it is.
    pub(crate) fn stop(self) {
        self.scheduled.set_value(None);
        task::spawn(async move {
            let _lock = locks::acquire(LOCK).await;
            let is_forgotten = file_handle::forget().await.is_ok();
            let _ = self.name.try_update(|name| is_forgotten.then(|| name.clear()));
            self.set(if is_forgotten { Kept::Nothing } else { Kept::Trouble(Trouble::Failed) });
        });
    }

    /// Writes the file if it lacks anything, and if nothing is lost by it.
    async fn update(self, consent: Consent) {
        let Some(persistence) = self.persistence.try_get_value() else { return };
        let _lock = locks::acquire(LOCK).await;
        let Ok(Some(file)) = file_handle::stored().await else {
            self.set(Kept::Nothing);
            return;
        };
        // The app may be gone, as at the end of a test.
        let _ = self.name.try_set(file.name());
        let kept = match self.write(&file, &persistence, consent).await {
            Ok(kept) => kept,
            Err(trouble) => Kept::Trouble(trouble),
        };
        self.set(kept);
    }

    fn set(self, kept: Kept) {
        // The app may be gone.
        let _ = self.kept.try_set(kept);
    }
}

/// Whether this browser lets the person choose such a file.
pub(crate) fn is_supported() -> bool {
    file_handle::is_supported()
}

/// Calls `hurry` of the file when the page is hidden, for the life of the page.
pub(crate) fn hurry_when_hidden(file: KeptFile) {
    page::on_visibility_change(move |visible| {
        if !visible {
            file.hurry();
        }
    });
}

#[cfg(test)]
mod tests;
