//! Stores the settings in localStorage.

use super::local::{self, is_quarantined, quarantine};
use crate::platform::local_storage;
use crate::services::notices::{Notice, Notices};
use unknot_core::domain::settings::Settings;
use unknot_core::storage::{self, ValueError, keys};

/// Loads the settings, if there are any, falling back to those of version 1. Unreadable settings are quarantined, and
/// the person is notified.
pub(crate) fn load_settings(notices: Notices) -> Option<Settings> {
    [keys::SETTINGS, keys::SETTINGS_V1].iter().find_map(|key| load_settings_from(key, notices))
}

/// Loads the settings that are stored under one key.
pub(crate) fn load_settings_from(key: &str, notices: Notices) -> Option<Settings> {
    let text = local_storage::read(key)?;
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

/// Saves the settings, keeping any fields of a newer version that are stored already. Unreadable settings are
/// overwritten only if they have been quarantined.
pub(crate) fn save_settings(settings: &Settings, notices: Notices) {
    let stored = local_storage::read(keys::SETTINGS);
    if let Some(text) = &stored
        && storage::decode_value::<Settings>(text).is_err()
        && !is_quarantined(text)
    {
        return notices.notify(Notice::StorageFull);
    }
    let before = stored.or_else(|| local_storage::read(keys::SETTINGS_V1)).unwrap_or_default();
    local::write(keys::SETTINGS, &storage::encode_over(settings, &before), notices);
}
