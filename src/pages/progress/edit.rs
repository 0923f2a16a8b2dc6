//! Changing a session.

use leptos::prelude::*;

use super::form::{Form, HEADING, SessionForm};
use super::undo::focus_undo;
use crate::components::dialog::Dialog;
use crate::services::page;
use crate::state::use_history;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Changes, EntryId, Session};
use unknot_core::i18n::Key;

/// The id of the button that opens the form for a session.
pub(super) fn edit_button(session: &EntryId) -> String {
    format!("edit-{session}")
}

/// The form for a session, while there is one to edit. It is not in the row: a row is made anew when the session changes,
/// also by another tab.
#[component]
pub(super) fn EditDialog(
    /// The session.
    editing: RwSignal<Option<EntryId>>,
) -> impl IntoView {
    let history = use_history();
    let dialog = move || {
        let id = editing.get_untracked()?;
        let session = untrack(|| history.with(|log| log.session(&id)))?;
        let (initial, asks_what) = (form_of(&session), session.added().is_some());
        let is_changed = StoredValue::new(false);
        let to_focus = id.clone();
        let save = Callback::new(move |form: Form| {
            let is_new = history.edit_session(id.clone(), changes(&session, &form));
            is_changed.set_value(is_new);
        });
        let close = move || {
            // The session may be in a month that is folded now.
            if is_changed.get_value() {
                focus_undo();
            }
            page::focus(edit_button(&to_focus));
            editing.set(None);
        };
        Some(view! {
            <Dialog id="edit-session" labelled_by=HEADING on_close=close>
                <SessionForm heading=Key::ProgressEditTitle initial asks_what on_save=save/>
            </Dialog>
        })
    };
    view! { <Show when=move || editing.with(Option::is_some)>{dialog()}</Show> }
}

/// What the form shows of a session: its length to the nearest minute, as in the list.
fn form_of(session: &Session) -> Form {
    Form {
        what: session.what(),
        day: session.day(),
        minutes: ((session.practised().as_secs() + 30) / 60).max(1).to_string(),
        note: session.note().unwrap_or_default().to_owned(),
    }
}

/// What has been changed in the form. A length that was not touched keeps its seconds.
fn changes(session: &Session, form: &Form) -> Changes {
    let before = form_of(session);
    let practised = form.whole_minutes().filter(|_| form.minutes != before.minutes);
    Changes {
        day: (form.day != before.day).then_some(form.day),
        practised: practised.map(Millis::minutes),
        what: (form.what != before.what).then(|| form.what.clone()),
        note: (form.note != before.note.trim()).then(|| form.note.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::progress::testing::{Shown, focused, session, show_progress};
    use crate::platform::testing::{click, elements, enter, next_frame, texts, wait_until};
    use unknot_core::i18n::text;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_change_is_shown_and_its_undo_shows_what_was_recorded() {
        let record = |today| {
            let mut record = session(today, 7);
            record.practised = Millis::secs(592);
            record
        };
        let Shown { history, today, mounted } = show_progress(&[record]).await;
        let shown = || {
            let sessions =
                history.with(|log| log.sessions().into_iter().cloned().collect::<Vec<_>>());
            let [session] = &sessions[..] else { panic!("one session") };
            (session.day(), session.practised(), session.note().unwrap_or_default().to_owned())
        };
        let before = (today, Millis::secs(592), String::new());
        let save = async || {
            click("dialog .button--main");
            wait_until(async || {
                next_frame().await;
                elements("dialog").is_empty()
            })
            .await;
            let edit = elements(".session-row__edit")[0].id();
            assert_eq!(focused(), Some(edit), "the place in the list is kept");
        };
        click(".session-row__edit");
        next_frame().await;
        assert_eq!(elements("dialog select").len(), 0, "what the app recorded is known");
        save().await;
        assert_eq!(shown(), before);
        assert_eq!(elements("main .notice").len(), 0, "nothing has changed");

        click(".session-row__edit");
        next_frame().await;
        enter("dialog textarea", "slept badly", "input");
        save().await;
        assert_eq!(shown(), (today, Millis::secs(592), "slept badly".to_owned()));

        click(".session-row__edit");
        next_frame().await;
        enter("#session-minutes", "12", "input");
        enter("#session-day", &today.plus(-2).to_string(), "input");
        save().await;
        assert_eq!(shown(), (today.plus(-2), Millis::minutes(12), "slept badly".to_owned()));
        assert_eq!(texts("main .notice p"), [text(Key::ProgressSessionEdited)]);
        click("#undo");
        next_frame().await;
        assert_eq!(shown(), (today, Millis::secs(592), "slept badly".to_owned()));
        mounted.end().await;
    }

    #[wasm_bindgen_test]
    async fn a_session_that_is_longer_than_can_be_typed_can_have_a_note() {
        let record = |today| {
            let mut record = session(today, 7);
            record.practised = Millis::minutes(725);
            record
        };
        let Shown { history, today, mounted } = show_progress(&[record]).await;
        click(".session-row__edit");
        next_frame().await;
        enter("dialog textarea", "a retreat", "input");
        // Meanwhile another tab changes the session, which makes its row anew.
        let id = history.with(|log| log.sessions_on(today)[0].id().clone());
        let day = Changes { day: Some(today.plus(-1)), ..Changes::default() };
        assert!(history.edit_session(id.clone(), day));
        next_frame().await;
        click("dialog .button--main");
        wait_until(async || {
            next_frame().await;
            elements("dialog").is_empty()
        })
        .await;
        let session = history.with(|log| log.session(&id)).unwrap();
        assert_eq!((session.day(), session.note()), (today.plus(-1), Some("a retreat")));
        assert_eq!(session.practised(), Millis::minutes(725));
        mounted.end().await;
    }
}
