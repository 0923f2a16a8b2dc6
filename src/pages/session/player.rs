//! The player: a session that can be followed by eye, by ear and by touch. Nothing on it competes with the pose.
//!
//! It is seen from a mat, two metres away and without glasses: the figure gets all the room that is left, and
//! everything has a fixed place, so that nothing jumps from step to step.
//!
//! The moment changes once or twice a second, so each text follows a memo of the part that it shows.
//!
//! A text that changes is the `textContent` of its element: the browser's translation replaces text nodes, and whoever
//! keeps one would then change a node that is no longer in the page.

use leptos::prelude::*;

use super::activity::{Activity, repetition};
use super::controls::{Controls, EndControl, MoreTimeControl};
use super::dark_screen::DarkScreenControl;
use super::fitted::{Fitted, letters};
use super::instruction::Instruction;
use super::next_step::NextStep;
use super::silence_note::SilenceNote;
use super::sound_control::SoundControl;
use crate::components::breath_pacer::BreathPacer;
use crate::components::button::VanishingButton;
use crate::components::figure::SessionFigure;
use crate::components::live_region::LiveRegion;
use crate::components::session_ring::SessionRing;
use crate::components::title::Title;
use crate::services::session_runner::signals::Trouble;
use crate::services::{dates, shortcuts};
use crate::state::{SessionState, use_session};
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::session::{Doing, Passage, PauseCause, Phase};

/// The current session.
#[component]
pub(super) fn Player() -> impl IntoView {
    let session = use_session();
    shortcuts::on_key(move |key| press_key(&session, key));
    // Another routine gets a player of its own.
    let routine = session.signals().routine.get_untracked();
    let name = routine.map_or("", |routine| i18n::routine_name(&routine.slug));
    let is_paused = move || matches!(session.phase(), Some(Phase::Paused(_)));
    let left = session.select(|view| (view.total - view.position).as_secs_up());
    let left_as = move |format: fn(Millis) -> String| {
        let left = left.get().map(|left| format(Millis::secs(left)));
        left.map(|left| fill(Key::PlayerLeft, &[("time", &left)])).unwrap_or_default()
    };
    // The digits of a countdown would be read aloud as a time of day.
    let left_aloud = Memo::new(move |_| left_as(dates::rough_length));
    view! {
        <div class="player" class:player--paused=is_paused>
            <header class="player__top">
                <EndControl/>
                <div class="player__session">
                    <Title heading=name/>
                    <p
                        class="soft player__left"
                        role="timer"
                        aria-live="off"
                        aria-label=left_aloud
                        prop:textContent=move || left_as(|left| left.to_string())
                    ></p>
                </div>
                <div class="player__tools">
                    <DarkScreenControl/>
                    <SoundControl/>
                    <MoreTimeControl/>
                </div>
            </header>
            <div class="player__picture">
                <SessionRing/>
                <BreathPacer/>
                <div class="player__figure">
                    <SessionFigure/>
                </div>
                <TroubleNote/>
            </div>
            <Instruction/>
            <div class="player__now">
                <Clock/>
                <Activity/>
                <NextStep/>
            </div>
            <Controls/>
        </div>
    }
}

/// The space bar starts, pauses and resumes; the arrow keys move from step to step. Returns whether the key was
/// handled.
fn press_key(session: &SessionState, key: &str) -> bool {
    let is_under_way = untrack(|| session.is_under_way());
    match key {
        " " if is_under_way || untrack(|| session.phase()) == Some(Phase::Ready) => {
            session.play_or_pause();
        }
        "ArrowRight" if is_under_way => session.skip(),
        "ArrowLeft" if is_under_way => session.back(),
        _ => return false,
    }
    true
}

/// The countdown and what it counts. Where repetitions are counted, their number is what matters: it is large, and the time small.
#[component]
fn Clock() -> impl IntoView {
    let repetition = use_session().select(|view| repetition(view.doing));
    let number = Memo::new(move |_| repetition.get().flatten().map(nth_of).unwrap_or_default());
    view! {
        <div class="player__clock" class:player__clock--counts=move || number.with(|it| !it.is_empty())>
            <Fitted class="player__count" words=number/>
            <Countdown/>
            <CountdownMeaning/>
        </div>
    }
}

/// “2 of 8”
fn nth_of((number, count): (u32, u32)) -> String {
    let (n, count) = (number.to_string(), count.to_string());
    fill(Key::PlayerRepetition, &[("n", &n), ("count", &count)])
}

/// The countdown, readable from two metres. It isn't announced, or screen readers would never be quiet.
#[component]
fn Countdown() -> impl IntoView {
    let session = use_session();
    let left = session.select(|view| view.left.as_secs_up());
    let left = move || left.get().map(|left| Millis::secs(left).to_string()).unwrap_or_default();
    let is_quiet = session.select(|view| is_before_work(view.doing));
    view! {
        <p
            class="countdown"
            style=("--letters", move || letters(&left()))
            class:countdown--quiet=move || is_quiet.get() == Some(true)
            role="timer"
            aria-live="off"
            translate="no"
            prop:textContent=left
        ></p>
    }
}

