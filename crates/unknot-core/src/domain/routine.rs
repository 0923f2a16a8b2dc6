//! Routines: ordered lists of steps, and what a person makes of them: what hurt, what was done in its place, and a rhythm of
//! their own.

use serde::{Deserialize, Serialize};
pub use unknot_content::routine::{
    BreathPattern, Effort, Guide, GuideKind, Intensity, Place, Routine, RoutineKind, RoutineSlug,
    Step, StepSide, TimeOfDay,
};

use super::catalog::PoseId;
use super::stored::StoredRhythm;
use super::time::Millis;

/// A pose that hurt in a session, and what was done in its place from there on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hurt {
    /// The pose, whichever of its variations it was.
    pub pose: PoseId,
    /// What was done.
    pub swap: Swap,
}

/// What becomes of a step that doesn't suit somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Swap {
    /// Nothing: it is done as it is.
    Keep,
    /// It is done in its easier way.
    Easier,
    /// Something quiet is done in its time.
    Instead(PoseId),
}

/// A breath of a person's own: in, hold, out, hold, each in half seconds. Stored as its [`BreathPattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredRhythm", into = "BreathPattern")]
pub struct Rhythm([u8; 4]);

impl Rhythm {
    /// The least and the most of each part: our own choice (docs/content.md).
    pub const RANGES: [(u8, u8); 4] = [(4, 20), (0, 20), (4, 24), (0, 12)];

    /// In, hold, out, hold, in half seconds; each is moved into its range.
    pub fn new(mut parts: [u8; 4]) -> Self {
        for (part, (least, most)) in parts.iter_mut().zip(Self::RANGES) {
            *part = (*part).clamp(least, most);
        }
        Self(parts)
    }

    /// In, hold, out, hold, in half seconds.
    pub fn parts(self) -> [u8; 4] {
        self.0
    }

    /// The breath.
    pub fn pattern(self) -> BreathPattern {
        let [inhale, hold_full, exhale, hold_empty] =
            self.0.map(|halves| Millis(500 * u32::from(halves)));
        BreathPattern { inhale, hold_full, exhale, hold_empty }
    }
}

/// Six breaths a minute, and longer out than in.
impl Default for Rhythm {
    fn default() -> Self {
        Self([8, 0, 12, 0])
    }
}
