//! Routines: ordered lists of steps.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize};

use crate::caution::Cautions;
use crate::ids::{GuideId, PoseId};
use crate::pose::{Position, Prop};
pub use crate::shelf::Shelf;
use crate::time::Millis;

/// The least time between two bells that ring at random: closer ones would be a game, and no silence. Our own choice.
pub const LEAST_BETWEEN_RANDOM_BELLS: Millis = Millis::minutes(1);

/// A routine's name in addresses, records and files: lower-case ASCII words joined by hyphens.
pub type RoutineSlug = Cow<'static, str>;

/// An ordered list of steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routine {
    /// Its name in addresses and records.
    pub slug: RoutineSlug,
    /// The pose that stands for it in a list.
    pub emblem: PoseId,
    /// What it is for.
    pub kind: RoutineKind,
    /// Where it is in the library; only movement has shelves.
    pub shelf: Option<Shelf>,
    /// How hard it is.
    pub intensity: Intensity,
    /// Where it can be done.
    pub places: Vec<Place>,
    /// For whom it is not, whatever its poses are.
    pub cautions: Cautions,
    /// When it fits best; empty where any time is as good.
    pub times: Vec<TimeOfDay>,
    /// For whom it was made; empty where it is for everybody. Nobody else is offered it unasked.
    pub made_for: Cautions,
    /// Whether it is only done by who has chosen it: Today doesn't offer it by itself.
    pub only_chosen: bool,
    /// Its steps, never empty.
    pub steps: Vec<Step>,
}

/// What a routine is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoutineKind {
    /// Stretching, strength and gentle movement.
    Movement,
    /// Attention, guided or silent.
    Meditation,
    /// Paced breathing.
    Breathing,
}

/// How hard a routine is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Intensity {
    VeryEasy,
    Easy,
    Moderate,
    Harder,
}

/// Where a routine can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// On a mat: lying, kneeling or on all fours.
    Floor,
    /// Sitting on a chair.
    Chair,
    /// On one's feet.
    Standing,
    /// In bed.
    Bed,
}

/// Times of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeOfDay {
    /// From four to noon.
    Morning,
    /// Until five in the afternoon.
    Day,
    /// And the night.
    Evening,
}

/// What a chair is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChairUse {
    /// To sit on.
    Sit,
    /// To hold while standing or kneeling.
    Hold,
    /// To put a bag on.
    Load,
    /// To hold on the way down to the floor and up.
    Floor,
}

/// A pose held or repeated for a time, on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The pose.
    pub pose: PoseId,
    /// On which side.
    pub side: StepSide,
    /// Time to get there, before the work begins.
    pub lead: Millis,
    /// Time of the work itself, at the routine's own length.
    pub work: Millis,
    /// The least time for which the work makes sense.
    pub least: Millis,
    /// What is done in it.
    pub effort: Effort,
}

/// The side of a step. Which of the two comes first alternates from day to day, so a routine
/// names them first and second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepSide {
    /// Both sides at once.
    Both,
    /// In turn, repetition by repetition.
    Alternating,
    /// The side that goes first that day.
    First,
    /// The other side, in the step right after.
    Second,
}

/// What is done in a step's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effort {
    /// The pose is held.
    Hold,
    /// The movement is repeated, about one in `every`.
    Repeat {
        /// Length of one repetition at an easy pace.
        every: Millis,
    },
    /// Still, with breath and attention, and perhaps a few lines of guidance.
    Rest {
        /// Lines to say, in order.
        #[serde(deserialize_with = "for_good")]
        guide: &'static [Guide],
        /// A bell each time so much of the work has passed; zero for none.
        bell_every: Millis,
    },
    /// Breathing to a pace.
    Breathe(BreathPattern),
}

/// A list that lives as long as the program, as what is shipped does.
fn for_good<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static [Guide], D::Error> {
    Vec::deserialize(deserializer).map(|guide| &*guide.leak())
}

/// A line of guidance in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// When it begins, from the beginning of the work.
    pub at: Millis,
    /// Which line.
    pub line: GuideId,
    /// The time that it needs, with the silence that belongs to it; where there is less, it isn't said.
    pub room: Millis,
    /// Whether it is told by the time of day, and when.
    pub kind: GuideKind,
}

/// When a line of guidance is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuideKind {
    /// With full guidance.
    Full,
    /// Also with light guidance: without it there is nothing to do.
    Light,
    /// As `Light`, in other words in the morning, by day and in the evening.
    Opening,
    /// As `Light`, where breath is held.
    Held,
    /// As `Light`, where it is not.
    Free,
    /// As `Light`, where bells ring at regular times: it says how often.
    Regular,
}

/// One breath, phase by phase. A phase of no length is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreathPattern {
    /// In.
    pub inhale: Millis,
    /// Hold, lungs full.
    pub hold_full: Millis,
    /// Out.
    pub exhale: Millis,
    /// Hold, lungs empty.
    pub hold_empty: Millis,
}

