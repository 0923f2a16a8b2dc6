//! The driver with an element that really plays, which the browser stops and lets go on.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::domain::catalog;
use crate::domain::cue::Side;
use crate::history::Log;
use crate::platform::testing::{empty_storage, frame, until};
use crate::platform::{journal, local_store};
use crate::storage::keys;
use crate::timeline::Manner;

fn driver() -> Rc<Driver> {
    driver_of(Live::new(Log::new()))
}

fn driver_of(log: Live<Log>) -> Rc<Driver> {
    let keeper = Keeper::new(log, Live::new(None), Live::new(Vec::new()));
    Driver::new(Stage::empty(), Live::new(Settings::default()), keeper)
}

/// The session of a routine, ready.
fn prepare(driver: &Rc<Driver>) {
    let options = Options {
        length: None,
        preparation: Millis::secs(10),
        first_side: Side::Left,
        extra: Vec::new(),
        manner: Manner::default(),
        swaps: Vec::new(),
    };
    driver.prepare(catalog::routines().next().unwrap(), options);
}

fn phase(driver: &Driver) -> Option<Phase> {
    driver.with_session(|session| session.engine.view().phase)
}

/// Waits until the session has come to a phase.
async fn is_in(driver: &Driver, wanted: Phase) {
    until(async || {
        frame().await;
        phase(driver) == Some(wanted)
    })
    .await;
}

/// Waits until it has gone on, and so its element plays.
async fn goes_on(driver: &Driver) {
    let position = || driver.with_session(|session| session.engine.position());
    let stood = position();
    until(async || {
        frame().await;
        position() > stood
    })
    .await;
}

/// Puts the session down, and waits until all that is kept of it is where it belongs.
async fn put_down(driver: &Rc<Driver>) {
    driver.release();
    until(async || {
        let journal = journal::all().await.unwrap();
        let is_heartbeat = |key: &String| key.starts_with(keys::HEARTBEAT);
        !journal.iter().any(|(key, _)| is_heartbeat(key))
            && local_store::keys(keys::HEARTBEAT).is_empty()
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_the_browser_stops_and_lets_go_on_is_paused_and_goes_on() {
    empty_storage().await;
    let driver = driver();
    prepare(&driver);
    driver.command(Command::Start);
    goes_on(&driver).await;
    driver.clock.pause();
    is_in(&driver, Phase::Paused(PauseCause::System)).await;
    driver.clock.play();
    is_in(&driver, Phase::Running).await;
    goes_on(&driver).await;
    put_down(&driver).await;
}

#[wasm_bindgen_test]
async fn what_the_person_has_paused_the_browser_does_not_play() {
    empty_storage().await;
    let driver = driver();
    prepare(&driver);
    driver.command(Command::Start);
    goes_on(&driver).await;
    driver.command(Command::Pause);
    driver.clock.play();
    until(async || {
        frame().await;
        driver.clock.has_stopped_sounding()
    })
    .await;
    assert_eq!(phase(&driver), Some(Phase::Paused(PauseCause::Person)));
    put_down(&driver).await;
}

#[wasm_bindgen_test]
async fn an_event_that_comes_late_stops_nothing_that_plays() {
    empty_storage().await;
    let driver = driver();
    prepare(&driver);
    driver.command(Command::Start);
    goes_on(&driver).await;
    driver.heard(AudioEvent::Paused);
    assert_eq!(phase(&driver), Some(Phase::Running));
    put_down(&driver).await;
}

#[wasm_bindgen_test]
async fn a_track_that_has_come_to_its_end_is_finished_and_put_down() {
    empty_storage().await;
    let driver = driver();
    prepare(&driver);
    driver.command(Command::Start);
    goes_on(&driver).await;
    let total = driver.with_session(|session| session.engine.timeline().total).unwrap();
    driver.clock.pause();
    is_in(&driver, Phase::Paused(PauseCause::System)).await;
    // The browser played it to its end, and tells nothing but that.
    let timeline = driver.stage.timeline.get_untracked().unwrap();
    driver.clock.seek(&timeline, &driver.mix(), total + soundtrack::TAIL).unwrap();
    driver.heard(AudioEvent::Ended);
    assert_eq!(phase(&driver), Some(Phase::Finished));
    assert_eq!(driver.stage.summary.get_untracked().map(|summary| summary.finished), Some(true));
    put_down(&driver).await;
}

#[wasm_bindgen_test]
async fn only_a_session_that_begins_holds_the_lock() {
    empty_storage().await;
    let driver = driver();
    prepare(&driver);
    driver.command(Command::Start);
    until(async || locks::is_held(locks::SESSION).await).await;
    driver.command(Command::End);
    until(async || !locks::is_held(locks::SESSION).await).await;
    // What is over does not begin again.
    driver.command(Command::Start);
    assert!(driver.lock.borrow().is_none());
    put_down(&driver).await;
}

#[wasm_bindgen_test]
async fn a_session_that_gives_way_to_another_is_kept() {
    empty_storage().await;
    let log = Live::new(Log::new());
    let driver = driver_of(log);
    prepare(&driver);
    driver.command(Command::Start);
    driver.send(Input::Seek(Millis::secs(20)));
    goes_on(&driver).await;
    let snapshot = driver.with_session(|session| session.engine.snapshot()).unwrap();
    let other = ids::fresh();
    assert!(driver.restore(other, clock::now(), catalog::routines().next().unwrap(), snapshot));
    assert_eq!(log.with_untracked(|log| log.sessions().len()), 1);
    assert_eq!(driver.stage.summary.get_untracked(), None);
    put_down(&driver).await;
}
