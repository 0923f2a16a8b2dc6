//! Routines: the types of the shipped content, and the person's changes to them (poses that hurt,
//! swaps, a breathing rhythm).

use serde::{Deserialize, Serialize};
pub use unknot_content::routine::{
    BreathPattern, ChairUse, Effort, Guide, GuideKind, Intensity, LEAST_BETWEEN_RANDOM_BELLS,
    Place, Routine, RoutineKind, RoutineSlug, Shelf, Step, StepSide, TimeOfDay,
};

use super::catalog::PoseId;
use super::stored::StoredRhythm;
use super::time::Millis;

/// A pose that hurt in a session, and the swap that was made for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hurt {
    /// The base pose, even if a variation of it hurt.
    pub pose: PoseId,
    /// What replaced it from then on.
    pub swap: Swap,
}

/// What replaces a step that doesn't suit the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Swap {
    /// Nothing; the step is done as written.
    Keep,
    /// The easier way of its pose.
    Easier,
    /// This quiet pose, for the same time.
    Instead(PoseId),
}

/// A person's own breathing rhythm: in, hold, out, hold, each in half seconds. Stored as its
/// [`BreathPattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredRhythm", into = "BreathPattern")]
pub struct Rhythm([u8; 4]);

impl Rhythm {
    /// The minimum and maximum of each part in half seconds. The limits are our own choice
    /// (docs/content.md).
    pub const RANGES: [(u8, u8); 4] = [(4, 20), (0, 20), (4, 24), (0, 12)];

    /// A rhythm of in, hold, out, hold, in half seconds. Clamps each part to its range.
    pub fn new(mut parts: [u8; 4]) -> Self {
        for (part, (least, most)) in parts.iter_mut().zip(Self::RANGES) {
            *part = (*part).clamp(least, most);
        }
        Self(parts)
    }

    /// The parts in, hold, out, hold, in half seconds.
    pub fn parts(self) -> [u8; 4] {
        self.0
    }

    /// The rhythm as a breath pattern.
    pub fn pattern(self) -> BreathPattern {
        let [inhale, hold_full, exhale, hold_empty] =
            self.0.map(|halves| Millis(500 * u32::from(halves)));
        BreathPattern { inhale, hold_full, exhale, hold_empty }
    }
}

/// Six breaths a minute, breathing out for longer than in.
impl Default for Rhythm {
    fn default() -> Self {
        Self([8, 0, 12, 0])
    }
}
