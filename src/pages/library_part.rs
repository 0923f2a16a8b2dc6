//! The pages in the second part of the program: all pages but Today, the session and safety. And the sheet of sounds of a
//! session.
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
use super::session::sound_sheet::SoundSheet;
use super::settings::SettingsPage;
use super::sounds::SoundsPage;
use super::your_data::YourDataPage;
use crate::components::library_gate::LibraryGate;
use crate::route::Route;
use crate::services::notices::Notices;
use crate::state::{Backups, Navigation, use_assets, use_backups, use_navigation, use_notices};
use unknot_core::domain::catalog::PoseId;
use unknot_core::i18n::Key;

/// What the part draws.
#[derive(Clone, Copy)]
struct Drawings {
    /// The page of a route.
    page: fn(Route) -> AnyView,
    /// Follows the person's backups.
    follow_backups: fn(Backups, Navigation, Notices),
    /// The sheet of sounds. The session may wait for it, and it tells when it has been closed.
    sound_sheet: fn(waits: bool, on_close: Callback<()>) -> AnyView,
}

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
fn load() -> Result<Drawings, SplitLoaderError> {
    Ok(Drawings { page: draw_page, follow_backups: Backups::follow, sound_sheet: draw_sound_sheet })
}

#[cfg(not(feature = "split"))]
fn load() -> Ready<Result<Drawings, SplitLoaderError>> {
    ready(Ok(Drawings {
        page: draw_page,
        follow_backups: Backups::follow,
        sound_sheet: draw_sound_sheet,
    }))
}

/// Follows the person's backups once the library has loaded, for the life of the page.
pub(crate) fn follow_backups() {
    let (assets, backups) = (use_assets(), use_backups());
    let (navigation, notices) = (use_navigation(), use_notices());
    let drawings = LocalResource::new(move || {
        let has_library = assets.has_library();
        async move { if has_library { load().await.ok() } else { None } }
    });
    let is_following = StoredValue::new(false);
    Effect::new(move || {
        if let Some(drawings) = drawings.get().flatten()
            && !is_following.get_value()
        {
            is_following.set_value(true);
            untrack(|| (drawings.follow_backups)(backups, navigation, notices));
        }
    });
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
    let drawings = LocalResource::new(load);
    move || drawings.get()?.ok().map(|drawings| (drawings.page)(route.clone()))
}

/// The sheet of sounds of a session, once the program knows how to draw it. Its texts come with the library.
#[component]
pub(super) fn LibrarySoundSheet(
    /// Whether the session waits until it is closed.
    waits: bool,
    /// Called after it has been closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let drawings = LocalResource::new(load);
    move || drawings.get()?.ok().map(|drawings| (drawings.sound_sheet)(waits, on_close))
}

fn draw_sound_sheet(waits: bool, on_close: Callback<()>) -> AnyView {
    view! { <SoundSheet waits on_close/> }.into_any()
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
        Route::YourData => view! { <YourDataPage/> }.into_any(),
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
