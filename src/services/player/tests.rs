//! The clock with elements that really play.

use super::*;
use crate::domain::bell::Bell;
use crate::domain::catalog;
use crate::domain::cue::Side;
use crate::platform::testing::{Happened, frame};
use crate::timeline::{self, Manner, Options};
use std::rc::Rc;
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

/// One of whole minutes and half a second of preparation: its end lies between two seconds.
fn timeline() -> Timeline {
    let timeline = timelines().next().unwrap();
    assert_eq!(timeline.total.0 % 1000, 500);
    timeline
}

fn mix() -> Mix {
    Mix::new(80, Bell::default())
}

fn listened() -> (Player, Rc<Happened<AudioEvent>>) {
    let (clock, heard) = (Player::new(), Happened::new());
    clock.on_event(heard.listener());
    assert!(!clock.is_quiet());
    (clock, heard)
}

/// The length of a track that begins at `from`: what is left, the tail, and the second to its
/// end.
fn micros(timeline: &Timeline, from: Millis) -> u64 {
    let seconds = (timeline.total - from + soundtrack::TAIL).0.div_ceil(1000);
    u64::from(seconds) * 1_000_000
}

/// One that plays, from half a minute on.
async fn playing() -> (Timeline, Player, Rc<Happened<AudioEvent>>) {
    let timeline = timeline();
    let (clock, heard) = listened();
    clock.load(&timeline, &mix(), Millis(30_000)).unwrap();
    clock.play();
    heard.until(AudioEvent::Playing).await;
    (timeline, clock, heard)
}

#[wasm_bindgen_test]
async fn every_routine_is_a_track_of_its_whole_length() {
    let (clock, heard) = listened();
    for timeline in timelines() {
        clock.load(&timeline, &mix(), Millis::ZERO).unwrap();
        // The element divides samples by their rate: not one is missing or too many.
        assert_eq!(clock.length().await, Some(micros(&timeline, Millis::ZERO)));
        assert_eq!(clock.position(), Millis::ZERO);
        for cue in timeline.cues.iter().rev().step_by(20) {
            heard.take();
            clock.seek(&timeline, &mix(), cue.at).unwrap();
            heard.until(AudioEvent::TimeUpdate).await;
            assert_eq!(clock.position(), cue.at);
        }
        clock.unload();
    }
}

#[wasm_bindgen_test]
async fn a_track_is_made_without_anybody_waiting_for_it() {
    let (clock, _heard) = listened();
    let timeline = timeline();
    clock.load(&timeline, &mix(), Millis(1000)).unwrap();
    assert!(clock.making.borrow().is_some());
    assert_eq!(clock.position(), Millis(1000));
    let length = clock.elements().unwrap().audio().length().await;
    assert_eq!(length, micros(&timeline, Millis(1000)));
    assert!(clock.making.borrow().is_none());
    clock.unload();
}

#[wasm_bindgen_test]
async fn played_before_it_is_made_it_plays() {
    let (clock, heard) = listened();
    clock.load(&timeline(), &mix(), Millis::ZERO).unwrap();
    clock.play();
    assert!(clock.making.borrow().is_none());
    heard.until(AudioEvent::Playing).await;
    clock.unload();
}

#[wasm_bindgen_test]
async fn of_two_tracks_the_later_is_loaded() {
    let (clock, _heard) = listened();
    let timeline = timeline();
    clock.load(&timeline, &mix(), Millis::ZERO).unwrap();
    clock.load(&timeline, &Mix::new(20, Bell::default()), Millis(60_000)).unwrap();
    let length = clock.elements().unwrap().audio().length().await;
    assert_eq!(length, micros(&timeline, Millis(60_000)));
    // Put down in the making, it is never loaded.
    clock.load(&timeline, &mix(), Millis::ZERO).unwrap();
    clock.unload();
    assert!(clock.making.borrow().is_none() && clock.slices.borrow().is_none());
}

#[wasm_bindgen_test]
async fn a_track_for_a_later_start_stands_and_seeks_on_the_whole_timeline() {
    let (timeline, from) = (timeline(), Millis(123_456));
    let (clock, heard) = listened();
    clock.load(&timeline, &mix(), from).unwrap();
    assert_eq!((clock.position(), clock.track_from()), (from, from));
    assert_eq!(clock.length().await, Some(micros(&timeline, from)));

    let later = from + Millis(60_001);
    clock.seek(&timeline, &mix(), later).unwrap();
    heard.until(AudioEvent::TimeUpdate).await;
    assert_eq!((clock.position(), clock.track_from()), (later, from));

    // It does not reach back so far: another track does.
    let earlier = Millis(1234);
    clock.seek(&timeline, &mix(), earlier).unwrap();
    assert_eq!((clock.position(), clock.track_from()), (earlier, earlier));
    assert_eq!(clock.length().await, Some(micros(&timeline, earlier)));
    assert!(clock.has_stopped_sounding());
    clock.unload();
}

