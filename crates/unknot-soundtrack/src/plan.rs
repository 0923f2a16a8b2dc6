//! Plans a track: which sounds start at which samples, and which stretches are alike.
//!
//! Planning is fast and a plan is small. Rendering takes time and memory, and is done part by part
//! ([`Sounds::render`](super::Sounds::render)).

use unknot_core::domain::cue::{Cue, CueKind};
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;

use super::carrier::CYCLE;
use super::mix::{Bells, Mix};
use super::narration::Narration;
use super::recipe::SWELL;
use super::signal::Signal;
use super::track::{LONGEST, Part, PlacedSound, SECOND, Track};
use super::units::sample_at;

/// How long the track continues after the timeline's end. The last bell rings out in this time. The
/// page also keeps running while there is sound, which gives it time to save the session's record.
pub const TAIL: Millis = Millis::secs(20);

/// The longest track, a day. The sizes in a WAV header have 32 bits, which is less than 25 hours of
/// samples.
pub const LONGEST_SECONDS: u32 = 24 * 60 * 60;

/// Plans the track of a timeline from the time `from` on.
///
/// The track's time zero is the timeline's `from`. The strike of a cue at `t` is at sample
/// `(t - from) * 24`; its swell, if it has one, ends there. Sounds and lines that started before
/// `from` continue to sound. A swell that doesn't fit between the start of the track and its strike
/// is left out as a whole.
///
/// The same sound twice in the same millisecond is heard once. A line is spoken if the mix's
/// [`Narration`] has it. Otherwise a chime marks it, unless another signal is given in the same
/// millisecond.
///
/// The track ends [`TAIL`] after the end of the timeline, rounded up to a second, and is at most
/// [`LONGEST_SECONDS`] long.
pub fn compile(timeline: &Timeline, mix: &Mix, from: Millis) -> Track {
    let length = timeline.total.saturating_sub(from).0.saturating_add(TAIL.0);
    let seconds = length.div_ceil(1000).min(LONGEST_SECONDS);
    lay_out(sounds(&timeline.cues, mix, from), mix, seconds, sample_at(from))
}

/// Plans a track of a few cues, for the user to try a sound. A cue at `t` is struck [`SWELL`] + `t`
/// after the start, and the track ends when all have rung out.
pub fn preview(cues: &[Cue], mix: &Mix) -> Track {
    let mut sounds = sounds(cues, mix, Millis::ZERO);
    // A swell of the first cue was left out for lack of room. Shifting all sounds makes room for
    // it.
    let room = sample_at(SWELL);
    for sound in &mut sounds {
        sound.start += room - sound.skipped;
        sound.end += room;
        sound.skipped = 0;
    }
    let end = sounds.iter().map(|sound| sound.end).max().unwrap_or(0);
    let seconds = u32::try_from(end.div_ceil(SECOND)).unwrap_or(LONGEST_SECONDS);
    lay_out(sounds, mix, seconds.min(LONGEST_SECONDS), 0)
}

/// Divides a track of this many seconds into parts. Sounds are sorted by start. The track starts at
/// the sample `from` of the timeline.
fn lay_out(sounds: Vec<PlacedSound>, mix: &Mix, seconds: u32, from: usize) -> Track {
    let length = seconds as usize * SECOND;
    let ambience = mix.ambience().len();
    // The ambience continues where one track takes over from another, except for a fraction of a
    // carrier cycle: parts are whole cycles of the loop as well.
    let begin = from / CYCLE * CYCLE;
    let phase_at = |at: usize| (begin + at).checked_rem(ambience).unwrap_or(0);
    let mut track = Track::new(mix.clone(), seconds);
    let mut coming = sounds.into_iter().peekable();
    let mut sounding: Vec<PlacedSound> = Vec::new();
    let mut at = 0;
    while at < length {
        while let Some(next) = coming.next_if(|next| next.start < at + CYCLE) {
            sounding.push(next);
        }
        sounding.retain(|sound| sound.end > at);
        let next = coming.peek().map_or(length, |next| next.start / CYCLE * CYCLE).min(length);
        if let Some(last_end) = sounding.iter().map(|sound| sound.end).max() {
            let end = last_end.next_multiple_of(CYCLE).min(next).min(at + LONGEST);
            let mut sounds = sounding.clone();
            sounds.retain_mut(|sound| sound.rebase(at));
            track.push(Part { samples: end - at, phase: phase_at(at), sounds });
            at = end;
        } else {
            track.push_quiet(next - at, phase_at(at));
            at = next;
        }
    }
    track
}

/// The sounds of a track from the time `from` on, sorted by start.
fn sounds(cues: &[Cue], mix: &Mix, from: Millis) -> Vec<PlacedSound> {
    let Bells { percent, bell } = mix.bells;
    let from = sample_at(from);
    let mut sounds = mix.narration().sounds(cues, bell);
    if percent > 0 {
        let strikes = strikes(cues, mix.narration());
        let is_at = |n: usize, at| strikes.get(n).is_some_and(|strike| strike.0 == at);
        for (n, &(at, signal)) in strikes.iter().enumerate() {
            let coincides = is_at(n.wrapping_sub(1), at) || is_at(n + 1, at);
            if signal != Signal::Line || !coincides {
                sounds.push(PlacedSound::signal(signal, bell, at, from));
            }
        }
    }
    sounds.retain_mut(|sound| sound.rebase(from));
    sounds.sort_by_key(|sound| sound.start);
    sounds
}

/// The signals of cues that aren't spoken, and the sample of each strike, in order and without
/// duplicates.
fn strikes(cues: &[Cue], narration: &Narration) -> Vec<(usize, Signal)> {
    let mut strikes = Vec::with_capacity(cues.len());
    for cue in cues {
        let is_spoken = matches!(cue.kind, CueKind::Say(line) if narration.has(line));
        if !is_spoken {
            strikes.push((sample_at(cue.at), Signal::of(cue.kind)));
        }
    }
    strikes.sort_unstable();
    strikes.dedup();
    strikes
}
