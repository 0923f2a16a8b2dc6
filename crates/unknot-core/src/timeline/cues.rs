//! Places the cues of a timeline.
//!
//! A step announces how to get up from the floor or down to it if need be, its name and set-up, then what to do and
//! how to breathe; the bell that opens the work follows the words. Long work also has cues at half-way and for the
//! last three seconds, and a long hold one for coming out of it.

use std::mem;

use crate::domain::care::{Care, Warning};
use crate::domain::catalog::PoseId;
use crate::domain::cue::{Cue, CueKind, Line, Side};
use crate::domain::ending::Ending;
use crate::domain::level::turns;
use crate::domain::pose::Position;
use crate::domain::routine::{BreathPattern, Effort, StepSide, Swap};
use crate::domain::settings::Guidance;
use crate::domain::time::Millis;

use super::change_over::{change_over, way};
use super::company;
use super::compile::Manner;
use super::guidance::rest;
use super::planned::{Extent, PlannedStep};
use super::preparation;
use super::segment::{COUNTED_FROM, Segment, SegmentKind};
use super::stop_rule::{self, Past};
use super::telling;

/// The minimum work for a half-way cue.
const HALF_WAY_FROM: Millis = Millis::secs(30);
/// The minimum work for the cues that count out its end.
const COUNT_OUT_FROM: Millis = Millis::secs(20);
/// A repetition of that length is a hold that is done more than once.
const HELD_FROM: Millis = Millis::secs(15);
/// How long before the end of a hold the way out of it is said.
pub(super) const COME_OUT_BEFORE: Millis = Millis::secs(6);
/// The minimum rest in which it is said that its end will be told.
const REST_WORDS: Millis = Millis::secs(15);
/// The first breath that is spoken in movement, after the words that open the step and those that announce it.
const SPOKEN_FROM: u32 = 2;
/// How many breaths are spoken. Later ones have only their sounds.
const SPOKEN_BREATHS: u32 = 3;

/// Collects the cues of a timeline.
pub(super) struct Cues {
    all: Vec<Cue>,
    /// `None` for movement routines.
    manner: Option<Manner>,
    care: Care,
    /// Whether the rule when to stop has been said.
    has_stop_rule: bool,
    /// Whether a step was swapped after it had begun.
    is_swapped: bool,
    /// Whether the person goes on with what they do already.
    pub(super) goes_on: bool,
    /// The move that goes on from the step before.
    pub(super) continued: Option<PoseId>,
    /// How many lines have kept somebody company.
    company: usize,
}

impl Cues {
    pub(super) fn new(
        capacity: usize,
        manner: Option<Manner>,
        mut care: Care,
        past: Option<Past>,
    ) -> Self {
        if past.is_some_and(|past| past.is_warned) {
            care.warning = None;
        }
        let is_swapped = past.is_some();
        Self {
            all: Vec::with_capacity(capacity),
            manner,
            care,
            // Whoever says that something hurts sees when to stop.
            has_stop_rule: is_swapped,
            is_swapped,
            goes_on: false,
            continued: None,
            company: 0,
        }
    }

    pub(super) fn add(&mut self, at: Millis, kind: CueKind) {
        self.all.push(Cue { at, kind });
    }

    pub(super) fn say(&mut self, at: Millis, line: Line) {
        self.add(at, CueKind::Say(line));
    }

