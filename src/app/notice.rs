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
}

impl Notice {
    /// Its words.
    pub(crate) fn text(self) -> Key {
        match self {
            Self::Damaged => Key::NoticeDamaged,
            Self::Newer => Key::NoticeNewer,
            Self::StorageRefused => Key::NoticeStorageRefused,
            Self::StorageFull => Key::NoticeStorageFull,
            Self::UpdateReady => Key::NoticeUpdateReady,
            Self::InSession => Key::PlayerReturn,
            Self::OfflineReady => Key::NoticeOfflineReady,
        }
    }
}
