//! The controls of the player: pause, steps, “This hurts”, more time, the end.

use leptos::prelude::*;

use super::end_dialog::{EndDialog, EndQuestion};
use super::hurt_dialog::{self, HurtDialog};
use crate::components::icon::{Icon, IconShape};
use crate::route::Route;
use crate::state::{use_assets, use_navigation, use_session};
use unknot_core::i18n::{Key, text};
use unknot_core::session::Phase;

/// The controls of the current session that have to be in reach at any time, and the dialog of one of them.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let signals = session.signals();
    view! {
        <div class="controls" role="group" aria-label=text(Key::PlayerControls)>
            // The gentler ways come with the library.
            <Show when=move || assets.has_library()>
                <TextControl
                    id=hurt_dialog::CONTROL
                    class="button controls__hurts"
                    name=Key::PlayerHurts
                    on_press=move || session.ask_what_helps()
                />
            </Show>
            <div class="controls__steps">
                <RoundControl
                    shape=IconShape::Back
                    name=Key::PlayerBack
                    on_press=move || session.back()
                />
                <MainControl/>
                <RoundControl
                    shape=IconShape::Skip
                    name=Key::PlayerSkip
                    on_press=move || session.skip()
                />
            </div>
        </div>
        {move || signals.relief.get().map(|relief| view! { <HurtDialog relief/> })}
    }
}

/// Adds time to the step, once the session has started: before that the way out has a longer name.
#[component]
pub(super) fn MoreTimeControl() -> impl IntoView {
    let session = use_session();
    view! {
        <Show when=move || !session.is_waiting_for_start()>
            <TextControl
                name=Key::PlayerMoreShort
                on_press=move || session.add_time()
            />
        </Show>
    }
}

/// The large button that starts, pauses and resumes.
#[component]
fn MainControl() -> impl IntoView {
    let session = use_session();
    let shape = Memo::new(move |_| match session.phase() {
        Some(Phase::Running) => IconShape::Pause,
        _ => IconShape::Play,
    });
    let name = move || {
        text(match session.phase() {
            None | Some(Phase::Ready) => Key::TodayStart,
            Some(Phase::Running) => Key::PlayerPause,
            Some(_) => Key::PlayerResume,
        })
    };
    view! {
        <button
            class="round-button round-button--main"
            aria-label=name
            on:click=move |_| session.play_or_pause()
        >
            <Icon shape/>
        </button>
    }
}

/// A round button, disabled until the session has started.
#[component]
fn RoundControl(
    /// The icon.
    shape: IconShape,
    /// The button's name for screen readers.
    name: Key,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let session = use_session();
    let mut on_press = on_press;
    view! {
        <button
            class="round-button"
            aria-label=text(name)
            disabled=move || session.is_waiting_for_start()
            on:click=move |_| on_press()
        >
            <Icon shape/>
        </button>
    }
}

/// A text button, disabled until the session has started.
#[component]
fn TextControl(
    /// Its id.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Its classes.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Its label.
    name: Key,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let session = use_session();
    let mut on_press = on_press;
    view! {
        <button
            id=id
            class=class
            disabled=move || session.is_waiting_for_start()
            on:click=move |_| on_press()
        >
            {text(name)}
        </button>
    }
}

/// Leaves a session that hasn't started, or asks whether to end one that has. Away from the other controls, so that
/// nobody ends a session by a slip.
#[component]
pub(super) fn EndControl() -> impl IntoView {
    let (navigation, session) = (use_navigation(), use_session());
    let question = RwSignal::new(None);
    let name = move || {
        text(if session.is_waiting_for_start() { Key::PlayerLeave } else { Key::PlayerEnd })
    };
    let press = move |_| {
        if untrack(|| session.is_waiting_for_start()) {
            session.leave();
            navigation.replace(&Route::Today);
        } else {
            question.set(Some(EndQuestion::ask(&session)));
        }
    };
    view! {
        <button class="player__end" on:click=press>
            <Icon shape=IconShape::Close/>
            <span prop:textContent=name></span>
        </button>
        {move || {
            let close = move || question.set(None);
            question.get().map(|question| view! { <EndDialog question on_close=close/> })
        }}
    }
}
