//! The dialog that asks before a session is ended early, which can't be undone.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::services::dates;
use crate::state::{SessionState, use_session};
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{Key, fill, text};
use unknot_core::session::{Kept, Phase};

/// The question that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EndQuestion {
    /// Whether the session was running, so that it resumes if the person doesn't end it.
    was_running: bool,
    /// The time practised so far.
    practised: Millis,
    /// What the session would leave.
    kept: Kept,
}

impl EndQuestion {
    /// Pauses the session while the question is open.
    pub(super) fn ask(session: &SessionState) -> Self {
        let was_running = untrack(|| session.phase()) == Some(Phase::Running);
        if was_running {
            session.pause();
        }
        Self { was_running, practised: session.practised(), kept: session.kept() }
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
    let body = if question.kept.counts() {
        let practised = dates::rough_length(question.practised);
        fill(Key::PlayerEndBody, &[("time", &practised)])
    } else {
        text(Key::PlayerEndBodyNone).to_owned()
    };
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
                <p id="end-body">{body}</p>
                <button class="button button--main">{text(Key::PlayerEndNo)}</button>
                <button type="button" class="button" on:click=move |_| session.end()>
                    {text(Key::PlayerEndYes)}
                </button>
            </form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::texts;
    use crate::state::testing::show_with_session;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn only_what_counts_is_said_to_be_saved() {
        let saved = fill(Key::PlayerEndBody, &[("time", &dates::rough_length(Millis::secs(42)))]);
        for (kept, expected) in [
            (Kept::Part, saved.as_str()),
            (Kept::LookedThrough, text(Key::PlayerEndBodyNone)),
            (Kept::Nothing, text(Key::PlayerEndBodyNone)),
        ] {
            let practised = Millis::secs(42);
            let question = EndQuestion { was_running: false, practised, kept };
            let (session, mounted) = show_with_session("morning-mobility", move || {
                view! { <EndDialog question on_close=|| ()/> }
            });
            assert_eq!(texts("#end-body"), [expected], "{kept:?}");
            session.leave();
            drop(mounted);
        }
    }
}
