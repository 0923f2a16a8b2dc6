//! What is remembered of the last restore, so that it can be resumed, undone and shown.

use serde::{Deserialize, Serialize};

use crate::domain::civil::Moment;
use crate::storage::{Stored, ValueError, decode_whole};

use super::plan::Plan;

/// After so long, every browser has written to disk what a page has stored, in milliseconds.
const ON_DISK_MS: u64 = 10 * 60 * 1000;

/// The last restore of a backup, or the last import from another app. It is stored with strict
/// durability, and so is its plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRestore {
    /// The id of its plan.
    pub plan: String,
    /// How far it is.
    pub phase: Phase,
    /// When it was begun or, once it is undone or kept, when that was.
    pub at: Moment,
    /// What it was of.
    pub source: Source,
    /// The number of sessions that it added or brought back.
    #[serde(default)]
    pub sessions: u32,
    /// Whether recordings of the plan have yet to be read from the file.
    #[serde(default)]
    pub needs_file: bool,
}

/// How far a restore is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Its plan is being carried out.
    Restoring,
    /// It is done, but for recordings, and can be undone.
    Restored,
    /// The person doesn't want to undo it any more.
    Kept,
    /// It is being undone.
    Undoing,
    /// It has been undone.
    Undone,
}

/// What was restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A backup.
    Backup,
    /// The sessions of another app.
    OtherApp,
}

impl LastRestore {
    /// Whether it can be undone.
    pub fn can_be_undone(&self) -> bool {
        matches!(self.phase, Phase::Restoring | Phase::Restored)
    }

    /// Reads what is remembered. `None` if that is damaged.
    ///
    /// # Errors
    /// If a newer version has written it.
    pub fn decode(text: &str) -> Result<Option<Self>, Newer> {
        match decode_whole(text) {
            Ok(last) => Ok(Some(last)),
            Err(ValueError::Damaged) => Ok(None),
            Err(ValueError::Newer { .. }) => Err(Newer),
        }
    }

    /// What localStorage holds once everything has been written there that belongs to the phase.
    /// Browsers write it to disk late, but in order: if the mark is missing after a kill, so may be
    /// what was written before it.
    pub fn mark(&self) -> String {
        let what = match self.phase {
            Phase::Restoring | Phase::Restored | Phase::Kept => "restored",
            Phase::Undoing | Phase::Undone => "undone",
        };
        format!("{what} {}", self.plan)
    }

    /// What a start of the app has to do about it, if localStorage holds this mark.
    pub fn to_do(&self, mark: Option<&str>, now: Moment) -> ToDo {
        let is_written = mark == Some(&*self.mark());
        match self.phase {
            Phase::Restoring => ToDo::Restore,
            Phase::Undoing => ToDo::Undo,
            Phase::Restored | Phase::Kept if !is_written => ToDo::Restore,
            Phase::Undone if !is_written => ToDo::Undo,
            Phase::Restored => ToDo::Nothing,
            Phase::Kept | Phase::Undone => {
                let is_old = now.utc_ms.abs_diff(self.at.utc_ms) > ON_DISK_MS;
                if is_old { ToDo::Forget } else { ToDo::Nothing }
            }
        }
    }
}

/// Only a newer version of the app can read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a newer version of the app has written that")]
pub struct Newer;

/// What a start of the app has to do about the last restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToDo {
    /// Nothing.
    Nothing,
    /// Carry out its plan, which changes nothing that was written already.
    Restore,
    /// Undo its plan, which changes nothing that was undone already.
    Undo,
    /// Forget it together with its plan.
    Forget,
    /// Wait, and change nothing: a newer version of the app has begun something.
    Wait,
}

impl Stored for LastRestore {
    fn version(&self) -> u32 {
        1
    }
}

impl Stored for Plan {
    fn version(&self) -> u32 {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{decode_value, encode_value, open, seal};

    const AT: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };

    fn last(phase: Phase) -> LastRestore {
        let plan = "a-1".to_owned();
        LastRestore { plan, phase, at: AT, source: Source::Backup, sessions: 3, needs_file: true }
    }

    #[test]
    fn what_is_stored_never_changes() {
        let text = encode_value(&last(Phase::Restored));
        let json = r#"{"v":1,"data":{"plan":"a-1","phase":"restored","at":{"utc_ms":1795500000000,"offset_min":60},"source":"backup","sessions":3,"needs_file":true}}"#;
        assert_eq!(text.rsplit_once('\t').unwrap().0, json);
        assert_eq!(decode_value(&text), Ok(last(Phase::Restored)));
        let plan = encode_value(&Plan::default());
        assert_eq!(decode_value(&plan), Ok(Plan::default()));
    }

    #[test]
    fn what_a_newer_version_remembers_is_not_taken_for_damaged() {
        let text = |phase: &str| {
            let text = encode_value(&last(Phase::Restored));
            seal(&open(&text).unwrap().replace("restored", phase))
        };
        assert_eq!(LastRestore::decode(&text("restored")), Ok(Some(last(Phase::Restored))));
        assert_eq!(LastRestore::decode(&text("paused")), Err(Newer));
        assert_eq!(LastRestore::decode(&text("paused")[1..]), Ok(None));
    }

    #[test]
    fn a_start_does_again_what_may_not_be_on_disk() {
        let soon = Moment { utc_ms: AT.utc_ms + 60_000, ..AT };
        let later = Moment { utc_ms: AT.utc_ms + 11 * 60_000, ..AT };
        let [restored, undone] = ["restored a-1", "undone a-1"].map(Some);
        for (phase, mark, now, expected) in [
            (Phase::Restoring, None, soon, ToDo::Restore),
            (Phase::Restoring, restored, soon, ToDo::Restore),
            (Phase::Restored, None, soon, ToDo::Restore),
            (Phase::Restored, Some("restored b-2"), later, ToDo::Restore),
            (Phase::Restored, restored, later, ToDo::Nothing),
            (Phase::Kept, None, later, ToDo::Restore),
            (Phase::Kept, restored, soon, ToDo::Nothing),
            (Phase::Kept, restored, later, ToDo::Forget),
            (Phase::Undoing, undone, soon, ToDo::Undo),
            (Phase::Undone, restored, later, ToDo::Undo),
            (Phase::Undone, undone, soon, ToDo::Nothing),
            (Phase::Undone, undone, later, ToDo::Forget),
        ] {
            assert_eq!(last(phase).to_do(mark, now), expected, "{phase:?} {mark:?}");
        }
    }
}
