//! Parts that support the body don't move.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_figure::Figure;

use crate::support::{HEIGHT, STEPS, apart, for_everything, outline, repetition};

/// For each pose the indices of shapes that don't move, from the first of the body or, if negative, from the end.
const PLANTED: &[(&str, &[isize])] = &[
    ("constructive-rest", &[0, -6]),
    ("constructive-rest-calves-up", &[0, -6]),
    ("pelvic-tilt", &[0, -6]),
    ("pelvic-tilt-small", &[0, -6]),
    ("heel-slides", &[]),
    ("glute-bridge", &[0, -6, 4, -2]),
    ("cat-cow", &[0, -6, 1, -5, 4, -2]),
    ("cat-cow-small", &[0, -6, 1, -5, 4, -2]),
    ("hip-flexor-lunge", &[1, -6]),
    ("side-bend", &[0, 2]),
    ("mountain", &[0, 2]),
    ("mountain-held", &[0, -6, 4, -2]),
    ("marching-held", &[4, -2]),
    ("hip-hinge-held", &[0, -6, 4, -2]),
    ("warrior-1-held", &[0, -6, 4, -2]),
    ("calf-wall-small", &[0, -6, 4, -2]),
    ("wall-dog-high", &[0, -6, 4, -2]),
    ("wall-sit-high", &[0, -6]),
    ("seated-cow", &[0, -6, 4, -2]),
    ("chin-tuck-small", &[0, -6, 4, -2]),
    ("single-knee-above", &[0]),
    ("hip-flexor-lying", &[0]),
    ("knee-rolls", &[0, 2]),
    ("knee-rolls-small", &[0, 2]),
    ("easy-seat", &[0, -6]),
    ("chin-tuck", &[0, -6, 4, -2]),
    ("scapular-squeeze", &[0, -6]),
    ("wall-angels", &[0, 2]),
    ("hip-hinge", &[0, -6]),
    ("thoracic-ext-chair", &[0, -6]),
    ("seated-cat-cow", &[0, -6, 4, -2]),
    ("seated-twist", &[1, 5]),
    ("seated-figure-4", &[1, 6]),
    ("side-bend-seated", &[1, 5]),
    ("doorway-chest", &[0, 2, -5, -4, -2, -1]),
    ("calf-wall", &[0, -6, 4, -2]),
    ("wall-sit", &[0, -6]),
    ("sit-to-stand", &[0, -6]),
    ("wall-dog", &[0, -6, 4, -2]),
    ("down-dog", &[4, -2]),
    ("warrior-1", &[0, -6]),
    ("warrior-2", &[0, 2]),
    ("butterfly", &[0, 2]),
    ("butterfly-reclined", &[0, 2]),
    ("childs-pose", &[0, -6, 1, -5, 4, -2]),
    ("curl-up", &[0, -6, 4, -2]),
    ("hamstring-strap", &[0]),
    ("pelvic-clock", &[0, -6]),
    ("prone-press-up", &[0, -6, 4, -2]),
    ("prone-rest", &[0, -6, 4, -2]),
    ("side-bridge", &[0, 1, 2, 3, -5, -4]),
    ("single-knee-to-chest", &[0]),
    ("sphinx", &[0, -6, 4, -2, 5, -1]),
    ("thread-needle", &[0, -6, 1, -5]),
    ("nerve-slide", &[0, 4, -2]),
    ("clam", &[0, 2, 1]),
    ("kneel-and-stand-small", &[0]),
    ("kneel-to-hands-small", &[0, -6, 1, -5, 4, -2]),
    ("sit-up-from-side-small", &[0, 1, 2, 3]),
    ("dead-bug-arms-down", &[4, -2]),
    ("nerve-slide-small", &[0, 4, -2]),
    ("clam-small", &[0, 2, 1]),
    ("heel-raise-small", &[4, -2]),
    ("wall-press-near", &[0, -6, 4, -2]),
    ("prone-lift-flat", &[0, -6]),
    ("standing-back-bend-held", &[0, -6, 4, -2]),
    ("standing-bend-slide-held", &[0, -6, 4, -2]),
    ("pelvic-tilt-standing-small", &[0, -6]),
    ("bag-carry-empty", &[-2]),
    ("roll-to-side-half", &[0, 2]),
    ("back-pillow", &[0, -6]),
    ("bag-lift", &[0, -6]),
    ("bag-lift-low", &[0, -6]),
    ("pelvic-tilt-standing", &[0, -6]),
    ("standing-back-bend", &[0, -6]),
    ("standing-bend-slide", &[0, -6]),
    ("bird-dog-leg", &[4, -2]),
    ("heel-raise", &[4, -2]),
    ("wall-press", &[0, -6, 4, -2]),
    ("prone-lift", &[0, -6]),
    ("glute-bridge-small", &[0, -6, 4, -2]),
    ("chest-open-rest", &[0, 2]),
    ("kneel-and-stand", &[0]),
    ("kneel-to-hands", &[0, -6, 1, -5]),
    ("sit-up-from-side", &[0, 1, 2, 3]),
];

