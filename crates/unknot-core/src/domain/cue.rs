//! Cues: what is heard, felt or said at a moment of a session.
//!
//! The vocabulary is small on purpose: with the eyes closed a person must tell each from the others.

use super::catalog::{GuideId, PoseId};
use super::time::Millis;
pub use unknot_content::pose::Side;

/// Something to hear, feel or be told, `at` an offset from the start of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cue {
    /// When, from the start of the timeline.
    pub at: Millis,
    /// What.
    pub kind: CueKind,
}

/// The kinds of cue, each with its own sound and vibration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// The session has been started: time to settle down.
    Prepare,
    /// Move on to another pose.
    ChangePose,
    /// Same pose, now on this side.
    ChangeSide(Side),
    /// The work of a step begins.
    Begin,
    /// One more repetition begins, on this side where sides alternate.
    Repetition(Option<Side>),
    /// Half of a long step is done.
    HalfWay,
    /// So many whole seconds of a step are left: 3, 2 or 1.
    LastSeconds(u8),
    /// A bell that marks time in a silent stretch.
    Interval,
    /// Breathe in.
    BreatheIn,
    /// Hold the breath.
    BreatheHold,
    /// Breathe out.
    BreatheOut,
    /// A line to be spoken; in the track, a soft chime.
    Say(Line),
    /// The session is over.
    End,
}

/// A line that a session can say. The words of it are in the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// Settle down, it starts in a moment.
    Prepare,
    /// The name of the pose, the side where it has one, and how to get there.
    SetUp(PoseId, Option<Side>),
    /// The same pose on the other side.
    OtherSide(PoseId, Side),
    /// What to do, and how to breathe with it.
    Action(PoseId),
    /// What to do in the easier way.
    Easier(PoseId),
    /// Half-way through this step.
    HalfWay,
    /// Ease out of this step.
    EaseOut,
    /// A line of a meditation's guidance, in one of its wordings.
    Guide(GuideId, u8),
    /// Breathe in.
    BreatheIn,
    /// Breathe out.
    BreatheOut,
    /// The closing words.
    End,
}