    /// Adds the cues of a segment. `before` is the preceding segment, `next` the next step.
    pub(super) fn add_segment(
        &mut self,
        segment: &Segment,
        before: Option<&Segment>,
        planned: &PlannedStep,
        next: Option<&PlannedStep>,
    ) {
        let is_silent = self.manner.is_some_and(|manner| manner.guidance == Guidance::Bells);
        match segment.kind {
            // Cues before a swap point have been heard already.
            _ if matches!(planned.extent, Extent::Before(_)) => {}
            SegmentKind::Prepare => {
                self.add(segment.start, CueKind::Prepare);
                let line = match self.manner {
                    Some(_) => Line::Prepare,
                    None => preparation::words(segment.length, self.care.kit),
                };
                self.has_stop_rule |= line != Line::Prepare;
                if !is_silent {
                    self.say(segment.start, line);
                }
            }
            SegmentKind::ChangeOver => {
                change_over(self, segment, before, planned, next);
                // After a swap, it is too late for the warning in the first lead.
                let has_room = stop_rule::has_room(segment.length, &planned.step);
                if segment.step == 0 && !self.is_swapped && has_room {
                    self.warn(segment.start + stop_rule::SET_UP);
                }
            }
            SegmentKind::Rest => {
                let goes_on = begin(self, segment, before);
                self.say_rest(segment, planned, goes_on);
                rest(self, segment, planned, self.manner.unwrap_or_default());
            }
            SegmentKind::Breathe(pattern) => {
                let goes_on = begin(self, segment, before);
                // The guidance of a meditation has explained it already, perhaps with another
                // rhythm.
                if self.manner.is_none() && !matches!(planned.swap, Swap::Instead(_)) {
                    self.say(segment.start, Line::Action(segment.pose, segment.side));
                } else {
                    self.say_rest(segment, planned, goes_on);
                }
                breaths(self, segment, planned, &pattern, !is_silent);
            }
            kind => {
                begin(self, segment, before);
                work(self, segment, kind, planned, next);
            }
        }
        if self.manner.is_none() && (segment.kind != SegmentKind::ChangeOver || self.goes_on) {
            let lines = company::lines(&self.all, segment, planned, self.company);
            self.company += lines.len();
            self.all.extend(lines);
        }
    }

    /// What the person has yet to be warned of.
    fn warning(&self) -> Option<Warning> {
        self.care.warning.filter(|_| self.manner.is_none())
    }

    /// Warns the person, once.
    fn warn(&mut self, at: Millis) {
        if let Some(warning) = self.warning() {
            self.say(at, Line::Warning(warning));
            self.care.warning = None;
        }
    }

    /// Says that the end of a rest in a session of movement will be told, unless its own lines say what it is for.
    fn say_rest(&mut self, segment: &Segment, planned: &PlannedStep, goes_on: bool) {
        let is_guided =
            matches!(planned.step.effort, Effort::Rest { guide, .. } if !guide.is_empty());
        let is_told = planned.extent == Extent::Whole || !planned.step.lead.is_zero();
        let is_long = segment.length.saturating_sub(planned.extra) >= REST_WORDS;
        if self.manner.is_none() && !goes_on && !is_guided && is_told && is_long {
            self.say(segment.start, Line::Rest);
        }
    }

    /// Adds the cues of the end and returns all cues in order of time, and the lines that had no time
    /// so far. `last` is the last segment.
    pub(super) fn finish(mut self, last: Option<&Segment>) -> (Vec<Cue>, Vec<Line>) {
        let total = last.map_or(Millis::ZERO, Segment::end);
        // Meditations have closing words of their own.
        if self.manner.is_none() {
            let ending = last.map_or(Ending::Up, |last| Ending::of(last.pose));
            self.say(total, Line::End(ending, self.care.rise));
        }
        self.add(total, CueKind::End);
        // The sort must be stable: simultaneous cues keep the order in which they were added.
        self.all.sort_by_key(|cue| cue.at);
        let is_missing = self.manner.is_none() && !self.has_stop_rule;
        let rule = is_missing.then_some(Line::StopRule);
        let unsaid = rule.into_iter().chain(self.warning().map(Line::Warning)).collect();
        (self.all, unsaid)
    }
}

/// Whether the way to the next pose, or its set-up, says how to come out of this one: from a side, from the front, and out of
/// a strap.
fn is_left_by_way(pose: PoseId, next: PoseId) -> bool {
    let is_prone = pose.pose().position == Position::Prone;
    let takes_strap_off = matches!(way(pose, next), Some((Line::StrapOff, _)));
    is_on_side(pose) || is_prone && turns(pose, next) || takes_strap_off
}

/// Whether the same pose stands in for the next step, which then needs no words.
pub(super) fn goes_on_in(next: Option<&PlannedStep>, pose: PoseId) -> bool {
    next.is_some_and(|next| next.is_replaced() && next.step.pose == pose)
}

/// Whether somebody lies on a side.
pub(super) fn is_on_side(pose: PoseId) -> bool {
    pose.pose().position == Position::SideLying
}

/// Whether a pose is held.
pub(super) fn is_held(kind: SegmentKind) -> bool {
    match kind {
        SegmentKind::Hold => true,
        SegmentKind::Move { every, .. } => every >= HELD_FROM,
        _ => false,
    }
}

/// Whether somebody rests or breathes.
pub(super) fn is_rest(segment: Option<&Segment>) -> bool {
    segment.is_some_and(|it| matches!(it.kind, SegmentKind::Rest | SegmentKind::Breathe(_)))
}

