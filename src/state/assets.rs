//! What is fetched after the first screen: the library (routines, poses and their words) and the clips of the voice.

use leptos::prelude::*;

use crate::platform::task;
use crate::services::voice_download::{DownloadProgress, VoiceDownload};
use crate::services::{app_updates, library};
use unknot_core::content;

/// How far something has come that is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoadState {
    /// It is being fetched.
    Loading,
    /// It is here.
    Loaded,
    /// It could not be fetched.
    Failed,
}

/// What is loaded later.
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

    /// How far the library has come.
    pub(crate) fn library(self) -> LoadState {
        self.library.get()
    }

    /// Whether the library has loaded.
    pub(crate) fn has_library(self) -> bool {
        self.library() == LoadState::Loaded
    }

    /// Fetches the library, unless it is here.
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

    /// Tries again to fetch the library. The host may have another version by now and nothing of this one, so an update is
    /// looked for, too.
    pub(crate) fn retry(self) {
        app_updates::check_now();
        self.load_library();
    }

    /// How far the download of the whole voice has come; `None` while none is wanted.
    pub(crate) fn voice_download(self) -> Option<DownloadProgress> {
        self.voice.progress()
    }

    /// Downloads every clip of the app's voice.
    pub(crate) fn download_voice(self) {
        self.voice.start();
    }

    /// Stops the download of the voice.
    pub(crate) fn stop_voice_download(self) {
        self.voice.stop();
    }

    /// Changes whenever the person's own recordings do.
    pub(crate) fn recordings_revision(self) -> Signal<u32> {
        self.recordings.into()
    }

    /// Reports that a recording was made, deleted or brought back.
    pub(crate) fn recordings_have_changed(self) {
        self.recordings.update(|revision| *revision = revision.wrapping_add(1));
    }
}
