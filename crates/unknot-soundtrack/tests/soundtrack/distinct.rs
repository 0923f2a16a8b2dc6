//! With the eyes closed, each sound must be told from all others.

use std::iter;

use unknot_soundtrack::SAMPLE_RATE;

use crate::meter::{Filter, power, scaled};
use crate::receiver::{RUNG, Template, other_bells, templates};

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

/// The sounds of a session with each bell.
fn sessions() -> Vec<Vec<&'static Template>> {
    let all: Vec<_> = templates().iter().collect();
    let others = other_bells().iter().map(|rung| {
        let kept = all.iter().copied().filter(|template| !RUNG.contains(&template.kind));
        kept.chain(rung).collect()
    });
    iter::once(all.clone()).chain(others).collect()
}

#[test]
fn no_two_sounds_of_a_session_are_alike() {
    for session in sessions() {
        let pictures: Vec<_> = session.into_iter().map(|t| (t, picture(t))).collect();
        for (n, (one, first)) in pictures.iter().enumerate() {
            for (two, second) in &pictures[..n] {
                let alike: f64 = first.iter().zip(second).map(|(a, b)| a * b).sum();
                if one.sound == two.sound {
                    continue;
                }
                let (bell, one, two) = (one.bell, one.kind, two.kind);
                assert!(alike < 0.85, "{bell:?}: {one:?} and {two:?}: {alike:.3}");
            }
        }
    }
}

/// The same signal of two bells is another sound, or there would be nothing to choose.
#[test]
fn no_two_bells_are_alike() {
    for (n, kind) in RUNG.into_iter().enumerate() {
        let own = templates().iter().filter(|template| template.kind == kind);
        let pictures: Vec<_> = own
            .chain(other_bells().iter().map(|rung| &rung[n]))
            .map(|t| (t.bell, picture(t)))
            .collect();
        for (m, (one, first)) in pictures.iter().enumerate() {
            for (two, second) in &pictures[..m] {
                let alike: f64 = first.iter().zip(second).map(|(a, b)| a * b).sum();
                assert!(alike < 0.95, "{kind:?} of {one:?} and {two:?}: {alike:.3}");
            }
        }
    }
}

#[test]
fn only_the_seconds_before_the_last_share_a_sound() {
    let shared: Vec<_> = (0..).zip(templates()).filter(|(n, t)| *n != t.sound).collect();
    assert_eq!(shared.len(), 1);
}
