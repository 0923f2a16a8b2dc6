//! Ticks are heard over every background and beside speech, with the bells of a first session.
//!
//! What hides a tone is sound of about its own pitch. So a tick is compared in a third of an octave
//! around its pitch, in moments of 50 ms.

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{CueKind, Side};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{AmbienceRenderer, Mix, SAMPLE_RATE, compile};

use super::clips;
use crate::meter::{Filter, db, power, scaled};
use crate::receiver::{alone, decode};
use crate::typical::timeline;

/// The ticks, and their pitches in Hz.
const TICKS: [(CueKind, f64); 6] = [
    (CueKind::Repetition(None), 740.0),
    (CueKind::Repetition(Some(Side::Left)), 587.3),
    (CueKind::Repetition(Some(Side::Right)), 987.8),
    (CueKind::LastSeconds(2), 1318.5),
    (CueKind::LastSeconds(1), 1760.0),
    (CueKind::BreatheHold, 2349.3),
];
/// The quality of a band of a third of an octave.
const THIRD: f64 = 4.318;
const MOMENT: usize = SAMPLE_RATE as usize / 20;
/// A moment of speech is louder than this share of the clip's loudest, -30 dB.
const SPEECH: f64 = 1e-3;

/// The level of each moment of a sound in a band, in dB.
fn moments(samples: &[f64], hz: f64) -> Vec<f64> {
    let band = Filter::band_pass(hz, THIRD).run(samples);
    band.chunks(MOMENT).map(|moment| db(power(moment))).collect()
}

/// The level of the loudest 50 ms of a tick in its band, in dB.
fn level(kind: CueKind, hz: f64) -> f64 {
    let (mut samples, _) = alone(kind, &Mix::new(Settings::default().bells, Bell::default()));
    samples.resize(samples.len() + 2 * MOMENT, 0);
    let band = Filter::band_pass(hz, THIRD).run(&scaled(&samples));
    db(band.windows(MOMENT).step_by(24).map(power).fold(0.0, f64::max))
}

#[test]
fn ticks_are_eight_decibels_over_the_loudest_moment_of_the_loudest_background() {
    for background in Background::ALL.into_iter().filter(|it| *it != Background::Nothing) {
        let mix = Mix::new(0, Bell::default())
            .with_ambience(AmbienceRenderer::new(background, 100).finish());
        let track = compile(&timeline(Vec::new(), Millis::secs(10)), &mix, Millis::ZERO);
        let noise = scaled(&decode(&track));
        for (kind, hz) in TICKS {
            let loudest = moments(&noise, hz).into_iter().fold(f64::MIN, f64::max);
            let over = level(kind, hz) - loudest;
            assert!(over > 8.0, "{kind:?}: {over:.1} dB over {background:?}");
        }
    }
}

#[test]
fn ticks_are_louder_than_four_of_five_moments_of_speech() {
    for voice in AppVoice::all() {
        for (kind, hz) in TICKS {
            let tick = level(kind, hz);
            let mut louder = 0;
            let mut all = 0;
            for clip in clips(voice).values().step_by(16) {
                let samples: Vec<f64> = clip.samples.iter().map(|&s| f64::from(s)).collect();
                let powers: Vec<f64> = samples.chunks(MOMENT).map(power).collect();
                let loudest = powers.iter().copied().fold(0.0, f64::max);
                for (moment, power) in moments(&samples, hz).into_iter().zip(powers) {
                    if power > loudest * SPEECH {
                        all += 1;
                        louder += usize::from(tick > moment);
                    }
                }
            }
            let share = louder as f64 / f64::from(all);
            assert!(share > 0.8, "{voice:?}, {kind:?}: {share:.2}");
        }
    }
}
