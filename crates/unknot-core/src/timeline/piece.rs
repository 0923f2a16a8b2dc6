//! The pieces of a routine: its steps as this person does them, with what takes the place of those that don't suit, and
//! the time to get there and away again. Nothing here makes a routine longer or shorter.

use std::mem;

use crate::domain::catalog::PoseId;
use crate::domain::routine::{Effort, Step, StepSide, Swap};
use crate::domain::time::Millis;

use super::compile::Options;

/// The time between the floor and one's feet or a chair (docs/content.md).
const UP_OR_DOWN: Millis = Millis::secs(16);
/// The time to another position on the same level.
const OVER: Millis = Millis::secs(10);
/// The time to be told of another way of doing a step (tests/soundtrack/voice/schedule.rs of unknot-soundtrack checks it).
const TOLD: Millis = Millis(11_500);
/// What stays of work that gives time to the way there or away. Less is not begun at all.
const STAYS: Millis = Millis::secs(5);

/// Ways into a pose that tell where one comes from.
const FROM_THERE: [PoseId; 3] =
    [PoseId::MountainFromFloor, PoseId::MountainFromKnees, PoseId::SavasanaFromWall];

/// A swap in the middle of a step. What lies before it stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Index of the step.
    pub step: usize,
    /// When, from the start of the timeline.
    pub at: Millis,
    /// What had become of the step until then.
    pub was: Swap,
}

/// A step, or a part of one that is swapped in its middle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Index of the step.
    pub(super) place: usize,
    /// What is done.
    pub(super) step: Step,
    /// What has become of the step.
    pub(super) swap: Swap,
    /// Work that was added, on top of the step's own.
    pub(super) extra: Millis,
    /// Which part of the step it is.
    pub(super) part: Part,
}

/// Parts of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// As it was, for so long.
    Before(Millis),
    /// From the turn on, so far into the work that had been planned.
    After(Millis),
}

/// The pieces of all steps, in order.
pub(super) fn pieces(steps: &[Step], options: &Options, turn: Option<Turn>) -> Vec<Piece> {
    let pieces = |from: usize| {
        steps.iter().enumerate().skip(from).map(|(place, &step)| {
            let (swap, extra) = (options.swap(place), options.extra(place));
            Piece { place, step, swap, extra, part: Part::Whole }.swapped()
        })
    };
    let Some(turn) = turn.filter(|turn| turn.step < steps.len()) else {
        return on_the_way(pieces(0).collect());
    };
    // How one came to the step that is turned was settled before.
    let mut before: Vec<_> = pieces(0).take(turn.step).collect();
    let step = Piece {
        place: turn.step,
        step: steps[turn.step],
        swap: turn.was,
        extra: options.extra(turn.step),
        part: Part::Whole,
    };
    before.push(step.swapped());
    let mut before = on_the_way(before);
    let start =
        before[..turn.step].iter().fold(options.preparation, |at, piece| at + piece.length());
    let mut rest: Vec<_> = pieces(turn.step + 1).collect();
    let after = turned(
        &mut before[turn.step],
        options.swap(turn.step),
        &steps[turn.step],
        turn.at.saturating_sub(start),
        rest.first(),
    );
    rest.insert(0, after);
    before.extend(on_the_way(rest));
    before
}

/// Cuts a piece, and answers what is done from there on. With too little left of the step for another way of it, and to
/// get from there to the next, one rests where one is; who does so already is on the way to what comes next.
fn turned(piece: &mut Piece, swap: Swap, own: &Step, at: Millis, next: Option<&Piece>) -> Piece {
    let at = at.min(piece.length());
    let left = piece.length() - at;
    // What is added after the turn does not change what was told in it.
    let own_left = (piece.step.lead + piece.step.work).saturating_sub(at);
    let mut after = Piece { step: *own, swap, extra: Millis::ZERO, ..*piece }.swapped();
    let mut lead =
        way(piece.step.pose, after.step.pose).max(TOLD).max(piece.step.lead.saturating_sub(at));
    let back = next.filter(|_| after.is_elsewhere()).map_or(Millis::ZERO, |next| {
        way(after.step.pose, next.step.pose).saturating_sub(next.step.lead)
    });
    if lead + STAYS + back > own_left {
        if piece.is_elsewhere() {
            lead = left;
        } else {
            after = Piece { extra: Millis::ZERO, ..*piece }.resting();
            lead = Millis::ZERO;
        }
    }
    after.step.lead = lead;
    after.step.work = left - lead;
    after.part = Part::After((at + lead).saturating_sub(piece.step.lead));
    piece.part = Part::Before(at);
    after
}

