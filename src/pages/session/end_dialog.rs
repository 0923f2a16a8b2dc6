//! The dialog that asks before a session is ended early, which can't be undone.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::services::dates;
use crate::state::{SessionState, use_session};
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{Key, fill, text};
use unknot_core::session::Phase;

/// The question that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EndQuestion {
    /// Whether the session was running, so that it resumes if the person doesn't end it.
    was_running: bool,
    /// The time practised so far.
    practised: Millis,
}

impl EndQuestion {
    /// Pauses the session while the question is open.
    pub(super) fn ask(session: &SessionState) -> Self {
        let was_running = untrack(|| session.phase()) == Some(Phase::Running);
        if was_running {
            session.pause();
        }
        Self { was_running, practised: session.practised() }
    }
}

/// Asks whether to end the session. Closing the dialog continues it.
#[component]
pub(super) fn EndDialog(
    /// The question.
    question: EndQuestion,
    /// Called when the dialog is closed without ending the session.
    on_close: impl Fn() + 'static,
) -> impl IntoView {
    let session = use_session();
    let close = move || {
        on_close();
        if question.was_running {
            session.resume();
        }
    };
    let practised = dates::rough_length(question.practised);
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
