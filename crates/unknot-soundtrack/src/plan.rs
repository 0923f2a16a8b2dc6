//! The plan of a track: which sounds are struck at which sample, and which stretches are alike.
//!
//! A plan is quickly made and small. What takes time, and memory, is rendering its parts
//! ([`Sounds::render`](super::Sounds::render)), which can be done one at a time.

use std::iter;
use std::ops::Range;

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind};
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;

use super::ambience::Ambience;
use super::carrier::CYCLE;
use super::narration::Narration;
use super::palette::{SWELL, Signal};
use super::wav::{self, SAMPLE_BYTES};
use super::{SAMPLE_RATE, SAMPLES_PER_MILLI};

/// How long the track goes on after the timeline's end. The last bell rings out in it, and the
/// phone lets the page run for as long as there is sound, which is when the record is saved.
pub const TAIL: Millis = Millis::secs(20);

/// The longest track, a day: a WAV file holds less than 25 hours of samples.
pub const LONGEST_SECONDS: u32 = 24 * 60 * 60;

/// Samples in a second, as a length.
const SECOND: usize = SAMPLE_RATE as usize;

/// The longest quiet part, where there is no ambience.
const QUIET: Part = Part { samples: 10 * SECOND, phase: 0, heard: Vec::new() };

/// The longest other part: who makes them one after another answers a touch in between. It is whole cycles of the carrier.
const LONGEST: usize = 3 * SECOND / CYCLE * CYCLE;

/// How the sounds of a track are mixed, and what is said in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mix {
    pub(super) bells: Bells,
    voice_percent: u8,
    pub(super) narration: Narration,
    ambience: Ambience,
}

/// Which bells sound, and how loud they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bells {
    percent: u8,
    pub(super) bell: Bell,
}

impl Mix {
    /// With this bell, and with bells and all other sounds at `bells_percent` of their loudness, from 0 to 100; more
    /// counts as 100. At 0 the carrier is alone.
    pub fn new(bells_percent: u8, bell: Bell) -> Self {
        let bells = Bells { percent: bells_percent.min(100), bell };
        let (narration, ambience) = (Narration::default(), Ambience::default());
        Self { bells, voice_percent: 100, narration, ambience }
    }

    /// The same with what is said, at so many percent of its loudness, from 0 to 100; more counts as 100.
    #[must_use]
    pub fn saying(self, narration: Narration, voice_percent: u8) -> Self {
        Self { narration, voice_percent: voice_percent.min(100), ..self }
    }

    /// The same with what is heard all the time.
    #[must_use]
    pub fn before(self, ambience: Ambience) -> Self {
        Self { ambience, ..self }
    }

    /// What is heard all the time.
    pub(super) fn ambience(&self) -> &[i16] {
        self.ambience.samples()
    }

    /// What is said.
    pub fn narration(&self) -> &Narration {
        &self.narration
    }

    /// What speech is multiplied by.
    pub(super) fn voice_gain(&self) -> f64 {
        as_heard(self.voice_percent)
    }
}

impl Bells {
    /// What their sounds are multiplied by.
    pub(super) fn gain(self) -> f64 {
        as_heard(self.percent)
    }
}

/// Half the percentage is a quarter of the amplitude, which is heard as about half as loud.
fn as_heard(percent: u8) -> f64 {
    let share = f64::from(percent) / 100.0;
    share * share
}

/// A track, as the parts of one WAV file.
///
/// The file is [`Track::header`], then for each of [`Track::parts`] the samples of that one of the
/// parts that differ from each other. A part begins where a sound begins, or where nothing is
/// heard any more, and ends where the next does: the same sound is the same part wherever it is
/// heard alone. What is long is several parts. In between are quiet parts, with nothing but the
/// carrier. Parts begin and end with a cycle of the carrier, so that any can follow any other. Where
/// there is an ambience, a part also knows from where in its loop on it is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    mix: Mix,
    seconds: u32,
    parts: Vec<usize>,
    different: Vec<Part>,
}