/// Hands, feet and knees that support the body throughout the movement.
#[test]
fn planted_points_do_not_slide() {
    for_everything(|pose, figure, run| {
        let Some((_, planted)) = PLANTED.iter().find(|(slug, _)| *slug == pose.slug()) else {
            return;
        };
        let body = figure.body().start;
        let first = figure.frame(run[0]);
        for &phase in run {
            let frame = figure.frame(phase);
            for &shape in *planted {
                let place = match usize::try_from(shape) {
                    Ok(shape) => body + shape,
                    Err(_) => figure.body().end - shape.unsigned_abs(),
                };
                let moved = apart(frame[place], first[place]);
                assert!(moved < 0.005 * HEIGHT, "{}: {shape} slides by {moved}", pose.slug());
            }
        }
    });
}

#[test]
fn supporting_foot_does_not_move_while_the_other_marches_or_slides() {
    for slug in ["marching", "marching-seated", "heel-slides", "walking"] {
        let pose = PoseId::from_slug(slug).unwrap();
        let figure = Figure::of(pose, None).unwrap();
        let body = figure.body().start;
        let near = figure.body().end - 6;
        for (side, foot, other) in [(Side::Right, body, near), (Side::Left, near, body)] {
            let first = figure.frame(repetition(Some(side), 0));
            let half = figure.frame(repetition(Some(side), STEPS / 2));
            assert!(apart(first[other], half[other]) > 0.1 * HEIGHT, "{slug}: the foot moves");
            for step in 0..=STEPS {
                let frame = figure.frame(repetition(Some(side), step));
                assert!(apart(first[foot], frame[foot]) < 0.005 * HEIGHT, "{slug}");
            }
        }
    }
}

/// One foot steps to the side, the other follows, and both come back. The moving foot is lifted,
/// the other doesn't move.
#[test]
fn a_step_to_the_side_is_supported_by_the_other_foot() {
    // A step to the left goes to the viewer's right. Mirroring swaps the shapes of the feet as
    // well.
    for (slug, side, own, other) in [
        ("step-touch", Side::Left, 2, 0),
        ("step-touch", Side::Right, 0, 2),
        ("step-touch-arms", Side::Left, 2, 0),
        ("step-touch-arms", Side::Right, 0, 2),
    ] {
        let figure = Figure::of(PoseId::from_slug(slug).unwrap(), None).unwrap();
        let body = figure.body().start;
        let (own, other) = (body + own, body + other);
        let quarter = STEPS / 4;
        for (part, (moves, supports)) in
            (0..).zip([(own, other), (other, own), (other, own), (own, other)])
        {
            let first = figure.frame(repetition(Some(side), part * quarter));
            let half = figure.frame(repetition(Some(side), part * quarter + quarter / 2));
            assert!(first[moves].y - half[moves].y > 0.02 * HEIGHT, "{side:?}: lifted");
            for step in part * quarter..=(part + 1) * quarter {
                let frame = figure.frame(repetition(Some(side), step));
                assert!(
                    apart(first[supports], frame[supports]) < 0.005 * HEIGHT,
                    "{side:?}: {step}"
                );
            }
        }
    }
}

#[test]
fn toes_neither_slide_nor_lift_in_downward_dog() {
    let pose = PoseId::from_slug("down-dog").unwrap();
    for_everything(|at, figure, run| {
        if at != pose {
            return;
        }
        let foot = figure.body().end - 6;
        let toes = |phase| {
            let points = outline(&figure.shapes()[foot].path(), figure.frame(phase)[foot]);
            points.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
        };
        let first = toes(run[0]);
        for &phase in run {
            let (x, y) = toes(phase);
            assert!((x - first.0).abs() < 0.015 * HEIGHT && y > -0.03 * HEIGHT, "{x} {y}");
        }
    });
}

#[test]
fn supporting_knee_and_hand_do_not_move_while_the_others_reach() {
    let figure = Figure::of(PoseId::from_slug("bird-dog").unwrap(), None).unwrap();
    let (body, count) = (figure.body().start, figure.body().end);
    // Knee, foot and the other side's hand.
    let far = [body + 1, body, count - 2];
    let near = [count - 5, count - 6, body + 4];
    for (side, planted, reaching) in [(Side::Right, far, near), (Side::Left, near, far)] {
        let first = figure.frame(repetition(Some(side), 0));
        let half = figure.frame(repetition(Some(side), STEPS / 2));
        for place in reaching {
            assert!(apart(first[place], half[place]) > 0.1 * HEIGHT, "{side:?}: {place} reaches");
        }
        for step in 0..=STEPS {
            let frame = figure.frame(repetition(Some(side), step));
            for place in planted {
                assert!(apart(first[place], frame[place]) < 0.005 * HEIGHT, "{side:?}: {place}");
            }
        }
    }
}
