//! The soundtrack: a timeline becomes samples, and the samples one WAV file in shared parts.
//!
//! The phone's own player plays that file with the screen locked and the page's code stopped, so
//! a cue is right only if it is right in here: a cue at `t` milliseconds strikes at sample
//! `t * 24`, exactly (see [`compile`]).
//!
//! ```text
//! Timeline ──plan──► Track: what is heard in each part ──mix──► samples, a part at a time
//!   cues      ▲        └ parts that sound the same are one        ▲
//!             │                                                   │
//!          palette ──recipe──► voice ──clip───────────────────────┤
//!                             (rotor)                          carrier
//! ```
//!
//! Most of a session holds only the carrier, and its sounds are few. A part is therefore known by
//! what is heard in it, and rendered once: an hour needs little more memory than ten minutes.
//! Planning is quick; rendering is asked for part by part, so that a phone can do something else in
//! between and the whole track is never in this memory at all.
//!
//! Nothing in here can fail. Every timeline has a track: cues in any order, at any millisecond,
//! coinciding or outside the timeline's total; too many at once are rounded off below full scale,
//! and what would not fit in a WAV file is cut off ([`LONGEST_SECONDS`]).
//!
//! The same timeline gives the same bytes on every machine: sines and decays are made with the
//! four operations alone, which IEEE 754 fixes to the bit, and mixing is in whole numbers.

mod ambience;
mod bells;
mod carrier;
mod mix;
mod narration;
mod palette;
mod plan;
mod recording;
mod rotor;
mod take;
mod voice;
mod wav;

pub use ambience::{Ambience, Loop};
pub use mix::{KNEE, Sounds};
pub use narration::Narration;
pub use palette::SWELL;
pub use plan::{LONGEST_SECONDS, Mix, TAIL, Track, compile, sample};
pub use recording::speech_in;
pub use take::Take;

/// Samples in a second of the track. One millisecond is 24 of them.
pub const SAMPLE_RATE: u32 = 24_000;

/// Samples in a millisecond.
pub const SAMPLES_PER_MILLI: u32 = SAMPLE_RATE / 1000;

/// The sample rate where it is reckoned with, not counted.
const RATE: f64 = SAMPLE_RATE as f64;
