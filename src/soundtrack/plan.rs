//! The plan of a track: which sounds are struck at which sample, and which stretches are alike.
//!
//! A plan is quickly made and small. What takes time, and memory, is rendering its parts
//! ([`Sounds::render`](super::Sounds::render)), which can be done one at a time.

use std::iter;

use super::carrier::CYCLE;
use super::palette::{SWELL, Signal};
use super::wav::{self, SAMPLE_BYTES};
use super::{SAMPLE_RATE, SAMPLES_PER_MILLI};
use crate::domain::bell::Bell;
use crate::domain::cue::Cue;
use crate::domain::order::sort_by;
use crate::domain::time::Millis;
use crate::timeline::Timeline;

/// How long the track goes on after the timeline's end. The last bell rings out in it, and the
/// phone lets the page run for as long as there is sound, which is when the record is saved.
pub const TAIL: Millis = Millis::secs(20);

/// The longest track, a day: a WAV file holds less than 25 hours of samples.
pub const LONGEST_SECONDS: u32 = 24 * 60 * 60;

/// Samples in a second, as a length.
const SECOND: usize = SAMPLE_RATE as usize;

/// The longest quiet part.
const QUIET: Part = Part { samples: 10 * SECOND, heard: Vec::new() };

/// How the sounds of a track are mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix {
    bells_percent: u8,
    pub(super) bell: Bell,
}

impl Mix {
    /// With this bell, and with bells and all other sounds at `bells_percent` of their loudness, from 0 to 100; more
    /// counts as 100. At 0 the carrier is alone.
    pub fn new(bells_percent: u8, bell: Bell) -> Self {
        Self { bells_percent: bells_percent.min(100), bell }
    }

    /// Half the percentage is a quarter of the amplitude, which is heard as about half as loud.
    pub(super) fn gain(self) -> f64 {
        let share = f64::from(self.bells_percent) / 100.0;
        share * share
    }
}

/// A track, as the parts of one WAV file.
///
/// The file is [`Track::header`], then for each of [`Track::parts`] the samples of that one of the
/// parts that differ from each other. A part begins where a sound begins, or where nothing is
/// heard any more, and ends where the next does: the same sound is the same part wherever it is
/// heard alone. In between are quiet parts, with nothing but the carrier. Parts begin and end with
/// a cycle of the carrier, so that any can follow any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    mix: Mix,
    seconds: u32,
    parts: Vec<usize>,
    different: Vec<Part>,
}

impl Track {
    /// The mix that it was planned for.
    pub fn mix(&self) -> Mix {
        self.mix
    }

    /// The parts in order. Equal numbers are equal parts, and they count from 0, which is the
    /// longest quiet part, without a gap.
    pub fn parts(&self) -> &[usize] {
        &self.parts
    }

    /// How many parts differ from each other.
    pub fn different(&self) -> usize {
        self.different.len()
    }

    /// Where the part of that number is quiet, how many bytes it has. It is then the beginning of
    /// the longest quiet part, which has the number 0.
    pub fn quiet_bytes(&self, part: usize) -> Option<usize> {
        let part = self.part(part);
        part.heard.is_empty().then_some(part.samples * SAMPLE_BYTES as usize)
    }

    /// The header of the WAV file.
    pub fn header(&self) -> [u8; 44] {
        wav::header(self.seconds * SAMPLE_RATE * SAMPLE_BYTES)
    }

    /// Length in seconds.
    pub fn seconds(&self) -> u32 {
        self.seconds
    }

    /// Length, tail included.
    pub fn duration(&self) -> Millis {
        Millis::secs(self.seconds)
    }

    /// The part of that number; the quiet one in place of one that there is not.
    pub(super) fn part(&self, number: usize) -> &Part {
        self.different.get(number).unwrap_or(const { &QUIET })
    }

    /// Goes on with a part.
    fn push(&mut self, part: Part) {
        let known = self.different.iter().position(|other| *other == part);
        self.parts.push(known.unwrap_or_else(|| {
            self.different.push(part);
            self.different.len() - 1
        }));
    }

    /// Goes on with nothing but the carrier: first what is no whole second, then whole seconds,
    /// so that there are few quiet parts that differ.
    fn push_quiet(&mut self, samples: usize) {
        let rest = samples % SECOND;
        for samples in [rest, samples % QUIET.samples - rest] {
            if samples > 0 {
                self.push(Part { samples, ..QUIET });
            }
        }
        self.parts.extend(iter::repeat_n(0, samples / QUIET.samples));
    }
}

/// A stretch of the track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// How long it is.
    pub(super) samples: usize,
    /// What is heard in it, with places counted from its start.
    pub(super) heard: Vec<Heard>,
}

/// A sound at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heard {
    pub(super) signal: Signal,
    /// The sample at which it begins, where it has not begun before.
    pub(super) start: usize,
    /// How many of its samples are over by then, or are left out.
    pub(super) skipped: usize,
    /// The sample after its last.
    end: usize,
}