impl Track {
    /// The mix that it was planned for.
    pub fn mix(&self) -> &Mix {
        &self.mix
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

    /// Where the part of that number is quiet, which bytes of the longest quiet part it is; that has the number 0.
    pub fn quiet_bytes(&self, part: usize) -> Option<Range<usize>> {
        let part = self.part(part);
        let bytes = |samples| samples * SAMPLE_BYTES as usize;
        part.heard.is_empty().then(|| bytes(part.phase)..bytes(part.phase + part.samples))
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

    /// A piece of the longest quiet part that is soon made; `None` after the last.
    pub(super) fn quiet_piece(&self, number: usize) -> Option<Part> {
        let phase = number * LONGEST;
        let left = self.part(0).samples.checked_sub(phase).filter(|left| *left > 0)?;
        Some(Part { samples: LONGEST.min(left), phase, heard: Vec::new() })
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

    /// Goes on with nothing but carrier and ambience, from `phase` of its loop on: first to where that comes round, or what
    /// is no whole second, so that there are few quiet parts that differ; then as much as there is of the longest.
    fn push_quiet(&mut self, samples: usize, phase: usize) {
        let whole = self.part(0).samples;
        let first = if phase > 0 { whole - phase } else { samples % SECOND }.min(samples);
        let rest = samples - first;
        for (samples, phase) in [(first, phase), (rest % whole, 0)] {
            if samples > 0 {
                self.push(Part { samples, phase, heard: Vec::new() });
            }
        }
        self.parts.extend(iter::repeat_n(0, rest / whole));
    }
}

/// A stretch of the track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// How long it is.
    pub(super) samples: usize,
    /// From which sample of the ambience on; 0 where there is none.
    pub(super) phase: usize,
    /// What is heard in it, with places counted from its start.
    pub(super) heard: Vec<Heard>,
}

/// What is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    /// A sound of the palette.
    Struck(Signal),
    /// The take at that place of the narration.
    Said(usize),
}

/// A sound at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heard {
    pub(super) sound: Sound,
    /// The sample at which it begins, where it has not begun before.
    pub(super) start: usize,
    /// How many of its samples are over by then, or are left out.
    pub(super) skipped: usize,
    /// The sample after its last.
    pub(super) end: usize,
}

impl Heard {
    /// A signal that is given at a sample, for one who listens from `from` on: a swell that would begin before is left
    /// out.
    fn struck(signal: Signal, bell: Bell, strike: usize, from: usize) -> Self {
        let recipe = signal.recipe(bell);
        let swell = recipe.strike();
        let end = strike + recipe.samples() - swell;
        let sound = Sound::Struck(signal);
        match strike.checked_sub(swell) {
            Some(start) if start >= from => Self { sound, start, skipped: 0, end },
            _ => Self { sound, start: strike, skipped: swell, end },
        }
    }

    /// Has it begin where one begins to listen. Answers whether anything of it is left.
    fn listen_from(&mut self, sample: usize) -> bool {
        self.skipped += sample.saturating_sub(self.start);
        self.start = self.start.saturating_sub(sample);
        self.end = self.end.saturating_sub(sample);
        self.end > 0
    }
}

/// Plans the track of what is left of a timeline at `from`.
///
/// The track's time zero is the timeline's `from`. A cue at `t` is struck at sample
/// `(t - from) * 24`; its swell, where it has one, ends there. What was struck or said before `from` rings
/// on, and is not said again. A swell for which there is no room at the start of the track is left out whole.
///
/// The same sound twice in the same millisecond is heard once. A line is said where the mix has a take of it
/// ([`Narration`]). Another is a chime, and that only where nothing else is struck in that millisecond: a bell says
/// enough.
///
/// The track goes on for [`TAIL`] after the timeline's total, and then to the end of that second.
pub fn compile(timeline: &Timeline, mix: &Mix, from: Millis) -> Track {
    let length = timeline.total.saturating_sub(from).0.saturating_add(TAIL.0);
    let seconds = length.div_ceil(1000).min(LONGEST_SECONDS);
    lay(sounds(&timeline.cues, mix, from), mix, seconds, samples_of(from))
}

