//! The soundtrack: turns a timeline into the audio track of a session, one WAV file.
//!
//! The phone's player plays this file while the screen is locked and the page's code is suspended.
//! So the times of cues are decided here: the strike of a cue at `t` milliseconds is at sample
//! `t * 24` exactly (see [`compile`]).
//!
//! ```text
//! Timeline ──plan──► Track: the sounds of each part ──render──► samples, one part at a time
//!   cues      ▲        └ parts that sound the same are shared       ▲
//!             │                                                     │
//!   signal, palette ──recipe──► synth ──samples─────────────────────┤
//!                              (rotor)                           carrier
//! ```
//!
//! Most of a session holds only the carrier, and it has few distinct sounds. A part is therefore
//! identified by the sounds in it and rendered once, so that an hour needs little more memory than
//! ten minutes. Planning is fast. The caller asks for the rendering of each part, so that a phone
//! stays responsive and the whole track is never in the program's memory.
//!
//! Nothing here can fail. Every timeline has a track, with cues in any order, at any millisecond,
//! coinciding or outside the timeline's total. A limiter keeps loud sums below full scale, and a
//! track is cut at [`LONGEST_SECONDS`].
//!
//! The same timeline gives the same bytes on every machine. Sines and decays are computed with the
//! four basic operations, whose results IEEE 754 defines to the bit, and sounds are mixed as
//! integers.

mod ambience;
mod bells;
mod carrier;
mod materials;
mod mix;
mod narration;
mod palette;
mod plan;
mod recipe;
mod recording;
mod render;
mod rotor;
mod signal;
mod spoken_line;
mod synth;
mod track;
mod units;
mod wav;

pub use ambience::{Ambience, AmbienceRenderer};
pub use mix::Mix;
pub use narration::Narration;
pub use plan::{LONGEST_SECONDS, TAIL, compile, preview};
pub use recipe::SWELL;
pub use recording::speech_in;
pub use render::{KNEE, Sounds};
pub use spoken_line::SpokenLine;
pub use track::Track;

/// Samples per second of the track.
pub const SAMPLE_RATE: u32 = 24_000;

/// Samples per millisecond of the track.
pub const SAMPLES_PER_MILLI: u32 = SAMPLE_RATE / 1000;

/// The sample rate for floating-point arithmetic.
const RATE: f64 = SAMPLE_RATE as f64;
