//! Notices that are shown above the page until the person dismisses them.

use leptos::prelude::*;

use unknot_core::i18n::Key;

/// Something that the person should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Notice {
    /// Some saved data could not be read and was quarantined.
    Damaged,
    /// Some saved data was written by a newer version.
    Newer,
    /// The settings could not be read and were quarantined.
    SettingsDamaged,
    /// The settings were written by a newer version.
    SettingsNewer,
    /// The browser refuses to store a session.
    StorageRefused,
    /// There is no room for a session, in any place.
    StorageFull,
    /// The browser refuses to store the settings.
    SettingsRefused,
    /// There is no room for the settings.
    SettingsFull,
    /// A newer version of the app is waiting.
    UpdateReady,
    /// The update has to wait, because a session is running in some tab.
    InSession,
    /// The app is now ready to work without a network.
    OfflineReady,
    /// Some of the session's speech could not be fetched.
    VoiceMissing,
}

impl Notice {
    /// Its text.
    pub(crate) fn text(self) -> Key {
        match self {
            Self::Damaged => Key::NewsDamaged,
            Self::Newer => Key::NewsNewer,
            Self::SettingsDamaged => Key::NewsSettingsDamaged,
            Self::SettingsNewer => Key::NewsSettingsNewer,
            Self::SettingsRefused => Key::NoticeSettingsRefused,
            Self::SettingsFull => Key::NoticeSettingsFull,
            Self::StorageRefused => Key::NoticeStorageRefused,
            Self::StorageFull => Key::NoticeStorageFull,
            Self::UpdateReady => Key::NewsUpdateReady,
            Self::InSession => Key::PlayerReturn,
            Self::OfflineReady => Key::NewsOfflineReady,
            Self::VoiceMissing => Key::SoundsVoiceMissing,
        }
    }

    /// Whether its text comes with the library, so that it is empty until the library has loaded.
    pub(crate) fn needs_library(self) -> bool {
        !matches!(
            self,
            Self::StorageRefused
                | Self::StorageFull
                | Self::SettingsRefused
                | Self::SettingsFull
                | Self::InSession
        )
    }
}

/// The notices that have not been dismissed.
#[derive(Clone, Copy)]
pub(crate) struct Notices(RwSignal<Vec<Notice>>);

impl Notices {
    /// No notices.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Shows a notice, unless it is shown already.
    pub(crate) fn notify(self, notice: Notice) {
        if !self.0.with_untracked(|shown| shown.contains(&notice)) {
            self.0.update(|shown| shown.push(notice));
        }
    }

    /// Removes a notice.
    pub(crate) fn dismiss(self, notice: Notice) {
        self.0.update(|shown| shown.retain(|other| *other != notice));
    }

    /// The notices, oldest first.
    pub(crate) fn all(self) -> Vec<Notice> {
        self.0.get()
    }
}
