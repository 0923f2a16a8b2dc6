//! The time before the first step.

use crate::domain::cue::Line;
use crate::domain::kit::Kit;
use crate::domain::routine::{Routine, RoutineKind};
use crate::domain::time::Millis;
use crate::i18n::speaking_time;

/// The shortest preparation in which the rule when to stop is said.
const WITH_STOP_RULE: Millis = Millis::secs(10);

/// The time between the last word and the first step.
const MOMENT: Millis = Millis::secs(2);

/// The preparation of a session: the chosen one, lengthened to whole seconds if it takes longer to say what has to be near. If no
/// preparation was chosen, there is none.
///
/// ```
/// # use unknot_core::domain::catalog::routine;
/// # use unknot_core::domain::kit::{Kit, Thing};
/// # use unknot_core::domain::time::Millis;
/// # use unknot_core::timeline::preparation;
/// let routine = routine("morning-mobility").unwrap();
/// let chosen = Millis::secs(10);
/// assert_eq!(preparation(routine, chosen, Kit::EMPTY), chosen);
/// assert!(preparation(routine, chosen, Kit::from_iter(Thing::ALL)) > chosen);
/// assert_eq!(preparation(routine, Millis::ZERO, Kit::from_iter(Thing::ALL)), Millis::ZERO);
/// ```
pub fn preparation(routine: &Routine, chosen: Millis, kit: Kit) -> Millis {
    if routine.kind != RoutineKind::Movement || chosen < WITH_STOP_RULE || kit.is_empty() {
        return chosen;
    }
    let words = speaking_time(Line::PrepareToMove(kit)) + MOMENT;
    chosen.max(Millis::secs(words.0.div_ceil(1000)))
}

/// What is said in the preparation of a session of movement, if that is so long.
pub(super) fn words(length: Millis, kit: Kit) -> Line {
    let told = Line::PrepareToMove(kit);
    if length < WITH_STOP_RULE {
        Line::Prepare
    } else if speaking_time(told) <= length {
        told
    } else {
        // An earlier version began the session, and had no time for more.
        Line::PrepareToMove(Kit::EMPTY)
    }
}
