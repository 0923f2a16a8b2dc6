//! What is heard, felt and said in a timeline, and when.
//!
//! Per step: the way there (name and set-up), the start (what to do, how to breathe), half-way in
//! what is long, easing out, the last three seconds.

use crate::domain::catalog::GuideId;
use crate::domain::cue::{Cue, CueKind, Line, Side};
use crate::domain::routine::{BreathPattern, Effort, GuideKind, Swap};
use crate::domain::settings::Guidance;
use crate::domain::time::Millis;

use super::compile::Manner;
use super::piece::{Part, Piece};
use super::segment::{Segment, SegmentKind};

/// Work from this long on is told when half of it is done.
const HALF_WAY_FROM: Millis = Millis::secs(30);
/// Work from this long on is counted out and eased out of; shorter work is over before that helps.
const COUNT_OUT_FROM: Millis = Millis::secs(20);
/// How long before the end a person is asked to ease out.
const EASE_OUT_BEFORE: Millis = Millis::secs(6);
/// Spoken breaths: after these, the sounds alone carry on.
const SPOKEN_BREATHS: u32 = 3;
/// The track is made anew for a turn, and takes over within this time: before, the turn would not be heard.
const TURN_SOUNDS_AFTER: Millis = Millis(700);
/// Repetitions quicker than this would be a rattle: only every second one is marked.
const QUICK: Millis = Millis(1200);

/// The cues of a timeline in the making.
pub(super) struct Cues {
    cues: Vec<Cue>,
    /// That of a meditation.
    manner: Option<Manner>,
}

impl Cues {
    pub(super) fn new(room: usize, manner: Option<Manner>) -> Self {
        Self { cues: Vec::with_capacity(room), manner }
    }

    fn add(&mut self, at: Millis, kind: CueKind) {
        self.cues.push(Cue { at, kind });
    }

    fn say(&mut self, at: Millis, line: Line) {
        self.add(at, CueKind::Say(line));
    }

    /// All cues of a segment.
    pub(super) fn add_all_of(
        &mut self,
        segment: &Segment,
        before: Option<&Segment>,
        piece: &Piece,
    ) {
        let is_silent = self.manner.is_some_and(|manner| manner.guidance == Guidance::Bells);
        match segment.kind {
            // What lies before a turn has been heard, and never is again.
            _ if matches!(piece.part, Part::Before(_)) => {}
            SegmentKind::Prepare => {
                self.add(segment.start, CueKind::Prepare);
                if !is_silent {
                    self.say(segment.start, Line::Prepare);
                }
            }
            SegmentKind::ChangeOver => change_over(self, segment, before, piece),
            SegmentKind::Rest => {
                begin(self, segment, before);
                rest(self, segment, piece, self.manner.unwrap_or_default());
            }
            SegmentKind::Breathe(pattern) => {
                begin(self, segment, before);
                // A meditation has told what to do, and perhaps in another rhythm.
                if self.manner.is_none() && piece.swap == Swap::Keep {
                    self.say(segment.start, Line::Action(segment.pose));
                }
                breaths(self, segment, &pattern, !is_silent);
            }
            kind => {
                begin(self, segment, before);
                work(self, segment, kind, piece);
            }
        }
    }

    /// All cues in order of time, with those of the end.
    pub(super) fn end(mut self, total: Millis) -> Vec<Cue> {
        // A meditation closes in its own words: not everybody gets up.
        if self.manner.is_none() {
            self.say(total, Line::End);
        }
        self.add(total, CueKind::End);
        // Stable: what was added first at a moment stays first.
        self.cues.sort_by_key(|cue| cue.at);
        self.cues
    }
}

fn change_over(cues: &mut Cues, segment: &Segment, before: Option<&Segment>, piece: &Piece) {
    let is_turn = matches!(piece.part, Part::After(_));
    let same_pose =
        !is_turn && before.is_some_and(|before| before.is_work() && before.pose == segment.pose);
    match segment.side {
        // Who has rested in the pose, for it hurts, is told anew what to do.
        Some(side) if same_pose && before.is_some_and(|it| it.kind != SegmentKind::Rest) => {
            cues.add(segment.start, CueKind::ChangeSide(side));
            cues.say(segment.start, Line::OtherSide(segment.pose, side));
        }
        // Who rests in place of one step and of the next goes on resting.
        None if same_pose && matches!(piece.swap, Swap::Instead(_)) => {}
        side => {
            let late = if is_turn { TURN_SOUNDS_AFTER.min(segment.length) } else { Millis::ZERO };
            cues.add(segment.start + late, CueKind::ChangePose);
            // The way to the pose itself may be what has to be easier.
            let line = match piece.swap {
                Swap::Easier => Line::Easier(segment.pose),
                _ => Line::SetUp(segment.pose, side),
            };
            // What is not begun any more is not told: what comes next is.
            if !is_turn || !piece.parts().1.is_zero() {
                cues.say(segment.start + late, line);
            }
        }
    }
}

