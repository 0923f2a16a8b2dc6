//! The root component: what is around every page, and which page is shown.

use leptos::prelude::*;

use crate::pages::today::Today;
use crate::route::Route;
use crate::services::page;
use crate::state::{provide_state, use_navigation, use_session, use_settings};
use crate::words::{Key, text};

/// Mounts the app in the page.
pub fn mount() {
    console_error_panic_hook::set_once();
    mount_to_body(App);
}

/// The app.
#[component]
fn App() -> impl IntoView {
    provide_state();
    let (navigation, session, settings) = (use_navigation(), use_session(), use_settings());
    let is_in_session = Memo::new(move |_| navigation.is_in_session());
    let needs_safety = Memo::new(move |_| {
        !settings.with(|settings| settings.safety_read)
            && navigation.with(|route| *route != Route::Safety)
    });
    let skip_to_content = move |event: leptos::ev::MouseEvent| {
        // The fragment belongs to the routes.
        event.prevent_default();
        page::focus("main");
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip_to_content>
            {text(Key::NavSkip)}
        </a>
        <main id="main" class="screen" class:screen--session=is_in_session tabindex="-1">
            <Page/>
        </main>
    }
}

/// The page of the current route.
#[component]
fn Page() -> impl IntoView {
    let navigation = use_navigation();
    move || match navigation.route() {
        _ => view! { <Today/> }.into_any(),
    }
}
