//! Places the cues of a timeline.
//!
//! A step announces how to get up from the floor or down to it if need be, its name and set-up, then
//! what to do and how to breathe. Long work also has cues at half-way and for the last three seconds,
//! and a long hold one for coming out of it.

use crate::domain::catalog::GuideId;
use crate::domain::cue::{Cue, CueKind, Line, Side};
use crate::domain::level::LevelChange;
use crate::domain::routine::{BreathPattern, Effort, GuideKind, Swap};
use crate::domain::settings::Guidance;
use crate::domain::time::Millis;

use super::compile::Manner;
use super::planned::{Extent, PlannedStep};
use super::segment::{COUNTED_FROM, Segment, SegmentKind};
use super::stop_rule;

/// The minimum work for a half-way cue.
const HALF_WAY_FROM: Millis = Millis::secs(30);
/// The minimum work for the cues that count out its end.
const COUNT_OUT_FROM: Millis = Millis::secs(20);
/// How long before the end the line to ease out is spoken.
const EASE_OUT_BEFORE: Millis = Millis::secs(6);
/// The preparation in which the rule when to stop is said.
const STOP_RULE_IN_PREPARATION: Millis = Millis::secs(10);
/// How long the words for getting up or down take. Those of the pose come after them.
const LEVEL_WORDS: Millis = Millis::secs(16);
/// How many breaths are spoken. Later ones have only their sounds.
const SPOKEN_BREATHS: u32 = 3;
/// The delay of the first cue after a swap. The new track takes up to this long to take over, and
/// would miss an earlier cue.
const SWAP_DELAY: Millis = Millis(700);

/// Collects the cues of a timeline.
pub(super) struct Cues {
    all: Vec<Cue>,
    /// `None` for movement routines.
    manner: Option<Manner>,
    /// Whether the rule when to stop has been said.
    has_stop_rule: bool,
}

impl Cues {
    pub(super) fn new(capacity: usize, manner: Option<Manner>) -> Self {
        Self { all: Vec::with_capacity(capacity), manner, has_stop_rule: false }
    }

    fn add(&mut self, at: Millis, kind: CueKind) {
        self.all.push(Cue { at, kind });
    }

    fn say(&mut self, at: Millis, line: Line) {
        self.add(at, CueKind::Say(line));
    }

    /// Adds the cues of a segment. `before` is the preceding segment.
    pub(super) fn add_segment(
        &mut self,
        segment: &Segment,
        before: Option<&Segment>,
        planned: &PlannedStep,
    ) {
        let is_silent = self.manner.is_some_and(|manner| manner.guidance == Guidance::Bells);
        match segment.kind {
            // Cues before a swap point have been heard already, and whoever says that something
            // hurts sees when to stop.
            _ if matches!(planned.extent, Extent::Before(_)) => self.has_stop_rule = true,
            SegmentKind::Prepare => {
                self.add(segment.start, CueKind::Prepare);
                self.has_stop_rule =
                    self.manner.is_none() && segment.length >= STOP_RULE_IN_PREPARATION;
                let line = if self.has_stop_rule { Line::PrepareToMove } else { Line::Prepare };
                if !is_silent {
                    self.say(segment.start, line);
                }
            }
            SegmentKind::ChangeOver => change_over(self, segment, before, planned),
            SegmentKind::Rest => {
                begin(self, segment, before);
                rest(self, segment, planned, self.manner.unwrap_or_default());
            }
            SegmentKind::Breathe(pattern) => {
                begin(self, segment, before);
                // The guidance of a meditation has explained it already, perhaps with another
                // rhythm.
                if self.manner.is_none() && !matches!(planned.swap, Swap::Instead(_)) {
                    self.say(segment.start, Line::Action(segment.pose, segment.side));
                }
                breaths(self, segment, &pattern, !is_silent);
            }
            kind => {
                begin(self, segment, before);
                work(self, segment, kind, planned);
            }
        }
    }

    /// Adds the cues of the end and returns all cues in order of time. `last` is the last segment.
    pub(super) fn finish(mut self, last: Option<&Segment>) -> Vec<Cue> {
        let total = last.map_or(Millis::ZERO, Segment::end);
        // Meditations have closing words of their own.
        if self.manner.is_none() {
            let is_low = last.is_some_and(|last| last.pose.is_low());
            self.say(total, if is_low { Line::EndLow } else { Line::EndUp });
        }
        self.add(total, CueKind::End);
        // The sort must be stable: simultaneous cues keep the order in which they were added.
        self.all.sort_by_key(|cue| cue.at);
        if self.manner.is_none() && !self.has_stop_rule {
            stop_rule::add_to(&mut self.all);
        }
        self.all
    }
}

fn change_over(
    cues: &mut Cues,
    segment: &Segment,
    before: Option<&Segment>,
    planned: &PlannedStep,
) {
    let is_swap = matches!(planned.extent, Extent::After(_));
    let same_pose =
        !is_swap && before.is_some_and(|before| before.is_work() && before.pose == segment.pose);
    match segment.side {
        // If the first side was turned into a rest, the second needs the full set-up.
        Some(side) if same_pose && before.is_some_and(|it| it.kind != SegmentKind::Rest) => {
            cues.add(segment.start, CueKind::ChangeSide(side));
            cues.say(segment.start, Line::OtherSide(segment.pose, side));
        }
        // The same quiet pose replaces both steps, so the person keeps resting.
        None if same_pose && matches!(planned.swap, Swap::Instead(_)) => {}
        side => {
            let delay = if is_swap { SWAP_DELAY.min(segment.length) } else { Millis::ZERO };
            let mut at = segment.start + delay;
            cues.add(at, CueKind::ChangePose);
            // Without any work left, this lead belongs to the next step, which has its own line.
            if !is_swap || !planned.lead_and_work().1.is_zero() {
                let before = before.filter(|before| before.kind != SegmentKind::Prepare);
                let change =
                    before.and_then(|before| LevelChange::between(before.pose, segment.pose));
                if let Some(change) = change {
                    cues.say(at, Line::ChangeLevel(change));
                    at += LEVEL_WORDS.min(segment.length - delay);
                }
                cues.say(at, Line::SetUp(segment.pose, side));
            }
        }
    }
}