/// A phase of a meditation flows into the next; only the first, and work after a change-over, is opened
/// by a bell.
fn begin(cues: &mut Cues, segment: &Segment, before: Option<&Segment>) {
    if before.is_none_or(|before| !before.is_work()) {
        cues.add(segment.start, CueKind::Begin);
    }
}

/// What is held or repeated.
fn work(cues: &mut Cues, segment: &Segment, kind: SegmentKind, piece: &Piece) {
    if piece.swap != Swap::Easier {
        cues.say(segment.start, Line::Action(segment.pose));
    }
    let spoken = match kind {
        SegmentKind::Move { count, every, first } => {
            repetitions(cues, segment, count, every, first);
            every > QUICK * 2
        }
        _ => true,
    };
    // Half of what is left after a turn would be half of nothing that anybody knows.
    let own_length = match piece.part {
        Part::Whole => segment.length - piece.extra,
        _ => Millis::ZERO,
    };
    count_out(cues, segment, own_length, spoken);
}

/// What is said in a rest is what has room at its own length: a line more in time that is added later
/// would come as a surprise.
fn rest(cues: &mut Cues, segment: &Segment, piece: &Piece, manner: Manner) {
    let Effort::Rest { guide, bell_every } = piece.step.effort else { return };
    let gone = match piece.part {
        Part::After(gone) => gone,
        _ => Millis::ZERO,
    };
    let all = gone + segment.length;
    for guide in guide.iter().filter(|guide| guide.at + guide.room <= all - piece.extra) {
        let is_said = match manner.guidance {
            Guidance::Full => true,
            Guidance::Light => guide.kind != GuideKind::Full,
            Guidance::Bells => false,
        } && match guide.kind {
            GuideKind::Held => manner.holds,
            GuideKind::Free => !manner.holds,
            _ => true,
        };
        if is_said && guide.at >= gone {
            let wording = match guide.kind {
                GuideKind::Opening => manner.time as u8,
                _ => wording(manner.telling, guide.line),
            };
            cues.say(segment.start + guide.at - gone, Line::Guide(guide.line, wording));
        }
    }
    if !bell_every.is_zero() {
        for bell in (1..).map(|n| bell_every * n).take_while(|at| *at < all) {
            if bell >= gone {
                cues.add(segment.start + bell - gone, CueKind::Interval);
            }
        }
    }
}

fn repetitions(cues: &mut Cues, segment: &Segment, count: u32, every: Millis, first: Option<Side>) {
    let stride = if every < QUICK { 2 } else { 1 };
    // The first is marked by the bell of the beginning.
    for n in (1..count).step_by(stride) {
        let side = first.map(|first| if n.is_multiple_of(2) { first } else { first.other() });
        cues.add(segment.start + every * n, CueKind::Repetition(side));
    }
}

/// Strides that share nothing with two, three or four: each goes through all wordings of a line.
const STRIDES: [usize; 5] = [1, 5, 7, 11, 13];

/// Which wording of a line is taken in a telling. Lines go through theirs at strides of their own, so that a
/// telling is more than another of three.
fn wording(telling: u8, line: GuideId) -> u8 {
    let stride = STRIDES[line.0 % STRIDES.len()];
    // Twelve holds every number of wordings that a line has.
    u8::try_from((usize::from(telling) * stride + line.0) % 12).unwrap_or(0)
}

fn breaths(cues: &mut Cues, segment: &Segment, pattern: &BreathPattern, is_told: bool) {
    let length = pattern.length();
    let whole = segment.length.0 / length.0.max(1);
    for breath in 0..whole {
        let mut at = segment.start + length * breath;
        let spoken = is_told && (1..=SPOKEN_BREATHS).contains(&breath);
        for (lasts, kind, line) in [
            (pattern.inhale, CueKind::BreatheIn, Some(Line::BreatheIn)),
            (pattern.hold_full, CueKind::BreatheHold, None),
            (pattern.exhale, CueKind::BreatheOut, Some(Line::BreatheOut)),
            (pattern.hold_empty, CueKind::BreatheHold, None),
        ] {
            if !lasts.is_zero() {
                cues.add(at, kind);
                if let Some(line) = line.filter(|_| spoken) {
                    cues.say(at, line);
                }
            }
            at += lasts;
        }
    }
}

/// Half-way, easing out and the last three seconds, where there is room for them. Half-way is that
/// of the step's own length: what is added later does not ring it twice.
fn count_out(cues: &mut Cues, segment: &Segment, own_length: Millis, spoken: bool) {
    if own_length >= HALF_WAY_FROM {
        let middle = segment.start + own_length / 2;
        cues.add(middle, CueKind::HalfWay);
        if spoken {
            cues.say(middle, Line::HalfWay);
        }
    }
    if segment.length >= COUNT_OUT_FROM {
        cues.say(segment.end() - EASE_OUT_BEFORE, Line::EaseOut);
        for seconds in [3u8, 2, 1] {
            let at = segment.end() - Millis::secs(u32::from(seconds));
            cues.add(at, CueKind::LastSeconds(seconds));
        }
    }
}
