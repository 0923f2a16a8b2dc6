//! Passages: what somebody does between two poses that has a name and a picture of its own.

use unknot_content::figure::Way;

use crate::domain::catalog::{self, PoseId};
use crate::domain::cue::{CueKind, Line};
use crate::domain::level::LevelChange;
use crate::domain::routine::Place;
use crate::domain::time::Millis;
use crate::i18n::{Key, speaking_time, text};
use crate::timeline::{Segment, SegmentKind, Timeline};

/// A passage from one pose to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Up from the floor.
    Up,
    /// From lying to sitting.
    SitUp,
    /// Down to the floor.
    Down(LevelChange),
    /// From a chair to one's feet.
    StandUp,
    /// The feet come down, which are up in this pose.
    FeetDown(PoseId),
}

/// What a passage looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// A drawing of its own.
    Way(Way),
    /// This pose.
    Pose(PoseId),
}

impl Passage {
    /// The passage at a position in a segment, until it is said how to get into the pose of the segment. In the preparation,
    /// the way down to a session that begins on the floor: it goes on in the first lead until that has said how to get into
    /// the pose, because many are still on their knees when it begins to.
    pub(super) fn at(timeline: &Timeline, segment: usize, position: Millis) -> Option<Self> {
        let before = segment.checked_sub(1).map(|before| timeline.segments[before]);
        let segment = &timeline.segments[segment];
        match segment.kind {
            SegmentKind::Prepare => Self::before(timeline),
            SegmentKind::ChangeOver if before?.kind == SegmentKind::Prepare => {
                Self::before(timeline).filter(|_| !Self::is_told(timeline, segment, position))
            }
            SegmentKind::ChangeOver => Self::of(timeline, segment, before?.pose, position),
            _ => None,
        }
    }

    /// The way down to a session that begins on the floor, and isn't meant for a bed as well.
    pub(super) fn before(timeline: &Timeline) -> Option<Self> {
        let places = &catalog::routine(&timeline.routine)?.places;
        let is_on_floor = places.contains(&Place::Floor) && !places.contains(&Place::Bed);
        let first = timeline.segments.first().filter(|_| is_on_floor)?;
        LevelChange::between(PoseId::Mountain, first.pose).map(Self::Down)
    }

    /// Whether the first lead has said how to get into its pose, or says already what to do in it.
    fn is_told(timeline: &Timeline, lead: &Segment, position: Millis) -> bool {
        let said = timeline.cues.iter().filter(|cue| cue.at >= lead.start && cue.at <= position);
        let mut said = said.map(|cue| match cue.kind {
            CueKind::Say(line @ Line::SetUp(..)) => position >= cue.at + speaking_time(line),
            CueKind::Say(Line::Action(..)) => true,
            _ => false,
        });
        said.any(|is_told| is_told)
    }

    fn of(timeline: &Timeline, segment: &Segment, from: PoseId, position: Millis) -> Option<Self> {
        let cues = &timeline.cues;
        let of_segment = &cues[cues.partition_point(|cue| cue.at < segment.start)..];
        let said = of_segment.iter().take_while(|cue| cue.at <= segment.end());
        let mut said = said.filter_map(|cue| match cue.kind {
            CueKind::Say(line) => Some((cue.at, line)),
            _ => None,
        });
        let passage = said.by_ref().find_map(|(_, line)| match line {
            Line::ChangeLevel(change) if change.is_down() => Some(Some(Self::Down(change))),
            Line::ChangeLevel(LevelChange::UpToSit) => Some(Some(Self::SitUp)),
            Line::ChangeLevel(_) => Some(Some(Self::Up)),
            Line::StandUp => Some(Some(Self::StandUp)),
            Line::FeetDown | Line::FeetOffChair => Some(Some(Self::FeetDown(from))),
            Line::MayStop | Line::FaceChair | Line::ComeOut(..) => None,
            // It has begun with the pose itself.
            _ => Some(None),
        });
        let set_up = said.find(|(_, line)| matches!(line, Line::SetUp(..) | Line::StayOnSide));
        passage?.filter(|_| set_up.is_none_or(|(at, _)| position < at))
    }

    /// Whether it leads to the floor or up from it. If that hurts, no other way of the next pose helps, but time does.
    pub fn is_way(self) -> bool {
        matches!(self.looks(), Looks::Way(_))
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        text(match self {
            Self::Up => Key::PlayerGetUp,
            Self::SitUp => Key::PlayerSitUp,
            Self::Down(_) => Key::PlayerGetDown,
            Self::StandUp => Key::PlayerStandUp,
            Self::FeetDown(_) => Key::PlayerFeetDown,
        })
    }

    /// How to do it before the session begins, when nothing is said about it yet.
    pub fn words(self) -> &'static str {
        match self {
            Self::Down(LevelChange::DownToKnees) => text(Key::PlayerDownToKnees),
            Self::Down(LevelChange::DownToKneeling) => text(Key::PlayerDownToKneeling),
            Self::Down(LevelChange::DownToFront) => text(Key::PlayerDownToFront),
            Self::Down(_) => text(Key::PlayerDownToBack),
            _ => "",
        }
    }

    /// What it looks like.
    pub fn looks(self) -> Looks {
        match self {
            Self::Up => Looks::Way(Way::Up),
            Self::Down(_) => Looks::Way(Way::Down),
            Self::SitUp => Looks::Pose(PoseId::SitUpFromSide),
            Self::StandUp => Looks::Pose(PoseId::EasySeat),
            Self::FeetDown(pose) => Looks::Pose(pose),
        }
    }
}
