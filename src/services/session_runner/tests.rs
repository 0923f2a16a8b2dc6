//! The runner with a real, playing audio element, which the browser stops and resumes.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::platform::audio::AudioEvent;
use crate::platform::clock;
use crate::platform::testing::{Stub, empty_storage, next_frame, show, wait_until};
use crate::platform::{journal, local_storage, locks};
use crate::services::notices::Notices;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog;
use unknot_core::domain::cue::Side;
use unknot_core::session::PauseCause;
use unknot_core::storage::keys;
use unknot_core::timeline::Manner;

fn runner() -> Rc<SessionRunner> {
    runner_with(Signal::stored(Settings::default()))
}

fn runner_with(settings: Signal<Settings>) -> Rc<SessionRunner> {
    SessionRunner::new(settings, Persistence::new(Notices::new()))
}

/// Prepares the session of a routine.
fn prepare(runner: &Rc<SessionRunner>) {
    let options = Options {
        length: None,
        preparation: Millis::secs(10),
        first_side: Side::Left,
        extra: Vec::new(),
        manner: Manner::default(),
        swaps: Vec::new(),
    };
    runner.prepare(catalog::routines().next().unwrap(), options).unwrap();
}

fn phase(runner: &SessionRunner) -> Option<Phase> {
    runner.with_session(|session| session.engine.view().phase)
}

/// Waits until the session is in a phase.
async fn wait_for_phase(runner: &SessionRunner, wanted: Phase) {
    wait_until(async || {
        next_frame().await;
        phase(runner) == Some(wanted)
    })
    .await;
}

/// Waits until the position has advanced, which means that the element is playing.
async fn wait_until_playing(runner: &SessionRunner) {
    let position = || runner.with_session(|session| session.engine.position());
    let before = position();
    wait_until(async || {
        next_frame().await;
        position() > before
    })
    .await;
}

/// Releases the session, and waits until its heartbeats are removed.
async fn release(runner: &Rc<SessionRunner>) {
    runner.release();
    wait_until(async || {
        let journal = journal::all().await.unwrap();
        let is_heartbeat = |key: &String| key.starts_with(keys::HEARTBEAT);
        !journal.iter().any(|(key, _)| is_heartbeat(key))
            && local_storage::keys(keys::HEARTBEAT).is_empty()
    })
    .await;
}

#[wasm_bindgen_test]
async fn session_pauses_and_resumes_with_its_element() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.command(Command::Start);
    wait_until_playing(&runner).await;
    runner.player.pause();
    wait_for_phase(&runner, Phase::Paused(PauseCause::System)).await;
    runner.player.play();
    wait_for_phase(&runner, Phase::Running).await;
    wait_until_playing(&runner).await;
    release(&runner).await;
}

#[wasm_bindgen_test]
async fn browser_does_not_resume_what_the_person_paused() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.command(Command::Start);
    wait_until_playing(&runner).await;
    runner.command(Command::Pause);
    runner.player.play();
    wait_until(async || {
        next_frame().await;
        runner.player.is_sound_paused()
    })
    .await;
    assert_eq!(phase(&runner), Some(Phase::Paused(PauseCause::Person)));
    release(&runner).await;
}

#[wasm_bindgen_test]
async fn late_pause_event_does_not_stop_playback() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.command(Command::Start);
    wait_until_playing(&runner).await;
    runner.on_audio_event(AudioEvent::Paused);
    assert_eq!(phase(&runner), Some(Phase::Running));
    release(&runner).await;
}

#[wasm_bindgen_test]
async fn session_finishes_when_its_track_ends() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.command(Command::Start);
    wait_until_playing(&runner).await;
    let total = runner.with_session(|session| session.engine.timeline().total).unwrap();
    runner.player.pause();
    wait_for_phase(&runner, Phase::Paused(PauseCause::System)).await;
    // The browser has played it to its end, and reports nothing else.
    let timeline = runner.signals.timeline.get_untracked().unwrap();
    runner.player.seek(&timeline, &runner.mix(), total + unknot_soundtrack::TAIL).unwrap();
    runner.on_audio_event(AudioEvent::Ended);
    assert_eq!(phase(&runner), Some(Phase::Finished));
    assert_eq!(runner.signals.summary.get_untracked().map(|summary| summary.finished), Some(true));
    release(&runner).await;
}

#[wasm_bindgen_test]
async fn only_a_session_under_way_holds_the_lock() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.command(Command::Start);
    wait_until(async || locks::is_held(locks::SESSION).await).await;
    runner.command(Command::End);
    wait_until(async || !locks::is_held(locks::SESSION).await).await;
    // A session that is over doesn't start again.
    runner.command(Command::Start);
    assert!(runner.locks.borrow().is_none());
    release(&runner).await;
}

