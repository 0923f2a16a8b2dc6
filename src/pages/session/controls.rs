//! The controls of the player: pause, steps, more time, the end.

use leptos::prelude::*;

use super::dark_screen::DarkScreenControl;
use super::end_dialog::{EndDialog, EndQuestion};
use super::hurt_dialog::HurtDialog;
use crate::components::icon::{Icon, IconShape};
use crate::route::Route;
use crate::state::{use_assets, use_navigation, use_session};
use unknot_core::domain::routine::RoutineKind;
use unknot_core::i18n::{Key, text};
use unknot_core::session::Phase;

/// The controls of the current session, and the dialogs that they open.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let signals = session.signals();
    let is_meditation = Memo::new(move |_| {
        signals.routine.get().is_some_and(|routine| routine.kind != RoutineKind::Movement)
    });
    let question = RwSignal::new(None);
    view! {
        <div class="controls" role="group" aria-label=text(Key::PlayerControls)>
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
        <div class="controls controls--small">
            // The gentler ways come with the library, and so do the texts of the dark screen. In a meditation there is
            // nothing to look at, so only there can the screen be dark.
            <Show when=move || assets.has_library()>
                <TextControl
                    class="button button--quiet"
                    name=Key::PlayerHurts
                    on_press=move || session.swap_what_hurts()
                />
            </Show>
            <TextControl name=Key::PlayerAgainShort on_press=move || session.restart_step()/>
            <TextControl name=Key::PlayerMoreShort on_press=move || session.add_time()/>
            <Show when=move || assets.has_library() && is_meditation.get()>
                <DarkScreenControl/>
            </Show>
            <EndControl on_question=move |asked| question.set(Some(asked))/>
        </div>
        {move || {
            let close = move || question.set(None);
            question.get().map(|question| view! { <EndDialog question on_close=close/> })
        }}
        <Show when=move || signals.relief.with(Option::is_some)>
            <HurtDialog/>
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
    /// Its classes.
    #[prop(default = "link")]
    class: &'static str,
    /// Its label.
    name: Key,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let session = use_session();
    let mut on_press = on_press;
    view! {
        <button
            class=class
            disabled=move || session.is_waiting_for_start()
            on:click=move |_| on_press()
        >
            {text(name)}
        </button>
    }
}

/// Leaves a session that hasn't started, or asks whether to end one that has.
#[component]
fn EndControl(
    /// Called with the question to be asked before the session ends.
    on_question: impl Fn(EndQuestion) + 'static,
) -> impl IntoView {
    let (navigation, session) = (use_navigation(), use_session());
    let name = move || {
        text(if session.is_waiting_for_start() { Key::PlayerLeave } else { Key::PlayerEnd })
    };
    let press = move |_| {
        if untrack(|| session.is_waiting_for_start()) {
            session.leave();
            navigation.replace(&Route::Today);
        } else {
            on_question(EndQuestion::ask(&session));
        }
    };
    view! {
        <button class="link" on:click=press prop:textContent=name></button>
    }
}
