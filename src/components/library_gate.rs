//! The placeholder of a page until the library has loaded.

use leptos::prelude::*;

use super::title::Title;
use crate::state::{LoadState, use_assets};
use unknot_core::i18n::{Key, text};

/// Shows its children once the library has loaded. Until then it says that the library is loading, or that this failed
/// and how to try again.
#[component]
pub(crate) fn LibraryGate(
    /// The content that needs the library.
    children: ChildrenFn,
) -> impl IntoView {
    let assets = use_assets();
    let state = Memo::new(move |_| assets.library());
    move || match state.get() {
        LoadState::Loaded => children(),
        LoadState::Loading => view! { <Title heading=text(Key::LibraryComing)/> }.into_any(),
        LoadState::Failed => view! {
            <Title heading=text(Key::LibraryMissing)/>
            <p>{text(Key::LibraryMissingHint)}</p>
            <button class="button" on:click=move |_| assets.retry()>
                {text(Key::LibraryAgain)}
            </button>
        }
        .into_any(),
    }
}
