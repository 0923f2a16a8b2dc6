//! From time to a keyframe in between: where in the movement the body is, and how full of breath.

use core::f32::consts::PI;

use unknot_content::figure::{Drawing, Keyframe, Limb, Prop, View};
use unknot_core::domain::time::Millis;

use super::Moment;

/// Seconds to settle into a hold.
const SETTLE: f32 = 2.5;
/// Part of each leg of a repetition that is spent still.
const PAUSE: f32 = 0.12;

/// How high a foot is lifted, of the width of its step.
const STEP: f32 = 0.25;

/// The body at a moment, and its breath from 0 to 1.
pub(super) fn pose(figure: &Drawing, moment: Moment) -> (Keyframe, f32) {
    match moment {
        Moment::Still => (figure.frames[figure.still], 0.5),
        Moment::Enter { .. } => (figure.frames[0], 0.0),
        Moment::Hold { elapsed } => {
            let progress = ease((seconds(elapsed) / SETTLE).min(1.0));
            let pose = between(figure, 0, figure.still, progress);
            (pose, breath(figure, elapsed))
        }
        Moment::Repetition { elapsed, length, .. } => {
            let through = seconds(elapsed) / seconds(length).max(0.001);
            (round(figure, through.clamp(0.0, 1.0)), 0.0)
        }
    }
}

/// Once through all keyframes and back to the first, `through` from 0 to 1.
fn round(figure: &Drawing, through: f32) -> Keyframe {
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
    // A marble rolls on without a halt.
    let rolls = figure.props.contains(&Prop::Clock);
    between(figure, from, (from + 1) % count, if rolls { part } else { ease(moved) })
}

/// In and out by the figure's own breath, from empty.
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

fn ease(t: f32) -> f32 {
    (1.0 - (t * PI).cos()) / 2.0
}

fn between(figure: &Drawing, from: usize, to: usize, t: f32) -> Keyframe {
    let [a, b] = [from, to].map(|place| &figure.frames[place]);
    let limb = |place: usize| match (a.limbs[place], b.limbs[place]) {
        (Limb::Free(from), Limb::Free(to)) => Limb::Free(mix(from, to, t)),
        (Limb::Planted(from), Limb::Planted(to)) => Limb::Planted(mix(from, to, t)),
        (Limb::Seen(from), Limb::Seen(to)) => {
            let mut seen = mix(from, to, t);
            if figure.view == View::Front {
                // Who stands lifts the foot to set it aside.
                seen[1] += STEP * (to[0] - from[0]).abs() * ease(2.0 * t);
            }
            Limb::Seen(seen)
        }
        (Limb::Bent(from), Limb::Bent(to)) => Limb::Bent(mix(from, to, t)),
        (Limb::Placed(from), Limb::Placed(to)) => Limb::Placed(mix(from, to, t)),
        // The build lets no limb change its kind.
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
