//! The way between the four main screens.

use super::icon::{Icon, icon};
use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Element, el};
use crate::words::{Key, text};

/// The bar at the bottom (at the side on a wide screen).
pub(crate) fn nav(app: App) -> Element {
    let places = [
        (Route::Today, Icon::Today, Key::NavToday),
        (Route::Library, Icon::Library, Key::NavLibrary),
        (Route::Progress, Icon::Progress, Key::NavProgress),
        (Route::Settings, Icon::Settings, Key::NavSettings),
    ];
    let links = places.map(|(route, picture, name)| {
        let link = el("a", "nav__link")
            .attribute("href", &route.href())
            .live_attribute("aria-current", move || {
                app.route.with(|now| section(now) == route).then(|| "page".to_owned())
            })
            .child(icon(picture))
            .child(el("span", "").text(text(name)));
        el("li", "").child(link)
    });
    el("nav", "nav")
        .attribute("aria-label", text(Key::NavLabel))
        .child(el("ul", "nav__list").children(links))
}

/// The main screen that a screen belongs to.
fn section(route: &Route) -> Route {
    match route {
        Route::Routine(_) | Route::Pose(_) => Route::Library,
        Route::Safety => Route::Settings,
        other => other.clone(),
    }
}
