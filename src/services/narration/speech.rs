//! Loads the speech of single lines. A line has one or more parts; each part is one of the person's recordings or a
//! clip of one of the app's voices.

use crate::platform::{clips, recordings, task};
use crate::services::recordings::recorded_speech;
use unknot_content::crc::crc32;
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::cue::Line;
use unknot_core::i18n;
use unknot_soundtrack::{Narration, SAMPLE_RATE, SpokenLine};

/// The file name of the clip of a part in a voice's folder. Clips are named after their text.
pub(crate) fn clip_name(folder: &str, part: &str) -> String {
    format!("voice/{folder}/{:08x}.mp3", crc32(part.as_bytes()))
}

/// Loads the speech of a single line; `None` if any of it can't be loaded.
pub(crate) async fn load_line(voice: AppVoice, line: Line) -> Option<Narration> {
    let recorded = recordings::all().await.unwrap_or_default();
    let speech = load_speech(voice, line, &recorded).await?;
    Some(Narration::new([(line, speech)]))
}

/// Loads a line in the app's voice, even if the person has recorded it; `None` if it can't be loaded.
pub(crate) async fn load_sample(voice: AppVoice, line: Line) -> Option<SpokenLine> {
    load_speech(voice, line, &[]).await
}

/// Loads the speech of a line, given the texts of all parts that are recorded.
pub(super) async fn load_speech(
    voice: AppVoice,
    line: Line,
    recorded: &[String],
) -> Option<SpokenLine> {
    let folder = voice.folder()?;
    let mut speech = Vec::new();
    for part in i18n::parts(line) {
        let recording = if recorded.contains(&part) { recorded_speech(&part).await } else { None };
        speech.push(match recording {
            Some(samples) => samples,
            None => load_clip(folder, &part).await?,
        });
    }
    Some(SpokenLine::from_clips(&speech))
}

/// Loads the samples of a part from a voice's folder, and caches the clip for use without a network.
async fn load_clip(folder: &'static str, part: &str) -> Option<Vec<f32>> {
    let name = clip_name(folder, part);
    let samples = clips::samples(folder, &name, SAMPLE_RATE).await?;
    if !clips::are_cached_by_service_worker() {
        task::spawn(async move {
            clips::add_to_cache(folder, &name).await;
        });
    }
    Some(samples)
}
