//! A step of a routine, compiled.

use unknot_content::PoseId;
use unknot_content::caution::Caution;
use unknot_content::change::second_side_time;
use unknot_content::routine::{BreathPattern, Effort, Guide};
use unknot_content::time::Millis;

use super::{GuideSource, StepSource, millis};

/// The longest lead of the second side of a pair in seconds, unless one rolls over or has to place something.
const SECOND_LEAD: f64 = 10.0;

impl StepSource {
    /// The lead of the second side, which begins where the first has ended.
    pub(super) fn second_lead(&self) -> f64 {
        let seconds = |time: Millis| f64::from(time.0) / 1000.0;
        let roll_over = seconds(second_side_time(self.pose));
        self.lead.min(roll_over.max(SECOND_LEAD) + seconds(self.pose.pose().settle))
    }

    /// Whether it lacks an easier way: a move that may hurt, and whatever doesn't suit somebody who
    /// is unsteady, has one, unless it is one. Rests are changed for other rests.
    pub(super) fn needs_easier(&self) -> bool {
        let moves = self.rest.is_none() && self.breathe.is_none();
        let is_unsteady = !self.pose.pose().cautions.and(Caution::UNSTEADY).is_empty();
        let is_easier = PoseId::all().iter().any(|pose| pose.easier() == Some(self.pose));
        (moves || is_unsteady) && self.pose.easier().is_none() && !is_easier
    }

    pub(super) fn effort(&self, guide: impl Fn(&GuideSource) -> Guide) -> Effort {
        if let Some(every) = self.every {
            Effort::Repeat { every: millis(every) }
        } else if let Some(breath) = self.breathe {
            let [inhale, hold_full, exhale, hold_empty] = breath.map(millis);
            Effort::Breathe(BreathPattern { inhale, hold_full, exhale, hold_empty })
        } else if let Some(rest) = &self.rest {
            let guide: Vec<_> = rest.iter().map(guide).collect();
            Effort::Rest { guide: guide.leak(), bell_every: millis(self.bell_every) }
        } else {
            Effort::Hold
        }
    }
}