#[wasm_bindgen_test]
async fn what_plays_goes_on_in_the_track_that_takes_its_place() {
    let (timeline, clock, heard) = playing().await;
    heard.take();
    clock.reload(&timeline, &mix(), Millis(40_000)).unwrap();
    heard.until(AudioEvent::Playing).await;
    while clock.position() <= Millis(40_000) {
        heard.take();
        heard.until(AudioEvent::TimeUpdate).await;
    }
    assert!(clock.position() < Millis(60_000));
    assert!(!clock.has_stopped_sounding());

    // It stops where the session is told that it stands, and no event says otherwise.
    clock.pause();
    heard.until(AudioEvent::Paused).await;
    assert!(clock.has_stopped_sounding());
    clock.reload(&timeline, &mix(), Millis(50_000)).unwrap();
    assert_eq!(clock.length().await, Some(micros(&timeline, Millis(50_000))));
    assert!(clock.has_stopped_sounding());
    assert_eq!(clock.position(), Millis(50_000));
    clock.unload();
}

#[wasm_bindgen_test]
async fn a_track_that_has_changed_where_it_plays_takes_over_from_what_plays_on() {
    let (timeline, clock, heard) = playing().await;
    let at = clock.position();
    clock.reload(&timeline, &mix(), at).unwrap();
    // Until the other plays, this one does, and nobody hears of anything else.
    heard.take();
    let mut before = at;
    while clock.track_from() != at {
        assert!(!clock.has_stopped_sounding());
        assert!(clock.position() >= before);
        before = clock.position();
        frame().await;
    }
    assert!(!clock.has_stopped_sounding());
    let told = heard.take();
    let quiet = |event: &AudioEvent| matches!(event, AudioEvent::TimeUpdate | AudioEvent::Playing);
    assert!(told.iter().all(quiet), "{told:?}");
    while clock.position() <= before {
        frame().await;
    }
    assert!(clock.position() < before + Millis::secs(10));

    // One that is stopped before the other plays is stopped for good, where it stands.
    clock.reload(&timeline, &mix(), clock.position()).unwrap();
    clock.pause();
    let stands = clock.position();
    for _ in 0..60 {
        frame().await;
    }
    assert!(clock.has_stopped_sounding());
    assert_eq!(clock.position(), stands);
    clock.unload();
}

#[wasm_bindgen_test]
async fn put_down_it_stands_until_the_next_session_plays() {
    let (clock, _heard) = listened();
    clock.load(&timeline(), &mix(), Millis::ZERO).unwrap();
    clock.go_quiet(Millis(7000));
    clock.play();
    clock.unload();
    let stands = clock.quiet.position();
    for _ in 0..10 {
        frame().await;
    }
    assert_eq!(clock.quiet.position(), stands);
}

#[wasm_bindgen_test]
async fn without_sound_it_stands_where_it_was_told_and_takes_the_same_commands() {
    let timeline = timeline();
    let (clock, heard) = listened();
    clock.load(&timeline, &mix(), Millis(5000)).unwrap();
    clock.go_quiet(Millis(7000));
    assert!(clock.is_quiet());
    assert!(!clock.has_stopped_sounding());
    assert_eq!(clock.position(), Millis(7000));
    clock.seek(&timeline, &mix(), Millis(1000)).unwrap();
    assert_eq!(clock.position(), Millis(1000));
    // A timeline that has changed is still the same session.
    clock.play();
    assert_eq!(clock.reload(&timeline, &mix(), Millis(2000)), Err(NoSound));
    assert!(clock.is_quiet());
    for _ in 0..5 {
        frame().await;
    }
    assert!(clock.position() > Millis(2000));
    clock.pause();
    let stands = clock.position();
    assert_eq!(clock.position(), stands);

    // What one track could not do the next may.
    clock.load(&timeline, &mix(), Millis(3000)).unwrap();
    clock.play();
    heard.until(AudioEvent::Playing).await;
    assert!(!clock.is_quiet());
    clock.unload();
}

#[wasm_bindgen_test]
async fn a_jump_back_right_after_a_change_stands_where_it_was_asked_to() {
    let (timeline, clock, _heard) = playing().await;
    // While the new track is made, and while it waits to take over.
    for wait in [0, 5] {
        clock.seek(&timeline, &mix(), Millis(90_000)).unwrap();
        clock.reload(&timeline, &mix(), clock.position()).unwrap();
        for _ in 0..wait {
            frame().await;
        }
        let earlier = clock.track_from() + Millis(10);
        clock.seek(&timeline, &mix(), earlier).unwrap();
        let late = clock.position() - earlier;
        assert!(late < Millis(500), "{late:?} too far");
        assert!(!clock.has_stopped_sounding());
    }
    clock.unload();
}

#[wasm_bindgen_test]
async fn a_page_that_nobody_sees_waits_for_no_timer() {
    let (timeline, clock, _heard) = playing().await;
    let at = clock.position();
    clock.reload(&timeline, &mix(), at).unwrap();
    clock.settle();
    assert_eq!(clock.track_from(), at);
    assert!(clock.making.borrow().is_none() && !clock.has_stopped_sounding());
    clock.unload();
}
