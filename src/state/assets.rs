//! What is fetched after the first page: the library (routines, poses and their texts) and the clips of the voices.

use leptos::prelude::*;

use crate::platform::task;
use crate::services::voice_download::{DownloadProgress, VoiceDownload};
use crate::services::{app_updates, library};
use unknot_core::content;
use unknot_core::domain::app_voice::AppVoice;

/// The state of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoadState {
    /// In progress.
    Loading,
    /// Complete.
    Loaded,
    /// Failed.
    Failed,
}

/// The assets that are loaded later.
#[derive(Clone, Copy)]
pub(crate) struct Assets {
    library: RwSignal<LoadState>,
    voice: VoiceDownload,
    recordings: RwSignal<u32>,
}

/// The assets of this app.
pub(crate) fn use_assets() -> Assets {
    expect_context()
}

impl Assets {
    pub(super) fn new() -> Self {
        let library =
            if content::library_is_open() { LoadState::Loaded } else { LoadState::Loading };
        Self {
            library: RwSignal::new(library),
            voice: VoiceDownload::new(),
            recordings: RwSignal::new(0),
        }
    }

    /// The state of the library.
    pub(crate) fn library(self) -> LoadState {
        self.library.get()
    }

    /// Whether the library has loaded.
    pub(crate) fn has_library(self) -> bool {
        self.library() == LoadState::Loaded
    }

    /// Fetches the library, unless it has loaded.
    pub(super) fn load_library(self) {
        if self.library.get_untracked() == LoadState::Loaded {
            return;
        }
        self.library.set(LoadState::Loading);
        task::spawn(async move {
            let state = if library::load().await { LoadState::Loaded } else { LoadState::Failed };
            self.library.set(state);
        });
    }

    /// Tries again to fetch the library, and looks for an update: the host may have replaced this version by a newer
    /// one.
    pub(crate) fn retry(self) {
        app_updates::check_now();
        self.load_library();
    }

    /// The progress of the download of a voice; `None` if it hasn't been started.
    pub(crate) fn voice_download(self, voice: AppVoice) -> Option<DownloadProgress> {
        self.voice.progress(voice)
    }

    /// Finds out whether every clip of one of the app's voices is on this device already.
    pub(crate) fn find_downloaded_voice(self, voice: AppVoice) {
        self.voice.find(voice);
    }

    /// Downloads every clip of one of the app's voices.
    pub(crate) fn download_voice(self, voice: AppVoice) {
        self.voice.start(voice);
    }

    /// Stops the download of a voice.
    pub(crate) fn stop_voice_download(self) {
        self.voice.stop();
    }

    /// Changes whenever one of the person's own recordings does.
    pub(crate) fn recordings_revision(self) -> Signal<u32> {
        self.recordings.into()
    }

    /// Reports that a recording was made, deleted or restored.
    pub(crate) fn recordings_have_changed(self) {
        self.recordings.update(|revision| *revision = revision.wrapping_add(1));
    }
}
