//! When two moments read the same, so that texts need no update.

#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use support::{Device, plain};
use unknot_core::domain::catalog::routine;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Doing, Engine, Input, View};

const STEP: Millis = Millis(60);

/// What is written on the screen, without the times that only move the figure.
fn written(view: &View) -> impl PartialEq + std::fmt::Debug + use<> {
    let doing = match view.doing {
        Doing::Listen { length, moves, .. } => (0, length.0, u32::from(moves)),
        Doing::Move { number, count, .. } => (1, number, count),
        Doing::Prepare => (2, 0, 0),
        Doing::ChangeOver => (3, 0, 0),
        Doing::Hold => (4, 0, 0),
        Doing::Rest => (5, 0, 0),
        Doing::Inhale => (6, 0, 0),
        Doing::HoldBreath => (7, 0, 0),
        Doing::Exhale => (8, 0, 0),
    };
    let left = (view.left.as_secs_up(), (view.total - view.position).as_secs_up());
    let (step, pose) = ((view.phase, view.segment, view.step), (view.pose, view.side));
    (step, pose, doing, left, (view.passage, view.own_rest, view.next), view.line)
}

#[test]
fn a_moment_reads_like_the_last_until_something_that_is_written_changes() {
    for slug in ["morning-mobility", "box-breathing", "body-scan", "walk-in-place"] {
        let engine = Engine::new(routine(slug).unwrap(), plain(Millis::secs(10))).unwrap();
        let mut device = Device::new(engine);
        device.send(Input::Start);
        let mut last = device.engine.view();
        let (mut news, mut frames) = (0, 0);
        while device.over.is_empty() {
            device.play(STEP);
            let view = device.engine.view();
            let is_same = view.reads_like(&last);
            assert_eq!(is_same, written(&view) == written(&last), "{slug}: {last:?}, {view:?}");
            if view != last {
                frames += 1;
                news += u32::from(!is_same);
            }
            last = view;
        }
        assert!(frames > 5000, "{slug}: {frames}");
        assert!(news * 5 < frames, "{slug}: {news} of {frames}");
    }
}
