//! The root component: what is around every page, and which page is shown.

use leptos::prelude::*;

use crate::components::nav::Nav;
use crate::components::notice_list::NoticeList;
use crate::pages::failed::PageFailed;
use crate::pages::help::HelpPage;
use crate::pages::library_part::{self, LibraryPages};
use crate::pages::safety::{FirstRun, SafetyPage};
use crate::pages::session::SessionPage;
use crate::pages::today::Today;
use crate::platform::{crash, task};
use crate::route::Route;
use crate::services::page;
use crate::state::{
    LoadState, provide_state, use_assets, use_navigation, use_session, use_settings,
};
use unknot_core::i18n::{Key, text};

/// Mounts the app in the page, in a task of its own: on a slow phone, preparing the program takes a while by itself.
pub fn mount() {
    crash::begin();
    task::spawn(async {
        task::next_task().await;
        mount_to_body(App);
    });
}

/// The app.
#[component]
fn App() -> impl IntoView {
    provide_state();
    library_part::follow_backups();
    let (navigation, session, settings) = (use_navigation(), use_session(), use_settings());
    let is_in_session = Memo::new(move |_| navigation.is_in_session());
    let is_under_way = Memo::new(move |_| session.is_under_way());
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
        <NoticeList/>
        <main id="main" class="page" class:page--session=is_in_session tabindex="-1">
            <Show when=move || !needs_safety.get() fallback=FirstRun>
                <ErrorBoundary fallback=|errors| view! { <PageFailed errors/> }>
                    <Page/>
                </ErrorBoundary>
            </Show>
        </main>
        <Show when=move || is_under_way.get() && !is_in_session.get()>
            <ReturnBar/>
        </Show>
        <Show when=move || !is_in_session.get() && !needs_safety.get()>
            <Nav/>
        </Show>
    }
}

/// The page of the current route.
#[component]
fn Page() -> impl IntoView {
    let navigation = use_navigation();
    let route = Memo::new(move |_| navigation.route());
    move || match route.get() {
        Route::Today => view! { <Today/> }.into_any(),
        Route::Session { routine, length } => {
            view! { <SessionPage slug=routine length/> }.into_any()
        }
        Route::Safety => view! { <SafetyOrHelp/> }.into_any(),
        route => view! { <LibraryPages route/> }.into_any(),
    }
}

/// The warning signs: all of them once the library has loaded, and until then the most urgent ones.
#[component]
fn SafetyOrHelp() -> impl IntoView {
    let assets = use_assets();
    let has_all = Memo::new(move |_| assets.library() == LoadState::Loaded);
    view! {
        <Show when=move || has_all.get() fallback=SafetyPage>
            <HelpPage/>
        </Show>
    }
}

/// The way back to a session that goes on behind another page.
#[component]
fn ReturnBar() -> impl IntoView {
    let signals = use_session().signals();
    let href = move || {
        let routine = signals.routine.get().map(|routine| routine.slug.to_string());
        Route::Session { routine: routine.unwrap_or_default(), length: None }.href()
    };
    let left = Memo::new(move |_| {
        let left = signals.view.with(|view| view.map(|view| view.total - view.position));
        left.map(|left| left.to_string()).unwrap_or_default()
    });
    view! {
        <aside aria-label=text(Key::PlayerReturn)>
            <a class="return-bar" href=href>
                <span>{text(Key::PlayerReturn)}</span>
                <span
                    class="return-bar__time"
                    translate="no"
                    aria-hidden="true"
                    prop:textContent=move || left.get()
                ></span>
            </a>
        </aside>
    }
}
