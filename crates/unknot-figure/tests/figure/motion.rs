//! Motion is continuous, and each repetition and hold starts where the previous one ended.

use unknot_core::domain::cue::Side;
use unknot_core::domain::time::Millis;
use unknot_figure::{Figure, MotionPhase};

use crate::support::{HEIGHT, STEPS, apart, drawn, for_everything, repetition, turn};

#[test]
fn motion_is_continuous_and_ends_where_it_started() {
    for_everything(|pose, figure, run| {
        for pair in run.windows(2) {
            for (a, b) in figure.frame(pair[0]).into_iter().zip(figure.frame(pair[1])) {
                let step = apart(a, b);
                assert!(step < 0.02 * HEIGHT, "{}: {step} at {:?}", pose.slug(), pair[0]);
                let turned = turn(a.degrees, b.degrees).abs();
                assert!(turned < 8.0, "{}: {turned}° at {:?}", pose.slug(), pair[0]);
            }
        }
    });
    for pose in drawn() {
        let figure = Figure::of(pose, None).unwrap();
        let start = figure.frame(MotionPhase::Enter);
        let hold = figure.frame(MotionPhase::Hold { elapsed: Millis::ZERO });
        assert_eq!(start, hold, "{}", pose.slug());
        for side in [None, Some(Side::Left), Some(Side::Right)] {
            for step in [0, STEPS] {
                for (a, b) in start.iter().zip(figure.frame(repetition(side, step))) {
                    let off = apart(*a, b) + turn(a.degrees, b.degrees).abs();
                    assert!(off < 0.05, "{}: {side:?} starts {off} away", pose.slug());
                }
            }
        }
    }
}
