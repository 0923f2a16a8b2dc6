//! What must hold of every pose, side and moment of the figure.

use unknot::domain::catalog::PoseId;
use unknot::domain::cue::Side;
use unknot::domain::pose::{Position, Sides};
use unknot::domain::time::Millis;
use unknot::figure::{Figure, Layer, Moment, Placement, ViewBox};

const LENGTH: u32 = 6000;
const STEPS: u32 = 240;
/// The body's height, in drawing units.
const HEIGHT: f32 = 200.0;

fn sides(pose: PoseId) -> &'static [Option<Side>] {
    match pose.pose().sides {
        Sides::Both => &[None],
        Sides::Each | Sides::Alternating => &[Some(Side::Left), Some(Side::Right)],
    }
}

fn repetition(side: Option<Side>, step: u32) -> Moment {
    Moment::Repetition { side, elapsed: Millis(LENGTH * step / STEPS), length: Millis(LENGTH) }
}

/// Every moment of a pose that is worth a look, in runs that follow each other in time.
fn runs(side: Option<Side>) -> [Vec<Moment>; 2] {
    let round = (0..=STEPS).map(|step| repetition(side, step)).collect();
    let hold = (0..=600).map(|step| Moment::Hold { elapsed: Millis(step * 25) }).collect();
    [round, hold]
}

fn everything(mut check: impl FnMut(PoseId, &Figure, &[Moment])) {
    for &pose in PoseId::all() {
        for &side in sides(pose) {
            let figure = Figure::of(pose, side).expect("every pose is drawn");
            for run in runs(side) {
                check(pose, &figure, &run);
            }
        }
    }
}

/// A path's points as placed, with the reach of the curves around them.
fn outline(path: &str, at: Placement) -> Vec<(f32, f32)> {
    let spaced: String = path
        .chars()
        .flat_map(|c| if c.is_ascii_alphabetic() { vec![' ', c, ' '] } else { vec![c] })
        .collect();
    let mut words = spaced.split_whitespace();
    let mut points = Vec::new();
    while let Some(word) = words.next() {
        match word {
            "M" | "L" => {}
            "A" => {
                for _ in 0..5 {
                    words.next();
                }
            }
            _ => continue,
        }
        let mut number =
            || words.next().and_then(|word| word.parse::<f32>().ok()).expect("a number");
        let (x, y) = (number() * at.scale, number());
        let (sine, cosine) = at.degrees.to_radians().sin_cos();
        points.push((at.x + x * cosine - y * sine, at.y + x * sine + y * cosine));
    }
    points
}

fn turn(a: f32, b: f32) -> f32 {
    (a - b + 180.0).rem_euclid(360.0) - 180.0
}

fn apart(a: Placement, b: Placement) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}

#[test]
fn every_shape_has_a_place_in_every_frame() {
    everything(|pose, figure, run| {
        for &moment in run {
            let frame = figure.frame(moment);
            assert_eq!(frame.len(), figure.shapes().len(), "{}", pose.slug());
            for at in frame {
                let whole =
                    [at.x, at.y, at.degrees, at.scale].iter().all(|value| value.is_finite());
                assert!(whole && at.scale > 0.0 && at.scale < 1.6, "{}: {at:?}", pose.slug());
            }
        }
        assert_eq!(figure.still().len(), figure.shapes().len());
    });
}

/// In views from the side nothing is foreshortened, so each joint stays at its distance from the
/// one before: neighbours in the chain are found as the pairs whose distance is given by a limb.
#[test]
fn limbs_keep_their_length() {
    let seen =
        ["knee-rolls", "open-book", "constructive-rest", "pelvic-tilt", "side-bend", "mountain"];
    everything(|pose, figure, run| {
        if seen.contains(&pose.slug()) {
            return;
        }
        let first = figure.frame(run[0]);
        // Drawn from the far side: the far leg as foot, shin, thigh, then the far arm.
        let limbs = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
        let count = first.len();
        let pairs = [
            (limbs, limbs + 1),
            (limbs + 1, limbs + 2),
            (limbs + 3, limbs + 5),
            (limbs + 5, limbs + 4),
            (count - 6, count - 5),
            (count - 5, count - 4),
            (count - 3, count - 1),
            (count - 1, count - 2),
        ];
        for &moment in run {
            let frame = figure.frame(moment);
            for (a, b) in pairs {
                let off = apart(frame[a], frame[b]) - apart(first[a], first[b]);
                assert!(off.abs() < 0.002 * HEIGHT, "{}: {a} to {b} is off by {off}", pose.slug());
                assert!((frame[a].scale - 1.0).abs() < 1e-6, "{}", pose.slug());
            }
        }
    });
}

/// What is on the floor all the time: the last joint of planted limbs, and knees that kneel.
#[test]
fn planted_points_stay_planted() {
    // By pose: shapes counted from the first of the body, or from the end where negative.
    let planted: &[(&str, &[isize])] = &[
        ("constructive-rest", &[0, -6]),
        ("pelvic-tilt", &[0, -6]),
        ("heel-slides", &[]),
        ("glute-bridge", &[0, -6, 4, -2]),
        ("cat-cow", &[0, -6, 1, -5, 4, -2]),
        ("hip-flexor-lunge", &[1, -6]),
        ("side-bend", &[0, 2]),
        ("mountain", &[0, 2]),
        ("knee-rolls", &[0, 2]),
        ("easy-seat", &[0, -6]),
    ];
    everything(|pose, figure, run| {
        let Some((_, planted)) = planted.iter().find(|(slug, _)| *slug == pose.slug()) else {
            return;
        };
        let body = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
        let body = if pose.slug() == "knee-rolls" { body + 1 } else { body };
        let first = figure.frame(run[0]);
        for &moment in run {
            let frame = figure.frame(moment);
            for &shape in *planted {
                let place = match usize::try_from(shape) {
                    Ok(shape) => body + shape,
                    Err(_) => frame.len() - shape.unsigned_abs(),
                };
                let moved = apart(frame[place], first[place]);
                assert!(moved < 0.005 * HEIGHT, "{}: {shape} slides by {moved}", pose.slug());
            }
        }
    });
}

