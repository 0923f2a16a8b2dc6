//! What the app remembers about the person's backups, and when it reminds of one.

use serde::{Deserialize, Serialize};

use crate::domain::civil::Moment;
use crate::storage::Stored;

/// How a backup leaves the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// As a download.
    Download,
    /// Through the device's share sheet.
    Share,
    /// Into the file that keeps itself up to date.
    KeptFile,
    /// In a way that only a newer version knows.
    #[serde(other)]
    Unknown,
}

/// What decides which ways a device has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// Whether the share sheet takes the file.
    pub can_share: bool,
    /// Whether the app is installed, and runs in a window of its own.
    pub is_installed: bool,
    /// Whether it is an iPhone or an iPad.
    pub is_apple_mobile: bool,
}

impl Device {
    /// The ways in which this device saves a file, the best one first.
    ///
    /// In an app that is installed on an iPhone a download fails without a word, or opens the file in place of the
    /// app, with no way back. So it isn't offered if there is any other way.
    pub fn ways(self) -> &'static [Way] {
        match self {
            Self { can_share: false, .. } => &[Way::Download],
            Self { is_apple_mobile: true, is_installed: true, .. } => &[Way::Share],
            Self { is_apple_mobile: true, .. } => &[Way::Share, Way::Download],
            Self { .. } => &[Way::Download, Way::Share],
        }
    }
}

/// The last backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    /// When it was made.
    pub at: Moment,
    /// How it left the browser.
    pub way: Way,
    /// The number of sessions in it.
    pub sessions: u32,
}

/// What is remembered about backups, in one browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BackupHabit {
    /// The last backup, if there has been one.
    pub last: Option<LastBackup>,
    /// The number of sessions for which the last reminder was.
    pub reminded_at: u32,
}

impl Stored for BackupHabit {
    fn version(&self) -> u32 {
        1
    }
}

impl BackupHabit {
    /// How many of `sessions` are not in the last backup.
    pub fn sessions_since(&self, sessions: u32) -> u32 {
        sessions.saturating_sub(self.last.map_or(0, |last| last.sessions))
    }

    /// The number of sessions for which a reminder is due: 10, 50, and each hundred, once, unless there was a backup
    /// since.
    pub fn reminder_due(&self, sessions: u32) -> Option<u32> {
        let seen = self.last.map_or(0, |last| milestone(last.sessions)).max(self.reminded_at);
        Some(milestone(sessions)).filter(|reached| *reached > seen)
    }
}

/// The highest number of sessions with a reminder that has been reached.
fn milestone(sessions: u32) -> u32 {
    match sessions {
        0..10 => 0,
        10..50 => 10,
        50..100 => 50,
        _ => sessions / 100 * 100,
    }
}
