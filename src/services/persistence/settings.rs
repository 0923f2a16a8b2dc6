//! Stores the settings in localStorage.

use super::local::{self, is_quarantined, quarantine};
use crate::platform::local_storage::{self, StorageError};
use crate::services::notices::{Notice, Notices};
use unknot_core::domain::settings::Settings;
use unknot_core::storage::{self, ValueError, keys};

/// Loads the settings, if there are any, falling back to those of version 1. Unreadable settings are quarantined, and
/// the person is notified. Settings that another version has quarantined, and this one can read, are restored.
pub(crate) fn load_settings(notices: Notices) -> Option<Settings> {
    let load = |key: &&str| load_settings_from(key, notices);
    let settings = [keys::SETTINGS, keys::SETTINGS_V1].iter().find_map(load);
    restore_quarantined(settings.as_ref(), notices).or(settings)
}

/// Loads the settings that are stored under one key.
pub(crate) fn load_settings_from(key: &str, notices: Notices) -> Option<Settings> {
    let text = local_storage::read(key)?;
    let settings = storage::decode_value(&text);
    if let Err(error) = &settings {
        quarantine(&text);
        notices.notify(match error {
            ValueError::Damaged => Notice::SettingsDamaged,
            ValueError::Newer { .. } => Notice::SettingsNewer,
        });
    }
    settings.ok()
}

/// Restores what this version can read of quarantined settings, where nothing else has been chosen since. Each text is
/// restored once, because the person may return to a default later. Returns the new settings, if there was anything to
/// restore.
fn restore_quarantined(settings: Option<&Settings>, notices: Notices) -> Option<Settings> {
    let mut restored = None;
    for (key, text) in local::values(keys::QUARANTINE_PREFIX) {
        let Some(found) = storage::settings_in(&text) else { continue };
        let before = restored.as_ref().or(settings).cloned().unwrap_or_default();
        let filled = storage::fill_settings(&before, &found);
        // The text leaves the quarantine only when both copies are stored.
        if save_settings(&before, &filled, notices) == filled
            && local_storage::write(&keys::restored(&key), &text).is_ok()
        {
            local_storage::remove(&key);
        }
        restored = Some(filled);
    }
    restored
}

/// Saves the settings that have been changed from `base`, keeping what another tab has changed since, and any fields of a
/// newer version that are stored already. Unreadable settings are overwritten only if they have been quarantined. Returns
/// the settings that are valid now.
pub(crate) fn save_settings(base: &Settings, settings: &Settings, notices: Notices) -> Settings {
    let stored = local_storage::read(keys::SETTINGS);
    let theirs = stored.as_deref().map(storage::decode_value::<Settings>);
    if let (Some(text), Some(Err(_))) = (&stored, &theirs)
        && !is_quarantined(text)
    {
        notices.notify(Notice::SettingsFull);
        return settings.clone();
    }
    let settings = match theirs {
        Some(Ok(theirs)) => storage::rebase_settings(base, settings, &theirs),
        _ => settings.clone(),
    };
    let before = stored.or_else(|| local_storage::read(keys::SETTINGS_V1)).unwrap_or_default();
    match local_storage::write(keys::SETTINGS, &storage::encode_over(&settings, &before)) {
        Ok(()) => {}
        Err(StorageError::Full) => notices.notify(Notice::SettingsFull),
        Err(StorageError::Refused) => notices.notify(Notice::SettingsRefused),
    }
    settings
}
