//! Narration: what is said in a track, and when.
//!
//! A line is said by a take of it: speech that somebody has recorded, or a built-in voice. Bells are at their
//! samples whatever is said; it is the line that waits, until the bell of the same moment has struck and the line before
//! is over. While somebody speaks, all else is softer.

use std::rc::Rc;
use std::{fmt, ptr};

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind, Line};

use super::palette::Signal;
use super::plan::{Heard, Sound, samples_of};
use super::take::Take;
use super::voice::{samples, whole};

/// The silence between two lines.
const GAP: usize = samples(350);
/// A line that could only begin so much later than its cue is left out: it would speak of what is past.
const LATEST: usize = samples(5000);

/// How loud all else is under speech, in parts of [`WHOLE`]: 8 dB less.
const UNDER: usize = 102;
const WHOLE: usize = 1 << WHOLE_BITS;
const WHOLE_BITS: u32 = 8;
/// How long all else takes to become softer, and to come back.
const SINKS: usize = samples(120);
const RISES: usize = samples(400);

/// What is said: lines, each with a take of it, or nothing. Clones share them.
///
/// Who says nothing needs none of the code for it, which comes later (docs/adr/0009-later-code.md).
#[derive(Clone, Default)]
pub struct Narration(Option<Rc<dyn Speech>>);

/// What a track asks of what is said in it.
pub(super) trait Speech {
    /// The take of a line.
    fn take(&self, line: Line) -> Option<&Take>;

    /// Which lines are said, and at which samples of the whole track they begin. Cues are in the order of time.
    fn said(&self, cues: &[Cue], bell: Bell) -> Vec<(usize, Line)>;

    /// The same as sounds.
    fn sounds(&self, cues: &[Cue], bell: Bell) -> Vec<Heard>;

    /// Adds what is said in a part to all else that is heard in it, at `gain` times its loudness.
    fn speak(&self, sum: &mut [i32], heard: &[Heard], gain: f64);
}

impl Narration {
    /// Of these takes. Of two of the same line the first is said.
    pub fn new(takes: impl IntoIterator<Item = (Line, Take)>) -> Self {
        let takes: Vec<_> = takes.into_iter().collect();
        Self((!takes.is_empty()).then(|| -> Rc<dyn Speech> { Rc::new(Takes(takes)) }))
    }

    /// The take of a line.
    pub fn take(&self, line: Line) -> Option<Take> {
        self.0.as_ref()?.take(line).cloned()
    }

    /// Whether a line is said.
    pub fn has(&self, line: Line) -> bool {
        self.0.as_ref().is_some_and(|speech| speech.take(line).is_some())
    }

    /// Which lines of a timeline are said, and the sample of its whole track at which each begins.
    pub fn said(&self, cues: &[Cue], bell: Bell) -> Vec<(usize, Line)> {
        self.0.as_ref().map_or_else(Vec::new, |speech| speech.said(cues, bell))
    }

    /// What is said, where anything is.
    pub(super) fn speech(&self) -> Option<&dyn Speech> {
        self.0.as_deref()
    }
}

/// Two are the same that share their takes, or have none.
impl PartialEq for Narration {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => ptr::addr_eq(Rc::as_ptr(one), Rc::as_ptr(other)),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Eq for Narration {}

impl fmt::Debug for Narration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Narration(takes)" } else { "Narration(nothing)" })
    }
}

/// Takes of lines.
struct Takes(Vec<(Line, Take)>);

impl Takes {
    fn place(&self, line: Line) -> Option<usize> {
        self.0.iter().position(|(other, _)| *other == line)
    }

    /// The places of the takes that are said, and the samples at which they begin.
    fn lay_out(&self, cues: &[Cue], bell: Bell) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        // From here on nobody speaks.
        let mut free = 0;
        for cue in cues {
            let CueKind::Say(line) = cue.kind else { continue };
            let Some(place) = self.place(line) else { continue };
            let at = samples_of(cue.at);
            let begin = after_bells(at.max(free), cues, bell);
            if begin - at <= LATEST {
                lines.push((begin, place));
                free = begin + self.0[place].1.samples() + GAP;
            }
        }
        lines
    }

    /// What is said in a part.
    fn heard<'a>(&'a self, heard: &'a [Heard]) -> impl Iterator<Item = (&'a Heard, &'a [i16])> {
        heard.iter().filter_map(|heard| match heard.sound {
            Sound::Said(place) => Some((heard, &*self.0.get(place)?.1.0)),
            Sound::Struck(_) => None,
        })
    }
}

impl Speech for Takes {
    fn take(&self, line: Line) -> Option<&Take> {
        self.place(line).map(|place| &self.0[place].1)
    }

    fn said(&self, cues: &[Cue], bell: Bell) -> Vec<(usize, Line)> {
        let lines = self.lay_out(cues, bell);
        lines.into_iter().map(|(begin, place)| (begin, self.0[place].0)).collect()
    }

    fn sounds(&self, cues: &[Cue], bell: Bell) -> Vec<Heard> {
        let lines = self.lay_out(cues, bell).into_iter();
        let heard = lines.map(|(start, place)| Heard {
            sound: Sound::Said(place),
            start,
            skipped: 0,
            end: start + self.0[place].1.samples() + RISES,
        });
        heard.collect()
    }

    fn speak(&self, sum: &mut [i32], heard: &[Heard], gain: f64) {
        for (heard, samples) in self.heard(heard) {
            let levels = ducking(samples.len()).skip(heard.skipped);
            for (sum, level) in sum.iter_mut().skip(heard.start).zip(levels) {
                *sum = at_level(*sum, level);
            }
        }
        for (heard, samples) in self.heard(heard) {
            let samples = samples.iter().skip(heard.skipped);
            for (sum, &sample) in sum.iter_mut().skip(heard.start).zip(samples) {
                *sum += i32::from(whole(f64::from(sample) * gain));
            }
        }
    }
}

/// The first sample from `begin` on at which no bell is still being struck. Cues are in the order of time.
fn after_bells(begin: usize, cues: &[Cue], bell: Bell) -> usize {
    cues.iter().fold(begin, |begin, cue| {
        let strike = samples_of(cue.at);
        let quiet = strike + Signal::of(cue.kind).recipe(bell).has_its_say();
        if (strike..quiet).contains(&begin) { quiet } else { begin }
    })
}

/// How loud all else is while a line of so many samples is said, from its first sample on, in parts of [`WHOLE`].
pub(super) fn ducking(length: usize) -> impl Iterator<Item = usize> {
    let sunk = |n: usize| WHOLE - n * (WHOLE - UNDER) / SINKS;
    let lowest = sunk(SINKS.min(length));
    let rises = (0..RISES).map(move |n| lowest + n * (WHOLE - lowest) / RISES);
    (0..length).map(move |n| sunk(n.min(SINKS))).chain(rises)
}

/// A sample at a level of [`ducking`].
pub(super) fn at_level(sample: i32, level: usize) -> i32 {
    // Sums are far below 2^23.
    (sample * i32::try_from(level).unwrap_or_default()) >> WHOLE_BITS
}
