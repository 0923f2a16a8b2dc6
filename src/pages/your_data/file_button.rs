//! A button that lets the person choose a file.

use leptos::html;
use leptos::prelude::*;

use crate::services::backup::restore::{Blob, chosen_in};
use crate::services::page;

/// A button that opens the browser's choice of files. Any file can be chosen: iPhones grey out files whose type they don't
/// know, also those of the app.
///
/// It disappears while a file is read.
#[component]
pub(super) fn FileButton(
    /// Its id, to which the focus can be moved.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// The id of the element that receives the focus if the button has it when it disappears.
    focus_next: &'static str,
    /// Called with the file that is chosen.
    on_choose: impl Fn(Blob) + 'static,
) -> impl IntoView {
    let (field, button) = (NodeRef::<html::Input>::new(), NodeRef::<html::Button>::new());
    on_cleanup(move || {
        let button = button.get_untracked();
        if button.is_some_and(|button| button.matches(":focus").unwrap_or_default()) {
            page::focus(focus_next);
        }
    });
    let open = move |_| {
        if let Some(field) = field.get_untracked() {
            field.click();
        }
    };
    let choose = move |event| {
        if let Some(file) = chosen_in(&event) {
            on_choose(file);
        }
    };
    view! {
        // The field itself shows the name of a file in the browser's words.
        <input node_ref=field type="file" hidden on:change=choose/>
        <button node_ref=button id=id type="button" class="button" on:click=open>
            {label}
        </button>
    }
}
