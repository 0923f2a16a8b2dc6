//! The player: a session that can be followed by eye, by ear and by touch. Nothing on it competes with the pose.
//!
//! It is seen from a mat, two metres away and without glasses: the figure gets all the room that is left, and
//! everything has a fixed place, so that nothing jumps from step to step.
//!
//! The moment changes up to thirty times a second, so each text follows a memo of the part that it shows.
//!
//! A text that changes is the `textContent` of its element: the browser's translation replaces text nodes, and whoever
//! keeps one would then change a node that is no longer in the page.

use leptos::prelude::*;

use super::controls::{Controls, EndControl, MoreTimeControl};
use super::dark_screen::DarkScreenControl;
use super::instruction::Instruction;
use crate::components::breath_pacer::BreathPacer;
use crate::components::button::VanishingButton;
use crate::components::figure::SessionFigure;
use crate::components::live_region::LiveRegion;
use crate::components::session_ring::SessionRing;
use crate::components::title::Title;
use crate::services::session_runner::signals::Trouble;
use crate::services::{dates, shortcuts};
use crate::state::{SessionState, use_assets, use_session};
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::session::{Doing, Next, PauseCause, Phase};
use unknot_core::timeline::COUNTED_FROM;

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
                <Countdown/>
                <div class="player__doing">
                    <Activity/>
                    <NextStep/>
                </div>
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

/// The side, and what to do.
#[component]
fn Activity() -> impl IntoView {
    let session = use_session();
    let activity = session.select(|view| {
        let doing = match view.doing {
            // The elapsed time of a repetition changes all the time, but isn't shown.
            Doing::Move { number, count, every, .. } => {
                Doing::Move { number, count, elapsed: Millis::ZERO, every }
            }
            other => other,
        };
        (view.pose, view.side, doing)
    });
    let side = move || {
        let activity = activity.get();
        activity.and_then(|(pose, side, doing)| side_of(pose, side, doing)).unwrap_or_default()
    };
    let doing = move || {
        let activity = activity.get();
        activity.map(|(_, _, doing)| name_of(doing)).unwrap_or_default()
    };
    view! {
        <p class="player__side" prop:textContent=side></p>
        <p class="player__act" prop:textContent=doing></p>
    }
}

/// The side, unless it is that of a step of a walk.
fn side_of(pose: PoseId, side: Option<Side>, doing: Doing) -> Option<&'static str> {
    side.filter(|_| !is_step_of_walk(doing)).map(|side| match pose.pose().sides {
        Sides::Each => i18n::side_of(pose, side),
        _ => i18n::side(side),
    })
}

/// The steps of a walk are neither counted nor named left and right.
fn is_step_of_walk(doing: Doing) -> bool {
    matches!(doing, Doing::Move { every, .. } if every < COUNTED_FROM)
}

fn name_of(doing: Doing) -> String {
    let key = match doing {
        walk if is_step_of_walk(walk) => return String::new(),
        Doing::Move { number, count, .. } => {
            let (n, count) = (number.to_string(), count.to_string());
            return fill(Key::PlayerRepetition, &[("n", &n), ("count", &count)]);
        }
        Doing::Prepare => Key::PlayerPrepare,
        Doing::ChangeOver => Key::PlayerGetThere,
        Doing::Hold => Key::PlayerHold,
        Doing::Rest => Key::PlayerRest,
        Doing::Inhale => Key::PlayerBreatheIn,
        Doing::Exhale => Key::PlayerBreatheOut,
        Doing::HoldBreath => Key::PlayerHoldBreath,
    };
    text(key).to_owned()
}

/// The countdown, readable from two metres. It isn't announced, or screen readers would never be quiet.
#[component]
fn Countdown() -> impl IntoView {
    let session = use_session();
    let left = session.select(|view| view.left.as_secs_up());
    let is_quiet = session.select(|view| matches!(view.doing, Doing::Prepare | Doing::ChangeOver));
    view! {
        <p
            class="countdown"
            class:countdown--quiet=move || is_quiet.get() == Some(true)
            role="timer"
            aria-live="off"
            translate="no"
            prop:textContent=move || {
                left.get().map(|left| Millis::secs(left).to_string()).unwrap_or_default()
            }
        ></p>
    }
}

/// The next step, early enough to prepare for it.
#[component]
fn NextStep() -> impl IntoView {
    let assets = use_assets();
    let next = use_session().select(|view| view.next);
    let words = move || {
        // The texts of a variation may only come with the library.
        assets.library();
        next.get().map(next_step).unwrap_or_default()
    };
    view! { <p class="soft player__next" prop:textContent=words></p> }
}

fn next_step(next: Option<Next>) -> String {
    match next {
        None => text(Key::PlayerLast).to_owned(),
        Some(Next { pose, side: Some(side), same_pose: true }) => {
            fill(Key::PlayerNext, &[("step", i18n::side_of(pose, side))])
        }
        Some(Next { pose, side, .. }) => {
            fill(Key::PlayerNext, &[("step", &i18n::pose_on_side(pose, side))])
        }
    }
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
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn repetitions_are_counted_unless_they_are_steps_of_a_walk() {
        let doing = |every| Doing::Move { number: 2, count: 8, elapsed: Millis::ZERO, every };
        let left = Some(Side::Left);
        assert_eq!(name_of(doing(COUNTED_FROM)), "2 of 8");
        assert_eq!(side_of(PoseId::CatCow, left, doing(COUNTED_FROM)), Some("left side"));
        let step = doing(COUNTED_FROM.saturating_sub(Millis(1)));
        assert_eq!((side_of(PoseId::CatCow, left, step), name_of(step)), (None, String::new()));
    }

    #[wasm_bindgen_test]
    async fn texts_follow_the_moment_and_trouble_is_announced_in_a_region_that_stays() {
        let (session, mounted) = show_with_session("morning-mobility", || view! { <Player/> });
        let region = elements("main .player__trouble")[0].clone();
        assert_eq!(region.text_content().as_deref(), Some(""));
        assert_eq!(texts("main .countdown"), ["0:10"]);

        set_moment(&session, |view| {
            view.phase = Phase::Paused(PauseCause::System);
            view.left = Millis(7_001);
        });
        set_trouble(&session, Some(Trouble::NeedsTap));
        next_frame().await;
        assert_eq!(texts("main .countdown"), ["0:08"]);
        assert_eq!(region.text_content().as_deref(), Some(text(Key::PlayerTapToStart)));
        set_trouble(&session, None);
        next_frame().await;
        assert_eq!(region.text_content().as_deref(), Some(text(Key::PlayerPausedBySystem)));
        assert!(region.is_connected(), "a new region would not be announced");
        session.leave();
        drop(mounted);
    }
}
