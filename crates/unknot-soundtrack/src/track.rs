//! A planned track: the parts of one WAV file.

use std::iter;
use std::ops::Range;

use unknot_core::domain::bell::Bell;
use unknot_core::domain::time::Millis;

use super::SAMPLE_RATE;
use super::carrier::CYCLE;
use super::mix::Mix;
use super::signal::Signal;
use super::wav::{self, HEADER_BYTES, SAMPLE_BYTES};

/// Samples in a second, as a length.
pub(super) const SECOND: usize = SAMPLE_RATE as usize;

/// The longest quiet part of a track without ambience.
const QUIET: Part = Part { samples: 10 * SECOND, phase: 0, sounds: Vec::new() };

/// The longest part with sounds, in samples: a whole number of carrier cycles. The limit keeps the
/// rendering of one part short, so that a phone responds to touch in between.
pub(super) const LONGEST: usize = 3 * SECOND / CYCLE * CYCLE;

/// A track, as the parts of one WAV file.
///
/// The file is [`Track::header`] followed by the samples of each of [`Track::parts`]. Parts that
/// sound the same have the same number and are rendered once.
///
/// A part begins where a sound starts or where the last sound has ended, and it ends where the next
/// part begins. So a sound that is heard alone is the same part wherever it occurs. Long sounds are
/// divided into several parts. Between them are quiet parts, with nothing but the carrier and the
/// ambience. Each part is a whole number of carrier cycles long, so that any part can follow any
/// other. A part of a track with ambience also has a position in the ambience's loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    mix: Mix,
    seconds: u32,
    parts: Vec<usize>,
    distinct: Vec<Part>,
}

impl Track {
    /// A track without parts yet. `seconds` is its final length.
    pub(super) fn new(mix: Mix, seconds: u32) -> Self {
        let ambience = mix.ambience().len();
        let quiet = if ambience > 0 { Part { samples: ambience, ..QUIET } } else { QUIET };
        Self { mix, seconds, parts: Vec::new(), distinct: vec![quiet] }
    }

    /// The mix for which the track was planned.
    pub fn mix(&self) -> &Mix {
        &self.mix
    }

    /// The numbers of the parts, in order. Numbers are from 0 to [`Track::distinct`] - 1; 0 is the
    /// longest quiet part.
    pub fn parts(&self) -> &[usize] {
        &self.parts
    }

    /// The number of distinct parts.
    pub fn distinct(&self) -> usize {
        self.distinct.len()
    }

    /// If the part of this number is quiet, the range of bytes of part 0 that equals it. Otherwise
    /// `None`.
    pub fn quiet_bytes(&self, number: usize) -> Option<Range<usize>> {
        let part = self.part(number);
        let bytes = |samples| samples * SAMPLE_BYTES as usize;
        part.is_quiet().then(|| bytes(part.phase)..bytes(part.phase + part.samples))
    }

    /// The header of the WAV file.
    pub fn header(&self) -> [u8; HEADER_BYTES] {
        wav::header(self.seconds * SAMPLE_RATE * SAMPLE_BYTES)
    }

    /// Length in seconds, tail included.
    pub fn seconds(&self) -> u32 {
        self.seconds
    }

    /// Length, tail included.
    pub fn duration(&self) -> Millis {
        Millis::secs(self.seconds)
    }

    /// A short piece of part 0, counted from 0; `None` after the last.
    pub(super) fn quiet_piece(&self, piece: usize) -> Option<Part> {
        let phase = piece * LONGEST;
        let left = self.part(0).samples.checked_sub(phase).filter(|left| *left > 0)?;
        Some(Part::quiet(LONGEST.min(left), phase))
    }

    /// The part of this number, or a quiet part if there is none.
    pub(super) fn part(&self, number: usize) -> &Part {
        self.distinct.get(number).unwrap_or(const { &QUIET })
    }

    /// Appends a part.
    pub(super) fn push(&mut self, part: Part) {
        let known = self.distinct.iter().position(|other| *other == part);
        self.parts.push(known.unwrap_or_else(|| {
            self.distinct.push(part);
            self.distinct.len() - 1
        }));
    }

    /// Appends quiet parts, from `phase` of the ambience's loop on. To keep the number of distinct
    /// parts low, the first part extends to the end of the loop or takes the fraction of a second;
    /// the others are as long as possible.
    pub(super) fn push_quiet(&mut self, samples: usize, phase: usize) {
        let longest = self.part(0).samples;
        let first = if phase > 0 { longest - phase } else { samples % SECOND }.min(samples);
        let rest = samples - first;
        for (samples, phase) in [(first, phase), (rest % longest, 0)] {
            if samples > 0 {
                self.push(Part::quiet(samples, phase));
            }
        }
        self.parts.extend(iter::repeat_n(0, rest / longest));
    }
}

/// A stretch of the track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Length in samples.
    pub(super) samples: usize,
    /// Position in the ambience's loop; 0 without ambience.
    pub(super) phase: usize,
    /// The sounds in it, with positions relative to its start.
    pub(super) sounds: Vec<PlacedSound>,
}

impl Part {
    const fn quiet(samples: usize, phase: usize) -> Self {
        Self { samples, phase, sounds: Vec::new() }
    }

    fn is_quiet(&self) -> bool {
        self.sounds.is_empty()
    }
}

/// What a sound is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    /// A signal.
    Signal(Signal),
    /// The line at this place of the narration.
    Line(usize),
}

/// A sound and its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlacedSound {
    pub(super) sound: Sound,
    /// The sample at which it starts; 0 if it started before.
    pub(super) start: usize,
    /// How many samples of the sound come before `start` or are left out.
    pub(super) skipped: usize,
    /// The sample after its last.
    pub(super) end: usize,
}

impl PlacedSound {
    /// Places a signal so that its strike is at the sample `strike`. A swell that would start
    /// before `from` is left out.
    pub(super) fn signal(signal: Signal, bell: Bell, strike: usize, from: usize) -> Self {
        let recipe = signal.recipe(bell);
        let swell = recipe.strike();
        let end = strike + recipe.samples() - swell;
        let sound = Sound::Signal(signal);
        match strike.checked_sub(swell) {
            Some(start) if start >= from => Self { sound, start, skipped: 0, end },
            _ => Self { sound, start: strike, skipped: swell, end },
        }
    }

    /// Makes positions relative to the sample `origin` and skips what comes before it. Returns
    /// whether anything is left.
    pub(super) fn rebase(&mut self, origin: usize) -> bool {
        self.skipped += origin.saturating_sub(self.start);
        self.start = self.start.saturating_sub(origin);
        self.end = self.end.saturating_sub(origin);
        self.end > 0
    }
}
