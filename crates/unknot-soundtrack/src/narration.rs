//! Narration: which lines a track speaks, and when.
//!
//! Speech never moves a bell. A line waits until the bell of the same moment has been recognised
//! and the previous line has ended. While a line is spoken, everything else but ticks is ducked.

use std::rc::Rc;

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind, Line};

use super::signal::Signal;
use super::spoken_line::SpokenLine;
use super::track::{PlacedSound, Sound};
use super::units::{millis_to_samples, sample_at, to_summand};

/// The pause between two lines, in samples.
const GAP: usize = millis_to_samples(350);
/// The longest delay of a line after its cue, in samples. A line that would start later is left
/// out, because it would refer to something in the past.
const MAX_DELAY: usize = millis_to_samples(5000);

/// The level of everything else but ticks under speech, in units of 1/[`UNITY`]: 8 dB lower.
const DUCKED: usize = 102;
const UNITY: usize = 1 << UNITY_BITS;
const UNITY_BITS: u32 = 8;
/// Length of the fade to [`DUCKED`] when a line starts, in samples.
const ATTACK: usize = millis_to_samples(120);
/// Length of the fade back after a line, in samples.
const RELEASE: usize = millis_to_samples(400);

/// The speech of lines. Empty by default. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Narration(Option<Rc<[(Line, SpokenLine)]>>);

impl Narration {
    /// A narration with this speech. If a line occurs twice, the first one is spoken.
    pub fn new(lines: impl IntoIterator<Item = (Line, SpokenLine)>) -> Self {
        let lines: Rc<[_]> = lines.into_iter().collect();
        Self((!lines.is_empty()).then_some(lines))
    }

    /// The speech of a line; `None` if the narration doesn't have it.
    pub fn line(&self, line: Line) -> Option<&SpokenLine> {
        self.place(line).map(|place| &self.lines()[place].1)
    }

    /// Whether the narration has a line.
    pub fn has(&self, line: Line) -> bool {
        self.place(line).is_some()
    }

    /// The lines that are spoken in a timeline with these cues, and the sample of its whole track
    /// at which each starts. Cues have to be sorted by time.
    pub fn schedule(&self, cues: &[Cue], bell: Bell) -> Vec<(usize, Line)> {
        let starts = self.starts(cues, bell).into_iter();
        starts.map(|(start, place)| (start, self.lines()[place].0)).collect()
    }

    /// The same as sounds of the whole track.
    pub(super) fn sounds(&self, cues: &[Cue], bell: Bell) -> Vec<PlacedSound> {
        let starts = self.starts(cues, bell).into_iter();
        let sounds = starts.map(|(start, place)| PlacedSound {
            sound: Sound::Line(place),
            start,
            skipped: 0,
            end: start + self.lines()[place].1.samples().len() + RELEASE,
        });
        sounds.collect()
    }

    /// Ducks what is in `sum` under the lines among a part's sounds.
    pub(super) fn duck(&self, sum: &mut [i32], sounds: &[PlacedSound]) {
        for (sound, samples) in self.lines_among(sounds) {
            let levels = ducking(samples.len()).skip(sound.skipped);
            for (sum, level) in sum.iter_mut().skip(sound.start).zip(levels) {
                *sum = at_level(*sum, level);
            }
        }
    }

    /// Adds the lines among a part's sounds, multiplied by `gain`.
    pub(super) fn add_to(&self, sum: &mut [i32], sounds: &[PlacedSound], gain: f64) {
        for (sound, samples) in self.lines_among(sounds) {
            let samples = samples.iter().skip(sound.skipped);
            for (sum, &sample) in sum.iter_mut().skip(sound.start).zip(samples) {
                *sum += to_summand(f64::from(sample) * gain);
            }
        }
    }

    fn lines(&self) -> &[(Line, SpokenLine)] {
        self.0.as_deref().unwrap_or_default()
    }

    fn place(&self, line: Line) -> Option<usize> {
        self.lines().iter().position(|(other, _)| *other == line)
    }

    /// The start of each line that is spoken, in samples of the whole track, and the line's place.
    fn starts(&self, cues: &[Cue], bell: Bell) -> Vec<(usize, usize)> {
        let mut starts = Vec::new();
        // The earliest start of the next line.
        let mut free = 0;
        for cue in cues {
            let CueKind::Say(line) = cue.kind else { continue };
            let Some(place) = self.place(line) else { continue };
            let at = sample_at(cue.at);
            let start = after_bells(at.max(free), cues, bell);
            if start - at <= MAX_DELAY {
                starts.push((start, place));
                free = start + self.lines()[place].1.samples().len() + GAP;
            }
        }
        starts
    }

    /// The lines among sounds, with the samples of each.
    fn lines_among<'a>(
        &'a self,
        sounds: &'a [PlacedSound],
    ) -> impl Iterator<Item = (&'a PlacedSound, &'a [i16])> {
        sounds.iter().filter_map(|placed| match placed.sound {
            Sound::Line(place) => Some((placed, self.lines().get(place)?.1.samples())),
            Sound::Signal(_) => None,
        })
    }
}

/// Equal if both share their speech or both are empty.
impl PartialEq for Narration {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Eq for Narration {}

/// The first sample from `start` on at which every bell struck so far has been recognised. Cues are
/// sorted by time.
fn after_bells(start: usize, cues: &[Cue], bell: Bell) -> usize {
    cues.iter().fold(start, |start, cue| {
        let strike = sample_at(cue.at);
        let end = strike + Signal::of(cue.kind).recipe(bell).samples_without_speech();
        if (strike..end).contains(&start) { end } else { start }
    })
}

/// The level of everything else under a line of `length` samples, from the line's first sample to
/// the end of the release, in units of 1/[`UNITY`].
fn ducking(length: usize) -> impl Iterator<Item = usize> {
    let falling = |n: usize| UNITY - n * (UNITY - DUCKED) / ATTACK;
    let lowest = falling(ATTACK.min(length));
    let rising = (0..RELEASE).map(move |n| lowest + n * (UNITY - lowest) / RELEASE);
    (0..length).map(move |n| falling(n.min(ATTACK))).chain(rising)
}

/// Scales a sample to a level of [`ducking`].
fn at_level(sample: i32, level: usize) -> i32 {
    // Sums are far below 2^23, so the product can't overflow.
    (sample * i32::try_from(level).unwrap_or_default()) >> UNITY_BITS
}
