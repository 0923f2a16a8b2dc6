//! Speech: the clips of the English voices, every built-in session with each, and recordings. Measured
//! from outside.

mod clips;
mod count;
mod ducking;
mod loudness;
mod pace;
mod recording;
mod schedule;
mod ticks;
mod tracks;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::sync::OnceLock;

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::routine::Routine;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{self, Manner, Options, Timeline};
use unknot_soundtrack::{Narration, SpokenLine};

/// Samples after a line until everything else is back at its full level.
const RELEASE: usize = 400 * 24;

/// A clip, decoded by an independent MP3 decoder.
struct Clip {
    /// From -1 to 1.
    samples: Vec<f32>,
    /// In samples per second.
    rate: u32,
}

/// All clips of a voice, by file name.
fn clips(voice: AppVoice) -> &'static BTreeMap<String, Clip> {
    static CLIPS: [OnceLock<BTreeMap<String, Clip>>; 2] = [const { OnceLock::new() }; 2];
    CLIPS[voice as usize].get_or_init(|| {
        let folder = format!("../../public/voice/{}", voice.folder().unwrap());
        let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
        files
            .map(|file| {
                let decoded = nanomp3::decode_all::<f32>(&fs::read(file.path()).unwrap());
                let clip = Clip { samples: decoded.samples, rate: decoded.sample_rate };
                (file.file_name().into_string().unwrap(), clip)
            })
            .collect()
    })
}

/// The file name of a clip: the CRC-32 of its text.
fn file_name(part: &str) -> String {
    let mut crc = !0_u32;
    for byte in part.bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    format!("{:08x}.mp3", !crc)
}

/// A line in one of the app's voices.
fn spoken(voice: AppVoice, line: Line) -> SpokenLine {
    type Known = HashMap<(AppVoice, Line), SpokenLine>;
    thread_local!(static SPOKEN: RefCell<Known> = RefCell::default());
    SPOKEN.with_borrow_mut(|known| {
        if let Some(speech) = known.get(&(voice, line)) {
            return speech.clone();
        }
        let parts = i18n::parts(line);
        let clips = parts.iter().map(|part| clips(voice)[&file_name(part)].samples.clone());
        let speech = SpokenLine::from_clips(&clips.collect::<Vec<_>>());
        known.insert((voice, line), speech.clone());
        speech
    })
}

/// All lines of a timeline in one of the app's voices.
fn narration(voice: AppVoice, timeline: &Timeline) -> Narration {
    let mut spoken_lines: Vec<(Line, SpokenLine)> = Vec::new();
    for (_, line) in lines(timeline) {
        if !spoken_lines.iter().any(|(known, _)| *known == line) {
            spoken_lines.push((line, spoken(voice, line)));
        }
    }
    Narration::new(spoken_lines)
}

/// The lines of a timeline, and when each is due.
fn lines(timeline: &Timeline) -> impl Iterator<Item = (Millis, Line)> {
    timeline.cues.iter().filter_map(|cue| match cue.kind {
        CueKind::Say(line) => Some((cue.at, line)),
        _ => None,
    })
}

fn compile_routine(
    routine: &Routine,
    length: Option<Millis>,
    first_side: Side,
    manner: Manner,
) -> Timeline {
    let options = Options { length, ..options(first_side, manner) };
    timeline::compile(routine, &options).unwrap()
}

fn options(first_side: Side, manner: Manner) -> Options {
    Options {
        length: None,
        preparation: Millis::secs(10),
        first_side,
        extra: Vec::new(),
        manner,
        swaps: Vec::new(),
    }
}
