//! Interpolates keyframes: from a phase of the motion to the position of the body and its breath.

use core::f32::consts::PI;

use unknot_content::figure::{Detail, Drawing, Keyframe, Limb, Prop, Scene, View};
use unknot_core::domain::time::Millis;

use super::MotionPhase;

/// After this time in a hold every figure has got into it, and only breathes.
pub const SETTLED: Millis = Millis::secs(5);

/// Time to move into a hold, in seconds.
const SETTLE: f32 = 2.5;
/// Time for each keyframe that is passed on the way, in seconds.
const PASS: f32 = 0.8;
/// Share of the time from one keyframe to the next that is spent without motion.
const PAUSE: f32 = 0.12;
/// Height to which a foot is lifted in a step to the side, as a multiple of the step's width.
const STEP: f32 = 0.25;

/// Where a phase is in the motion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    /// The keyframe before, and the next one.
    between: [usize; 2],
    /// The share of the time from the one to the other.
    part: f32,
    /// The breath, from 0 (empty) to 1 (full).
    pub(super) breath: f32,
    /// How far the movement has gone, from 0 at its start to 1 at its furthest.
    pub(super) gone: f32,
}

/// Where a phase is in the motion of a drawing.
pub(super) fn moment(figure: &Drawing, phase: MotionPhase) -> Moment {
    let still = figure.still;
    match phase {
        MotionPhase::Still => at_rest(still),
        MotionPhase::Enter => Moment { between: [0; 2], part: 0.0, breath: 0.0, gone: 0.0 },
        MotionPhase::Hold { elapsed } => {
            #[expect(clippy::cast_precision_loss, reason = "a few keyframes")]
            let count = still as f32;
            let gone = ease((seconds(elapsed) / way_in(count)).min(1.0));
            let place = gone * count;
            let (from, part) = split(place, still);
            Moment {
                between: [from, (from + 1).min(still)],
                part,
                breath: breath(figure, elapsed),
                gone,
            }
        }
        MotionPhase::Repetition { elapsed, length, .. } => {
            let through = seconds(elapsed) / seconds(length).max(0.001);
            cycle(figure, through.clamp(0.0, 1.0))
        }
    }
}

/// The time to get into a hold, in seconds. On the way the figure passes the keyframes before, and takes its time for each.
fn way_in(keyframes: f32) -> f32 {
    SETTLE + PASS * (keyframes - 1.0).max(0.0)
}

/// Goes through all keyframes and back to the first as `through` goes from 0 to 1.
fn cycle(figure: &Drawing, through: f32) -> Moment {
    let scene = &figure.scenes[0];
    let count = scene.frames.len();
    #[expect(clippy::cast_precision_loss, reason = "a few keyframes")]
    let place = through * count as f32;
    let (from, part) = split(place, count);
    let moved = ((part - PAUSE / 2.0) / (1.0 - PAUSE)).clamp(0.0, 1.0);
    // The marble of a pelvic clock moves at a constant speed.
    let mut props = figure.scenes.iter().flat_map(|scene| &scene.props);
    let rolls = props.any(|prop| matches!(prop, Prop::Clock(_)));
    let part = if rolls { part } else { ease(moved) };
    Moment { between: [from, (from + 1) % count], part, breath: 0.0, gone: ease(2.0 * through) }
}

/// The keyframe before a place from 0 to `count`, and the share of the way to the next one.
fn split(place: f32, count: usize) -> (usize, f32) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to count")]
    let from = (place as usize).min(count.saturating_sub(1));
    #[expect(clippy::cast_precision_loss, reason = "a few keyframes")]
    let part = place - from as f32;
    (from, part)
}

/// The interpolated keyframe of a view at a moment.
pub(super) fn pose(scene: &Scene, moment: Moment) -> Keyframe {
    between(scene, moment.between, moment.part)
}

/// A keyframe at rest, with the movement at its furthest.
pub(super) fn at_rest(keyframe: usize) -> Moment {
    Moment { between: [keyframe; 2], part: 0.0, breath: 0.5, gone: 1.0 }
}

/// How far a belly that is about to tighten is out, in full breaths.
const RELAXED: f32 = 2.0;

/// How far the belly is out at a moment, in full breaths.
pub(super) fn belly(scene: &Scene, moment: Moment) -> f32 {
    let tightens = scene.details.contains(&Detail::TightBelly);
    if tightens { RELAXED * (1.0 - moment.gone) } else { moment.breath }
}

/// The breath at a time, from 0 (empty) to 1 (full). Inhaling comes first.
fn breath(figure: &Drawing, elapsed: Millis) -> f32 {
    let [inhale, exhale] = figure.breath;
    let at = seconds(elapsed) % (inhale + exhale);
    if at < inhale { ease(at / inhale) } else { 1.0 - ease((at - inhale) / exhale) }
}

fn seconds(time: Millis) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "minutes, to be drawn")]
    let ms = time.0 as f32;
    ms / 1000.0
}

/// A cosine ease-in and ease-out from 0 to 1.
fn ease(t: f32) -> f32 {
    (1.0 - (t * PI).cos()) / 2.0
}

/// Interpolates linearly between two keyframes.
fn between(scene: &Scene, places: [usize; 2], t: f32) -> Keyframe {
    let [a, b] = places.map(|place| &scene.frames[place]);
    let limb = |place: usize| match (a.limbs[place], b.limbs[place]) {
        (Limb::Free(from), Limb::Free(to)) => Limb::Free(mix(from, to, t)),
        (Limb::Planted(from), Limb::Planted(to)) => Limb::Planted(mix(from, to, t)),
        (Limb::Seen(from), Limb::Seen(to)) => {
            let mut seen = mix(from, to, t);
            if scene.view == View::Front {
                // A standing figure lifts the foot to step aside.
                seen[1] += STEP * (to[0] - from[0]).abs() * ease(2.0 * t);
            }
            Limb::Seen(seen)
        }
        (Limb::Bent(from), Limb::Bent(to)) => Limb::Bent(mix(from, to, t)),
        (Limb::Placed(from), Limb::Placed(to)) => Limb::Placed(mix(from, to, t)),
        // The build rejects drawings in which a limb changes its kind.
        (from, _) => from,
    };
    Keyframe {
        at: mix(a.at, b.at, t),
        trunk: mix(a.trunk, b.trunk, t),
        head: mix(a.head, b.head, t),
        face: a.face + (b.face - a.face) * t,
        open: a.open + (b.open - a.open) * t,
        turn: mix(a.turn, b.turn, t),
        limbs: [limb(0), limb(1), limb(2), limb(3)],
    }
}

fn mix<const N: usize>(a: [f32; N], b: [f32; N], t: f32) -> [f32; N] {
    core::array::from_fn(|place| a[place] + (b[place] - a[place]) * t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_content::figure::Way;
    use unknot_core::content;
    use unknot_core::domain::catalog::PoseId;

    #[test]
    fn every_figure_has_got_into_its_hold_once_it_is_settled() {
        let poses = PoseId::all().iter().filter_map(|pose| content::drawing(*pose));
        for drawing in poses.chain(Way::ALL.map(content::way)) {
            let gone = |elapsed| moment(drawing, MotionPhase::Hold { elapsed }).gone;
            assert!(gone(Millis::ZERO) < 1.0);
            assert!((gone(SETTLED) - 1.0).abs() < f32::EPSILON, "{:?}", drawing.still);
        }
    }
}
