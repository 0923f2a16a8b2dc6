//! The capabilities of this device, and its region.

use leptos::prelude::*;

use crate::platform::{
    audio_session, offline_copy, page, speech, storage_persistence, vibration, wake_lock,
};
use unknot_core::domain::emergency::{self, CrisisLine, Emergency};
use unknot_core::domain::phone_voice::PhoneVoice;
use unknot_core::domain::settings::Settings;
use unknot_core::i18n::{Key, text};

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

/// Whether the browser has promised to keep the app's data.
pub(crate) async fn is_storage_persistent() -> bool {
    storage_persistence::is_granted().await
}

/// Asks the browser to keep the app's data, and returns whether it will. Some browsers ask the person.
pub(crate) async fn ask_for_persistent_storage() -> bool {
    storage_persistence::request().await
}
