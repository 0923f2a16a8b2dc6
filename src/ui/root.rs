//! The root: what is around every screen, and which screen it is.

use leptos::prelude::*;

use super::components::nav::Nav;
use super::components::notices::Notices;
use super::screens::library::Library;
use super::screens::missing::Missing;
use super::screens::pose::PosePage;
use super::screens::progress::Progress;
use super::screens::routine::RoutinePage;
use super::screens::safety::{FirstRun, Safety};
use super::screens::session::Session;
use super::screens::settings::SettingsPage;
use super::screens::today::Today;
use crate::app::App;
use crate::app::route::Route;
use crate::domain::catalog::PoseId;
use crate::session::Phase;
use crate::words::{Key, text};

/// Draws the app in the page.
pub fn mount() {
    console_error_panic_hook::set_once();
    mount_to_body(Root);
}

#[component]
fn Root() -> impl IntoView {
    let app = App::open();
    provide_context(app);
    // After the first screen is in the page.
    Effect::new(move |_| app.has_drawn());
    let route = Memo::new(move |_| app.route.get());
    let is_session = Memo::new(move |_| matches!(route.get(), Route::Session { .. }));
    let is_under_way = Memo::new(move |_| {
        let phase = app.stage.view.with(|view| view.map(|view| view.phase));
        matches!(phase, Some(Phase::Running | Phase::Paused(_)))
    });
    let needs_safety = Memo::new(move |_| {
        let read = app.settings.with(|settings| settings.safety_read);
        !read && route.get() != Route::Safety
    });
    view! {
        <a class="skip-link" href="#main" on:click=move |event| {
            // The fragment belongs to the routes: the jump is made by hand.
            event.prevent_default();
            app.focus("main");
        }>{text(Key::NavSkip)}</a>
        <Notices/>
        <main id="main" class="screen" class:screen--session=is_session tabindex="-1">
            {move || if needs_safety.get() { view! { <FirstRun/> }.into_any() } else { screen(&route.get()) }}
        </main>
        <Show when=move || is_under_way.get() && !is_session.get()>
            <ReturnBar/>
        </Show>
        <Show when=move || !is_session.get() && !needs_safety.get()>
            <Nav/>
        </Show>
    }
}

fn screen(route: &Route) -> AnyView {
    match route {
        Route::Today => view! { <Today/> }.into_any(),
        Route::Library => view! { <Library/> }.into_any(),
        Route::Routine(slug) => view! { <RoutinePage slug=slug.clone()/> }.into_any(),
        Route::Pose(slug) => match PoseId::from_slug(slug) {
            Some(pose) => view! { <PosePage pose=pose/> }.into_any(),
            None => view! { <Missing what=Key::ErrorPoseMissing/> }.into_any(),
        },
        Route::Session { routine, length } => {
            view! { <Session slug=routine.clone() length=*length/> }.into_any()
        }
        Route::Progress => view! { <Progress/> }.into_any(),
        Route::Settings => view! { <SettingsPage/> }.into_any(),
        Route::Safety => view! { <Safety/> }.into_any(),
        Route::Unknown => view! { <Missing what=Key::ErrorNowhere/> }.into_any(),
    }
}

/// The way back to a session that goes on behind another screen.
#[component]
fn ReturnBar() -> impl IntoView {
    let app = crate::app::use_app();
    let href = move || {
        let slug = app.stage.routine.get().map_or_else(String::new, |found| found.slug.to_string());
        Route::Session { routine: slug, length: None }.href()
    };
    let left = move || {
        let left = app.stage.view.with(|view| view.map(|view| view.total - view.position));
        left.map(|left| left.to_string()).unwrap_or_default()
    };
    view! {
        <aside aria-label=text(Key::PlayerReturn)>
            <a class="return-bar" href=href>
                <span>{text(Key::PlayerReturn)}</span>
                <span class="return-bar__time">{left}</span>
            </a>
        </aside>
    }
}
