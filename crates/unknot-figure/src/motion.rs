//! Interpolates keyframes: from a phase of the motion to the position of the body and its breath.

use core::f32::consts::PI;

use unknot_content::figure::{Drawing, Keyframe, Limb, Prop, View};
use unknot_core::domain::time::Millis;

use super::MotionPhase;

/// Time to move into a hold, in seconds.
const SETTLE: f32 = 2.5;
/// Share of the time from one keyframe to the next that is spent without motion.
const PAUSE: f32 = 0.12;
/// Height to which a foot is lifted in a step to the side, as a multiple of the step's width.
const STEP: f32 = 0.25;

/// The interpolated keyframe of a phase, and the breath from 0 (empty) to 1 (full).
pub(super) fn pose(figure: &Drawing, phase: MotionPhase) -> (Keyframe, f32) {
    match phase {
        MotionPhase::Still => (figure.frames[figure.still], 0.5),
        MotionPhase::Enter => (figure.frames[0], 0.0),
        MotionPhase::Hold { elapsed } => {
            let progress = ease((seconds(elapsed) / SETTLE).min(1.0));
            let pose = between(figure, 0, figure.still, progress);
            (pose, breath(figure, elapsed))
        }
        MotionPhase::Repetition { elapsed, length, .. } => {
            let through = seconds(elapsed) / seconds(length).max(0.001);
            (cycle(figure, through.clamp(0.0, 1.0)), 0.0)
        }
    }
}

/// Goes through all keyframes and back to the first as `through` goes from 0 to 1.
fn cycle(figure: &Drawing, through: f32) -> Keyframe {
    let count = figure.frames.len();
    if count == 1 {
        return figure.frames[0];
    }
    #[expect(clippy::cast_precision_loss, reason = "a few keyframes")]
    let place = through * count as f32;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to count")]
    let from = (place as usize).min(count - 1);
    #[expect(clippy::cast_precision_loss, reason = "a few keyframes")]
    let part = place - from as f32;
    let moved = ((part - PAUSE / 2.0) / (1.0 - PAUSE)).clamp(0.0, 1.0);
    // The marble of a pelvic clock moves at a constant speed.
    let rolls = figure.props.contains(&Prop::Clock);
    between(figure, from, (from + 1) % count, if rolls { part } else { ease(moved) })
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
fn between(figure: &Drawing, from: usize, to: usize, t: f32) -> Keyframe {
    let [a, b] = [from, to].map(|place| &figure.frames[place]);
    let limb = |place: usize| match (a.limbs[place], b.limbs[place]) {
        (Limb::Free(from), Limb::Free(to)) => Limb::Free(mix(from, to, t)),
        (Limb::Planted(from), Limb::Planted(to)) => Limb::Planted(mix(from, to, t)),
        (Limb::Seen(from), Limb::Seen(to)) => {
            let mut seen = mix(from, to, t);
            if figure.view == View::Front {
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
        limbs: [limb(0), limb(1), limb(2), limb(3)],
    }
}

fn mix<const N: usize>(a: [f32; N], b: [f32; N], t: f32) -> [f32; N] {
    core::array::from_fn(|place| a[place] + (b[place] - a[place]) * t)
}
