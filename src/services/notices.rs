//! What the person should know: notices that stay until they are answered, and others that only inform and leave by
//! themselves.

use leptos::prelude::*;

use crate::platform::scheduling::Scheduled;
use crate::platform::{local_storage, page};
use crate::route::Route;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::Key;
use unknot_core::storage::keys;

/// So long a notice that only informs is in view. Twice the time in which its few words are read slowly, and what it says is
/// in Settings, too.
pub(crate) const STAY: Millis = Millis::secs(15);

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
    /// There are sessions, but no backup, or none for long.
    BackupDue,
    /// The file that keeps itself up to date waits for the person's permission.
    BackupPaused,
    /// The file that keeps itself up to date could not be written.
    BackupTrouble,
    /// This browser may clear the sessions if the app isn't opened for seven days.
    SevenDays,
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
            Self::BackupDue => Key::NewsBackupDue,
            Self::BackupPaused => Key::NewsBackupPaused,
            Self::BackupTrouble => Key::NewsBackupTrouble,
            Self::SevenDays => Key::NewsSevenDays,
        }
    }

    /// Whether it only informs. It needs no answer, and leaves by itself.
    pub(crate) fn only_informs(self) -> bool {
        matches!(
            self,
            Self::OfflineReady
                | Self::InSession
                | Self::VoiceMissing
                | Self::BackupDue
                | Self::BackupPaused
        )
    }

    /// The page where the person can do something about it, and what the link to it says.
    pub(crate) fn leads_to(self) -> Option<(Route, Key)> {
        let label = match self {
            Self::BackupDue => Key::NewsBackupDueOpen,
            Self::BackupPaused | Self::BackupTrouble => Key::NewsBackupOpen,
            Self::SevenDays => Key::NewsSevenDaysOpen,
            _ => return None,
        };
        Some((Route::YourData, label))
    }

    /// The key that is stored once it has been shown, if it is shown once in a browser's life.
    fn shown_once(self) -> Option<&'static str> {
        match self {
            Self::OfflineReady => Some(keys::TOLD_OFFLINE),
            Self::SevenDays => Some(keys::TOLD_SEVEN_DAYS),
            _ => None,
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
pub(crate) struct Notices {
    shown: RwSignal<Vec<Notice>>,
    is_page_visible: RwSignal<bool>,
}

impl Notices {
    /// No notices.
    pub(crate) fn new() -> Self {
        let is_page_visible = RwSignal::new(page::is_visible());
        page::on_visibility_change(move |visible| {
            // In a test it is gone with the app.
            let _ = is_page_visible.try_set(visible);
        });
        Self { shown: RwSignal::new(Vec::new()), is_page_visible }
    }

    /// Shows a notice, unless it is shown already, or has been shown once and that is enough.
    pub(crate) fn notify(self, notice: Notice) {
        let is_known = notice.shown_once().is_some_and(|key| local_storage::read(key).is_some());
        if !is_known && !self.shown.with_untracked(|shown| shown.contains(&notice)) {
            self.shown.update(|shown| shown.push(notice));
        }
    }

    /// Removes a notice. The person has answered it, or it has been in view for long enough.
    pub(crate) fn dismiss(self, notice: Notice) {
        if let Some(key) = notice.shown_once() {
            // If this fails, it is shown again.
            let _ = local_storage::write(key, "1");
        }
        self.shown.update(|shown| shown.retain(|other| *other != notice));
    }

    /// The notices, oldest first.
    pub(crate) fn all(self) -> Vec<Notice> {
        self.shown.get()
    }

    /// Lets a notice that only informs leave once it has been in view for [`STAY`]. The time starts anew after the page was
    /// hidden, or the notice was held: a person who has the pointer or the focus on it may be reading. To be called in the
    /// component that shows it.
    pub(crate) fn let_leave(self, notice: Notice, is_held: Signal<bool>) {
        let timer = StoredValue::new_local(None::<Scheduled>);
        Effect::new(move || {
            let is_visible = self.is_page_visible.get();
            if is_visible && let Some(key) = notice.shown_once() {
                // If this fails, it is shown again.
                let _ = local_storage::write(key, "1");
            }
            let runs = is_visible && !is_held.get();
            timer.set_value(runs.then(|| Scheduled::after(STAY, move || self.dismiss(notice))));
        });
        on_cleanup(move || drop(timer.try_set_value(None)));
    }
}
