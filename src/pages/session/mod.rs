//! The page of a session: ready, under way or over.

mod activity;
mod breath_of_move;
mod controls;
mod dark_screen;
mod done;
mod elsewhere;
mod end_dialog;
mod fitted;
mod hurt_dialog;
mod hurts_card;
mod instruction;
mod next_step;
mod other_session;
mod player;
mod silence_note;
mod sound_control;
pub(crate) mod sound_sheet;
mod what_next;

use leptos::either::EitherOf5;
use leptos::prelude::*;

use self::done::Done;
use self::elsewhere::ElsewhereCard;
use self::other_session::OtherSession;
use self::player::Player;
use crate::components::library_gate::LibraryGate;
use crate::components::resume_card::ResumeCard;
use crate::components::title::Title;
use crate::pages::missing::Missing;
use crate::state::{SessionState, use_session};
use unknot_core::domain::routine::Routine;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, text};
use unknot_core::session::{Phase, Summary};

/// The session of a routine. A routine that isn't found may still come with the library.
#[component]
pub(crate) fn SessionPage(
    /// The routine's slug, or `today` for the routine of the day.
    slug: String,
    /// Its length, if that is not the routine's own.
    length: Option<Millis>,
) -> impl IntoView {
    let session = use_session();
    // Untracked: the routine of the day stays the same while the page is open.
    let find = move || {
        let routine = untrack(|| session.routine(&slug));
        routine.map(|routine| view! { <RoutineSession routine length/> })
    };
    match find() {
        Some(found) => found.into_any(),
        None => view! {
            <LibraryGate>
                {match find() {
                    Some(found) => found.into_any(),
                    None => view! { <Missing what=Key::ErrorRoutineMissing/> }.into_any(),
                }}
            </LibraryGate>
        }
        .into_any(),
    }
}

/// The session of a routine, unless another one is under way, here or in another tab.
#[component]
fn RoutineSession(routine: &'static Routine, length: Option<Millis>) -> impl IntoView {
    let session = use_session();
    let other = Memo::new(move |_| {
        let other = session.signals().routine.get().filter(|other| other.slug != routine.slug);
        other.filter(|_| session.is_under_way()).map(|other| &*other.slug)
    });
    // The result of the last session stays.
    let is_elsewhere = Memo::new(move |_| {
        let is_over = session.signals().summary.with(Option::is_some);
        session.is_elsewhere() && !session.is_under_way() && !is_over
    });
    move || match other.get() {
        _ if is_elsewhere.get() => view! { <ElsewhereCard/> }.into_any(),
        Some(other) => view! {
            <LibraryGate>
                <OtherSession other routine/>
            </LibraryGate>
        }
        .into_any(),
        None => view! { <OwnSession routine length/> }.into_any(),
    }
}

/// What the page of a session shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// The result of the session.
    Done(Summary),
    Player,
    /// The offer to resume this session, which was interrupted. The phone reloads a page that it has discarded at this
    /// address.
    Resume,
    /// An interrupted session is still being looked for.
    Looking,
    Nothing,
}

impl Shown {
    fn of(session: &SessionState, routine: &Routine) -> Self {
        if let Some(summary) = session.signals().summary.get() {
            return Self::Done(summary);
        }
        let is_interrupted =
            || session.interrupted().is_some_and(|beat| beat.routine == routine.slug);
        match session.phase() {
            None => Self::Nothing,
            // Starting too early would replace a session that can be resumed.
            Some(Phase::Ready) if session.is_looking_for_interrupted() => Self::Looking,
            Some(Phase::Ready) if is_interrupted() => Self::Resume,
            Some(_) => Self::Player,
        }
    }
}

