//! The page of a session while another session is under way.

use leptos::prelude::*;

use crate::components::title::Title;
use crate::route::Route;
use crate::state::{use_navigation, use_session};
use unknot_core::domain::routine::Routine;
use unknot_core::i18n::{self, Key, fill, text};

/// Asks which of the two sessions to continue with.
#[component]
pub(super) fn OtherSession(
    /// The slug of the routine whose session is under way.
    other: &'static str,
    /// The routine of this page.
    routine: &'static Routine,
) -> impl IntoView {
    let (navigation, session) = (use_navigation(), use_session());
    let go_back = move |_| {
        navigation.replace(&Route::Session { routine: other.to_owned(), length: None });
    };
    view! {
        <Title heading=i18n::routine_name(&routine.slug)/>
        <p>{fill(Key::InTheWayGoing, &[("routine", i18n::routine_name(other))])}</p>
        {session.kept().counts().then(|| view! { <p>{text(Key::InTheWaySaved)}</p> })}
        <button class="button button--main" on:click=go_back>
            {text(Key::InTheWayBack)}
        </button>
        <button class="button" on:click=move |_| session.leave()>
            {text(Key::InTheWayEnd)}
        </button>
    }
}
