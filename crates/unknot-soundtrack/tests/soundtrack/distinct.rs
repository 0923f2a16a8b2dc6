//! A listener with closed eyes must be able to tell the sounds apart.

use std::iter;

use unknot_soundtrack::SAMPLE_RATE;

use crate::meter::{Filter, power, scaled};
use crate::receiver::{BELL_KINDS, Template, other_bells, templates};

const FRAMES: usize = 40;
const FRAME: usize = SAMPLE_RATE as usize / 20;

/// The amplitude in third-octave bands and frames of 50 ms, over the first two seconds, normalised:
/// loudness depends on the phone.
fn spectrogram(template: &Template) -> Vec<f64> {
    let mut samples = scaled(template.struck());
    samples.resize(FRAMES * FRAME, 0.0);
    let mut spectrogram = Vec::new();
    for band in -6..=6 {
        let hz = 1200.0 * 2_f64.powf(f64::from(band) / 3.0);
        let filtered = Filter::band_pass(hz, 6.0).run(&samples);
        spectrogram.extend(filtered.chunks(FRAME).map(|frame| power(frame).sqrt()));
    }
    let norm = spectrogram.iter().map(|a| a * a).sum::<f64>().sqrt();
    spectrogram.into_iter().map(|a| a / norm).collect()
}

/// Cosine similarity of two spectrograms.
fn similarity(one: &[f64], two: &[f64]) -> f64 {
    one.iter().zip(two).map(|(a, b)| a * b).sum()
}

/// The sounds of a session, for each bell.
fn sessions() -> Vec<Vec<&'static Template>> {
    let all: Vec<_> = templates().iter().collect();
    let others = other_bells().iter().map(|bell| {
        let common = all.iter().copied().filter(|template| !BELL_KINDS.contains(&template.kind));
        common.chain(bell).collect()
    });
    iter::once(all.clone()).chain(others).collect()
}

#[test]
fn sounds_of_a_session_differ() {
    for session in sessions() {
        let spectrograms: Vec<_> = session.into_iter().map(|t| (t, spectrogram(t))).collect();
        for (n, (one, first)) in spectrograms.iter().enumerate() {
            for (two, second) in &spectrograms[..n] {
                let similarity = similarity(first, second);
                if one.sound == two.sound {
                    continue;
                }
                let (bell, one, two) = (one.bell, one.kind, two.kind);
                assert!(similarity < 0.85, "{bell:?}: {one:?} and {two:?}: {similarity:.3}");
            }
        }
    }
}

#[test]
fn bells_differ_in_each_of_their_signals() {
    for (n, kind) in BELL_KINDS.into_iter().enumerate() {
        let default_bell = templates().iter().filter(|template| template.kind == kind);
        let spectrograms: Vec<_> = default_bell
            .chain(other_bells().iter().map(|bell| &bell[n]))
            .map(|t| (t.bell, spectrogram(t)))
            .collect();
        for (m, (one, first)) in spectrograms.iter().enumerate() {
            for (two, second) in &spectrograms[..m] {
                let similarity = similarity(first, second);
                assert!(similarity < 0.95, "{kind:?} of {one:?} and {two:?}: {similarity:.3}");
            }
        }
    }
}

#[test]
fn only_the_last_seconds_before_the_final_one_share_a_sound() {
    let shared: Vec<_> = (0..).zip(templates()).filter(|(n, t)| *n != t.sound).collect();
    assert_eq!(shared.len(), 1);
}
