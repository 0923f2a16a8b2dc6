//! The person's own recordings: speech in their own voice, or in that of someone who reads for them, which sessions use in
//! place of the app's voice.
//!
//! Recordings are stored on this device, each under its text. The unit of recording is a *part*: one or two sentences of a
//! line.

pub(crate) mod line_recorder;
pub(crate) mod status;

use crate::platform::microphone::Recording;
use crate::platform::recordings;
use crate::services::narration::lines_in;
use unknot_core::domain::cue::Side;
use unknot_core::domain::routine::{Routine, RoutineKind, TimeOfDay};
use unknot_core::i18n;
use unknot_core::timeline::{Manner, Options, compile};
use unknot_soundtrack::{SAMPLE_RATE, speech_in};

/// The highest number of wordings that a meditation has (tests/meditations.rs). Each session takes the next one.
const MAX_WORDINGS: u8 = 12;

/// The recorded speech for a text, as samples at [`SAMPLE_RATE`]; `None` if there is no recording, or it contains no
/// speech.
pub(crate) async fn recorded_speech(text: &str) -> Option<Vec<f32>> {
    decode_speech(&recordings::get(text).await?).await
}

/// The speech in a recording; `None` if the browser can't decode it, or it contains no speech.
async fn decode_speech(recorded: &Recording) -> Option<Vec<f32>> {
    speech_in(&recordings::samples(recorded, SAMPLE_RATE).await?)
}

/// The texts of recordings that no session uses any more, because an update has changed the text.
pub(crate) async fn obsolete_texts() -> Vec<String> {
    let current = i18n::all_parts();
    let mut recorded = recordings::all().await.unwrap_or_default();
    recorded.retain(|text| !current.contains(text));
    recorded
}

/// The distinct texts of all parts that sessions of a routine speak, in order. Parts about a step that is swapped
/// because it hurts are not among them.
pub(crate) fn texts_of(routine: &Routine, options: &Options) -> Vec<String> {
    let mut texts = Vec::new();
    for options in variations(routine, options) {
        let Ok(timeline) = compile(routine, &options) else { continue };
        for part in lines_in(&timeline).into_iter().flat_map(i18n::parts) {
            if !texts.contains(&part) {
                texts.push(part);
            }
        }
    }
    texts
}

/// The options of the routine's sessions that differ in what they speak: movement begins with the other side every
/// other day; a meditation opens according to the time of day, and has several wordings.
fn variations(routine: &Routine, options: &Options) -> Vec<Options> {
    if routine.kind == RoutineKind::Movement {
        let with_side = |first_side| Options { first_side, ..options.clone() };
        return [Side::Left, Side::Right].map(with_side).into();
    }
    let times = [TimeOfDay::Morning, TimeOfDay::Day, TimeOfDay::Evening];
    let at_times = times.map(|time| Manner { time, ..options.manner });
    let wordings = (0..MAX_WORDINGS).map(|wording| Manner { wording, ..options.manner });
    let manners = at_times.into_iter().chain(wordings);
    manners.map(|manner| Options { manner, ..options.clone() }).collect()
}
