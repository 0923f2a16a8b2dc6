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

/// Drawn with limbs that reach to the viewer or away, and so are foreshortened.
const SEEN: [&str; 20] = [
    "butterfly",
    "childs-pose",
    "curl-up",
    "doorway-chest",
    "figure-4",
    "knee-rolls",
    "legs-up-wall",
    "mountain",
    "open-book",
    "pelvic-clock",
    "prone-rest",
    "savasana",
    "seated-figure-4",
    "side-bend",
    "side-bridge",
    "step-touch",
    "supine-twist",
    "thread-needle",
    "wall-angels",
    "warrior-2",
];
/// Seen from above, where the page is the floor.
const ABOVE: [&str; 5] = ["knee-rolls", "open-book", "pelvic-clock", "savasana", "supine-twist"];

/// The first shape of the body: after its props, and the one that is painted to stand out.
fn body(pose: PoseId, figure: &Figure) -> usize {
    let first = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop);
    first.expect("a body")
        + usize::from(ABOVE.contains(&pose.slug()) || pose.slug() == "hamstring-strap")
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

/// In views from the side only arms are ever foreshortened, so each joint stays at its distance from
/// the one before: neighbours in the chain are found as the pairs whose distance is given by a limb.
#[test]
fn limbs_keep_their_length() {
    let arms_seen = ["constructive-rest", "pelvic-tilt", "seated-twist"];
    everything(|pose, figure, run| {
        if SEEN.contains(&pose.slug()) {
            return;
        }
        let first = figure.frame(run[0]);
        // Drawn from the far side: the far leg as foot, shin, thigh, then the far arm.
        let limbs = body(pose, figure);
        let count = first.len();
        let pairs = [
            (limbs, limbs + 1),
            (limbs + 1, limbs + 2),
            (count - 6, count - 5),
            (count - 5, count - 4),
            (limbs + 3, limbs + 5),
            (limbs + 5, limbs + 4),
            (count - 3, count - 1),
            (count - 1, count - 2),
        ];
        let pairs = if arms_seen.contains(&pose.slug()) { &pairs[..4] } else { &pairs[..] };
        for &moment in run {
            let frame = figure.frame(moment);
            for &(a, b) in pairs {
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
        ("chin-tuck", &[0, -6, 4, -2]),
        ("scapular-squeeze", &[0, -6]),
        ("wall-angels", &[0, 2]),
        ("hip-hinge", &[0, -6]),
        ("thoracic-ext-chair", &[0, -6]),
        ("seated-cat-cow", &[0, -6, 4, -2]),
        ("seated-twist", &[0, -6]),
        ("seated-figure-4", &[1]),
        ("doorway-chest", &[0, 2, -5, -2]),
        ("calf-wall", &[0, -6, 4, -2]),
        ("wall-sit", &[0, -6]),
        ("sit-to-stand", &[0, -6]),
        ("wall-dog", &[0, -6, 4, -2]),
        ("down-dog", &[4, -2]),
        ("warrior-1", &[0, -6]),
        ("warrior-2", &[0, 2]),
        ("butterfly", &[0, 2]),
        ("childs-pose", &[0, -6, 1, -5, 4, -2]),
        ("curl-up", &[0, -6, 4, -2]),
        ("hamstring-strap", &[0]),
        ("pelvic-clock", &[0, 2]),
        ("prone-press-up", &[0, -6, 4, -2]),
        ("prone-rest", &[0, -6, 4, -2]),
        ("side-bridge", &[0, 1, 2, 3, -5, -4]),
        ("single-knee-to-chest", &[0]),
        ("sphinx", &[0, -6, 4, -2, 5, -1]),
        ("thread-needle", &[0, -6, 1, -5]),
    ];
    everything(|pose, figure, run| {
        let Some((_, planted)) = planted.iter().find(|(slug, _)| *slug == pose.slug()) else {
            return;
        };
        let body = body(pose, figure);
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
    for slug in ["marching", "heel-slides", "walking"] {
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

/// One foot is set aside, the other follows, and both come back: who moves is in the air.
#[test]
fn a_step_to_the_side_stands_on_the_other_foot() {
    let figure = Figure::of(PoseId::from_slug("step-touch").unwrap(), None).unwrap();
    let body = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
    // Left steps to the viewer's right: the mirrored side swaps the shapes, too.
    for (side, own, other) in [(Side::Left, body + 2, body), (Side::Right, body, body + 2)] {
        let quarter = STEPS / 4;
        for (part, (moves, stands)) in
            (0..).zip([(own, other), (other, own), (other, own), (own, other)])
        {
            let first = figure.frame(repetition(Some(side), part * quarter));
            let half = figure.frame(repetition(Some(side), part * quarter + quarter / 2));
            assert!(first[moves].y - half[moves].y > 0.02 * HEIGHT, "{side:?}: lifted");
            for step in part * quarter..=(part + 1) * quarter {
                let frame = figure.frame(repetition(Some(side), step));
                assert!(apart(first[stands], frame[stands]) < 0.005 * HEIGHT, "{side:?}: {step}");
            }
        }
    }
}

/// The toes carry while the heels sink: they neither slide nor lift.
#[test]
fn the_toes_stay_as_the_dog_rises() {
    let pose = PoseId::from_slug("down-dog").unwrap();
    everything(|at, figure, run| {
        if at != pose {
            return;
        }
        let foot = figure.shapes().len() - 6;
        let toes = |moment| {
            let points = outline(&figure.shapes()[foot].path, figure.frame(moment)[foot]);
            points.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
        };
        let first = toes(run[0]);
        for &moment in run {
            let (x, y) = toes(moment);
            assert!((x - first.0).abs() < 0.015 * HEIGHT && y > -0.03 * HEIGHT, "{x} {y}");
        }
    });
}

/// Degrees that joints bend to the front (hip, ankle up, elbow) and to the back (knee).
#[test]
fn joints_stay_within_human_limits() {
    let upright = [
        "chin-tuck",
        "scapular-squeeze",
        "hip-hinge",
        "thoracic-ext-chair",
        "seated-cat-cow",
        "calf-wall",
        "wall-sit",
        "sit-to-stand",
        "walking",
        "wall-dog",
        "down-dog",
        "warrior-1",
    ];
    everything(|pose, figure, run| {
        if !upright.contains(&pose.slug()) {
            return;
        }
        let body = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
        let count = figure.shapes().len();
        for &moment in run {
            let frame = figure.frame(moment);
            let turned = |a: usize, b: usize| turn(frame[a].degrees, frame[b].degrees);
            // Foot, shin, thigh, upper arm, forearm; the pelvis comes after the far side and head.
            for [foot, shin, thigh, upper, fore] in [
                [0, 1, 2, 3, 5].map(|place| body + place),
                [6, 5, 4, 3, 1].map(|place| count - place),
            ] {
                let front = turned(foot, shin).signum();
                let hip = front * turn(frame[thigh].degrees + 180.0, frame[body + 9].degrees);
                let ankle = front * turned(foot, shin);
                for (joint, degrees, limits) in [
                    ("hip", hip, -30.0..=130.0),
                    ("knee", -front * turned(shin, thigh), -1.0..=150.0),
                    ("ankle", 90.0 - ankle, -55.0..=40.0),
                    ("elbow", front * turned(fore, upper), -1.0..=150.0),
                ] {
                    let slug = pose.slug();
                    assert!(limits.contains(&degrees), "{slug}: {joint} {degrees} at {moment:?}");
                }
            }
        }
    });
}

/// From where to where a shape reaches, in x and in y.
fn extent(points: &[(f32, f32)]) -> [f32; 4] {
    points.iter().fold([f32::MAX, f32::MIN, f32::MAX, f32::MIN], |[left, right, top, low], p| {
        [left.min(p.0), right.max(p.0), top.min(p.1), low.max(p.1)]
    })
}

/// A wall from the side is the one thing as thin and as tall as that.
fn wall(figure: &Figure) -> Option<[f32; 2]> {
    let still = figure.still();
    figure.shapes().iter().zip(still).filter(|(shape, _)| shape.layer == Layer::Prop).find_map(
        |(shape, at)| {
            let [left, right, top, low] = extent(&outline(&shape.path, at));
            let thin = (right - left - 0.03 * HEIGHT).abs() < 0.1;
            (thin && low - top > 0.2 * HEIGHT).then_some([left, right])
        },
    )
}

#[test]
fn nothing_crosses_a_wall_and_what_leans_on_it_lies_on_it() {
    // Which shapes lean, and whether all the time.
    let leans: &[(&str, &[isize])] =
        &[("calf-wall", &[4, -2]), ("wall-dog", &[4, -2]), ("wall-sit", &[9])];
    let mut found = 0;
    everything(|pose, figure, run| {
        let Some([left, right]) = wall(figure) else { return };
        let body = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
        let leaning = leans.iter().find(|(slug, _)| *slug == pose.slug());
        for &moment in run {
            let reach: Vec<_> = figure
                .shapes()
                .iter()
                .zip(figure.frame(moment))
                .skip(body)
                .map(|(shape, at)| extent(&outline(&shape.path, at)))
                .collect();
            let [from, to, ..] = reach
                .iter()
                .fold([f32::MAX, f32::MIN], |[from, to], at| [from.min(at[0]), to.max(at[1])]);
            let across = (to - left).min(right - from);
            assert!(across < 0.004 * HEIGHT, "{}: {across} at {moment:?}", pose.slug());
            for &place in leaning.map_or(&[][..], |(_, shapes)| *shapes) {
                let [from, to, ..] = match usize::try_from(place) {
                    Ok(place) => reach[place],
                    Err(_) => reach[reach.len() - place.unsigned_abs()],
                };
                let away = (left - to).max(from - right);
                assert!(away < 0.006 * HEIGHT, "{}: {place} is {away} off", pose.slug());
            }
        }
        found += usize::from(leaning.is_some());
    });
    // Of each pose a round and a hold, and both sides of one of them.
    assert_eq!(found, 8);
}

/// The mat comes first, then the two posts of the door.
#[test]
fn forearms_lie_on_the_frame_of_the_door() {
    let pose = PoseId::from_slug("doorway-chest").unwrap();
    everything(|at, figure, run| {
        if at != pose {
            return;
        }
        let count = figure.shapes().len();
        for &moment in run {
            let frame = figure.frame(moment);
            let reach = |place: usize| extent(&outline(&figure.shapes()[place].path, frame[place]));
            for (post, arm) in [(1, [count - 5, count - 4]), (2, [count - 2, count - 1])] {
                let [left, right, ..] = reach(post);
                for part in arm {
                    let [from, to, ..] = reach(part);
                    assert!(left - 0.01 * HEIGHT < from && to < right + 0.01 * HEIGHT, "{part}");
                }
            }
        }
    });
}

/// The chair is the prop that comes after the mat, its seat as wide as the chair is deep.
#[test]
fn the_seat_carries_who_sits() {
    let sitting = [
        "easy-seat",
        "chin-tuck",
        "scapular-squeeze",
        "thoracic-ext-chair",
        "seated-cat-cow",
        "seated-twist",
        "seated-figure-4",
    ];
    let seat = -0.222 * HEIGHT;
    everything(|pose, figure, run| {
        if !sitting.contains(&pose.slug()) {
            return;
        }
        let body = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
        // From the front the pelvis is the first, from the side it comes after head and far limbs.
        let pelvis = body + if pose.slug() == "seated-figure-4" { 0 } else { 9 };
        for &moment in run {
            let at = figure.frame(moment)[pelvis];
            let [.., low] = extent(&outline(&figure.shapes()[pelvis].path, at));
            assert!((low - seat).abs() < 0.012 * HEIGHT, "{}: {low} over {seat}", pose.slug());
        }
    });
    let rising = Figure::of(PoseId::from_slug("sit-to-stand").unwrap(), None).unwrap();
    let body = rising.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
    let at = rising.frame(repetition(None, 0))[body + 9];
    let [.., low] = extent(&outline(&rising.shapes()[body + 9].path, at));
    assert!((low - seat).abs() < 0.012 * HEIGHT, "{low} over {seat}");
}

#[test]
fn the_kneeling_side_does_not_move_while_the_other_reaches() {
    let figure = Figure::of(PoseId::from_slug("bird-dog").unwrap(), None).unwrap();
    let count = figure.shapes().len();
    let body = count - 19;
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

/// What is foreshortened may be short, but not longer than the limb.
#[test]
fn no_limb_is_drawn_longer_than_it_is() {
    everything(|pose, figure, run| {
        // Their shoulder is a part that is drawn out.
        if ["open-book", "seated-twist"].contains(&pose.slug()) {
            return;
        }
        for &moment in run {
            for (shape, at) in figure.shapes().iter().zip(figure.frame(moment)) {
                let strap = pose.slug() == "hamstring-strap" && shape.layer == Layer::Far;
                assert!(strap || at.scale < 1.03, "{}: {at:?}", pose.slug());
            }
        }
    });
}

#[test]
fn the_strap_goes_from_the_hand_to_the_foot() {
    let pose = PoseId::from_slug("hamstring-strap").unwrap();
    for side in [Side::Left, Side::Right] {
        let figure = Figure::of(pose, Some(side)).unwrap();
        let count = figure.shapes().len();
        for moment in runs(Some(side)).concat() {
            let frame = figure.frame(moment);
            let strap = frame[body(pose, &figure) - 1];
            let (sine, cosine) = strap.degrees.to_radians().sin_cos();
            let length = 0.4 * HEIGHT * strap.scale;
            let (x, y) = (strap.x + length * cosine, strap.y + length * sine);
            let end = Placement { x, y, ..strap };
            assert!(apart(strap, frame[count - 2]) < 0.05 * HEIGHT, "{moment:?}");
            assert!(apart(end, frame[count - 6]) < 0.07 * HEIGHT, "{moment:?}");
        }
    }
}

#[test]
fn legs_lean_on_the_wall_and_nothing_goes_through_it() {
    let pose = PoseId::from_slug("legs-up-wall").unwrap();
    let figure = Figure::of(pose, None).unwrap();
    let first = body(pose, &figure);
    let face = |frame: &[Placement]| {
        let wall = outline(&figure.shapes()[first - 1].path, frame[first - 1]);
        wall.into_iter().map(|(x, _)| x).fold(f32::MAX, f32::min)
    };
    for moment in runs(None).concat() {
        let frame = figure.frame(moment);
        let wall = face(&frame);
        let points = || {
            let body = figure.shapes().iter().zip(&frame).skip(first);
            body.flat_map(|(shape, at)| outline(&shape.path, *at))
        };
        let reach = points().map(|(x, _)| x).fold(f32::MIN, f32::max);
        assert!(reach < wall + 0.005 * HEIGHT, "{moment:?}: {reach} is behind {wall}");
        assert!(reach > wall - 0.03 * HEIGHT, "{moment:?}: {reach} is off {wall}");
    }
}

/// A head that lies, from the side, lies on its pillow or a little in it when the movement begins.
#[test]
fn lying_heads_are_supported() {
    for &pose in PoseId::all() {
        let figure = Figure::of(pose, None).unwrap();
        let slug = pose.slug();
        let lies = pose.pose().position == Position::Supine;
        // The bridge presses the head to the mat.
        if !lies || ABOVE.contains(&slug) || slug == "glute-bridge" {
            continue;
        }
        let frame = figure.frame(repetition(None, 0));
        let head = frame.len() - 11;
        let lowest = outline(&figure.shapes()[head].path, frame[head])
            .into_iter()
            .map(|(_, y)| -y / HEIGHT)
            .fold(f32::MAX, f32::min);
        assert!((0.005..0.03).contains(&lowest), "{slug}: the head is {lowest} over the mat");
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
        if ABOVE.contains(&pose.slug()) {
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
    for slug in ["knee-rolls", "side-bend", "step-touch"] {
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
            Position::Supine if !ABOVE.contains(&pose.slug()) => {
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
