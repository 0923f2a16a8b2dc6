//! The settings of a session apart from its sound.

use leptos::prelude::*;

use crate::components::radio_group::RadioGroup;
use crate::components::switch::Switch;
use crate::route::Route;
use crate::services::device;
use crate::state::use_settings;
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{Key, fill, text};

/// The preparation time, and the screen during a session.
#[component]
pub(super) fn SessionSection() -> impl IntoView {
    let settings = use_settings();
    let preparations = Settings::PREPARATIONS.map(|time| (time, preparation_name(time)));
    view! {
        <section class="card">
            <h2>{text(Key::SettingsSession)}</h2>
            <RadioGroup
                name="preparation"
                legend=|| text(Key::SettingsPreparation)
                options=preparations.into()
                selected=settings.select(|settings| settings.preparation)
                on_select=move |time| settings.set_preparation(time)
            />
            <KeepAwakeSwitch/>
            <a class="button" href=Route::LockTest.href()>
                {text(Key::SettingsLockTest)}
            </a>
            <Show when=move || !settings.with(|settings| settings.over_others)>
                <p class="soft">{text(Key::SettingsLockHint)}</p>
            </Show>
        </section>
    }
}

/// “10 s”, or “None”.
fn preparation_name(time: Millis) -> String {
    if time.is_zero() {
        text(Key::SettingsNone).to_owned()
    } else {
        fill(Key::SettingsSeconds, &[("n", &time.as_secs().to_string())])
    }
}

/// Keeps the screen on during sessions, if the device can do that.
#[component]
fn KeepAwakeSwitch() -> impl IntoView {
    let settings = use_settings();
    if device::can_keep_awake() {
        let on = settings.select(|settings| settings.keep_awake);
        let turn = move |on| settings.set_keep_awake(on);
        view! { <Switch label=text(Key::SettingsKeepAwake) on on_change=turn/> }.into_any()
    } else {
        view! { <p class="soft">{text(Key::SettingsKeepAwakeNone)}</p> }.into_any()
    }
}
