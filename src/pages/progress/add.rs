//! Adding a session that the app did not run.

use leptos::prelude::*;

use super::form::{Form, HEADING, SessionForm};
use super::undo::focus_undo;
use crate::components::dialog::Dialog;
use crate::services::page;
use crate::state::{use_clock, use_history};
use unknot_core::domain::time::Millis;
use unknot_core::history::What;
use unknot_core::i18n::{Key, text};

/// The id of the button that opens the form.
const OPENER: &str = "add-session-opener";

/// A button that opens the form.
#[component]
pub(super) fn AddSession() -> impl IntoView {
    let (clock, history) = (use_clock(), use_history());
    let (is_open, is_added) = (RwSignal::new(false), StoredValue::new(false));
    let open = move |_| {
        is_added.set_value(false);
        is_open.set(true);
    };
    let save = Callback::new(move |form: Form| {
        if let Some(minutes) = form.whole_minutes() {
            history.add_session(form.day, form.what, Millis::minutes(minutes), form.note);
            is_added.set_value(true);
        }
    });
    // Not before: an open dialog keeps the focus. Not every browser gives it back to the button.
    let close = move || {
        is_open.set(false);
        if is_added.get_value() { focus_undo() } else { page::focus(OPENER) }
    };
    let form = move || {
        let day = untrack(|| clock.today());
        let (minutes, note) = (String::new(), String::new());
        let initial = Form { what: What::Walk, day, minutes, note };
        view! {
            <Dialog id="add-session" labelled_by=HEADING on_close=close>
                <SessionForm
                    heading=Key::ProgressAdd
                    initial
                    asks_what=true
                    on_save=save
                />
            </Dialog>
        }
    };
    view! {
        <button id=OPENER class="button" on:click=open>
            {text(Key::ProgressAdd)}
        </button>
        <Show when=move || is_open.get()>{form()}</Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::progress::testing::{Shown, focused, show_progress};
    use crate::platform::testing::{click, elements, enter, next_frame, texts, wait_until};
    use unknot_core::domain::civil::CivilDay;
    use unknot_core::history::{Added, Record};
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::Element;

    const SAVE: &str = "dialog .button--main";

    async fn wait_for_focus(id: &str) {
        wait_until(async || {
            next_frame().await;
            focused().as_deref() == Some(id) && elements("dialog").is_empty()
        })
        .await;
    }

    #[wasm_bindgen_test]
    async fn a_walk_is_added_with_what_can_be_saved_and_the_undo_removes_it() {
        let Shown { history, today, mounted } = show_progress::<fn(CivilDay) -> Record>(&[]).await;
        let error = || texts("dialog [role=alert]").concat();
        // A click doesn't focus the button, as in Safari.
        click("main section > .button");
        next_frame().await;
        click("dialog form:last-of-type .button");
        wait_for_focus(OPENER).await;
        click("main section > .button");
        next_frame().await;
        let [_, longest] = Added::MINUTES.map(|minutes| minutes.to_string());
        for (day, minutes, why) in [
            (today, "", Key::ProgressMinutesError),
            (today, "0", Key::ProgressMinutesError),
            (today, "601", Key::ProgressMinutesError),
            (today.plus(2), "20", Key::ProgressDayError),
        ] {
            enter("#session-day", &day.to_string(), "input");
            enter("#session-minutes", minutes, "input");
            click(SAVE);
            next_frame().await;
            assert_eq!(error(), text(why), "{day} {minutes}");
            let field =
                if why == Key::ProgressDayError { "session-day" } else { "session-minutes" };
            let invalid = elements("dialog [aria-invalid][aria-describedby=session-error]");
            assert_eq!(invalid.iter().map(Element::id).collect::<Vec<_>>(), [field]);
            assert_eq!(elements("dialog").len(), 1, "the form stays open");
        }
        enter("#session-day", &today.plus(-1).to_string(), "input");
        enter("#session-minutes", &longest, "input");
        enter("dialog textarea", " by the sea ", "input");
        click(SAVE);
        wait_for_focus("undo").await;
        let sessions = || history.with(|log| log.sessions_on(today.plus(-1)).to_vec());
        let [session] = &sessions()[..] else { panic!("one session") };
        assert_eq!((session.what(), session.note()), (What::Walk, Some("by the sea")));
        assert_eq!(session.practised(), Millis::minutes(600));
        assert_eq!(texts("main .notice p"), [text(Key::ProgressSessionAdded)]);
        wait_until(async || {
            next_frame().await;
            texts(".session-row__note") == ["by the sea"]
        })
        .await;
        click("#undo");
        next_frame().await;
        assert!(sessions().is_empty() && elements("main .notice").is_empty());
        mounted.end().await;
    }
}
