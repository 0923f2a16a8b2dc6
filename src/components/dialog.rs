//! A modal dialog.

use leptos::html;
use leptos::prelude::*;

/// A dialog that is open for as long as it is in the page. Nothing behind it can be reached. `Escape` and the buttons of a
/// `<form method="dialog">` inside close it.
#[component]
pub(crate) fn Dialog(
    /// Its id.
    id: &'static str,
    /// Its classes.
    #[prop(default = "dialog")]
    class: &'static str,
    /// Its ARIA role, if it isn't an ordinary dialog.
    #[prop(optional)]
    role: Option<&'static str>,
    /// Its accessible name, if none of its elements serves as one.
    #[prop(optional)]
    label: Option<&'static str>,
    /// The id of the element that serves as its accessible name.
    #[prop(optional)]
    labelled_by: Option<&'static str>,
    /// The id of the element that describes it.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Called after it has been closed.
    on_close: impl FnMut() + 'static,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let mut on_close = on_close;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) {
            // Fails only if the element is not in the page.
            let _ = dialog.show_modal();
        }
    });
    view! {
        <dialog
            node_ref=dialog
            id=id
            class=class
            role=role
            aria-label=label
            aria-labelledby=labelled_by
            aria-describedby=described_by
            on:close=move |_| on_close()
        >
            {children()}
        </dialog>
    }
}
