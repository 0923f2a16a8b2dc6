//! The way between the four main screens.

use leptos::prelude::*;

use super::icon::{Icon, IconShape};
use crate::app::route::Route;
use crate::app::use_app;
use crate::words::{Key, text};

/// The bar at the bottom (at the side on a wide screen).
#[component]
pub(crate) fn Nav() -> impl IntoView {
    let app = use_app();
    let places = [
        (Route::Today, Icon::Today, Key::NavToday),
        (Route::Library, Icon::Library, Key::NavLibrary),
        (Route::Progress, Icon::Progress, Key::NavProgress),
        (Route::Settings, Icon::Settings, Key::NavSettings),
    ];
    let links = places.map(|(route, icon, name)| {
        let href = route.href();
        let here = Memo::new(move |_| app.route.with(|now| section(now) == route));
        view! {
            <li>
                <a class="nav__link" href=href aria-current=move || here.get().then_some("page")>
                    <IconShape icon=icon/>
                    <span>{text(name)}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="nav" aria-label=text(Key::NavLabel)>
            <ul class="nav__list">{links.into_iter().collect::<Vec<_>>()}</ul>
        </nav>
    }
}

/// The main screen that a screen belongs to.
fn section(route: &Route) -> Route {
    match route {
        Route::Routine(_) | Route::Pose(_) => Route::Library,
        Route::Safety => Route::Settings,
        other => other.clone(),
    }
}
