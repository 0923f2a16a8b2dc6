//! What was changed last, and its undo.

use leptos::prelude::*;

use super::edit::edit_button;
use crate::components::button::{IconButton, VanishingButton};
use crate::components::icon::IconShape;
use crate::components::live_region::LiveRegion;
use crate::services::page;
use crate::state::{Change, LastChange, use_history};
use unknot_core::history::EntryId;
use unknot_core::i18n::{Key, text};

/// The id of the button that undoes the last change.
const UNDO: &str = "undo";

/// Moves the focus to the button that undoes what was just done: what had the focus may have disappeared.
pub(super) fn focus_undo() {
    page::focus(UNDO);
}

/// Says what was changed last, and offers to undo that until the page is left. After an edit, the focus stays in the list, so
/// the notice is over the page, wherever that is scrolled to.
#[component]
pub(super) fn LastChangeNotice() -> impl IntoView {
    let history = use_history();
    let told = |change: Change| match change {
        Change::SessionDeleted => Key::ProgressDeleted,
        Change::SessionAdded => Key::ProgressSessionAdded,
        Change::SessionEdited => Key::ProgressSessionEdited,
        Change::RestAdded => Key::ProgressRestAdded,
        Change::RestDeleted => Key::ProgressRestDeleted,
    };
    view! {
        <LiveRegion>
            // Each change has its own notice, so that each is announced.
            <For each=move || history.last_change() key=LastChange::clone let(last)>
                <div class=(last.edited.is_some()).then_some("notices__passing")>
                    <div class="notice">
                        <p>{text(told(last.change))}</p>
                        <VanishingButton
                            class="button button--quiet"
                            label=text(Key::ProgressUndo)
                            focus_next=last.edited.as_ref().map_or("title".to_owned(), edit_button)
                            on_press=move || history.undo_last_change()
                            attr:id=UNDO
                        />
                        {last.edited.clone().map(|session| view! { <Dismiss session/> })}
                    </div>
                </div>
            </For>
        </LiveRegion>
    }
}

/// The button that removes the notice of an edit, which covers a part of the list.
#[component]
fn Dismiss(
    /// The session that was edited.
    session: EntryId,
) -> impl IntoView {
    let history = use_history();
    let dismiss = move || {
        history.forget_last_change();
        page::focus(edit_button(&session));
    };
    view! { <IconButton shape=IconShape::Close label=text(Key::NoticeDismiss) on_press=dismiss/> }
}