/// Plans the track of a few sounds alone, to be tried: it ends when they have rung out. A cue at `t` is struck so long after
/// the first swell.
pub fn sample(cues: &[Cue], mix: &Mix) -> Track {
    let mut sounds = sounds(cues, mix, Millis::ZERO);
    // There is room for the swell that the first may have.
    let room = samples_of(SWELL);
    for heard in &mut sounds {
        heard.start += room - heard.skipped;
        heard.end += room;
        heard.skipped = 0;
    }
    let end = sounds.iter().map(|heard| heard.end).max().unwrap_or(0);
    let seconds = u32::try_from(end.div_ceil(SECOND)).unwrap_or(LONGEST_SECONDS);
    lay(sounds, mix, seconds.min(LONGEST_SECONDS), 0)
}

/// Lays out sounds, which are in the order in which they begin, in a track of so many seconds that begins at the sample
/// `from` of the timeline.
fn lay(sounds: Vec<Heard>, mix: &Mix, seconds: u32, from: usize) -> Track {
    let length = seconds as usize * SECOND;
    let mix = mix.clone();
    let ambience = mix.ambience().len();
    // It goes on where one track takes over from another, but for a part of a cycle: parts are whole cycles in it, too.
    let begin = from / CYCLE * CYCLE;
    let phase_at = |at: usize| (begin + at).checked_rem(ambience).unwrap_or(0);
    let quiet = if ambience > 0 { Part { samples: ambience, ..QUIET } } else { QUIET };
    let mut track = Track { mix, seconds, parts: Vec::new(), different: vec![quiet] };
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
            let end = rung_out.next_multiple_of(CYCLE).min(next).min(at + LONGEST);
            let mut heard = ringing.clone();
            heard.retain_mut(|heard| heard.listen_from(at));
            track.push(Part { samples: end - at, phase: phase_at(at), heard });
            at = end;
        } else {
            track.push_quiet(next - at, phase_at(at));
            at = next;
        }
    }
    track
}

/// The sounds of the track, in the order in which they begin.
fn sounds(cues: &[Cue], mix: &Mix, from: Millis) -> Vec<Heard> {
    let Bells { percent, bell } = mix.bells;
    let from = samples_of(from);
    let speech = mix.narration.speech();
    let mut sounds = speech.map_or_else(Vec::new, |speech| speech.sounds(cues, bell));
    if percent > 0 {
        let strikes = strikes(cues, &mix.narration);
        let is_at = |n: usize, at| strikes.get(n).is_some_and(|strike| strike.0 == at);
        for (n, &(at, signal)) in strikes.iter().enumerate() {
            let has_company = is_at(n.wrapping_sub(1), at) || is_at(n + 1, at);
            if signal != Signal::Line || !has_company {
                sounds.push(Heard::struck(signal, bell, at, from));
            }
        }
    }
    sounds.retain_mut(|heard| heard.listen_from(from));
    sounds.sort_by_key(|heard| heard.start);
    sounds
}

/// Which sounds there are to be struck at which samples, in order.
fn strikes(cues: &[Cue], narration: &Narration) -> Vec<(usize, Signal)> {
    let mut strikes = Vec::with_capacity(cues.len());
    for cue in cues {
        let is_said = matches!(cue.kind, CueKind::Say(line) if narration.has(line));
        if !is_said {
            strikes.push((samples_of(cue.at), Signal::of(cue.kind)));
        }
    }
    strikes.sort_unstable();
    strikes.dedup();
    strikes
}

pub(super) fn samples_of(time: Millis) -> usize {
    time.0 as usize * SAMPLES_PER_MILLI as usize
}
