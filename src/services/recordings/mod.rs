//! Lines in the person's own voice, or in that of somebody who reads for them: which there are, and what is recorded of each,
//! on this device, under its words. The narrator says them before the app's voice does.

use leptos::prelude::*;

use crate::domain::cue::Side;
use crate::domain::routine::{Routine, RoutineKind, TimeOfDay};
use crate::platform::microphone::Recorded;
use crate::platform::{recordings, task};
use crate::services::narration::lines_of;
use crate::soundtrack::{SAMPLE_RATE, speech_in};
use crate::timeline::{Manner, Options, compile};
use crate::words;

pub(crate) mod recorder;

/// A meditation has so many wordings at most, each for another time (tests/meditations.rs).
const TELLINGS: u8 = 12;

/// What a recording of these words says; `None` where there is none, or nothing to be heard.
pub(crate) async fn spoken(words: &str) -> Option<Vec<f32>> {
    speech_of(&recordings::get(words).await?).await
}

async fn speech_of(recorded: &Recorded) -> Option<Vec<f32>> {
    speech_in(&recordings::samples(recorded, SAMPLE_RATE).await?)
}

/// The recorded words that no session says any more, as soon as they are found: an update has changed them.
pub(crate) fn left_over() -> RwSignal<Vec<String>> {
    let found = RwSignal::new(Vec::new());
    task::spawn(async move {
        let said = words::all_parts();
        let mut left = recordings::all().await.unwrap_or_default();
        left.retain(|words| !said.contains(words));
        found.try_set(left);
    });
    found
}

/// Everything that sessions of a routine say with these options, each once, in the order in which it is said. What
/// is said of a step that is swapped because it hurts is not among them.
pub(crate) fn parts_of(routine: &Routine, own: &Options) -> Vec<String> {
    let with = |manner| Options { manner, ..own.clone() };
    // Another day begins with the other side; another time of day opens, and another time tells, in other words.
    let days: Vec<Options> = if routine.kind == RoutineKind::Movement {
        let of_day = |first_side| Options { first_side, ..own.clone() };
        [Side::Left, Side::Right].map(of_day).into()
    } else {
        let times = [TimeOfDay::Morning, TimeOfDay::Day, TimeOfDay::Evening];
        let of_time = times.map(|time| with(Manner { time, ..own.manner }));
        let tellings = (0..TELLINGS).map(|telling| with(Manner { telling, ..own.manner }));
        of_time.into_iter().chain(tellings).collect()
    };
    let mut parts = Vec::new();
    for options in &days {
        let Ok(timeline) = compile(routine, options) else { continue };
        for part in lines_of(&timeline).into_iter().flat_map(words::parts) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    parts
}