#[test]
fn the_standing_foot_does_not_move_while_the_other_marches_or_slides() {
    for slug in ["marching", "heel-slides"] {
        let pose = PoseId::from_slug(slug).unwrap();
        let figure = Figure::of(pose, None).unwrap();
        let body = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
        let near = figure.shapes().len() - 6;
        for (side, foot, other) in [(Side::Right, body, near), (Side::Left, near, body)] {
            let first = figure.frame(repetition(Some(side), 0));
            let half = figure.frame(repetition(Some(side), STEPS / 2));
            assert!(apart(first[other], half[other]) > 0.1 * HEIGHT, "{slug}: the foot works");
            for step in 0..=STEPS {
                let frame = figure.frame(repetition(Some(side), step));
                assert!(apart(first[foot], frame[foot]) < 0.005 * HEIGHT, "{slug}");
            }
        }
    }
}

#[test]
fn nothing_leaves_the_view_box() {
    everything(|pose, figure, run| {
        let ViewBox { x, y, width, height } = figure.view_box();
        for &moment in run {
            for (shape, at) in figure.shapes().iter().zip(figure.frame(moment)) {
                for point in outline(&shape.path, at) {
                    let inside =
                        (x..=x + width).contains(&point.0) && (y..=y + height).contains(&point.1);
                    assert!(inside, "{}: {point:?} at {moment:?}", pose.slug());
                }
            }
        }
    });
}

#[test]
fn nothing_sinks_into_the_floor() {
    everything(|pose, figure, run| {
        if ["knee-rolls", "open-book"].contains(&pose.slug()) {
            return;
        }
        for &moment in run {
            for (place, (shape, at)) in figure.shapes().iter().zip(figure.frame(moment)).enumerate()
            {
                if shape.layer == Layer::Prop {
                    continue;
                }
                for (_, y) in outline(&shape.path, at) {
                    assert!(y < 0.005 * HEIGHT, "{}: shape {place} is {y} deep", pose.slug());
                }
            }
        }
    });
}

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
    for &pose in PoseId::all() {
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

#[test]
fn the_other_side_is_an_exact_mirror() {
    let each = PoseId::all().iter().filter(|pose| pose.pose().sides == Sides::Each);
    for &pose in each {
        let [left, right] =
            [Side::Left, Side::Right].map(|side| Figure::of(pose, Some(side)).unwrap());
        assert_eq!(left.view_box(), right.view_box());
        let middle = left.view_box().x + left.view_box().width / 2.0;
        for step in 0..=STEPS {
            let frames = left
                .frame(repetition(None, step))
                .into_iter()
                .zip(right.frame(repetition(None, step)));
            for (a, b) in frames {
                assert!((a.x + b.x - 2.0 * middle).abs() < 0.001 && (a.y - b.y).abs() < 0.001);
                assert!(turn(a.degrees, 180.0 - b.degrees).abs() < 0.001);
                assert!((a.scale - b.scale).abs() < 1e-6);
            }
        }
    }
}

/// Where the figure faces the viewer, each shape of one side is somewhere in the mirrored frame.
#[test]
fn facing_figures_mirror_from_one_repetition_to_the_next() {
    for slug in ["knee-rolls", "side-bend"] {
        let figure = Figure::of(PoseId::from_slug(slug).unwrap(), None).unwrap();
        for step in 0..=STEPS {
            let left = figure.frame(repetition(Some(Side::Left), step));
            let right = figure.frame(repetition(Some(Side::Right), step));
            for a in &left {
                let found = right.iter().any(|b| {
                    (a.x + b.x).abs() < 0.01
                        && (a.y - b.y).abs() < 0.01
                        && turn(a.degrees, 180.0 - b.degrees).abs() < 0.01
                });
                assert!(found || a.x.abs() + a.y.abs() < 1e-6, "{slug}: {a:?}");
            }
        }
    }
}

#[test]
fn knees_roll_and_arms_reach_to_the_named_side() {
    let knees = Figure::of(PoseId::from_slug("knee-rolls").unwrap(), None).unwrap();
    let mean = |side| {
        let frame = knees.frame(repetition(Some(side), STEPS / 2));
        frame.iter().map(|at| at.x).sum::<f32>()
    };
    // It faces the viewer: its left is the viewer's right.
    assert!(mean(Side::Left) > 5.0 && mean(Side::Right) < -5.0);
}

#[test]
fn lying_poses_are_wide_or_seen_from_above_and_standing_ones_are_tall() {
    for &pose in PoseId::all() {
        let view = Figure::of(pose, None).unwrap().view_box();
        match pose.pose().position {
            Position::Standing => assert!(view.height > view.width, "{}", pose.slug()),
            Position::Supine if pose.slug() != "knee-rolls" => {
                assert!(view.width > view.height, "{}", pose.slug());
            }
            _ => {}
        }
    }
}

#[test]
fn attributes_are_short_and_exact() {
    let at = Placement { x: 1.5, y: -0.004, degrees: -90.25, scale: 1.0 };
    assert_eq!(at.attribute(), "translate(1.5 0) rotate(-90.25) scale(1 1)");
    let view = ViewBox { x: -10.0, y: 0.5, width: 200.126, height: 9.999 };
    assert_eq!(view.attribute(), "-10 0.5 200.13 10");
}
