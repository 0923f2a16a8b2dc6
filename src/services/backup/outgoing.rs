//! A file on its way out of the browser: it is made first, and then saved by a tap of its own. The share sheet opens only
//! within some seconds of a tap, and a large file takes longer to make.

use std::rc::Rc;

use leptos::prelude::*;

use super::everything::{Everything, sessions_in, whole_log};
use super::make::{self, MakeError, Progress};
use super::{habit, table};
use crate::platform::blob::{BlobBuilder, BlobError};
use crate::platform::files_out::{NamedFile, ShareError};
use crate::platform::{apple, clock, page, task};
use crate::services::persistence::Persistence;
use unknot_core::backup::{BackupHabit, Device, Way, file_name, table_name};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Everything.
    Backup,
    /// The sessions, for a spreadsheet.
    Table,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// It hasn't been asked for.
    Idle,
    /// It is being made.
    Making(Progress),
    /// It can be saved.
    Ready(Ready),
    /// It could not be made.
    Failed,
}

/// A file that can be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ready {
    /// Its name.
    pub(crate) name: String,
    /// Its size in bytes.
    pub(crate) size: u64,
    /// The number of recordings that could not be read.
    pub(crate) unread: u32,
    /// The number of sessions in it.
    sessions: u32,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The browser has been given it to download.
    Downloaded,
    /// The person has chosen where it goes.
    Shared,
    /// It was not saved, and the person didn't mean that.
    Failed,
}

/// A file that the person takes out of the browser.
#[derive(Clone, Copy)]
pub(crate) struct Outgoing {
    content: Content,
    stage: RwSignal<Stage>,
    outcome: RwSignal<Option<Outcome>>,
    file: StoredValue<Option<NamedFile>, LocalStorage>,
    /// Incremented when another file is asked for, or none any more.
    generation: StoredValue<u32>,
    habit: RwSignal<BackupHabit>,
    persistence: StoredValue<Rc<Persistence>, LocalStorage>,
}

impl Outgoing {
    /// A file that hasn't been asked for. Once it is saved, `habit` remembers it.
    pub(crate) fn new(
        content: Content,
        persistence: Rc<Persistence>,
        habit: RwSignal<BackupHabit>,
    ) -> Self {
        Self {
            content,
            stage: RwSignal::new(Stage::Idle),
            outcome: RwSignal::new(None),
            file: StoredValue::new_local(None),
            generation: StoredValue::new(0),
            habit,
            persistence: StoredValue::new_local(persistence),
        }
    }

    /// How far it is.
    pub(crate) fn stage(self) -> Stage {
        self.stage.get()
    }

    /// What became of it, once it has been saved.
    pub(crate) fn outcome(self) -> Option<Outcome> {
        self.outcome.get()
    }

    /// Makes it, with all that is stored by now.
    pub(crate) fn make(self, day_start_min: u16) {
        let generation = self.reset();
        self.stage.set(Stage::Making(Progress::default()));
        let persistence = self.persistence.get_value();
        task::spawn(async move {
            let made = self.file_of(&persistence, generation, day_start_min).await;
            if self.generation.try_get_value() != Some(generation) {
                return;
            }
            let stage = match made {
                Ok((file, ready)) => {
                    self.file.set_value(Some(file));
                    Stage::Ready(ready)
                }
                Err(MakeError::Cancelled) => Stage::Idle,
                Err(MakeError::NoRoom) => Stage::Failed,
            };
            self.stage.set(stage);
        });
    }

    async fn file_of(
        self,
        persistence: &Persistence,
        generation: u32,
        day_start_min: u16,
    ) -> Result<(NamedFile, Ready), MakeError> {
        let is_wanted = || self.generation.try_get_value() == Some(generation);
        let day = clock::now().day(day_start_min);
        let (blob, name, sessions, unread) = match self.content {
            Content::Backup => {
                let everything = Everything::gather(persistence).await;
                let backup = make::make(everything, |progress| {
                    if is_wanted() {
                        self.stage.set(Stage::Making(progress));
                    }
                    is_wanted()
                });
                let backup = backup.await?;
                (backup.file, file_name(day), backup.sessions, backup.unread)
            }
            Content::Table => {
                let log = whole_log(persistence).await;
                (table::table(&log, is_wanted).await?, table_name(day), sessions_in(&log), 0)
            }
        };
        let size = blob.size();
        let file = NamedFile::new(&blob, &name)?;
        Ok((file, Ready { name, size, unread, sessions }))
    }

    /// Stops making it, or drops it.
    pub(crate) fn cancel(self) {
        self.reset();
        self.stage.set(Stage::Idle);
    }

    /// Saves it, if it is ready. Has to be called in the tap itself.
    pub(crate) fn save(self, way: Way) {
        let Some(file) = self.file.get_value() else { return };
        self.outcome.set(None);
        if way == Way::Download {
            let is_downloading = file.download().is_ok();
            self.end(way, if is_downloading { Outcome::Downloaded } else { Outcome::Failed });
            return;
        }
        task::spawn(async move {
            match file.share().await {
                Ok(()) => self.end(way, Outcome::Shared),
                Err(ShareError::Cancelled) => {}
                Err(ShareError::Failed) => self.end(way, Outcome::Failed),
            }
        });
    }

    fn end(self, way: Way, outcome: Outcome) {
        // The page may be gone.
        let Some(stage) = self.stage.try_get_untracked() else { return };
        if let (Stage::Ready(ready), Content::Backup) = (stage, self.content)
            && outcome != Outcome::Failed
        {
            self.habit.set(habit::remember_backup(way, ready.sessions));
        }
        self.outcome.set(Some(outcome));
    }

    /// Drops what has been made. Returns the new generation.
    fn reset(self) -> u32 {
        self.file.set_value(None);
        self.outcome.set(None);
        let next = self.generation.get_value().wrapping_add(1);
        self.generation.set_value(next);
        next
    }
}

/// The ways in which this device saves such a file, the best one first.
pub(crate) fn ways(content: Content) -> &'static [Way] {
    let can_share = sample(content).is_ok_and(|sample| sample.can_be_shared());
    let (is_installed, is_apple_mobile) = (page::is_installed(), apple::is_mobile());
    Device { can_share, is_installed, is_apple_mobile }.ways()
}

/// A file of that kind with nothing in it.
fn sample(content: Content) -> Result<NamedFile, BlobError> {
    let (mime_type, name) = match content {
        Content::Backup => ("text/plain", "unknot.txt"),
        Content::Table => ("text/csv", "unknot.csv"),
    };
    NamedFile::new(&BlobBuilder::default().finish(mime_type)?, name)
}
