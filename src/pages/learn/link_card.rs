//! Where a page of Learn leads.

use leptos::prelude::*;

use crate::components::figure::StillFigure;
use crate::route::Route;
use unknot_core::domain::catalog::routine;
use unknot_core::i18n::learn::{Link, pages};
use unknot_core::i18n::{self, Key, fill, text};

/// A link to a place in the app, with a picture if it leads to something to do.
#[component]
pub(super) fn LinkCard(link: Link) -> impl IntoView {
    let (label, route) = destination(link);
    let pose = match link {
        Link::Routine(slug) => routine(slug).map(|routine| routine.emblem),
        Link::Pose(pose) => Some(pose),
        Link::Page(_) | Link::AboutYou | Link::Flare | Link::Signs => None,
    };
    let picture = pose.map(|pose| {
        view! {
            <div class="card__picture" aria-hidden="true">
                <StillFigure pose/>
            </div>
        }
    });
    view! {
        <a class="card card--link" href=route.href()>
            {picture}
            <div class="card__words">
                <strong>{label}</strong>
            </div>
        </a>
    }
}

/// The label and the address of a link.
fn destination(link: Link) -> (String, Route) {
    let named = |key, name| fill(key, &[("name", name)]);
    match link {
        Link::Routine(slug) => (
            named(Key::LearnPageToSession, i18n::routine_name(slug)),
            Route::Routine(slug.to_owned()),
        ),
        Link::Page(slug) => {
            let title = pages().find(|page| page.slug == slug).map_or(slug, |page| page.title);
            (named(Key::LearnPageToPage, title), Route::LearnTopic(slug.to_owned()))
        }
        Link::Pose(pose) => (
            named(Key::LearnPageToPose, i18n::pose(pose).name),
            Route::Pose(pose.slug().to_owned()),
        ),
        Link::AboutYou => (text(Key::AboutYouTitle).to_owned(), Route::AboutYou),
        Link::Flare => (text(Key::LearnPageToFlare).to_owned(), Route::Flare),
        Link::Signs => (text(Key::LearnPageSafety).to_owned(), Route::Safety),
    }
}
