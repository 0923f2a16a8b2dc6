//! Scales a routine to the requested length.
//!
//! Leads don't change, because getting into a pose always takes the same time. Work is scaled
//! linearly through its minimum and its default length, in whole seconds or whole breaths, with
//! equal sides. The remaining seconds are handed out one round at a time. Steps whose minimum
//! equals their default length are fixed. What can't be divided evenly (an odd second among pairs,
//! a fraction of a breath) lengthens the first lead, or the last work if the first step has no
//! lead.

use crate::domain::routine::{Effort, Step, StepSide};
use crate::domain::time::Millis;

use super::compile::CompileError;

/// Scales the steps so that leads and work add up to `length`. `None` keeps the default length.
pub(super) fn to_length(steps: &[Step], length: Option<Millis>) -> Result<Vec<Step>, CompileError> {
    let mut scaled = steps.to_vec();
    let Some(end) = scaled.len().checked_sub(1) else { return Err(CompileError::Empty) };
    let default: Millis = steps.iter().map(|step| step.lead + step.work).sum();
    let Some(length) = length.filter(|length| *length != default) else { return Ok(scaled) };
    let least: Millis = steps.iter().map(|step| step.lead + step.least).sum();
    if length < least {
        return Err(CompileError::TooShort { least });
    }

    let grains: Vec<_> = steps.iter().map(grain).collect();
    share(&mut scaled, &grains, length - least, default.saturating_sub(least));
    let used: Millis = scaled.iter().map(|step| step.lead + step.work).sum();
    let left = hand_out(&mut scaled, &grains, length - used);
    if scaled[0].lead.is_zero() {
        scaled[end].work += left;
    } else {
        scaled[0].lead += left;
    }
    Ok(scaled)
}

/// The unit in which a step grows: one breath for paced breathing, otherwise a second. `None` if
/// its length is fixed.
fn grain(step: &Step) -> Option<Millis> {
    let grain = match step.effort {
        Effort::Breathe(pattern) => pattern.length(),
        _ => Millis::secs(1),
    };
    (step.least < step.work).then_some(grain)
}

/// Sets each work to its minimum plus a share of `spare` in whole grains. Shares are proportional
/// to the difference between default and minimum; `default_spare` is the sum of these differences.
fn share(steps: &mut [Step], grains: &[Option<Millis>], spare: Millis, default_spare: Millis) {
    for (step, grain) in steps.iter_mut().zip(grains) {
        let above = u64::from((step.work - step.least).0);
        let portion =
            (u64::from(spare.0) * above).checked_div(u64::from(default_spare.0)).unwrap_or(0);
        let grain = grain.unwrap_or(Millis::secs(1));
        step.work =
            step.least + grain * u32::try_from(portion / u64::from(grain.0.max(1))).unwrap_or(0);
    }
}

/// Hands out `left` in rounds of one grain per step (for a pair, one for each side). Returns the
/// remainder.
fn hand_out(steps: &mut [Step], grains: &[Option<Millis>], mut left: Millis) -> Millis {
    loop {
        let before = left;
        for index in 0..steps.len() {
            let Some(grain) = grains[index] else { continue };
            let pair = match steps[index].side {
                StepSide::First => 2,
                StepSide::Second => continue,
                StepSide::Both | StepSide::Alternating => 1,
            };
            let cost = grain * pair;
            if left >= cost {
                let end = steps.len().min(index + pair as usize);
                steps[index..end].iter_mut().for_each(|step| step.work += grain);
                left -= cost;
            }
        }
        if left == before {
            return left;
        }
    }
}
