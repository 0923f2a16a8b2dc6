//! How much of a routine is adapted to a person, and for what.

use crate::adaptation::{Fit, fit, is_sore, reasons, swaps};
use crate::domain::caution::Cautions;
use crate::domain::routine::{Routine, StepSide, Swap};
use crate::domain::settings::Settings;

/// How much of a routine is adapted to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adapted {
    /// The number of moves that are adapted. The two sides of a move count once.
    pub moves: usize,
    /// The number of all moves.
    pub of: usize,
    /// The cautions for which they are adapted.
    pub why: Cautions,
    /// Whether one of them is on the person's sore list.
    pub is_sore: bool,
}

impl Adapted {
    /// How much of it is adapted, in sixths, rounded down.
    pub fn sixths(&self) -> usize {
        self.moves * 6 / self.of
    }
}

/// How much of a routine is adapted to the person, in [sixths](Adapted::sixths).
pub fn adapted_sixths(routine: &Routine, person: &Settings) -> usize {
    adapted(routine, person).map_or(0, |adapted| adapted.sixths())
}

/// How much of a routine is adapted to the person; `None` if nothing is. A posture that they have
/// chosen is no adaptation.
pub fn adapted(routine: &Routine, person: &Settings) -> Option<Adapted> {
    let mut adapted = Adapted { moves: 0, of: 0, why: Cautions::default(), is_sore: false };
    for (step, swap) in routine.steps.iter().zip(swaps(routine, person)) {
        if step.side == StepSide::Second {
            continue;
        }
        adapted.of += 1;
        let (why, is_sore) = (reasons(routine, step, person), is_sore(step.pose, person));
        if swap != Swap::Keep && (is_sore || !why.is_empty()) {
            adapted.moves += 1;
            adapted.why = adapted.why.or(why);
            adapted.is_sore |= is_sore;
        }
    }
    (adapted.moves > 0).then_some(adapted)
}

/// The person's cautions for which a routine doesn't suit them; empty if it suits. If they should
/// ask before they move, those that say so are among all that they have.
pub fn why_not(routine: &Routine, person: &Settings) -> Cautions {
    if fit(routine, person) != Fit::NotNow {
        return Cautions::default();
    }
    let of_moves = adapted(routine, person).map_or(Cautions::default(), |adapted| adapted.why);
    let why = of_moves.or(routine.cautions.and(person.cautions));
    if why.is_empty() { person.cautions } else { why }
}