/// Adds the bell that opens work after preparation or a change-over. The steps of a meditation flow
/// into each other without one.
fn begin(cues: &mut Cues, segment: &Segment, before: Option<&Segment>) {
    if before.is_none_or(|before| !before.is_work()) {
        cues.add(segment.start, CueKind::Begin);
    }
}

/// Adds the cues of a held or repeated pose.
fn work(cues: &mut Cues, segment: &Segment, kind: SegmentKind, planned: &PlannedStep) {
    cues.say(segment.start, Line::Action(segment.pose, segment.side));
    let spoken = match kind {
        SegmentKind::Move { count, every, first } => {
            // Quicker ones are steps: everybody walks at their own pace, so there is no beat.
            let is_counted = every >= COUNTED_FROM;
            if is_counted {
                repetitions(cues, segment, count, every, first);
            }
            is_counted
        }
        _ => true,
    };
    // After a swap, half of the remaining time means nothing to the person.
    let planned_length = match planned.extent {
        Extent::Whole => segment.length - planned.extra,
        _ => Millis::ZERO,
    };
    count_out(cues, segment, planned_length, spoken);
}

/// Adds the guidance and the interval bells of a rest.
///
/// A line is spoken only if it fits into the planned length. Added time doesn't add lines.
fn rest(cues: &mut Cues, segment: &Segment, planned: &PlannedStep, manner: Manner) {
    let Effort::Rest { guide, bell_every } = planned.step.effort else { return };
    let elapsed = match planned.extent {
        Extent::After(elapsed) => elapsed,
        _ => Millis::ZERO,
    };
    let length = elapsed + segment.length;
    for guide in guide.iter().filter(|guide| guide.at + guide.room <= length - planned.extra) {
        let is_said = match manner.guidance {
            Guidance::Full => true,
            Guidance::Light => guide.kind != GuideKind::Full,
            Guidance::Bells => false,
        } && match guide.kind {
            GuideKind::Held => manner.holds,
            GuideKind::Free => !manner.holds,
            _ => true,
        };
        if is_said && guide.at >= elapsed {
            let wording = match guide.kind {
                GuideKind::Opening => manner.time as u8,
                _ => wording(manner.wording, guide.line),
            };
            cues.say(segment.start + guide.at - elapsed, Line::Guide(guide.line, wording));
        }
    }
    if !bell_every.is_zero() {
        for bell in (1..).map(|n| bell_every * n).take_while(|at| *at < length) {
            if bell >= elapsed {
                cues.add(segment.start + bell - elapsed, CueKind::Interval);
            }
        }
    }
}

fn repetitions(cues: &mut Cues, segment: &Segment, count: u32, every: Millis, first: Option<Side>) {
    // The opening bell marks the first repetition.
    for n in 1..count {
        let side = first.map(|first| if n.is_multiple_of(2) { first } else { first.other() });
        cues.add(segment.start + every * n, CueKind::Repetition(side));
    }
}

/// Coprime to two, three and four, so that each stride cycles through all wordings of a line.
const STRIDES: [usize; 5] = [1, 5, 7, 11, 13];

/// Selects the wording of a line. Lines have different strides, so that the lines of a meditation
/// combine in many ways.
fn wording(selection: u8, line: GuideId) -> u8 {
    let stride = STRIDES[line.0 % STRIDES.len()];
    // Twelve is a multiple of every number of wordings in use.
    u8::try_from((usize::from(selection) * stride + line.0) % 12).unwrap_or(0)
}

fn breaths(cues: &mut Cues, segment: &Segment, pattern: &BreathPattern, is_guided: bool) {
    let length = pattern.length();
    let whole = segment.length.0 / length.0.max(1);
    for breath in 0..whole {
        let mut at = segment.start + length * breath;
        // The first breath leaves time for the line that opens the step.
        let spoken = is_guided && (1..=SPOKEN_BREATHS).contains(&breath);
        for (length, kind, line) in [
            (pattern.inhale, CueKind::BreatheIn, Some(Line::BreatheIn)),
            (pattern.hold_full, CueKind::BreatheHold, None),
            (pattern.exhale, CueKind::BreatheOut, Some(Line::BreatheOut)),
            (pattern.hold_empty, CueKind::BreatheHold, None),
        ] {
            if !length.is_zero() {
                cues.add(at, kind);
                if let Some(line) = line.filter(|_| spoken) {
                    cues.say(at, line);
                }
            }
            at += length;
        }
    }
}

/// Adds the cues for half-way, easing out and the last three seconds if the work is long enough.
/// Half-way refers to the planned length, so that added time doesn't repeat it.
fn count_out(cues: &mut Cues, segment: &Segment, planned_length: Millis, spoken: bool) {
    if planned_length >= HALF_WAY_FROM {
        let middle = segment.start + planned_length / 2;
        cues.add(middle, CueKind::HalfWay);
        if spoken {
            cues.say(middle, Line::HalfWay);
        }
    }
    if segment.length >= COUNT_OUT_FROM {
        if segment.kind == SegmentKind::Hold {
            cues.say(segment.end() - EASE_OUT_BEFORE, Line::EaseOut);
        }
        for seconds in [3u8, 2, 1] {
            let at = segment.end() - Millis::secs(u32::from(seconds));
            cues.add(at, CueKind::LastSeconds(seconds));
        }
    }
}
