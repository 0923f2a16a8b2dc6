//! Sentences, one below the other.

use leptos::prelude::*;

/// A list of sentences. Some have parts of a file in them, which are shown as text, whatever they are.
#[component]
pub(super) fn Lines(
    /// Its classes.
    class: &'static str,
    /// The sentences.
    lines: Vec<String>,
) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <li prop:textContent=line></li> });
    view! { <ul class=class>{lines.collect_view()}</ul> }
}
