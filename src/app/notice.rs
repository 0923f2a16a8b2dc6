//! Notices: what the person has to be told beside the screen.

use crate::words::Key;

/// Something to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// Some saved data could not be read and was set aside.
    Damaged,
    /// Some saved data comes from a newer version.
    Newer,
    /// Nothing can be saved.
    StorageRefused,
    /// There is no room to save.
    StorageFull,
    /// A newer version waits.
    UpdateReady,
    /// It goes on waiting, because a session runs in some tab.
    InSession,
    /// The app now works without a network.
    OfflineReady,
    /// Not all that the session says could be fetched.
    VoiceMissing,
}

impl Notice {
    /// Its words.
    pub(crate) fn text(self) -> Key {
        match self {
            Self::Damaged => Key::NewsDamaged,
            Self::Newer => Key::NewsNewer,
            Self::StorageRefused => Key::NoticeStorageRefused,
            Self::StorageFull => Key::NoticeStorageFull,
            Self::UpdateReady => Key::NewsUpdateReady,
            Self::InSession => Key::PlayerReturn,
            Self::OfflineReady => Key::NewsOfflineReady,
            // Known with the library, without which nothing is said.
            Self::VoiceMissing => Key::SoundsVoiceMissing,
        }
    }
}