/// The session of this page, from before its start to its end. An error if it can't be prepared, which the error
/// boundary around the pages shows.
#[component]
fn OwnSession(routine: &'static Routine, length: Option<Millis>) -> impl IntoView {
    let session = use_session();
    // Prepared before anything is drawn, so that no other session is drawn.
    session.prepare_for_page(routine, length).map(|()| {
        let shown = Memo::new(move |_| Shown::of(&session, routine));
        // Each has elements of its own. With `AnyView`, Leptos could reuse those of the player for the result.
        move || match shown.get() {
            Shown::Done(summary) => EitherOf5::A(view! { <Done summary/> }),
            Shown::Player => EitherOf5::B(view! { <Player/> }),
            Shown::Resume => EitherOf5::C(view! {
                <Title heading=i18n::routine_name(&routine.slug)/>
                <ResumeCard/>
            }),
            Shown::Looking => EitherOf5::D(view! { <Title heading=text(Key::LibraryComing)/> }),
            Shown::Nothing => EitherOf5::E(()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::failed::PageFailed;
    use crate::platform::local_storage;
    use crate::platform::testing::{click, elements, empty_storage, next_frame, texts};
    use crate::route::Route;
    use crate::state::testing::{set_moment, set_summary, show_with_session};
    use unknot_core::domain::catalog;
    use unknot_core::storage::keys;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn page(slug: &str) -> impl IntoView + 'static {
        view! { <SessionPage slug=slug.to_owned() length=None/> }
    }

    #[wasm_bindgen_test]
    async fn the_player_gives_way_to_the_result() {
        let (session, mounted) = show_with_session("morning-mobility", || page("breathing-space"));
        let player = elements("main .player")[0].clone();
        // A session that was merely ready is replaced.
        assert_eq!(texts("main h1"), [i18n::routine_name("breathing-space")]);
        set_moment(&session, |view| view.phase = Phase::Running);
        next_frame().await;
        assert!(player.is_connected(), "the player is not redrawn");
        let summary = Summary {
            finished: true,
            planned: Millis::minutes(3),
            practised: Millis::minutes(3),
            worked: Millis::minutes(3),
            skipped: 0,
        };
        set_summary(&session, summary);
        next_frame().await;
        assert_eq!(texts("main h1"), [text(Key::DoneTitle)]);
        assert!(!player.is_connected());
        session.leave();
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn another_session_under_way_ends_only_on_request() {
        let (session, mounted) = show_with_session("morning-mobility", || {
            set_moment(&use_session(), |view| view.phase = Phase::Running);
            page("breathing-space")
        });
        let current = || session.signals().routine.get_untracked().map(|routine| &*routine.slug);
        assert_eq!(texts("main .button"), [text(Key::InTheWayBack), text(Key::InTheWayEnd)]);
        assert_eq!(current(), Some("morning-mobility"));
        click("main .button:not(.button--main)");
        next_frame().await;
        assert_eq!(current(), Some("breathing-space"));
        assert_eq!(elements("main .player").len(), 1);
        session.leave();
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn start_is_not_offered_during_the_search_for_an_interrupted_session() {
        empty_storage().await;
        local_storage::write(&format!("{}x", keys::HEARTBEAT), "").unwrap();
        let (session, mounted) = show_with_session("breathing-space", || page("breathing-space"));
        assert_eq!(texts("main h1"), [text(Key::LibraryComing)]);
        assert!(elements("main .player").is_empty());
        session.leave();
        drop(mounted);
        empty_storage().await;
    }

    #[wasm_bindgen_test]
    async fn a_session_that_cannot_be_prepared_gives_way_to_the_page_for_failures() {
        let empty =
            Routine { steps: Vec::new(), ..catalog::routine("breathing-space").unwrap().clone() };
        let empty: &'static Routine = Box::leak(Box::new(empty));
        let (session, mounted) = show_with_session("morning-mobility", move || {
            view! {
                <ErrorBoundary fallback=|errors| view! { <PageFailed errors/> }>
                    <RoutineSession routine=empty length=None/>
                </ErrorBoundary>
            }
        });
        next_frame().await;
        assert_eq!(texts("main h1"), [text(Key::FailureTitle)]);
        assert!(elements("main .player").is_empty());
        let links = elements("main a[href]");
        assert_eq!(links[0].get_attribute("href"), Some(Route::Today.href()));
        session.leave();
        drop(mounted);
    }

    #[wasm_bindgen_test]
    fn an_unknown_routine_is_reported() {
        let (_, mounted) = show_with_session("morning-mobility", || page("no-such-routine"));
        assert_eq!(texts("main h1"), [text(Key::ErrorRoutineMissing)]);
        drop(mounted);
    }
}
