//! What a backup holds: the complete log, the stored settings and the person's recordings.

use leptos::prelude::*;

use crate::platform::time_slice::pause;
use crate::platform::{local_storage, recordings};
use crate::services::persistence::Persistence;
use unknot_core::backup::{Holding, Recording, Take, are_readable, line_sums};
use unknot_core::history::Log;
use unknot_core::storage::keys;

/// The entries whose checksums are made in one step, which takes a slow phone some milliseconds.
const ENTRIES: usize = 100;

/// Everything that is stored here. The bytes of recordings are read one by one.
pub(super) struct Everything {
    /// The log, complete.
    pub(super) log: Log,
    /// The stored settings.
    pub(super) settings: Option<String>,
    /// The texts of the recordings. `None` if they can't be read, as in a window that stores nothing.
    pub(super) recordings: Option<Vec<String>>,
}

impl Everything {
    /// Reads everything, once the log has what both places hold and what other tabs have added.
    pub(super) async fn gather(persistence: &Persistence) -> Self {
        let recordings = recordings::all().await.ok();
        Self { log: whole_log(persistence).await, settings: settings(), recordings }
    }
}

/// What is stored here, in short.
pub(super) struct Survey {
    /// What a backup would hold.
    pub(super) holding: Holding,
    /// The recordings that can be read.
    pub(super) takes: Vec<Take>,
    /// Whether there are recordings that can't be read.
    pub(super) has_unreadable: bool,
}

impl Survey {
    /// Of all that is stored here, without a copy of the log. `None` if nobody knows which recordings there are.
    pub(super) async fn of_here(persistence: &Persistence) -> Option<Self> {
        let texts = recordings::all().await.ok()?;
        until_complete(persistence).await;
        let log = persistence.log();
        let sums = |from| log.with_untracked(|log| line_sums(log, from, ENTRIES));
        Some(Self::new(sums, settings().as_deref(), &texts).await)
    }

    /// Of what was gathered. `None` if nobody knows which recordings there are.
    pub(super) async fn of(everything: &Everything) -> Option<Self> {
        let Everything { log, settings, recordings } = everything;
        let sums = |from| line_sums(log, from, ENTRIES);
        Some(Self::new(sums, settings.as_deref(), recordings.as_ref()?).await)
    }

    /// `sums` returns the next checksums of lines from a number of entries on.
    async fn new(
        sums: impl Fn(usize) -> Vec<u32>,
        settings: Option<&str>,
        texts: &[String],
    ) -> Self {
        let mut takes = Vec::with_capacity(texts.len());
        for text in texts {
            let bytes = recordings::size(text).await;
            takes.extend(bytes.map(|bytes| Take { text: text.clone(), bytes }));
        }
        let mut lines = Vec::new();
        loop {
            let next = sums(lines.len());
            if next.is_empty() {
                break;
            }
            lines.extend(next);
            pause().await;
        }
        let has_unreadable = takes.len() < texts.len();
        Self { holding: Holding::new(lines, settings, &takes), takes, has_unreadable }
    }
}

/// The log, once it has what both places hold and what other tabs have added.
pub(super) async fn whole_log(persistence: &Persistence) -> Log {
    until_complete(persistence).await;
    persistence.log().get_untracked()
}

async fn until_complete(persistence: &Persistence) {
    persistence.until_whole().await;
    persistence.adopt_changed_months();
}

/// The stored settings: nothing, if none were ever changed, or if they are damaged. Those are in quarantine.
pub(super) fn settings() -> Option<String> {
    let mut stored =
        [keys::SETTINGS, keys::SETTINGS_V1].into_iter().filter_map(local_storage::read);
    stored.find(|text| are_readable(text))
}

/// The number of sessions of a log.
pub(super) fn sessions_in(log: &Log) -> u32 {
    let sessions: usize = log.days().map(|(_, sessions)| sessions.len()).sum();
    u32::try_from(sessions).unwrap_or(u32::MAX)
}

/// A recording with its bytes. `None` if it can't be read, or has been deleted.
pub(super) async fn recording(text: &str) -> Option<Recording> {
    let recording = recordings::file(text).await;
    // Lets the page respond between two long reads.
    pause().await;
    recording
}

/// How much is stored on this device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amount {
    /// The number of recordings.
    pub(crate) recordings: u32,
    /// Their size, in bytes.
    pub(crate) recordings_size: u64,
}

/// Counts what has to be read to be counted.
pub(crate) async fn amount() -> Amount {
    let mut amount = Amount::default();
    for text in recordings::all().await.unwrap_or_default() {
        if let Some(size) = recordings::size(&text).await {
            amount.recordings += 1;
            amount.recordings_size += size;
        }
    }
    amount
}
