//! Parts whose content is made when they are opened.

use leptos::html;
use leptos::prelude::*;

/// A part whose content is made when it is opened, and not before.
#[component]
pub(super) fn LazyDetails(
    /// Its classes.
    class: &'static str,
    /// What is always shown of it.
    summary: AnyView,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let is_open = RwSignal::new(false);
    let follow = move |_| is_open.set(details.get_untracked().is_some_and(|it| it.open()));
    view! {
        <details class=class node_ref=details on:toggle=follow>
            <summary>{summary}</summary>
            <Show when=move || is_open.get()>{children()}</Show>
        </details>
    }
}
