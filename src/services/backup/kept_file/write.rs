//! One write of the file: whether anything is missing in it, whether anything would be lost, and the write itself.

use leptos::prelude::*;

use super::{Consent, Kept, KeptFile, Trouble};
use crate::platform::blob::Blob;
use crate::platform::file_handle::{self, FileHandle, Permission};
use crate::services::backup::everything::{Everything, Survey};
use crate::services::backup::habit;
use crate::services::backup::inspect::{Inspected, inspect};
use crate::services::backup::make::make;
use crate::services::persistence::Persistence;
use unknot_core::backup::{KeptNotes, Stamp, Way};
use unknot_core::storage::{decode_value, encode_value};

/// How often a write is begun anew because something has changed meanwhile.
const TRIES: u32 = 3;

impl KeptFile {
    /// Writes the file if anything is missing in it, and if nothing is lost by that.
    pub(super) async fn write(
        self,
        file: &FileHandle,
        persistence: &Persistence,
        consent: Consent,
    ) -> Result<Kept, Trouble> {
        for _ in 0..TRIES {
            if let Some(kept) = self.try_to_write(file, persistence, consent).await? {
                return Ok(kept);
            }
        }
        Err(Trouble::Busy)
    }

    /// Returns `None` if the file has changed meanwhile, or if there is less here than at first.
    async fn try_to_write(
        self,
        file: &FileHandle,
        persistence: &Persistence,
        consent: Consent,
    ) -> Result<Option<Kept>, Trouble> {
        // A file without the recordings would be less than the one that is there.
        let here = Survey::of_here(persistence).await.ok_or(Trouble::Failed)?;
        let notes = load_notes().await;
        match file.permission().await {
            Permission::Granted => {}
            Permission::Prompt => {
                let is_behind = !notes.is_up_to_date(&here.holding);
                return Ok(Some(Kept::Paused { is_behind }));
            }
            Permission::Denied => return Err(Trouble::Refused),
        }
        let (before, stamp) = look_at(file).await?;
        if notes.is_up_to_date(&here.holding) && notes.stamp == Some(stamp) {
            return Ok(Some(up_to_date(here.has_unreadable)));
        }
        let everything = Everything::gather(persistence).await;
        let here = Survey::of(&everything).await.ok_or(Trouble::Failed)?;
        if !notes.is_ours(stamp, &here.holding) {
            let inspected = inspect(&before, &notes, &everything, &here.takes).await;
            if let Err(trouble) = may_write(inspected, consent) {
                // What the file holds is no longer what the app has left in it: from now on it is read before each write.
                save_notes(&KeptNotes::default()).await;
                return Err(trouble);
            }
        }
        self.set(Kept::Writing);
        let backup = make(everything, |_| true).await.map_err(|_| Trouble::Full)?;
        let held = here.holding.clone().with_takes(&backup.takes);
        let (_, still) = look_at(file).await?;
        if still != stamp || !here.holding.is_within(&held) {
            return Ok(None);
        }
        // If the notes can't be stored, the file is read before the next write.
        save_notes(&notes.before_write(backup.made, held.clone())).await;
        file.write(&backup.file).await?;
        let (written, stamp) = look_at(file).await?;
        if written.size() != backup.file.size() {
            // Somebody else has written to it since.
            save_notes(&KeptNotes::default()).await;
            return Err(Trouble::Busy);
        }
        save_notes(&KeptNotes::after_write(stamp, held)).await;
        let habit = habit::remember_backup(Way::KeptFile, backup.sessions);
        let _ = self.habit.try_set(habit);
        Ok(Some(up_to_date(backup.unread > 0)))
    }
}

fn up_to_date(has_unreadable: bool) -> Kept {
    if has_unreadable { Kept::LacksUnreadable } else { Kept::UpToDate }
}

/// What is in a file, and what it looks like from outside.
async fn look_at(file: &FileHandle) -> Result<(Blob, Stamp), Trouble> {
    let found = file.read().await?;
    let stamp = Stamp { modified_ms: found.modified_ms, size: found.blob.size() };
    Ok((found.blob, stamp))
}

async fn load_notes() -> KeptNotes {
    let text = file_handle::notes().await.ok().flatten();
    text.and_then(|text| decode_value(&text).ok()).unwrap_or_default()
}

async fn save_notes(notes: &KeptNotes) {
    let _ = file_handle::save_notes(&encode_value(notes)).await;
}

/// Whether a file may be written over.
fn may_write(inspected: Inspected, consent: Consent) -> Result<(), Trouble> {
    match inspected {
        Inspected::HoldsMore(lacking) if lacking.entries > 0 => Err(Trouble::HoldsMore),
        Inspected::HoldsMore(lacking) if lacking.settings && !consent.over_settings => {
            Err(Trouble::OtherSettings)
        }
        Inspected::HoldsMore(lacking) if lacking.recordings > 0 && !consent.over_recordings => {
            Err(Trouble::OtherRecordings { over_settings: lacking.settings })
        }
        // What is still lacking is given up.
        Inspected::Known | Inspected::HoldsMore(_) => Ok(()),
        Inspected::NotABackup => Err(Trouble::NotABackup),
        Inspected::Newer => Err(Trouble::Newer),
        Inspected::Incomplete => Err(Trouble::Incomplete),
        Inspected::Unreadable => Err(Trouble::Failed),
    }
}
