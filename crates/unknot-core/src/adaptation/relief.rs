//! What helps when a step hurts.

use super::{has_easier, is_in_bed, level, posed, quiet};
use crate::domain::catalog::PoseId;
use crate::domain::caution::Caution;
use crate::domain::pose::Position;
use crate::domain::routine::{Effort, Routine, RoutineKind, Step, Swap};
use crate::domain::settings::Settings;

/// Index of the first quiet pose that doesn't require lying down.
const FIRST_UPRIGHT: usize = 2;

/// Suggests a swap when a step hurts: first the easier way, then a quiet pose nearby. Repeated
/// calls cycle through the quiet poses. `None` if no other one suits the person.
///
/// Nobody is asked to get up from the floor or down to it because a move hurts. Only in a
/// meditation, which is as good in any posture, may somebody change from one to the other who is
/// steady. Whoever does a session that was made for a condition is taken to have it: in the one for
/// pregnancy, nobody is told to lie on their back.
///
/// `now` is the step's current swap.
pub fn relief(routine: &Routine, step: &Step, now: Swap, person: &Settings) -> Option<Swap> {
    let cautions = person.cautions.or(routine.made_for);
    let person = &Settings { cautions, ..person.clone() };
    let own = posed(routine, step, person);
    let pose = match now {
        Swap::Instead(pose) => pose,
        Swap::Easier => own.easier().unwrap_or(own),
        Swap::Keep => own,
    };
    let moves = matches!(step.effort, Effort::Hold | Effort::Repeat { .. });
    if now == Swap::Keep && moves && has_easier(own, person) {
        return Some(Swap::Easier);
    }
    let stays = routine.kind == RoutineKind::Movement || level::is_kept(person);
    let floor_out_of_reach = person.cautions.has(Caution::Floor) && !is_in_bed(routine);
    let is_reachable = |other: PoseId| {
        let is_near = !stays || other.is_low() == pose.is_low();
        // Nobody stands up for a rest in the middle of moves on a chair, and nobody who could fall at all.
        let stands_up = other.pose().position == Position::Standing
            && step.pose.pose().position != Position::Standing;
        is_near && !(other.is_low() && floor_out_of_reach) && !(stands_up && stays)
    };
    let next = quiet::ALL.iter().position(|other| *other == pose).map(|index| index + 1);
    let nearest = match pose.pose().position {
        Position::Standing if moves => quiet::ALL.len() - 2,
        Position::Standing | Position::Seated => FIRST_UPRIGHT,
        _ => 0,
    };
    let suits =
        |other: &PoseId| *other != pose && is_reachable(*other) && quiet::is_option(*other, person);
    quiet::ALL
        .into_iter()
        .cycle()
        .skip(next.unwrap_or(nearest))
        .take(quiet::ALL.len())
        .find(suits)
        .map(Swap::Instead)
}
