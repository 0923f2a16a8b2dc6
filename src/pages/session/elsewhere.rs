//! The page of a session while another tab or window runs one.
//!
//! No browser lets a page bring another tab to the front. So it says where to look, and offers to continue here.

use leptos::prelude::*;

use crate::components::title::Title;
use crate::route::Route;
use crate::state::use_session;
use unknot_core::domain::catalog;
use unknot_core::i18n::{self, Key, fill, text};

/// Says which session runs elsewhere, and offers to take it over.
#[component]
pub(super) fn ElsewhereCard() -> impl IntoView {
    let session = use_session();
    let body = move || {
        let slug = session.elsewhere().and_then(|it| it.routine);
        let name = slug
            .and_then(|slug| session.can_look_up(&slug).then(|| catalog::routine(&slug)).flatten());
        name.map_or_else(
            || text(Key::ElsewhereBody).to_owned(),
            |routine| fill(Key::ElsewhereNamed, &[("routine", i18n::routine_name(&routine.slug))]),
        )
    };
    view! {
        <Title heading=text(Key::ElsewhereTitle)/>
        <p>{body}</p>
        <button class="button button--main" on:click=move |_| session.take_over()>
            {text(Key::ElsewhereHere)}
        </button>
        <a class="button" href=Route::Today.href()>
            {text(Key::ElsewhereLeave)}
        </a>
    }
}