impl Heard {
    /// A signal that is given at a sample of the track. Its swell needs room before that.
    fn struck(signal: Signal, bell: Bell, strike: usize) -> Self {
        let recipe = signal.recipe(bell);
        let (swell, samples) = (recipe.strike(), recipe.samples());
        let end = strike + samples - swell;
        match strike.checked_sub(swell) {
            Some(start) => Self { signal, start, skipped: 0, end },
            None => Self { signal, start: strike, skipped: swell, end },
        }
    }

    /// The same for one who begins to listen at a sample at which it is not over.
    fn from(self, listening: usize) -> Self {
        let over = listening.saturating_sub(self.start);
        let start = self.start.saturating_sub(listening);
        Self { start, skipped: self.skipped + over, end: self.end - listening, ..self }
    }
}

/// Plans the track of what is left of a timeline at `from`.
///
/// The track's time zero is the timeline's `from`. A cue at `t` is struck at sample
/// `(t - from) * 24`; its swell, where it has one, ends there. Cues before `from` are not heard.
/// A swell for which there is no room at the start of the track is left out whole.
///
/// The same sound twice in the same millisecond is heard once, and a line to be said is heard
/// only where nothing else is struck in that millisecond: a bell says enough.
///
/// The track goes on for [`TAIL`] after the timeline's total, and then to the end of that second.
pub fn compile(timeline: &Timeline, mix: Mix, from: Millis) -> Track {
    let length = timeline.total.saturating_sub(from).0.saturating_add(TAIL.0);
    let seconds = length.div_ceil(1000).min(LONGEST_SECONDS);
    lay(
        if mix.bells_percent == 0 { Vec::new() } else { sounds(&timeline.cues, mix.bell, from) },
        mix,
        seconds,
    )
}

/// Plans the track of a few sounds alone, to be tried: it ends when they have rung out. A cue at `t` is struck so long after
/// the first swell.
pub fn sample(cues: &[Cue], mix: Mix) -> Track {
    let mut sounds = sounds(cues, mix.bell, Millis::ZERO);
    // There is room for the swell that the first may have.
    let room = samples_of(SWELL);
    for heard in &mut sounds {
        heard.start += room - heard.skipped;
        heard.end += room;
        heard.skipped = 0;
    }
    let end = sounds.iter().map(|heard| heard.end).max().unwrap_or(0);
    let seconds = u32::try_from(end.div_ceil(SECOND)).unwrap_or(LONGEST_SECONDS);
    lay(sounds, mix, seconds.min(LONGEST_SECONDS))
}

/// Lays out sounds, which are in the order in which they begin, in a track of so many seconds.
fn lay(sounds: Vec<Heard>, mix: Mix, seconds: u32) -> Track {
    let length = seconds as usize * SECOND;
    let mut track = Track { mix, seconds, parts: Vec::new(), different: vec![QUIET] };
    let mut coming = sounds.into_iter().peekable();
    let mut ringing: Vec<Heard> = Vec::new();
    let mut at = 0;
    while at < length {
        while let Some(next) = coming.next_if(|next| next.start < at + CYCLE) {
            ringing.push(next);
        }
        ringing.retain(|heard| heard.end > at);
        let next = coming.peek().map_or(length, |next| next.start / CYCLE * CYCLE).min(length);
        if let Some(rung_out) = ringing.iter().map(|heard| heard.end).max() {
            let end = rung_out.next_multiple_of(CYCLE).min(next);
            let heard = ringing.iter().map(|heard| heard.from(at)).collect();
            track.push(Part { samples: end - at, heard });
            at = end;
        } else {
            track.push_quiet(next - at);
            at = next;
        }
    }
    track
}

/// The sounds of the track, in the order in which they begin.
fn sounds(cues: &[Cue], bell: Bell, from: Millis) -> Vec<Heard> {
    let strikes = strikes(cues, from);
    let mut sounds: Vec<Heard> =
        strikes.into_iter().map(|(at, signal)| Heard::struck(signal, bell, at)).collect();
    sort_by(&mut sounds, &|one, other| one.start.cmp(&other.start));
    sounds
}

/// Which sounds are struck at which samples of the track, in order.
fn strikes(cues: &[Cue], from: Millis) -> Vec<(usize, Signal)> {
    let mut strikes: Vec<(usize, Signal)> = cues
        .iter()
        .filter(|cue| cue.at >= from)
        .map(|cue| (samples_of(cue.at - from), cue.kind))
        .map(|(at, kind)| (at, Signal::of(kind)))
        .collect();
    sort_by(&mut strikes, &Ord::cmp);
    strikes.dedup();
    strikes
        .chunk_by(|one, next| one.0 == next.0)
        .flat_map(|same| same.iter().filter(|strike| same.len() == 1 || strike.1 != Signal::Line))
        .copied()
        .collect()
}

fn samples_of(time: Millis) -> usize {
    time.0 as usize * SAMPLES_PER_MILLI as usize
}
