//! The pages in the second part of the program: all pages but Today, the session and safety.
//!
//! They make up most of the code of pages, and the first session needs none of them, so a release fetches them after the first
//! paint. `leptos::wasm_split` marks the functions at which the program is split, and `tools/split.mjs` splits it. (Leptos' `#[lazy]` is
//! built on it, but panics if a part can't be fetched.) Other builds aren't split.

#[cfg(not(feature = "split"))]
use std::future::{Ready, ready};

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;

use super::about_you::AboutYouPage;
use super::flare::FlarePage;
use super::learn::{LearnPage, LearnTopic};
use super::library::LibraryPage;
use super::lock_screen_test::LockScreenTestPage;
use super::missing::Missing;
use super::pose::PosePage;
use super::progress::ProgressPage;
use super::recordings::RecordingsPage;
use super::routine::RoutinePage;
use super::settings::SettingsPage;
use super::sounds::SoundsPage;
use crate::components::library_gate::LibraryGate;
use crate::route::Route;
use unknot_core::domain::catalog::PoseId;
use unknot_core::i18n::Key;

/// Draws the page of a route.
type DrawPage = fn(Route) -> AnyView;

/// Fetches the part, unless it is here already, as it is once the library has loaded.
///
/// # Errors
/// If the part can't be fetched. The next call tries again.
#[cfg(feature = "split")]
#[wasm_split(library, wasm_split_path = leptos::wasm_split, fallible)]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the macro wants a result, into which it puts its own failures"
)]
fn load() -> Result<DrawPage, SplitLoaderError> {
    Ok(draw_page)
}

#[cfg(not(feature = "split"))]
fn load() -> Ready<Result<DrawPage, SplitLoaderError>> {
    ready(Ok(draw_page))
}

/// The page of a route that is in the part.
#[component]
pub(crate) fn LibraryPages(
    /// The route.
    route: Route,
) -> impl IntoView {
    view! {
        <LibraryGate>
            <Drawn route=route.clone()/>
        </LibraryGate>
    }
}

/// The page, once the program knows how to draw it.
#[component]
fn Drawn(
    /// Its route.
    route: Route,
) -> impl IntoView {
    let draw_page = LocalResource::new(load);
    move || draw_page.get()?.ok().map(|draw_page| draw_page(route.clone()))
}

fn draw_page(route: Route) -> AnyView {
    match route {
        Route::Library => view! { <LibraryPage/> }.into_any(),
        Route::Routine(slug) => view! { <RoutinePage slug/> }.into_any(),
        Route::Pose(slug) => match PoseId::from_slug(&slug) {
            Some(pose) => view! { <PosePage pose/> }.into_any(),
            None => view! { <Missing what=Key::ErrorPoseMissing/> }.into_any(),
        },
        Route::Progress => view! { <ProgressPage/> }.into_any(),
        Route::Settings => view! { <SettingsPage/> }.into_any(),
        Route::Sounds => view! { <SoundsPage/> }.into_any(),
        Route::Recordings(slug) => view! { <RecordingsPage slug/> }.into_any(),
        Route::LockTest => view! { <LockScreenTestPage/> }.into_any(),
        Route::AboutYou => view! { <AboutYouPage/> }.into_any(),
        Route::Flare => view! { <FlarePage/> }.into_any(),
        Route::Learn => view! { <LearnPage/> }.into_any(),
        Route::LearnTopic(slug) => view! { <LearnTopic slug/> }.into_any(),
        Route::Today | Route::Session { .. } | Route::Safety | Route::Unknown => {
            view! { <Missing what=Key::ErrorNowhere/> }.into_any()
        }
    }
}
