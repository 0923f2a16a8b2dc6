//! The page of Learn that Today names.

use leptos::prelude::*;

use crate::route::Route;
use crate::state::{use_clock, use_history, use_settings};
use unknot_core::i18n::{Key, text};
use unknot_core::reading::page_of;

/// A quiet link to the page of the day. To be drawn once the library has come.
#[component]
pub(crate) fn ReadingCard() -> impl IntoView {
    let (clock, history, settings) = (use_clock(), use_history(), use_settings());
    let is_in_flare = Memo::new(move |_| history.flare().is_some());
    let day = Memo::new(move |_| clock.today());
    // The slug, the title and what the page is about.
    let page = Memo::new(move |_| {
        let page = settings.with(|person| page_of(day.get(), person, is_in_flare.get()));
        page.map(|page| (page.slug, page.title, page.line)).unwrap_or_default()
    });
    view! {
        <a class="card card--link" href=move || Route::LearnTopic(page.get().0.to_owned()).href()>
            <span class="card__words">
                <span class="soft">{text(Key::LearnPageToday)}</span>
                <strong prop:textContent=move || page.get().1></strong>
                <span class="soft" prop:textContent=move || page.get().2></span>
            </span>
        </a>
    }
}
