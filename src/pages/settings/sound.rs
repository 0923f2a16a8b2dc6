//! The sound and the vibration of a session.

use leptos::prelude::*;

use crate::components::percent_slider::PercentSlider;
use crate::components::silence_switch::SilenceSwitch;
use crate::components::switch::Switch;
use crate::components::voice_settings::VoiceSettings;
use crate::route::Route;
use crate::services::device;
use crate::state::use_settings;
use unknot_core::i18n::{Key, text};

/// Bells, voice and vibration.
#[component]
pub(super) fn SoundSection() -> impl IntoView {
    let has_sound = use_settings().select(|settings| !settings.silent);
    view! {
        <section class="card">
            <h2>{text(Key::SettingsSound)}</h2>
            <SilenceSwitch/>
            <Show when=move || has_sound.get()>
                <SoundSettings/>
            </Show>
            <VibrationSwitch/>
        </section>
    }
}

/// What is heard in a session that has sound.
#[component]
fn SoundSettings() -> impl IntoView {
    let settings = use_settings();
    view! {
        <PercentSlider
            label=text(Key::SettingsBells)
            percent=settings.select(|settings| settings.bells)
            on_change=move |percent| settings.set_bell_volume(percent)
        />
        <a class="button" href=Route::Sounds.href()>
            {text(Key::SettingsSoundsOpen)}
        </a>
        {device::can_play_over_others()
            .then(|| {
                view! {
                    <Switch
                        label=text(Key::SettingsOverOthers)
                        on=settings.select(|settings| settings.over_others)
                        on_change=move |on| settings.set_play_over_others(on)
                    />
                    <p class="soft">{text(Key::SettingsOverOthersHint)}</p>
                }
            })}
        <VoiceSettings/>
    }
}

/// Turns vibration on or off, if the device can vibrate.
#[component]
fn VibrationSwitch() -> impl IntoView {
    let settings = use_settings();
    let turn = move |on| {
        settings.set_vibration(on);
        if on {
            device::try_vibration();
        }
    };
    if device::can_vibrate() {
        let on = settings.select(|settings| settings.vibration);
        view! { <Switch label=text(Key::SettingsVibration) on on_change=turn/> }.into_any()
    } else {
        view! { <p class="soft">{text(Key::SettingsVibrationNone)}</p> }.into_any()
    }
}
