//! Movement has no jumps, and each repetition and hold begins where the one before ended.

use unknot_core::domain::cue::Side;
use unknot_core::domain::time::Millis;
use unknot_figure::{Figure, Moment};

use crate::support::{HEIGHT, STEPS, apart, drawn, everything, repetition, turn};

#[test]
fn movement_is_continuous_and_ends_where_it_began() {
    everything(|pose, figure, run| {
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
        let start = figure.frame(Moment::Enter { elapsed: Millis::ZERO });
        let hold = figure.frame(Moment::Hold { elapsed: Millis::ZERO });
        assert_eq!(start, hold, "{}", pose.slug());
        for side in [None, Some(Side::Left), Some(Side::Right)] {
            for step in [0, STEPS] {
                for (a, b) in start.iter().zip(figure.frame(repetition(side, step))) {
                    let off = apart(*a, b) + turn(a.degrees, b.degrees).abs();
                    assert!(off < 0.05, "{}: {side:?} begins {off} elsewhere", pose.slug());
                }
            }
        }
    }
}
