//! The poses, sides and phases that tests cover, and measurements of placed shapes.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::time::Millis;
use unknot_figure::{Figure, MotionPhase, Placement};

const LENGTH: u32 = 6000;
pub(crate) const STEPS: u32 = 240;
/// The body's height, in drawing units.
pub(crate) const HEIGHT: f32 = 200.0;

/// Poses whose first view is from above.
pub(crate) const ABOVE: [&str; 14] = [
    "butterfly-reclined",
    "chest-open-rest",
    "glute-squeeze",
    "knee-rolls",
    "knee-rolls-small",
    "open-book",
    "open-book-small",
    "pelvic-tilt-side",
    "roll-to-side",
    "roll-to-side-half",
    "savasana",
    "side-lying-pillow",
    "side-lying-rest",
    "supine-twist",
];

/// Poses seen from two sides at once.
pub(crate) const BESIDE: [&str; 12] = [
    "butterfly-reclined-small",
    "doorway-chest",
    "doorway-low",
    "figure-4",
    "figure-4-low",
    "happy-baby",
    "knee-rolls",
    "knee-rolls-small",
    "pelvic-clock",
    "seated-figure-4",
    "seated-figure-4-low",
    "side-squeeze",
];

/// Of these, the poses on two sides whose views are next to each other.
pub(crate) const SIDE_BY_SIDE: [&str; 2] = ["seated-figure-4", "seated-figure-4-low"];

/// Poses and variations that have a drawing of their own. A variation without one is drawn as its
/// pose.
pub(crate) fn drawn() -> Vec<PoseId> {
    let drawings = include_str!("../../../unknot-content/data/figures.toml");
    let is_drawn = |pose: &PoseId| drawings.contains(&format!("\n[{}]\n", pose.slug()));
    let drawn: Vec<_> = PoseId::all().iter().copied().filter(is_drawn).collect();
    assert!(PoseId::all().iter().all(|pose| drawn.contains(&pose.base())));
    drawn
}

fn sides(pose: PoseId) -> &'static [Option<Side>] {
    match pose.pose().sides {
        Sides::Both => &[None],
        Sides::Each | Sides::Alternating => &[Some(Side::Left), Some(Side::Right)],
    }
}

pub(crate) fn repetition(side: Option<Side>, step: u32) -> MotionPhase {
    MotionPhase::Repetition { side, elapsed: Millis(LENGTH * step / STEPS), length: Millis(LENGTH) }
}

/// The phases of a repetition and of a hold, each in steps of time.
pub(crate) fn runs(side: Option<Side>) -> [Vec<MotionPhase>; 2] {
    let round = (0..=STEPS).map(|step| repetition(side, step)).collect();
    let hold = (0..=600).map(|step| MotionPhase::Hold { elapsed: Millis(step * 25) }).collect();
    [round, hold]
}

/// Calls `check` with each pose, on each of its sides, and each of its runs.
pub(crate) fn for_everything(mut check: impl FnMut(PoseId, &Figure, &[MotionPhase])) {
    for pose in drawn() {
        for &side in sides(pose) {
            let figure = Figure::of(pose, side).expect("every pose is drawn");
            for run in runs(side) {
                check(pose, &figure, &run);
            }
        }
    }
}

/// The end points of a placed path's segments.
pub(crate) fn outline(path: &str, at: Placement) -> Vec<(f32, f32)> {
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
            || words.next().and_then(|word| word.parse::<f32>().ok()).expect("a coordinate");
        let (x, y) = (number() * at.scale, number() * at.width);
        let (sine, cosine) = at.degrees.to_radians().sin_cos();
        points.push((at.x + x * cosine - y * sine, at.y + x * sine + y * cosine));
    }
    points
}

/// The bounds of points: left, right, top, bottom.
pub(crate) fn extent(points: &[(f32, f32)]) -> [f32; 4] {
    points.iter().fold([f32::MAX, f32::MIN, f32::MAX, f32::MIN], |[left, right, top, low], p| {
        [left.min(p.0), right.max(p.0), top.min(p.1), low.max(p.1)]
    })
}

/// The pelvis of a figure seen from the side. It comes after the head, whose eye is a hole: an arc the
/// other way round.
pub(crate) fn pelvis(figure: &Figure) -> usize {
    let has_eye = |place: &usize| figure.shapes()[*place].path().contains(" 0 0 0 ");
    1 + figure.body().find(has_eye).expect("a head")
}

/// The rotation from `b` to `a`, from -180 to 180 degrees.
pub(crate) fn turn(a: f32, b: f32) -> f32 {
    (a - b + 180.0).rem_euclid(360.0) - 180.0
}

/// The distance between two placements.
pub(crate) fn apart(a: Placement, b: Placement) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}
