//! What counts as practice (docs/adr/0029-what-counts.md).

use super::routine::Hurt;
use super::time::Millis;

/// The work that marks a day: so much holding, moving, resting and breathing, without the preparation and the changes of
/// position. Three slow breaths, or two or three repetitions. Our own choice.
pub const ENOUGH: Millis = Millis::secs(15);

/// The work from which on a step was done, even if it is left before its end. `work` is all of its work. Who leaves it
/// earlier has only looked at it.
pub fn enough_of_step(work: Millis) -> Millis {
    ENOUGH.min(work / 2)
}

/// Whether so much work marks its day.
pub fn counts(worked: Millis) -> bool {
    worked >= ENOUGH
}

/// Whether a session is recorded: one that marks its day, or in which something hurt.
pub fn is_kept(counts: bool, hurts: &[Hurt]) -> bool {
    counts || !hurts.is_empty()
}
