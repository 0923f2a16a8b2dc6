//! The player with real, playing audio elements.

use super::*;
use crate::platform::testing::{EventLog, next_frame};
use std::rc::Rc;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog;
use unknot_core::domain::cue::Side;
use unknot_core::timeline::{self, Manner, Options};
use wasm_bindgen_test::wasm_bindgen_test;

fn timelines() -> impl Iterator<Item = Timeline> {
    catalog::routines().map(|routine| {
        let options = Options {
            length: None,
            preparation: Millis(10_500),
            first_side: Side::Left,
            extra: Vec::new(),
            manner: Manner::default(),
            swaps: Vec::new(),
        };
        timeline::compile(routine, &options).unwrap()
    })
}

/// A timeline of whole minutes and half a second of preparation, so that its end lies between two seconds.
fn timeline() -> Timeline {
    let timeline = timelines().next().unwrap();
    assert_eq!(timeline.total.0 % 1000, 500);
    timeline
}

fn mix() -> Mix {
    Mix::new(80, Bell::default())
}

fn listened() -> (Player, Rc<EventLog<AudioEvent>>) {
    let (player, heard) = (Player::new(), EventLog::new());
    player.on_event(heard.listener());
    assert!(!player.is_silent());
    (player, heard)
}

/// The length in microseconds of a track that begins at `from`: the rest of the timeline and the tail, rounded up to whole
/// seconds.
fn micros(timeline: &Timeline, from: Millis) -> u64 {
    let seconds = (timeline.total - from + unknot_soundtrack::TAIL).0.div_ceil(1000);
    u64::from(seconds) * 1_000_000
}

/// A timeline and a player that plays it, from half a minute on.
async fn playing() -> (Timeline, Player, Rc<EventLog<AudioEvent>>) {
    let timeline = timeline();
    let (player, heard) = listened();
    player.load(&timeline, &mix(), Millis(30_000)).unwrap();
    player.play();
    heard.until(AudioEvent::Playing).await;
    (timeline, player, heard)
}

#[wasm_bindgen_test]
async fn every_routine_is_a_track_of_its_whole_length() {
    let (player, heard) = listened();
    for timeline in timelines() {
        player.load(&timeline, &mix(), Millis::ZERO).unwrap();
        // The element divides the number of samples by their rate, so no sample is missing.
        assert_eq!(player.length().await, Some(micros(&timeline, Millis::ZERO)));
        assert_eq!(player.position(), Millis::ZERO);
        for cue in timeline.cues.iter().rev().step_by(20) {
            heard.take();
            player.seek(&timeline, &mix(), cue.at).unwrap();
            heard.until(AudioEvent::TimeUpdate).await;
            assert_eq!(player.position(), cue.at);
        }
        player.unload();
    }
}

#[wasm_bindgen_test]
async fn a_track_is_rendered_in_the_background() {
    let (player, _heard) = listened();
    let timeline = timeline();
    player.load(&timeline, &mix(), Millis(1000)).unwrap();
    assert!(player.renderer.transition().is_some());
    assert_eq!(player.position(), Millis(1000));
    let length = player.audio().unwrap().audio().length().await;
    assert_eq!(length, micros(&timeline, Millis(1000)));
    assert!(player.renderer.transition().is_none());
    player.unload();
}

#[wasm_bindgen_test]
async fn a_track_can_be_played_before_it_is_rendered() {
    let (player, heard) = listened();
    player.load(&timeline(), &mix(), Millis::ZERO).unwrap();
    player.play();
    assert!(player.renderer.transition().is_none());
    heard.until(AudioEvent::Playing).await;
    player.unload();
}

#[wasm_bindgen_test]
async fn later_of_two_tracks_is_loaded() {
    let (player, _heard) = listened();
    let timeline = timeline();
    player.load(&timeline, &mix(), Millis::ZERO).unwrap();
    player.load(&timeline, &Mix::new(20, Bell::default()), Millis(60_000)).unwrap();
    let length = player.audio().unwrap().audio().length().await;
    assert_eq!(length, micros(&timeline, Millis(60_000)));
    // Unloaded while it is rendered, a track is never loaded.
    player.load(&timeline, &mix(), Millis::ZERO).unwrap();
    player.unload();
    assert!(player.renderer.is_idle());
}

#[wasm_bindgen_test]
async fn a_track_for_a_later_start_seeks_on_the_whole_timeline() {
    let (timeline, from) = (timeline(), Millis(123_456));
    let (player, heard) = listened();
    player.load(&timeline, &mix(), from).unwrap();
    assert_eq!((player.position(), player.track_start()), (from, from));
    assert_eq!(player.length().await, Some(micros(&timeline, from)));

    let later = from + Millis(60_001);
    player.seek(&timeline, &mix(), later).unwrap();
    heard.until(AudioEvent::TimeUpdate).await;
    assert_eq!((player.position(), player.track_start()), (later, from));

    // The track doesn't reach back that far, so another is rendered.
    let earlier = Millis(1234);
    player.seek(&timeline, &mix(), earlier).unwrap();
    assert_eq!((player.position(), player.track_start()), (earlier, earlier));
    assert_eq!(player.length().await, Some(micros(&timeline, earlier)));
    assert!(player.is_sound_paused());
    player.unload();
}

