//! Recordings are normalised to the loudness of the app's voice.

use proptest::prelude::*;
use unknot_core::domain::app_voice::AppVoice;
use unknot_soundtrack::{SAMPLE_RATE, speech_in};

use super::clips;

#[test]
fn recordings_become_as_loud_as_the_voice() {
    // The voice's own clips, attenuated and with a second of noise before and after, as a phone
    // might record them.
    let mut differences = Vec::new();
    for clip in AppVoice::all().flat_map(|voice| clips(voice).values()) {
        let noise = (0..SAMPLE_RATE).map(|n| if n % 2 == 0 { 1e-4 } else { -1e-4 });
        let recorded: Vec<f32> = noise
            .clone()
            .chain(clip.samples.iter().map(|sample| sample * 0.2))
            .chain(noise)
            .collect();
        let speech = speech_in(&recorded).expect("the clip contains speech");
        let energy = |samples: &[f32]| samples.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>();
        // Both hold the same speech and hardly anything else, so their energies compare their
        // loudness.
        differences.push(10.0 * (energy(&speech) / energy(&clip.samples)).log10());
        let excess = speech.len().abs_diff(clip.samples.len());
        assert!(excess < SAMPLE_RATE as usize * 4 / 10, "the length differs by {excess} samples");
    }
    differences.sort_by(f64::total_cmp);
    let median = differences[differences.len() / 2];
    let (least, most) = (differences[0], differences[differences.len() - 1]);
    assert!(median.abs() < 0.5, "the median is {median:.2} dB");
    assert!(least > -3.0 && most < 3.0, "{least:.2} to {most:.2} dB");
}

proptest! {
    #[test]
    fn any_recording_gives_at_most_its_length_within_full_scale(
        recorded in prop::collection::vec(any::<f32>(), 0..5000)
    ) {
        if let Some(speech) = speech_in(&recorded) {
            prop_assert!(speech.len() <= recorded.len());
            prop_assert!(speech.iter().all(|sample| sample.abs() <= 1.0));
        }
    }
}
