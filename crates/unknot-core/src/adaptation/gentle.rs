//! The gentle move in place of one on the level that somebody doesn't go to.

use super::{conflicts, is_sore};
use crate::domain::catalog::PoseId;
use crate::domain::gentle::{LYING, SITTING, pace};
use crate::domain::level::change_time;
use crate::domain::routine::{Effort, Step, StepSide};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;

/// The time to hear what to do.
const SET_UP: Millis = Millis::secs(10);
/// The least time for which a move makes sense.
const LEAST: Millis = Millis::secs(10);

/// A gentle move for the time of a step, after the pose `before` and `count` other gentle moves: another one each time. `None`
/// if nothing is to be moved, if none suits the person, or if there is no time for one.
pub(super) fn in_place_of(
    step: &Step,
    before: Option<PoseId>,
    count: usize,
    is_low: bool,
    person: &Settings,
) -> Option<PoseId> {
    if !matches!(step.effort, Effort::Hold | Effort::Repeat { .. }) {
        return None;
    }
    // Both sides of a move have the same one.
    let goes_on = before.filter(|before| step.side == StepSide::Second && pace(*before).is_some());
    if goes_on.is_some() {
        return goes_on;
    }
    let suits = |pose: &PoseId| conflicts(*pose, person).is_empty() && !is_sore(*pose, person);
    let has_time = |pose: &PoseId| {
        let change = before.map_or(Millis::ZERO, |before| change_time(before, *pose));
        step.lead + step.least >= change.max(SET_UP) + LEAST
    };
    let all = if is_low { LYING } else { SITTING };
    let suitable: Vec<PoseId> = all
        .into_iter()
        .filter_map(|(pose, _)| [Some(pose), pose.easier()].into_iter().flatten().find(suits))
        .filter(has_time)
        .collect();
    let is_other = |pose: &&PoseId| before.is_none_or(|before| before.base() != pose.base());
    let from_here = suitable.iter().cycle().skip(count).take(suitable.len());
    from_here.clone().find(is_other).or_else(|| from_here.clone().next()).copied()
}