#[wasm_bindgen_test]
async fn playback_goes_on_in_a_track_for_another_position() {
    let (timeline, player, heard) = playing().await;
    heard.take();
    player.reload(&timeline, &mix(), Millis(40_000)).unwrap();
    heard.until(AudioEvent::Playing).await;
    while player.position() <= Millis(40_000) {
        heard.take();
        heard.until(AudioEvent::TimeUpdate).await;
    }
    assert!(player.position() < Millis(60_000));
    assert!(!player.is_sound_paused());

    // A paused track stays paused.
    player.pause();
    heard.until(AudioEvent::Paused).await;
    assert!(player.is_sound_paused());
    player.reload(&timeline, &mix(), Millis(50_000)).unwrap();
    assert_eq!(player.length().await, Some(micros(&timeline, Millis(50_000))));
    assert!(player.is_sound_paused());
    assert_eq!(player.position(), Millis(50_000));
    player.unload();
}

#[wasm_bindgen_test]
async fn a_track_for_the_current_position_takes_over_without_a_gap() {
    let (timeline, player, heard) = playing().await;
    let at = player.position();
    player.reload(&timeline, &mix(), at).unwrap();
    // The old track plays until the new one does, and no other event is reported.
    heard.take();
    let mut before = at;
    while player.track_start() != at {
        assert!(!player.is_sound_paused());
        assert!(player.position() >= before);
        before = player.position();
        next_frame().await;
    }
    assert!(!player.is_sound_paused());
    let events = heard.take();
    let quiet = |event: &AudioEvent| matches!(event, AudioEvent::TimeUpdate | AudioEvent::Playing);
    assert!(events.iter().all(quiet), "{events:?}");
    while player.position() <= before {
        next_frame().await;
    }
    assert!(player.position() < before + Millis::secs(10));

    // If paused before the new track plays, it stays paused at its position.
    player.reload(&timeline, &mix(), player.position()).unwrap();
    player.pause();
    let stands = player.position();
    for _ in 0..60 {
        next_frame().await;
    }
    assert!(player.is_sound_paused());
    assert_eq!(player.position(), stands);
    player.unload();
}

#[wasm_bindgen_test]
async fn unloading_stops_the_silent_clock() {
    let (player, _heard) = listened();
    player.load(&timeline(), &mix(), Millis::ZERO).unwrap();
    player.go_silent(Millis(7000));
    player.play();
    player.unload();
    let stands = player.silent_clock.position();
    for _ in 0..10 {
        next_frame().await;
    }
    assert_eq!(player.silent_clock.position(), stands);
}

#[wasm_bindgen_test]
async fn without_sound_the_same_commands_work() {
    let timeline = timeline();
    let (player, heard) = listened();
    player.load(&timeline, &mix(), Millis(5000)).unwrap();
    player.go_silent(Millis(7000));
    assert!(player.is_silent());
    assert!(!player.is_sound_paused());
    assert_eq!(player.position(), Millis(7000));
    player.seek(&timeline, &mix(), Millis(1000)).unwrap();
    assert_eq!(player.position(), Millis(1000));
    // A changed timeline does not turn the sound on again: it is still the same session.
    player.play();
    assert_eq!(player.reload(&timeline, &mix(), Millis(2000)), Err(NoSound));
    assert!(player.is_silent());
    for _ in 0..5 {
        next_frame().await;
    }
    assert!(player.position() > Millis(2000));
    player.pause();
    let stands = player.position();
    assert_eq!(player.position(), stands);

    // The next session may have sound again.
    player.load(&timeline, &mix(), Millis(3000)).unwrap();
    player.play();
    heard.until(AudioEvent::Playing).await;
    assert!(!player.is_silent());
    player.unload();
}

#[wasm_bindgen_test]
async fn seeking_back_right_after_a_change_arrives_where_it_should() {
    let (timeline, player, _heard) = playing().await;
    // While the new track is rendered, and while it waits to take over.
    for wait in [0, 5] {
        player.seek(&timeline, &mix(), Millis(90_000)).unwrap();
        player.reload(&timeline, &mix(), player.position()).unwrap();
        for _ in 0..wait {
            next_frame().await;
        }
        let earlier = player.track_start() + Millis(10);
        player.seek(&timeline, &mix(), earlier).unwrap();
        let late = player.position() - earlier;
        assert!(late < Millis(500), "{late:?} too far");
        assert!(!player.is_sound_paused());
    }
    player.unload();
}

#[wasm_bindgen_test]
async fn changes_finish_at_once_in_a_hidden_page() {
    let (timeline, player, _heard) = playing().await;
    let at = player.position();
    player.reload(&timeline, &mix(), at).unwrap();
    player.finish_change();
    assert_eq!(player.track_start(), at);
    assert!(player.renderer.transition().is_none() && !player.is_sound_paused());
    player.unload();
}