/// What the countdown counts, because there is a second clock above.
#[component]
fn CountdownMeaning() -> impl IntoView {
    let meaning = use_session().select(|view| meaning_of(view.doing, view.passage));
    view! {
        <p
            class="soft player__unit"
            prop:textContent=move || meaning.get().map(text).unwrap_or_default()
        ></p>
    }
}

/// On the way to a pose it is the time to get there, and not a time to wait.
fn meaning_of(doing: Doing, passage: Option<Passage>) -> Key {
    match (doing, passage) {
        (_, Some(Passage::Up)) => Key::PlayerToGetUp,
        (_, Some(Passage::SitUp)) => Key::PlayerToSitUp,
        (_, Some(Passage::Down(_))) => Key::PlayerToGetDown,
        (_, Some(Passage::StandUp)) => Key::PlayerToStandUp,
        (_, Some(Passage::FeetDown(_))) | (Doing::ChangeOver, None) => Key::PlayerToGetThere,
        _ if is_before_work(doing) => Key::PlayerUntilStart,
        _ => Key::PlayerThisStep,
    }
}

/// Whether the work of the step is still to come.
fn is_before_work(doing: Doing) -> bool {
    matches!(doing, Doing::Prepare | Doing::ChangeOver | Doing::Listen { .. })
}

/// Why the session is paused or silent.
#[component]
fn TroubleNote() -> impl IntoView {
    let session = use_session();
    let trouble = session.signals().trouble;
    let note = move || {
        let note = match (trouble.get(), session.phase()) {
            (Some(Trouble::NeedsTap), _) => Key::PlayerTapToStart,
            (Some(Trouble::NoSound | Trouble::SoundFailed), _) => Key::PlayerNoSound,
            (None, Some(Phase::Paused(PauseCause::Person))) => Key::PlayerPaused,
            (None, Some(Phase::Paused(PauseCause::System))) => Key::PlayerPausedBySystem,
            (None, _) => return None,
        };
        Some(view! { <p prop:textContent=text(note)></p> })
    };
    view! {
        <div class="player__note">
            <SilenceNote/>
            <LiveRegion class="player__trouble">{note}</LiveRegion>
            <Show when=move || trouble.get() == Some(Trouble::SoundFailed)>
                <VanishingButton
                    label=text(Key::PlayerRetrySound)
                    focus_next="title"
                    on_press=move || session.retry_sound()
                />
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, next_frame, texts};
    use crate::state::testing::{set_moment, set_trouble, show_with_session};
    use unknot_core::domain::catalog::PoseId;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn nothing_is_counted_while_the_voice_explains() {
        let (session, mounted) = show_with_session("morning-mobility", || view! { <Player/> });
        let length = Millis::secs(8);
        for (doing, name) in [
            (Doing::ChangeOver, text(Key::PlayerGetThere)),
            (
                Doing::Listen { elapsed: Millis::secs(1), length, moves: true },
                text(Key::PlayerListen),
            ),
            (
                Doing::Move { number: 1, count: 8, elapsed: Millis::ZERO, every: Millis::secs(6) },
                text(Key::PlayerBreatheOut),
            ),
        ] {
            set_moment(&session, |view| {
                (view.pose, view.side, view.doing) = (PoseId::PelvicTilt, None, doing);
            });
            next_frame().await;
            assert_eq!(texts("main .player__act"), [name]);
            let is_counted = matches!(doing, Doing::Move { .. });
            assert_eq!(texts("main .player__count"), [if is_counted { "1 of 8" } else { "" }]);
            assert_eq!(elements("main .player__clock--counts").is_empty(), !is_counted);
            assert_eq!(elements("main .countdown--quiet").is_empty(), is_counted, "{doing:?}");
            let meaning = match doing {
                Doing::ChangeOver => "to get there",
                Doing::Listen { .. } => "until it starts",
                _ => "this step",
            };
            assert_eq!(texts("main .player__unit"), [meaning]);
        }
        session.leave();
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn texts_follow_the_moment_and_trouble_is_announced_in_a_region_that_stays() {
        let (session, mounted) = show_with_session("morning-mobility", || view! { <Player/> });
        let region = elements("main .player__trouble")[0].clone();
        assert_eq!(region.text_content().as_deref(), Some(""));
        // One countdown for the preparation and the first lead: the way down to the floor takes both.
        let timeline = session.signals().timeline.get_untracked().unwrap();
        let until_work = timeline.segments[1].end();
        assert_eq!(texts("main .countdown"), [until_work.to_string()]);
        assert_eq!(texts("main .player__unit"), ["to get down"]);

        set_moment(&session, |view| {
            view.phase = Phase::Paused(PauseCause::System);
            view.left = Millis(7_001);
            view.doing = Doing::Hold;
        });
        set_trouble(&session, Some(Trouble::NeedsTap));
        next_frame().await;
        assert_eq!(texts("main .countdown"), ["0:08"]);
        assert_eq!(texts("main .player__unit"), [text(Key::PlayerThisStep)]);
        assert_eq!(region.text_content().as_deref(), Some(text(Key::PlayerTapToStart)));
        set_trouble(&session, None);
        next_frame().await;
        assert_eq!(region.text_content().as_deref(), Some(text(Key::PlayerPausedBySystem)));
        assert!(region.is_connected(), "a new region would not be announced");
        session.leave();
        drop(mounted);
    }
}
