//! Downloads every clip of one of the app's voices, so that all sessions speak without a network.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::{clips, task};
use crate::services::narration::clip_name;
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::i18n;

/// How many clips are downloaded at a time.
const CONCURRENCY: usize = 6;

/// The progress of the download.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DownloadProgress {
    /// The voice whose clips they are.
    pub voice: AppVoice,
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

/// The download of a whole voice, one voice at a time. It continues regardless of the page.
#[derive(Clone, Copy)]
pub(crate) struct VoiceDownload {
    progress: RwSignal<Option<DownloadProgress>>,
    /// Incremented by each start and stop, so that the workers of an earlier start give up.
    generation: StoredValue<u32>,
    /// The voice that was looked for last.
    sought: StoredValue<Option<AppVoice>>,
}

impl VoiceDownload {
    /// A download that hasn't been started.
    pub(crate) fn new() -> Self {
        Self {
            progress: RwSignal::new(None),
            generation: StoredValue::new(0),
            sought: StoredValue::new(None),
        }
    }

    /// Its progress, if it is of this voice; `None` if it hasn't been started, or was stopped.
    pub(crate) fn progress(self, voice: AppVoice) -> Option<DownloadProgress> {
        self.progress.get().filter(|progress| progress.voice == voice)
    }

    /// Stops it. Clips that have been stored are kept.
    pub(crate) fn stop(self) {
        self.next_generation();
        self.progress.set(None);
    }

    /// Finds out whether every clip of a voice is stored already, which is a download that is complete.
    pub(crate) fn find(self, voice: AppVoice) {
        self.sought.set_value(Some(voice));
        let Some(folder) = voice.folder().filter(|_| !self.is_known(voice)) else { return };
        task::spawn(async move {
            let names = names_in(folder);
            let is_stored = clips::are_all_cached(folder, &names).await;
            // Another voice may have been chosen meanwhile.
            let is_sought = self.sought.try_get_value() == Some(Some(voice));
            if is_stored && is_sought && !self.is_known(voice) {
                let (all, stored) = (names.len(), names.len());
                self.progress.set(Some(DownloadProgress { voice, all, stored, failed: 0 }));
            }
        });
    }

    /// Whether it is of this voice, or is in progress. Nothing more has to be known once the app is gone.
    fn is_known(self, voice: AppVoice) -> bool {
        self.progress.try_get_untracked().is_none_or(|progress| {
            progress.is_some_and(|progress| progress.voice == voice || !progress.is_over())
        })
    }

    /// Downloads every clip of a voice that is not stored yet. The download of another voice stops.
    pub(crate) fn start(self, voice: AppVoice) {
        let Some(folder) = voice.folder() else { return };
        let names = names_in(folder);
        let generation = self.next_generation();
        let all = names.len();
        self.progress.set(Some(DownloadProgress { voice, all, ..Default::default() }));
        let (names, next) = (Rc::new(names), Rc::new(Cell::new(0)));
        for _ in 0..CONCURRENCY {
            let (names, next) = (names.clone(), next.clone());
            task::spawn(async move {
                while self.is_current(generation)
                    && let Some(name) = names.get(next.get())
                {
                    next.set(next.get() + 1);
                    let is_stored = clips::add_to_cache(folder, name).await;
                    if self.is_current(generation) {
                        self.count(is_stored);
                    }
                }
            });
        }
    }

    /// Whether nothing has been started or stopped since, and the app isn't gone.
    fn is_current(self, generation: u32) -> bool {
        self.generation.try_get_value() == Some(generation)
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

/// The names of all clips in a voice's folder.
fn names_in(folder: &str) -> Vec<String> {
    i18n::all_parts().iter().map(|part| clip_name(folder, part)).collect()
}
