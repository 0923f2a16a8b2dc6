//! The clips of each voice: complete, equally loud, and with headroom.

use std::fs;

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::i18n;
use unknot_soundtrack::{KNEE, SAMPLE_RATE};

use super::{clips, file_name};
use crate::meter::{loudness, scaled};

#[test]
fn english_has_two_voices_in_folders_of_their_own() {
    let folders: Vec<_> = AppVoice::all().filter_map(AppVoice::folder).collect();
    let [higher, lower] = *folders else { panic!("{folders:?}") };
    assert!(higher.starts_with("en-") && lower.starts_with("en-low-"), "{folders:?}");
    for voice in AppVoice::all() {
        let sizes = fs::read_dir(format!("../../public/voice/{}", voice.folder().unwrap()));
        let bytes: u64 = sizes.unwrap().map(|clip| clip.unwrap().metadata().unwrap().len()).sum();
        assert!(
            bytes.abs_diff(u64::from(voice.megabytes()) * 1_000_000) <= 500_000,
            "{voice:?}: {bytes}"
        );
    }
}

#[test]
fn there_is_a_clip_for_every_part_of_a_line_and_no_other() {
    let mut expected: Vec<_> = i18n::all_parts().iter().map(|part| file_name(part)).collect();
    expected.sort();
    for voice in AppVoice::all() {
        let hint = "run tools/voice/make.py; see its first lines";
        assert!(expected.iter().eq(clips(voice).keys()), "{voice:?}: {hint}");
    }
}

#[test]
fn clips_are_equally_loud_and_have_headroom() {
    for (name, clip) in AppVoice::all().flat_map(clips) {
        assert_eq!(clip.rate, SAMPLE_RATE, "{name}");
        let samples: Vec<i32> = clip.samples.iter().map(|s| (s * 32_767.0) as i32).collect();
        let peak = samples.iter().map(|s| s.abs()).max().unwrap();
        assert!(peak < i32::from(KNEE), "{name}: {peak}");
        // As loud as the bells. The meter measures the loudest 300 ms, which in speech are a vowel.
        let loudness = loudness(&scaled(&samples));
        assert!((-18.0..-9.0).contains(&loudness), "{name}: {loudness:.1} dB");
        let seconds = samples.len() as f64 / f64::from(SAMPLE_RATE);
        assert!((0.4..25.0).contains(&seconds), "{name}: {seconds:.1} s");
    }
}