/// Adds the bell that opens work after preparation or a change-over. The steps of a meditation flow
/// into each other without one, and so do rests. Returns whether a rest goes on.
fn begin(cues: &mut Cues, segment: &Segment, before: Option<&Segment>) -> bool {
    let goes_on = mem::take(&mut cues.goes_on) && is_rest(Some(segment));
    if !goes_on && before.is_none_or(|before| !before.is_work()) {
        cues.add(segment.start, CueKind::Begin);
    }
    goes_on
}

/// Adds the cues of a held or repeated pose.
fn work(
    cues: &mut Cues,
    segment: &Segment,
    kind: SegmentKind,
    planned: &PlannedStep,
    next: Option<&PlannedStep>,
) {
    if !telling::is_told_first(&planned.step) {
        cues.say(segment.start, Line::Action(segment.pose, segment.side));
    }
    // Quicker ones are steps: everybody walks at their own pace, so there is no beat.
    if let SegmentKind::Move { count, every, first } = kind
        && every >= COUNTED_FROM
    {
        repetitions(cues, segment, count, every, first);
    }
    // After a swap, half of the remaining time means nothing to the person.
    let planned_length = match planned.extent {
        Extent::Whole => segment.length - planned.extra,
        _ => Millis::ZERO,
    };
    // The way to the second side says how to come out of the first, and whoever turns over next doesn't turn twice.
    let is_left = planned.step.side != StepSide::First
        && next.is_none_or(|next| !is_left_by_way(segment.pose, next.step.pose));
    // A move that goes on in the next step, or has begun in the last one, isn't half done in the middle of this one.
    let is_part = cues.continued == Some(segment.pose) || goes_on_in(next, segment.pose);
    let planned_length = if is_part { Millis::ZERO } else { planned_length };
    count_out(cues, segment, planned_length, is_left);
}

fn repetitions(cues: &mut Cues, segment: &Segment, count: u32, every: Millis, first: Option<Side>) {
    // The opening bell marks the first repetition.
    for n in 1..count {
        let side = first.map(|first| if n.is_multiple_of(2) { first } else { first.other() });
        cues.add(segment.start + every * n, CueKind::Repetition(side));
    }
}

fn breaths(
    cues: &mut Cues,
    segment: &Segment,
    planned: &PlannedStep,
    pattern: &BreathPattern,
    is_guided: bool,
) {
    let length = pattern.length();
    let breaths_in = |time: Millis| time.0 / length.0.max(1);
    let whole = breaths_in(segment.length);
    for breath in 0..whole {
        let mut at = segment.start + length * breath;
        // The first breath leaves time for the line that opens the step. In a meditation it has said what comes; in
        // movement, the second one says it.
        let moves = cues.manner.is_none();
        // Nobody is asked to breathe along with a voice that then says one breath at most. Added time adds no words.
        let speaks = is_guided && breaths_in(segment.length - planned.extra) > SPOKEN_FROM + 1;
        if moves && speaks && breath == 1 {
            cues.say(at, Line::BreatheAlong);
        }
        let first_spoken = if moves { SPOKEN_FROM } else { 1 };
        let spoken =
            is_guided && (speaks || !moves) && (first_spoken..=SPOKEN_BREATHS).contains(&breath);
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

/// Adds the cues for half-way, the way out of a hold and the last three seconds if the work is long enough.
/// Half-way refers to the planned length, so that added time doesn't repeat it.
fn count_out(cues: &mut Cues, segment: &Segment, planned_length: Millis, is_left: bool) {
    if planned_length >= HALF_WAY_FROM {
        let middle = segment.start + planned_length / 2;
        cues.add(middle, CueKind::HalfWay);
        let line = match segment.kind {
            _ if segment.side.is_some() => Line::HalfWayOnSide,
            SegmentKind::Move { count, .. } if is_held(segment.kind) && count > 1 => Line::Again,
            kind if is_held(kind) => Line::HalfWayOfHold,
            _ => Line::HalfWay,
        };
        cues.say(middle, line);
    }
    if segment.length >= COUNT_OUT_FROM {
        if is_held(segment.kind) && is_left {
            cues.say(segment.end() - COME_OUT_BEFORE, Line::ComeOut(segment.pose, segment.side));
        }
        for seconds in [3u8, 2, 1] {
            let at = segment.end() - Millis::secs(u32::from(seconds));
            cues.add(at, CueKind::LastSeconds(seconds));
        }
    }
}