impl Piece {
    pub(super) fn length(&self) -> Millis {
        match self.part {
            Part::Before(length) => length,
            _ => self.step.lead + self.step.work + self.extra,
        }
    }

    /// How long the way there is, and the work with what was added to it.
    pub(super) fn parts(&self) -> (Millis, Millis) {
        let lead = match self.part {
            Part::Before(length) => self.step.lead.min(length),
            _ => self.step.lead,
        };
        (lead, self.length() - lead)
    }

    /// Puts something else in the step's place. A breath keeps its pace, and what is said in a rest is said.
    fn swapped(mut self) -> Self {
        if let Swap::Instead(pose) = self.swap {
            self.step.pose = pose;
            self.step.side = StepSide::Both;
            if matches!(self.step.effort, Effort::Hold | Effort::Repeat { .. }) {
                return self.resting();
            }
        }
        self
    }

    /// Rests in place of moving or breathing to a rhythm. Who rests goes on.
    fn resting(mut self) -> Self {
        if !self.rests() {
            self.step.effort = Effort::Rest { guide: &[], bell_every: Millis::ZERO };
        }
        self
    }

    /// Work that is given away: what is asked for, or what can be spared.
    fn give(&mut self, asked: Millis) -> Millis {
        let given = asked.min(self.step.work.saturating_sub(STAYS));
        self.step.work -= given;
        given
    }

    fn rests(&self) -> bool {
        matches!(self.step.effort, Effort::Rest { .. })
    }

    fn is_elsewhere(&self) -> bool {
        matches!(self.swap, Swap::Instead(_))
    }
}

/// Gives the way to and from what is done in another way the time that it takes, and to be told of it. What is quiet
/// gives it, or else the work itself, and then the other side of a pair gives as much.
fn on_the_way(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut given = Millis::ZERO;
    for place in 0..pieces.len() {
        let by_first_side = mem::take(&mut given);
        let (done, to_come) = pieces.split_at_mut(place);
        let (before, piece) = (done.last_mut(), &mut to_come[0]);
        let pose = piece.step.pose;
        let goes_on = before.as_ref().is_some_and(|before| {
            before.step.pose == pose && (piece.is_elsewhere() || !before.rests())
        });
        let comes_back = before.as_ref().is_some_and(|before| before.is_elsewhere());
        let way = before.as_ref().map_or(Millis::ZERO, |before| way(before.step.pose, pose));
        let needs = match piece.swap {
            Swap::Keep if !comes_back => continue,
            Swap::Keep => way,
            // What one is doing already is not told again, and in a meditation one step flows into the next.
            _ if goes_on => Millis::ZERO,
            _ if piece.step.lead.is_zero() => way,
            _ => way.max(TOLD),
        };
        if piece.swap == Swap::Keep && FROM_THERE.contains(&pose) {
            piece.step.pose = pose.base();
        }
        let short = needs.saturating_sub(piece.step.lead);
        match before {
            Some(before) if comes_back && !piece.is_elsewhere() => {
                let spared = before.give(short);
                // What can't be told in it has to be told in the step's own time.
                let own = if piece.swap == Swap::Easier { short - spared } else { Millis::ZERO };
                given = piece.give(own);
                piece.step.lead += spared + given;
            }
            _ => {
                let is_other_side = goes_on && piece.step.side == StepSide::Second;
                given = piece.give(if is_other_side { by_first_side } else { short });
                piece.step.lead += given;
            }
        }
    }
    pieces
}

/// The time that it takes from one pose to another, at least.
fn way(from: PoseId, to: PoseId) -> Millis {
    if from.is_low() != to.is_low() {
        UP_OR_DOWN
    } else if from.pose().position != to.pose().position {
        OVER
    } else {
        Millis::ZERO
    }
}
