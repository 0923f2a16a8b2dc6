//! What a screen reader announces when it changes.

use leptos::prelude::*;

/// A region whose changes are announced. It has to stay in the page: one that appears together with its text is not
/// announced. So only its content changes, and it is hidden from sight, not from screen readers, while that is empty.
#[component]
pub(crate) fn LiveRegion(
    /// Its classes.
    #[prop(optional)]
    class: &'static str,
    /// What is announced.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=class role="status">
            {children()}
        </div>
    }
}
