//! Downloads every clip of the app's voice, so that all sessions speak without a network.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::{clips, task};
use crate::services::narration::clip_name;
use unknot_core::content::VOICE;
use unknot_core::i18n;

/// How many clips are downloaded at a time.
const CONCURRENCY: usize = 6;

/// The progress of the download.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DownloadProgress {
    /// The number of clips.
    pub all: usize,
    /// The number that are stored on this device.
    pub stored: usize,
    /// The number that couldn't be downloaded.
    pub failed: usize,
}

impl DownloadProgress {
    /// The number of clips that have been tried.
    pub(crate) fn done(self) -> usize {
        self.stored + self.failed
    }

    /// Whether every clip has been tried.
    pub(crate) fn is_over(self) -> bool {
        self.done() >= self.all
    }
}

/// The download of the whole voice. It continues regardless of the page.
#[derive(Clone, Copy)]
pub(crate) struct VoiceDownload {
    progress: RwSignal<Option<DownloadProgress>>,
    /// Incremented by each start and stop, so that the workers of an earlier start give up.
    generation: StoredValue<u32>,
}

impl VoiceDownload {
    /// A download that hasn't been started.
    pub(crate) fn new() -> Self {
        Self { progress: RwSignal::new(None), generation: StoredValue::new(0) }
    }

    /// Its progress; `None` if it hasn't been started, or was stopped.
    pub(crate) fn progress(self) -> Option<DownloadProgress> {
        self.progress.get()
    }

    /// Stops it. Clips that have been stored are kept.
    pub(crate) fn stop(self) {
        self.next_generation();
        self.progress.set(None);
    }

    /// Downloads every clip that is not stored yet.
    pub(crate) fn start(self) {
        let Some(voice) = VOICE else { return };
        let names: Vec<_> = i18n::all_parts().iter().map(|part| clip_name(voice, part)).collect();
        let generation = self.next_generation();
        self.progress.set(Some(DownloadProgress { all: names.len(), ..Default::default() }));
        let (names, next) = (Rc::new(names), Rc::new(Cell::new(0)));
        for _ in 0..CONCURRENCY {
            let (names, next) = (names.clone(), next.clone());
            task::spawn(async move {
                while self.generation.get_value() == generation
                    && let Some(name) = names.get(next.get())
                {
                    next.set(next.get() + 1);
                    let is_stored = clips::add_to_cache(voice, name).await;
                    if self.generation.get_value() == generation {
                        self.count(is_stored);
                    }
                }
            });
        }
    }

    fn count(self, is_stored: bool) {
        self.progress.update(|progress| {
            if let Some(progress) = progress {
                *if is_stored { &mut progress.stored } else { &mut progress.failed } += 1;
            }
        });
    }

    fn next_generation(self) -> u32 {
        let next = self.generation.get_value().wrapping_add(1);
        self.generation.set_value(next);
        next
    }
}
