//! Before a session begins: that it will be silent.

use leptos::prelude::*;

use super::sound_control::CONTROL;
use crate::components::button::VanishingButton;
use crate::state::{use_session, use_settings};
use unknot_core::i18n::{Key, text};

/// That all sound is off, and a way to turn it on, until the session has started. Afterwards the icon of the sounds says it.
#[component]
pub(super) fn SilenceNote() -> impl IntoView {
    let (session, settings) = (use_session(), use_settings());
    let is_silent = settings.select(|settings| settings.silent);
    let is_shown = Memo::new(move |_| is_silent.get() && session.is_waiting_for_start());
    view! {
        <Show when=move || is_shown.get()>
            <p class="player__silence" prop:textContent=text(Key::PlayerSilence)></p>
            <VanishingButton
                label=text(Key::PlayerSoundOn)
                focus_next=CONTROL
                on_press=move || settings.set_silent(false)
            />
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, next_frame, texts};
    use crate::state::testing::{set_moment, show_with_session};
    use unknot_core::session::Phase;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn silence_is_told_before_the_start_and_ends_with_one_tap() {
        let context = RwSignal::new(None);
        let (session, mounted) = show_with_session("morning-mobility", move || {
            context.set(Some(use_settings()));
            view! { <SilenceNote/> }
        });
        let settings = context.get_untracked().unwrap();
        assert!(elements("main p, main button").is_empty());
        settings.set_silent(true);
        next_frame().await;
        assert_eq!(texts("main .player__silence"), [text(Key::PlayerSilence)]);
        assert_eq!(texts("main button"), [text(Key::PlayerSoundOn)]);
        click("main button");
        next_frame().await;
        assert!(!settings.with_untracked(|settings| settings.silent));
        assert!(elements("main p, main button").is_empty());

        settings.set_silent(true);
        set_moment(&session, |view| view.phase = Phase::Running);
        next_frame().await;
        assert!(elements("main p, main button").is_empty(), "the figure is what matters");
        session.leave();
        drop(mounted);
    }
}
