//! Making a routine as long as the person asked.
//!
//! Leads stay as they are: getting into a pose takes the time it takes. Each work moves on the line
//! from its least to its own length and beyond, in whole seconds, both sides of a pair together;
//! seconds that are left over go round the steps. What can't be shared fairly (an odd second among
//! pairs alone, a fraction of a second) lengthens the first lead.

use std::borrow::Cow;

use crate::domain::routine::{Step, StepSide};
use crate::domain::time::Millis;

use super::compile::CompileError;

/// The steps, scaled so that leads and work add up to `length`.
pub(super) fn to_length(
    steps: &[Step],
    length: Option<Millis>,
) -> Result<Cow<'_, [Step]>, CompileError> {
    if steps.is_empty() {
        return Err(CompileError::Empty);
    }
    let own: Millis = steps.iter().map(|step| step.lead + step.work).sum();
    let Some(length) = length.filter(|length| *length != own) else {
        return Ok(Cow::Borrowed(steps));
    };
    let least: Millis = steps.iter().map(|step| step.lead + step.least).sum();
    if length < least {
        return Err(CompileError::TooShort { least });
    }

    let mut scaled = steps.to_vec();
    share(&mut scaled, length - least, own.saturating_sub(least));
    let used: Millis = scaled.iter().map(|step| step.lead + step.work).sum();
    let left = hand_out(&mut scaled, length - used);
    scaled[0].lead += left;
    Ok(Cow::Owned(scaled))
}

/// Gives each step its least and its share of `spare` in whole seconds, in proportion to what it
/// has above its least at the routine's own length.
fn share(steps: &mut [Step], spare: Millis, own_spare: Millis) {
    for step in steps {
        let above = u64::from((step.work - step.least).0);
        let mine = (u64::from(spare.0) * above).checked_div(u64::from(own_spare.0)).unwrap_or(0);
        let whole = u32::try_from(mine / 1000).unwrap_or(0);
        step.work = step.least + Millis::secs(whole);
    }
}

/// Goes round the steps and gives each a second (both of a pair one each) while there are some.
/// Returns what could not be given.
fn hand_out(steps: &mut [Step], mut left: Millis) -> Millis {
    loop {
        let before = left;
        for place in 0..steps.len() {
            let pair = match steps[place].side {
                StepSide::First => 2,
                StepSide::Second => continue,
                StepSide::Both | StepSide::Alternating => 1,
            };
            let price = Millis::secs(pair);
            if left >= price {
                let end = steps.len().min(place + pair as usize);
                steps[place..end].iter_mut().for_each(|step| step.work += Millis::secs(1));
                left -= price;
            }
        }
        if left == before {
            return left;
        }
    }
}
