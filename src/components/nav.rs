//! Navigation between the four main pages.

use leptos::prelude::*;

use super::icon::{Icon, IconShape};
use crate::route::Route;
use crate::state::use_navigation;
use unknot_core::i18n::{Key, text};

/// The navigation bar, at the bottom or, on a wide screen, at the side.
#[component]
pub(crate) fn Nav() -> impl IntoView {
    view! {
        <nav class="nav" aria-label=text(Key::NavLabel)>
            <ul class="nav__list">
                <NavLink to=Route::Today shape=IconShape::Today name=Key::NavToday/>
                <NavLink to=Route::Library shape=IconShape::Library name=Key::NavLibrary/>
                <NavLink to=Route::Progress shape=IconShape::Progress name=Key::NavProgress/>
                <NavLink to=Route::Settings shape=IconShape::Settings name=Key::NavSettings/>
            </ul>
        </nav>
    }
}

/// A link to a main page, marked while the person is in its part of the app.
#[component]
fn NavLink(
    /// The page.
    to: Route,
    /// The icon.
    shape: IconShape,
    /// The label.
    name: Key,
) -> impl IntoView {
    let navigation = use_navigation();
    let href = to.href();
    let is_current = Memo::new(move |_| navigation.with(|route| section(route) == to));
    view! {
        <li>
            <a
                class="nav__link"
                href=href
                aria-current=move || is_current.get().then_some("page")
            >
                <Icon shape/>
                <span>{text(name)}</span>
            </a>
        </li>
    }
}

/// The main page that a page belongs to.
fn section(route: &Route) -> Route {
    match route {
        Route::Routine(_) | Route::Pose(_) => Route::Library,
        Route::Flare => Route::Today,
        Route::YourData
        | Route::Sounds
        | Route::Recordings(_)
        | Route::LockTest
        | Route::Safety
        | Route::AboutYou
        | Route::Learn
        | Route::LearnTopic(_) => Route::Settings,
        other => other.clone(),
    }
}
