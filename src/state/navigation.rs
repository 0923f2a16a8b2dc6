//! The page that is shown, and navigation to others.

use leptos::prelude::*;

use crate::platform::address;
use crate::route::Route;

/// The address, and what a person can do with it.
#[derive(Clone, Copy)]
pub(crate) struct Navigation(RwSignal<Route>);

/// The navigation of this app.
pub(crate) fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// Follows the address. `on_leave_flare` is called whenever a page other than the flare page is opened.
    pub(super) fn follow_address(on_leave_flare: impl Fn() + 'static) -> Self {
        let route = RwSignal::new(Route::parse(&address::fragment()));
        address::on_change(move |fragment| {
            let to = Route::parse(&fragment);
            if to != Route::Flare {
                on_leave_flare();
            }
            route.set(to);
        });
        address::handle_launches();
        Self(route)
    }

    /// The page that the address asks for.
    pub(crate) fn route(self) -> Route {
        self.0.get()
    }

    /// Reads the route, tracking it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&Route) -> R) -> R {
        self.0.with(read)
    }

    /// Whether the page of a session is shown.
    pub(crate) fn is_in_session(self) -> bool {
        self.with(|route| matches!(route, Route::Session { .. }))
    }

    /// Opens another page; the browser's Back button returns to this one.
    pub(crate) fn go(self, route: &Route) {
        if !self.shows(route) {
            address::navigate(&route.fragment());
        }
    }

    /// Replaces this page by another, so that Back doesn't return to it.
    pub(crate) fn replace(self, route: &Route) {
        if !self.shows(route) {
            address::replace(&route.fragment());
        }
    }

    fn shows(self, route: &Route) -> bool {
        self.0.with_untracked(|current| current == route)
    }
}
