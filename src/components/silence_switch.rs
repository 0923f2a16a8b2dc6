//! All sound of sessions off at one tap, and on again as it was.

use leptos::prelude::*;

use super::switch::Switch;
use crate::state::use_settings;
use unknot_core::i18n::{Key, text};

/// The switch, and for how long it holds.
#[component]
pub(crate) fn SilenceSwitch(
    /// Called when all sound is turned off.
    #[prop(optional, into)]
    on_silence: Option<Callback<()>>,
) -> impl IntoView {
    let settings = use_settings();
    let turn = move |silent| {
        settings.set_silent(silent);
        if let Some(on_silence) = on_silence.filter(|_| silent) {
            on_silence.run(());
        }
    };
    view! {
        <Switch
            label=text(Key::SoundsSilent)
            on=settings.select(|settings| settings.silent)
            on_change=turn
        />
        <p class="soft">{text(Key::SoundsSilentHint)}</p>
    }
}
