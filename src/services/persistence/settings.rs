//! The settings, in localStorage.

use super::local::{self, is_quarantined, quarantine};
use crate::domain::settings::Settings;
use crate::platform::local_store;
use crate::services::notices::{Notice, Notices};
use crate::storage::{self, ValueError, keys};

/// Loads the settings; `None` if none are stored. Unreadable settings are quarantined and the person is notified.
pub(crate) fn load_settings(notices: Notices) -> Option<Settings> {
    let text = local_store::read(keys::SETTINGS)?;
    let settings = storage::decode_value(&text);
    if let Err(error) = &settings {
        quarantine(&text);
        notices.notify(match error {
            ValueError::Damaged => Notice::Damaged,
            ValueError::Newer { .. } => Notice::Newer,
        });
    }
    settings.ok()
}

/// Saves the settings. Unreadable settings are overwritten only if they have been quarantined.
pub(crate) fn save_settings(settings: &Settings, notices: Notices) {
    if let Some(text) = local_store::read(keys::SETTINGS)
        && storage::decode_value::<Settings>(&text).is_err()
        && !is_quarantined(&text)
    {
        return notices.notify(Notice::StorageFull);
    }
    local::write(keys::SETTINGS, &storage::encode_value(settings), notices);
}
