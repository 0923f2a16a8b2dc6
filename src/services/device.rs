//! The capabilities of this device, and its region.

use leptos::prelude::*;

use crate::platform::{
    apple, audio_session, local_storage, offline_copy, page, speech, storage_persistence, task,
    vibration, wake_lock,
};
use unknot_core::domain::emergency::{self, CrisisLine, Emergency};
use unknot_core::domain::phone_voice::PhoneVoice;
use unknot_core::domain::settings::Settings;
use unknot_core::i18n::{Key, text};
use unknot_core::storage::keys;

/// The phone's own voices for the language of the app, the most suitable first, and again whenever the browser has
/// loaded more.
pub(crate) fn phone_voices() -> Signal<Vec<PhoneVoice>> {
    let voices = RwSignal::new(speech::voices());
    speech::on_voices_change(move || {
        // The page may be gone.
        voices.try_set(speech::voices());
    });
    voices.into()
}

/// Speaks a sample in the phone's own voice. Has to be called in the tap itself.
pub(crate) fn try_voice(settings: &Settings) {
    speech::speak(text(Key::SettingsVoiceSample), settings.voice_percent, &settings.phone_voice);
}

/// Stops the phone's voice.
pub(crate) fn stop_voice() {
    speech::cancel();
}

/// Whether it can vibrate.
pub(crate) fn can_vibrate() -> bool {
    vibration::is_supported()
}

/// Vibrates like a cue, as a sample of what the person has turned on.
pub(crate) fn try_vibration() {
    vibration::play(&[120, 80, 120]);
}

/// Whether it can keep the screen on.
pub(crate) fn can_keep_awake() -> bool {
    wake_lock::is_supported()
}

/// Whether the app can play over the sound of other apps.
pub(crate) fn can_play_over_others() -> bool {
    audio_session::is_supported()
}

/// Whether it can store the app and its voice for use without a network.
pub(crate) fn can_work_offline() -> bool {
    offline_copy::is_supported()
}

/// Whom to call in an emergency, if the device's language tag names a region.
pub(crate) fn emergency_number() -> Option<Emergency> {
    emergency::emergency_in(&page::language())
}

/// Whom to talk to about thoughts of suicide, likewise.
pub(crate) fn crisis_line() -> Option<CrisisLine> {
    emergency::crisis_line_in(&page::language())
}

/// Whether this browser clears what an app stores if it isn't opened for seven days: Safari does, unless the app is
/// installed.
pub(crate) fn may_clear_after_a_week() -> bool {
    apple::is_webkit() && !page::is_installed()
}

/// Whether the app would start empty once it is installed: on an iPhone an installed app has a storage of its own.
pub(crate) fn starts_empty_when_installed() -> bool {
    apple::is_mobile() && !page::is_installed()
}

/// Asks the browser to keep the app's data, once in its life, unless it has promised that already. Some browsers ask the
/// person, so this belongs into a tap at a moment when there is something to keep.
pub(crate) fn ask_once_for_persistent_storage() {
    let is_asked = local_storage::read(keys::ASKED_TO_KEEP).is_some();
    // What can't be remembered would be asked again and again.
    if is_asked || local_storage::write(keys::ASKED_TO_KEEP, "1").is_err() {
        return;
    }
    task::spawn(async {
        if !storage_persistence::is_granted().await {
            storage_persistence::request().await;
        }
    });
}

/// Whether the browser has promised to keep the app's data.
pub(crate) async fn is_storage_persistent() -> bool {
    storage_persistence::is_granted().await
}

/// Asks the browser to keep the app's data, and returns whether it will. Some browsers ask the person.
pub(crate) async fn ask_for_persistent_storage() -> bool {
    storage_persistence::request().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{Stub, empty_storage, next_frame, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// A browser that counts how often it is asked to keep the data.
    fn browser(is_persistent: bool) -> Stub {
        Stub::install(&format!(
            "let count = 0;
            const own = Object.getOwnPropertyDescriptor(navigator, 'storage');
            const value = {{
                persisted: async () => {is_persistent},
                persist: async () => {{ count += 1; return true; }},
            }};
            Object.defineProperty(navigator, 'storage', {{ value, configurable: true }});
            return {{
                restore: () => {{
                    delete navigator.storage;
                    if (own) Object.defineProperty(navigator, 'storage', own);
                }},
                report: () => String(count),
            }};"
        ))
    }

    async fn settle() {
        for _ in 0..3 {
            next_frame().await;
        }
    }

    #[wasm_bindgen_test]
    async fn the_browser_is_asked_once_to_keep_the_data() {
        empty_storage().await;
        let browser = browser(false);
        ask_once_for_persistent_storage();
        wait_until(async || {
            next_frame().await;
            browser.report() == "1"
        })
        .await;
        ask_once_for_persistent_storage();
        settle().await;
        assert_eq!(browser.report(), "1");
        empty_storage().await;
    }

    #[wasm_bindgen_test]
    async fn a_browser_that_has_promised_to_keep_the_data_is_not_asked() {
        empty_storage().await;
        let browser = browser(true);
        ask_once_for_persistent_storage();
        settle().await;
        assert_eq!(browser.report(), "0");
        empty_storage().await;
    }
}
