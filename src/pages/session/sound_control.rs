//! The button of the player that opens the sheet of sounds, for which the session waits.

use leptos::prelude::*;

use crate::components::icon::{Icon, IconShape};
use crate::pages::library_part::LibrarySoundSheet;
use crate::services::page;
use crate::state::{use_assets, use_session, use_settings};
use unknot_core::i18n::{Key, text};

/// The id of the button. It gets the focus back.
pub(super) const CONTROL: &str = "sound-control";

/// One opening of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Opening {
    /// Which one it is.
    number: u32,
    /// Whether the session waits until it is closed.
    waits: bool,
}

/// The button, and the sheet while that is open. A session that runs is paused for it, and goes on when it is closed. The sheet
/// comes with the library. The icon and the name say whether all sound is off.
#[component]
pub(super) fn SoundControl() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let is_silent = use_settings().select(|settings| settings.silent);
    let (opening, count) = (RwSignal::new(None::<Opening>), StoredValue::new(0));
    // The person has made the session go on with a key of their headphones or on the lock screen.
    let ended =
        Memo::new(
            move |before: Option<&Option<Opening>>| {
                if session.is_running() { opening.get() } else { before.copied().flatten() }
            },
        );
    let sheet = Memo::new(move |_| opening.get().filter(|opening| ended.get() != Some(*opening)));
    let open = move |_| {
        let waits = untrack(|| session.is_running());
        if waits {
            session.pause();
        }
        count.update_value(|count| *count += 1);
        opening.set(Some(Opening { number: count.get_value(), waits }));
    };
    let close = move |()| {
        let waits = sheet.get_untracked().is_some_and(|opening| opening.waits);
        opening.set(None);
        if waits {
            session.resume();
        }
    };
    Effect::new(move |was_open: Option<bool>| {
        let is_open = sheet.get().is_some();
        if was_open == Some(true) && !is_open {
            page::focus(CONTROL);
        }
        is_open
    });
    view! {
        <button
            id=CONTROL
            aria-label=move || {
                text(if is_silent.get() { Key::PlayerSoundOff } else { Key::PlayerSound })
            }
            aria-haspopup="dialog"
            disabled=move || !assets.has_library()
            on:click=open
        >
            <Icon shape=Signal::derive(move || {
                if is_silent.get() { IconShape::SoundOff } else { IconShape::Sound }
            })/>
        </button>
        {move || {
            let on_close = Callback::new(close);
            sheet.get().map(|Opening { waits, .. }| view! { <LibrarySoundSheet waits on_close/> })
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, next_frame, wait_until};
    use crate::state::testing::{set_moment, show_with_session};
    use unknot_core::session::{PauseCause, Phase};
    use wasm_bindgen_test::wasm_bindgen_test;

    async fn wait_for_sheet(open: bool) {
        wait_until(async || {
            next_frame().await;
            elements("#sound").is_empty() != open
        })
        .await;
    }

    #[wasm_bindgen_test]
    async fn sheet_opens_before_the_start_and_closes_when_the_session_goes_on() {
        let (session, mounted) =
            show_with_session("morning-mobility", || view! { <SoundControl/> });
        click("main #sound-control");
        wait_for_sheet(true).await;
        click("#sound .button--main");
        wait_for_sheet(false).await;
        assert!(untrack(|| session.is_waiting_for_start()), "it is not a start");

        set_moment(&session, |view| view.phase = Phase::Paused(PauseCause::Person));
        next_frame().await;
        click("main #sound-control");
        wait_for_sheet(true).await;
        set_moment(&session, |view| view.phase = Phase::Running);
        wait_for_sheet(false).await;
        assert!(!elements("#sound-control:focus").is_empty());

        // It doesn't come back with the next pause, but with a tap.
        set_moment(&session, |view| view.phase = Phase::Paused(PauseCause::Person));
        next_frame().await;
        assert!(elements("#sound").is_empty());
        click("main #sound-control");
        wait_for_sheet(true).await;
        session.leave();
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn it_shows_whether_all_sound_is_off() {
        let context = RwSignal::new(None);
        let (session, mounted) = show_with_session("morning-mobility", move || {
            context.set(Some(use_settings()));
            view! { <SoundControl/> }
        });
        let settings = context.get_untracked().unwrap();
        let name = || elements("#sound-control")[0].get_attribute("aria-label");
        let drawing = || elements("#sound-control path")[0].get_attribute("d");
        let (waves, named) = (drawing(), name());
        assert_eq!(named.as_deref(), Some(text(Key::PlayerSound)));
        settings.set_silent(true);
        next_frame().await;
        assert_eq!(name().as_deref(), Some(text(Key::PlayerSoundOff)));
        assert_ne!(drawing(), waves);
        settings.set_silent(false);
        next_frame().await;
        assert_eq!((drawing(), name()), (waves, named));
        session.leave();
        drop(mounted);
    }
}