#[wasm_bindgen_test]
async fn replaced_session_is_recorded() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.command(Command::Start);
    wait_until_playing(&runner).await;
    // As if a minute had been played.
    let timeline = runner.signals.timeline.get_untracked().unwrap();
    runner.player.seek(&timeline, &runner.mix(), Millis::secs(60)).unwrap();
    runner.send(Input::Tick);
    let snapshot = runner.with_session(|session| session.engine.snapshot()).unwrap();
    let other = ids::random_id();
    let routine = catalog::routines().next().unwrap();
    assert!(runner.restore(other, clock::now(), routine, snapshot, Earlier::default()));
    let log = runner.persistence.log();
    assert_eq!(log.with_untracked(|log| log.sessions().len()), 1);
    assert_eq!(runner.signals.summary.get_untracked(), None);
    release(&runner).await;
}

#[wasm_bindgen_test]
async fn only_sound_settings_are_applied_to_the_sound() {
    let browser = Stub::install(
        "const set = [];
        navigator.audioSession = { set type(kind) { set.push(kind); } };
        return { restore: () => delete navigator.audioSession, report: () => set.join() };",
    );
    let settings = RwSignal::new(Settings::default());
    let runner = runner_with(settings.into());
    prepare(&runner);
    let following = runner.clone();
    let mounted = show(move || following.follow_sound_settings());
    next_frame().await;
    assert_eq!(browser.report(), "playback");

    settings.update(|settings| settings.vibration = !settings.vibration);
    next_frame().await;
    assert_eq!(browser.report(), "playback");
    settings.update(|settings| settings.over_others = true);
    next_frame().await;
    assert_eq!(browser.report(), "playback,transient");

    settings.update(|settings| settings.bell = Bell::Gong);
    next_frame().await;
    let mix = runner.with_session(|session| session.mix.clone());
    assert_eq!(mix, Some(runner.mix()));
    assert_eq!(browser.report(), "playback,transient");
    drop(mounted);
    runner.release();
}

#[wasm_bindgen_test]
async fn the_result_of_a_session_from_an_earlier_day_is_that_of_today() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.session.borrow_mut().as_mut().unwrap().earlier.practised = Millis::secs(100);
    assert_eq!(runner.practised_before(), Millis::secs(100));
    runner.command(Command::Start);
    wait_until_playing(&runner).await;
    runner.command(Command::End);
    let summary = runner.signals().summary.get_untracked().unwrap();
    // More than was played in all belongs to earlier days.
    assert_eq!(summary.practised, Millis::ZERO);
    assert!(!summary.finished);
    assert_eq!(runner.kept(), Kept::Nothing);
    release(&runner).await;
}

#[wasm_bindgen_test]
async fn between_two_seconds_only_the_figure_hears_of_the_time() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.command(Command::Start);
    wait_until_playing(&runner).await;
    let signals = runner.signals;
    let (timeline, mix) = (signals.timeline.get_untracked().unwrap(), runner.mix());
    let look = |at| {
        runner.player.seek(&timeline, &mix, at).unwrap();
        runner.send(Input::Tick);
        let position = |view: ReadSignal<Option<View>>| view.get_untracked().unwrap().position;
        [position(signals.view), position(signals.frame)]
    };
    // Exact seconds are left then, of the preparation and of the whole.
    let [start, _] = look(Millis::secs(5));
    assert!(start >= Millis::secs(5));
    let [view, frame] = look(Millis(5_500));
    assert!(view < Millis(5_500) && frame >= Millis(5_500), "{view}, {frame}");
    // The element's own event brings nothing that the timer doesn't.
    runner.player.seek(&timeline, &mix, Millis(5_800)).unwrap();
    runner.on_audio_event(AudioEvent::TimeUpdate);
    assert!(signals.frame.get_untracked().unwrap().position < Millis(5_800));
    let [view, _] = look(Millis(6_100));
    assert!(view >= Millis(6_100), "{view}");
    release(&runner).await;
}

#[wasm_bindgen_test]
async fn a_hidden_page_keeps_the_place_and_draws_nothing() {
    empty_storage().await;
    let runner = runner();
    prepare(&runner);
    runner.command(Command::Start);
    wait_until_playing(&runner).await;
    let shown = || runner.signals.view.get_untracked().unwrap().position;
    let hidden = Stub::property("document", "visibilityState", "'hidden'");
    runner.on_visibility(false);
    let (before, timeline) = (shown(), runner.signals.timeline.get_untracked().unwrap());
    let play_to = |at| {
        runner.player.seek(&timeline, &runner.mix(), at).unwrap();
        runner.on_audio_event(AudioEvent::TimeUpdate);
    };
    let position = || runner.with_session(|session| session.engine.position()).unwrap();

    // Nothing is due yet: the event isn't even passed on.
    let kept = position();
    play_to(kept + Millis::secs(2));
    assert_eq!((position(), shown()), (kept, before));
    // A heartbeat is, after five seconds, but there is nothing to draw.
    play_to(kept + Millis(5_100));
    assert_eq!((position(), shown()), (kept + Millis(5_100), before));
    let beats = local_storage::keys(keys::HEARTBEAT);
    assert_eq!(beats.len(), 1);
    // The next segment begins.
    play_to(Millis(10_100));
    assert_eq!(shown(), Millis(10_100));

    // Shown again, it catches up at once.
    play_to(Millis(10_300));
    assert_eq!(shown(), Millis(10_100));
    drop(hidden);
    runner.on_visibility(true);
    assert!(shown() >= Millis(10_300));
    release(&runner).await;
}
