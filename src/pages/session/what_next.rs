//! What could come after a session.

use leptos::prelude::*;

use crate::components::figure::StillFigure;
use crate::components::routine_card::about;
use crate::route::Route;
use crate::state::use_session;
use unknot_core::i18n::{self, Key, text};
use unknot_core::offer::{Next, Offer};

/// One suggestion: something else now, what the evening offers, or a rest. It doesn't change while it is shown.
#[component]
pub(super) fn WhatNext() -> impl IntoView {
    let (label, offer) = match untrack(|| use_session().next()) {
        None => return ().into_any(),
        Some(Next::Rest) => return view! { <p>{text(Key::DoneRest)}</p> }.into_any(),
        Some(Next::ThisEvening(offer)) => (Key::DoneEvening, offer),
        Some(Next::Now(offer)) => (Key::DoneNow, offer),
    };
    view! {
        <section class="done__next">
            <h2>{text(label)}</h2>
            <Suggestion offer/>
        </section>
    }
    .into_any()
}

/// A routine as a link to its page, which then offers it in the same length.
#[component]
fn Suggestion(
    /// The routine and its length.
    offer: Offer,
) -> impl IntoView {
    let (session, routine, length) = (use_session(), offer.routine, offer.length());
    view! {
        <a
            class="card card--link"
            href=Route::Routine(routine.slug.to_string()).href()
            on:click=move |_| session.choose_length(routine, length)
        >
            <span class="card__picture" aria-hidden="true">
                <StillFigure pose=routine.emblem/>
            </span>
            <span class="card__words">
                <strong>{i18n::routine_name(&routine.slug)}</strong>
                <span class="soft">{about(routine, length)}</span>
            </span>
        </a>
    }
}
