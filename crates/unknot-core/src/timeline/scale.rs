//! Making a routine as long as the person asked.
//!
//! Leads stay as they are: getting into a pose takes the time it takes. Each work moves on the line
//! from its least to its own length and beyond, in whole seconds or whole breaths, both sides of a
//! pair together; seconds that are left over go round the steps. A step whose least is all of it stays
//! so. What can't be shared fairly (an odd second among pairs alone, a part of a breath) lengthens the
//! first lead, or where there is none, the last work.

use crate::domain::routine::{Effort, Step, StepSide};
use crate::domain::time::Millis;

use super::compile::CompileError;

/// The steps, scaled so that leads and work add up to `length`.
pub(super) fn to_length(steps: &[Step], length: Option<Millis>) -> Result<Vec<Step>, CompileError> {
    let mut scaled = steps.to_vec();
    let Some(end) = scaled.len().checked_sub(1) else { return Err(CompileError::Empty) };
    let own: Millis = steps.iter().map(|step| step.lead + step.work).sum();
    let Some(length) = length.filter(|length| *length != own) else { return Ok(scaled) };
    let least: Millis = steps.iter().map(|step| step.lead + step.least).sum();
    if length < least {
        return Err(CompileError::TooShort { least });
    }

    let grains: Vec<_> = steps.iter().map(grain).collect();
    share(&mut scaled, &grains, length - least, own.saturating_sub(least));
    let used: Millis = scaled.iter().map(|step| step.lead + step.work).sum();
    let left = hand_out(&mut scaled, &grains, length - used);
    if scaled[0].lead.is_zero() {
        scaled[end].work += left;
    } else {
        scaled[0].lead += left;
    }
    Ok(scaled)
}

/// What a step grows by: a breath where it is paced, a second where it isn't, and nothing where its
/// length is fixed.
fn grain(step: &Step) -> Option<Millis> {
    let grain = match step.effort {
        Effort::Breathe(pattern) => pattern.length(),
        _ => Millis::secs(1),
    };
    (step.least < step.work).then_some(grain)
}

/// Gives each step its least and its share of `spare` in whole grains, in proportion to what it
/// has above its least at the routine's own length.
fn share(steps: &mut [Step], grains: &[Option<Millis>], spare: Millis, own_spare: Millis) {
    for (step, grain) in steps.iter_mut().zip(grains) {
        let above = u64::from((step.work - step.least).0);
        let mine = (u64::from(spare.0) * above).checked_div(u64::from(own_spare.0)).unwrap_or(0);
        let grain = grain.unwrap_or(Millis::secs(1));
        step.work =
            step.least + grain * u32::try_from(mine / u64::from(grain.0.max(1))).unwrap_or(0);
    }
}

/// Goes round the steps and gives each a grain (both of a pair one each) while there is enough.
/// Returns what could not be given.
fn hand_out(steps: &mut [Step], grains: &[Option<Millis>], mut left: Millis) -> Millis {
    loop {
        let before = left;
        for place in 0..steps.len() {
            let Some(grain) = grains[place] else { continue };
            let pair = match steps[place].side {
                StepSide::First => 2,
                StepSide::Second => continue,
                StepSide::Both | StepSide::Alternating => 1,
            };
            let price = grain * pair;
            if left >= price {
                let end = steps.len().min(place + pair as usize);
                steps[place..end].iter_mut().for_each(|step| step.work += grain);
                left -= price;
            }
        }
        if left == before {
            return left;
        }
    }
}
