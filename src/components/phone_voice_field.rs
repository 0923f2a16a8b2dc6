//! The choice among the phone's own voices.

use leptos::prelude::*;

use crate::state::use_settings;
use unknot_core::domain::phone_voice::{self, PhoneVoice};
use unknot_core::i18n::{Key, text};

/// A field with the voices.
#[component]
pub(crate) fn PhoneVoiceField(
    /// The voices, the most suitable first.
    voices: Signal<Vec<PhoneVoice>>,
    /// Called when one is chosen.
    on_choose: impl Fn() + 'static,
) -> impl IntoView {
    let settings = use_settings();
    let chosen = Memo::new(move |_| {
        settings.with(|settings| {
            let id = &settings.phone_voice;
            voices.with(|voices| phone_voice::chosen(voices, id).map(|voice| voice.id.clone()))
        })
    });
    let options = move || {
        let option = |PhoneVoice { id, name, .. }| {
            let is_chosen = {
                let id = id.clone();
                move || chosen.with(|chosen| chosen.as_ref() == Some(&id))
            };
            view! {
                <option value=id prop:selected=is_chosen>
                    {name}
                </option>
            }
        };
        voices.get().into_iter().map(option).collect_view()
    };
    view! {
        <label class="field">
            <span>{text(Key::SettingsVoicePhoneWhich)}</span>
            <select
                id="phone-voice"
                on:change=move |event| {
                    settings.set_phone_voice(event_target_value(&event));
                    on_choose();
                }
            >
                {options}
            </select>
        </label>
    }
}
