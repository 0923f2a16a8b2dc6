//! When two moments read the same, so that texts need no update.

#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use support::{Device, plain};
use unknot_core::domain::catalog::routine;
use unknot_core::domain::cue::Side;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Doing, Engine, Input, View};

const STEP: Millis = Millis(60);

/// A session that has started.
fn started(slug: &str) -> Device {
    let mut device =
        Device::new(Engine::new(routine(slug).unwrap(), plain(Millis::secs(10))).unwrap());
    device.send(Input::Start);
    device
}

#[test]
fn moments_read_the_same_until_a_second_or_something_else_that_is_written_has_changed() {
    let mut device = started("morning-mobility");
    device.play(Millis(90_200));
    let view = device.engine.view();
    let Doing::Move { number, count, every, elapsed } = view.doing else {
        panic!("{view:?}");
    };
    let later = |by| View { position: view.position + by, left: view.left - by, ..view };
    let doing = |number, elapsed| Doing::Move { number, count, every, elapsed };
    let within = Millis((view.left.0 - 1) % 1000);
    assert!(later(within).reads_like(&view));
    let moved = View { doing: doing(number, elapsed + STEP), elapsed: view.elapsed + STEP, ..view };
    assert!(moved.reads_like(&view), "only the figure has moved");
    for (what, other) in [
        ("the next second", later(within + Millis(1))),
        ("the next repetition", View { doing: doing(number + 1, elapsed), ..view }),
        ("another side", View { side: Some(Side::Right), ..view }),
        ("other words", View { line: None, ..view }),
        ("another step", View { step: view.step + 1, ..view }),
    ] {
        assert!(!other.reads_like(&view), "{what}");
    }
}

#[test]
fn most_frames_of_a_session_read_like_the_one_before() {
    for slug in ["morning-mobility", "box-breathing", "body-scan", "walk-in-place"] {
        let mut device = started(slug);
        let mut last = device.engine.view();
        let (mut news, mut frames) = (0, 0);
        while device.over.is_empty() {
            device.play(STEP);
            let view = device.engine.view();
            frames += 1;
            news += u32::from(!view.reads_like(&last));
            last = view;
        }
        let seconds = last.total.as_secs();
        assert!(news >= seconds && news * 5 < frames, "{slug}: {news} of {frames} in {seconds} s");
    }
}
