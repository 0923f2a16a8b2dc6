//! With the eyes closed, each sound must be told from all others.

use unknot::soundtrack::SAMPLE_RATE;

use crate::meter::{Filter, power, scaled};
use crate::receiver::{Template, templates};

const FRAMES: usize = 40;
const FRAME: usize = SAMPLE_RATE as usize / 20;

/// How strong each third of an octave is in each twentieth of the first two seconds. Loudness is
/// left out: it depends on the phone.
fn picture(template: &Template) -> Vec<f64> {
    let mut samples = scaled(template.struck());
    samples.resize(FRAMES * FRAME, 0.0);
    let mut picture = Vec::new();
    for band in -6..=6 {
        let hz = 1200.0 * 2_f64.powf(f64::from(band) / 3.0);
        let filtered = Filter::band_pass(hz, 6.0).run(&samples);
        picture.extend(filtered.chunks(FRAME).map(|frame| power(frame).sqrt()));
    }
    let length = picture.iter().map(|p| p * p).sum::<f64>().sqrt();
    picture.into_iter().map(|p| p / length).collect()
}

#[test]
fn no_two_sounds_are_alike() {
    let pictures: Vec<_> = templates().iter().map(|t| (t, picture(t))).collect();
    for (n, (one, first)) in pictures.iter().enumerate() {
        for (two, second) in &pictures[..n] {
            let alike: f64 = first.iter().zip(second).map(|(a, b)| a * b).sum();
            if one.sound == two.sound {
                continue;
            }
            assert!(alike < 0.85, "{:?} and {:?}: {alike:.3}", one.kind, two.kind);
        }
    }
    // Only the seconds before the last share a sound.
    let shared: Vec<_> = (0..).zip(templates()).filter(|(n, t)| *n != t.sound).collect();
    assert_eq!(shared.len(), 1);
}