impl BreathPattern {
    /// Length of one breath.
    pub fn length(&self) -> Millis {
        self.inhale + self.hold_full + self.exhale + self.hold_empty
    }

    /// Whether the breath is held.
    pub fn has_holds(&self) -> bool {
        !(self.hold_full + self.hold_empty).is_zero()
    }
}

impl Step {
    /// Whether the breath is held in it.
    pub fn holds_breath(&self) -> bool {
        matches!(self.effort, Effort::Breathe(pattern) if pattern.has_holds())
    }
}

impl Routine {
    /// How often one gets up from the floor in it, or down to it, between the first step and the last.
    pub fn level_changes(&self) -> usize {
        let levels = self.steps.windows(2);
        levels.filter(|steps| steps[0].pose.is_low() != steps[1].pose.is_low()).count()
    }

    /// Whether one stays in bed after it and goes to sleep.
    pub fn is_for_the_night(&self) -> bool {
        self.places == [Place::Bed] && self.times == [TimeOfDay::Evening]
    }

    /// How often bells ring on average in its silence, where that leaves room for bells at random.
    pub fn random_bells_every(&self) -> Option<Millis> {
        let every = self.steps.iter().filter_map(|step| match step.effort {
            Effort::Rest { bell_every, .. } => Some(bell_every),
            _ => None,
        });
        every.max().filter(|every| *every >= LEAST_BETWEEN_RANDOM_BELLS * 2)
    }

    /// Whether it is breathed to the person's own rhythm.
    pub fn has_own_rhythm(&self) -> bool {
        self.slug == "own-rhythm"
    }

    /// The routine's own length: leads and work of all steps, without preparation.
    pub fn length(&self) -> Millis {
        self.steps.iter().map(|step| step.lead + step.work).sum()
    }

    /// Lengths that it is offered at, its own among them: none below its least, none above twice its
    /// own, and of movement, whose doses grow with it, none above one and a half times.
    pub fn lengths(&self) -> Vec<Millis> {
        let (own, least) = (self.length(), self.least_length());
        let most = if self.kind == RoutineKind::Movement { own + own / 2 } else { own * 2 };
        let lengths: BTreeSet<Millis> = [3, 5, 7, 10, 15, 20, 30]
            .into_iter()
            .map(Millis::minutes)
            .filter(|length| *length >= least && *length <= most)
            .chain([own])
            .collect();
        lengths.into_iter().collect()
    }

    /// How somebody sits or lies in a step, where that is theirs to choose: in the posture of a
    /// meditation, but not where it walks or stands.
    pub fn posture(&self, step: &Step, chosen: Option<PoseId>) -> Option<PoseId> {
        let is_still = self.kind != RoutineKind::Movement
            && step.pose == self.emblem
            && step.pose.pose().position != Position::Standing;
        chosen.filter(|pose| is_still && self.allows(*pose))
    }

    /// Whether one can be in that pose all through a meditation, where it is done: what is said on
    /// the way to sleep is said to somebody who lies.
    pub fn allows(&self, pose: PoseId) -> bool {
        let places: &[Place] = match pose.pose().position {
            Position::Seated => &[Place::Chair],
            _ => &[Place::Floor, Place::Bed],
        };
        places.iter().any(|place| self.places.contains(place))
    }

    /// Whether one of its poses needs that. Getting up from the floor or down to it needs a chair.
    pub fn needs(&self, prop: Prop) -> bool {
        self.steps.iter().any(|step| step.pose.pose().prop == Some(prop))
            || (prop == Prop::Chair && self.level_changes() > 0)
    }

    /// What its chair is for; empty if it needs none. With cautions, steps may use it in more ways.
    pub fn chair_uses(&self) -> Vec<ChairUse> {
        let with_chair = || {
            let poses = self.steps.iter().map(|step| step.pose);
            poses.filter(|pose| pose.pose().prop == Some(Prop::Chair))
        };
        let is_loaded = |pose: PoseId| pose == PoseId::BagLift;
        let is_seat = |pose: PoseId| pose.pose().position == Position::Seated;
        let uses = [
            (ChairUse::Sit, with_chair().any(is_seat)),
            (ChairUse::Hold, with_chair().any(|pose| !is_seat(pose) && !is_loaded(pose))),
            (ChairUse::Load, with_chair().any(is_loaded)),
            (ChairUse::Floor, self.level_changes() > 0),
        ];
        uses.into_iter().filter_map(|(chair_use, is_so)| is_so.then_some(chair_use)).collect()
    }

    /// The shortest that the routine can be made.
    pub fn least_length(&self) -> Millis {
        self.steps.iter().map(|step| step.lead + step.least).sum()
    }

    /// The length asked for, or where the routine can't be made so short, the next whole minute
    /// from which on it can.
    pub fn length_near(&self, asked: Millis) -> Millis {
        let least = self.least_length();
        if asked >= least { asked } else { Millis::minutes(least.0.div_ceil(60_000)) }
    }
}
