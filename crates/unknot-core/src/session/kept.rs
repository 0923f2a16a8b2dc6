//! What a session leaves (docs/adr/0029-what-counts.md).

use crate::domain::practice;
use crate::domain::routine::Hurt;

use super::output::Summary;

/// What a session leaves. Only the first two mark the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All of it.
    Finished,
    /// The practice until it was ended early.
    Part,
    /// Only what hurt: it was ended before there was any practice.
    Hurt,
    /// Nothing: it was looked through by skipping steps.
    LookedThrough,
    /// Nothing: it was ended before there was any practice.
    Nothing,
}

impl Kept {
    /// What is left by a session in which these poses hurt.
    pub fn of(summary: &Summary, hurts: &[Hurt]) -> Self {
        let counts = practice::counts(summary.worked);
        match practice::is_kept(counts, hurts) {
            true if counts && summary.finished => Self::Finished,
            true if counts => Self::Part,
            true => Self::Hurt,
            false if summary.skipped > 0 => Self::LookedThrough,
            false => Self::Nothing,
        }
    }

    /// Whether the session marks its day.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Finished | Self::Part)
    }

    /// Whether there is anything to record.
    pub const fn is_anything(self) -> bool {
        matches!(self, Self::Finished | Self::Part | Self::Hurt)
    }
}
