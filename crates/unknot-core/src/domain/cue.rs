//! Cues: sounds, vibrations and spoken lines at a moment of a session.
//!
//! There are few kinds, so that a person can tell them apart with their eyes closed.

use super::care::{Rise, Warning};
use super::catalog::{GuideId, PoseId};
use super::ending::Ending;
use super::kit::Kit;
use super::level::LevelChange;
use super::time::Millis;
use super::turn::Turn;
pub use unknot_content::pose::Side;

/// Something to be heard, felt or said at a moment of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cue {
    /// Offset from the start of the timeline.
    pub at: Millis,
    /// The signal.
    pub kind: CueKind,
}

/// The kinds of cue, each with its own sound and vibration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// The session starts: time to settle down.
    Prepare,
    /// Move to another pose.
    ChangePose,
    /// Repeat the pose on this side.
    ChangeSide(Side),
    /// The work of a step begins.
    Begin,
    /// The next repetition begins, on this side if sides alternate.
    Repetition(Option<Side>),
    /// Half of a long step is done.
    HalfWay,
    /// This many whole seconds of a step are left: 3, 2 or 1.
    LastSeconds(u8),
    /// A bell that marks time during silence.
    Interval,
    /// Breathe in.
    BreatheIn,
    /// Hold the breath.
    BreatheHold,
    /// Breathe out.
    BreatheOut,
    /// A line to be spoken. Without a voice in the track, a soft chime.
    Say(Line),
    /// The session is over.
    End,
}

/// A line that the voice can speak. [`crate::i18n::line`] has its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// Settle down, the session is about to start.
    Prepare,
    /// The same before movement: what has to be near, and the rule when to stop.
    PrepareToMove(Kit),
    /// When to stop, where there was no time for it before the start.
    StopRule,
    /// What this person in particular is warned of.
    Warning(Warning),
    /// That one may stop here, before the floor.
    MayStop,
    /// How to get up from the floor, or down to it.
    ChangeLevel(LevelChange),
    /// How to stand up from a chair.
    StandUp,
    /// How to sit down on a chair.
    SitDown,
    /// Somebody on a chair stands up and faces it before they go down to the floor.
    FaceChair,
    /// Feet that are up come down before anything else.
    FeetDown,
    /// The same from a chair, which is in the way afterwards.
    FeetOffChair,
    /// How to turn over on the floor.
    Turn(Turn),
    /// The strap that holds a leg comes off.
    StrapOff,
    /// To rest on the side on which the person lies already.
    StayOnSide,
    /// The name of the pose, its side if it has one, and how to get into it.
    SetUp(PoseId, Option<Side>),
    /// How to get to the other side of the pose.
    OtherSide(PoseId, Side),
    /// What to do in the pose, on its side if it has one, and how to breathe.
    Action(PoseId, Option<Side>),
    /// A rest has begun whose end will be told.
    Rest,
    /// The rest, the breathing or the hold goes on. The number selects a wording, modulo
    /// [`Line::GOES_ON`].
    GoesOn(u8),
    /// Breathing to a pace begins.
    BreatheAlong,
    /// Half of this step is done.
    HalfWay,
    /// Half of a hold is done, in which nothing is to be kept going.
    HalfWayOfHold,
    /// A pose that was held is held once more.
    Again,
    /// Half of this side is done. "Halfway" alone would be heard as the time to change sides.
    HalfWayOnSide,
    /// How to come out of a pose, on its side if it has one.
    ComeOut(PoseId, Option<Side>),
    /// A line of a meditation's guidance. The number selects a wording, modulo the number of
    /// wordings.
    Guide(GuideId, u8),
    /// Breathe in.
    BreatheIn,
    /// Breathe out.
    BreatheOut,
    /// The closing words to somebody who is in this position and gets up like this.
    End(Ending, Rise),
}

impl Line {
    /// The number of wordings of [`Line::GoesOn`].
    pub const GOES_ON: u8 = 3;
}
