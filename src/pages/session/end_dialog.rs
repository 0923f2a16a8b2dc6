//! Ending a session early can't be undone, so the person is asked first.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::state::{SessionState, use_session};
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{Key, fill, text};
use unknot_core::session::Phase;

/// The question that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EndQuestion {
    /// Whether the session was running, and goes on if the person doesn't end it.
    was_running: bool,
    /// Time practised so far.
    practised: Millis,
}

impl EndQuestion {
    /// Pauses the session for as long as the person is asked.
    pub(super) fn ask(session: &SessionState) -> Self {
        let was_running = untrack(|| session.phase()) == Some(Phase::Running);
        if was_running {
            session.pause();
        }
        Self { was_running, practised: session.practised() }
    }
}

/// Asks whether to end the session. To close it is to go on.
#[component]
pub(super) fn EndDialog(
    /// What is asked.
    question: EndQuestion,
    /// Called when it has been closed without ending the session.
    on_close: impl Fn() + 'static,
) -> impl IntoView {
    let session = use_session();
    let close = move || {
        on_close();
        if question.was_running {
            session.resume();
        }
    };
    let practised = question.practised.to_string();
    view! {
        <Dialog
            id="end"
            role="alertdialog"
            labelled_by="end-title"
            described_by="end-body"
            on_close=close
        >
            <form class="dialog__box" method="dialog">
                <h2 id="end-title">{text(Key::PlayerEndTitle)}</h2>
                <p id="end-body">{fill(Key::PlayerEndBody, &[("time", &practised)])}</p>
                <button class="button button--main">{text(Key::PlayerEndNo)}</button>
                <button type="button" class="button" on:click=move |_| session.end()>
                    {text(Key::PlayerEndYes)}
                </button>
            </form>
        </Dialog>
    }
}
