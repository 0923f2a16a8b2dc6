//! Loads the speech of single lines. A line has one or more parts; each part is one of the person's recordings or a
//! clip of the app's voice.

use crate::platform::{clips, recordings, task};
use crate::services::recordings::recorded_speech;
use unknot_content::crc::crc32;
use unknot_core::content::VOICE;
use unknot_core::domain::cue::Line;
use unknot_core::i18n;
use unknot_soundtrack::{Narration, SAMPLE_RATE, SpokenLine};

/// The file name of the clip of a part. Clips are named after their text.
pub(crate) fn clip_name(voice: &str, part: &str) -> String {
    format!("voice/{voice}/{:08x}.mp3", crc32(part.as_bytes()))
}

/// Loads the speech of a single line; `None` if any of it can't be loaded.
pub(crate) async fn load_line(line: Line) -> Option<Narration> {
    let recorded = recordings::all().await.unwrap_or_default();
    let speech = load_speech(VOICE?, line, &recorded).await?;
    Some(Narration::new([(line, speech)]))
}

/// Loads the speech of a line, given the texts of all parts that are recorded.
pub(super) async fn load_speech(
    voice: &'static str,
    line: Line,
    recorded: &[String],
) -> Option<SpokenLine> {
    let mut speech = Vec::new();
    for part in i18n::parts(line) {
        let recording = if recorded.contains(&part) { recorded_speech(&part).await } else { None };
        speech.push(match recording {
            Some(samples) => samples,
            None => load_clip(voice, &part).await?,
        });
    }
    Some(SpokenLine::from_clips(&speech))
}

/// Loads the samples of a part in the app's voice, and caches the clip for use without a network.
async fn load_clip(voice: &'static str, part: &str) -> Option<Vec<f32>> {
    let name = clip_name(voice, part);
    let samples = clips::samples(voice, &name, SAMPLE_RATE).await?;
    if !clips::are_cached_by_service_worker() {
        task::spawn(async move {
            clips::add_to_cache(voice, &name).await;
        });
    }
    Some(samples)
}
