//! A region of the page whose changes a screen reader announces.

use leptos::prelude::*;

/// A region whose changes are announced. Only its content may come and go: a region that appears together with its text is
/// not announced. While it is empty it takes no room, but screen readers still know it.
#[component]
pub(crate) fn LiveRegion(
    /// Its classes.
    #[prop(optional)]
    class: Option<&'static str>,
    /// The content that is announced.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=class role="status">
            {children()}
        </div>
    }
}
