//! How loud the voice is after BS.1770, and that nothing clips at any setting.

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog;
use unknot_core::domain::cue::{Cue, CueKind, Line, Side};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Manner;
use unknot_soundtrack::{
    AmbienceRenderer, KNEE, Mix, Narration, SAMPLE_RATE, SpokenLine, compile, preview,
};

use super::{Clip, clips, compile_routine, narration};
use crate::bs1770::integrated;
use crate::meter::{db, power, scaled};
use crate::receiver::{KINDS, carrier, decode};
use crate::reference::{limit, taken};

/// The loudness of the voice at 100 percent over all that it can say, in LKFS.
const VOICE_LKFS: f64 = -19.0;
/// Every so many clips are measured one by one.
const EVERY: usize = 5;
/// The line that stands for any.
const LINE: Line = Line::HalfWay;

/// A clip on its own in a track, with the voice at this loudness.
fn said(clip: &Clip, percent: u8) -> Vec<i32> {
    let speech = SpokenLine::from_clips(std::slice::from_ref(&clip.samples));
    let narration = Narration::new([(LINE, speech)]);
    let mix = Mix::new(0, Bell::default()).with_narration(narration, percent);
    let cue = Cue { at: Millis::ZERO, kind: CueKind::Say(LINE) };
    decode(&preview(&[cue], &mix))
}

/// Some of the clips of a voice.
fn some_clips(voice: AppVoice) -> impl Iterator<Item = &'static Clip> {
    clips(voice).values().step_by(EVERY)
}

#[test]
fn the_voices_have_the_loudness_that_is_stated() {
    for voice in AppVoice::all() {
        let all: Vec<i32> = some_clips(voice).flat_map(|clip| said(clip, 100)).collect();
        let loudness = integrated(&scaled(&all), SAMPLE_RATE);
        assert!((loudness - VOICE_LKFS).abs() < 1.0, "{voice:?}: {loudness:.1} LKFS");
    }
}

#[test]
fn half_the_percentage_is_a_quarter_of_the_amplitude_as_it_always_was() {
    let clip = some_clips(AppVoice::default()).next().unwrap();
    let level = |percent| db(power(&scaled(&said(clip, percent))));
    assert!((level(100) - level(50) - 12.04).abs() < 0.1);
    assert!((level(255) - level(Settings::LOUDEST_VOICE)).abs() < 1e-9);
}

#[test]
fn every_clip_can_be_six_decibels_louder_than_by_default_and_stays_clean() {
    let default = Settings::default().voice_percent;
    let gain = (f64::from(Settings::LOUDEST_VOICE) / f64::from(default)).powi(2);
    for clip in AppVoice::all().flat_map(some_clips) {
        let (usual, loudest) = (said(clip, default), said(clip, Settings::LOUDEST_VOICE));
        // Only the limiter shapes the voice. What is cut off before it, flat, would sound harsh.
        let wanted: Vec<i32> = usual
            .iter()
            .enumerate()
            .map(|(n, sample)| (f64::from(sample - carrier(n)) * gain).round() as i32 + carrier(n))
            .collect();
        for (&wanted, &is) in wanted.iter().zip(&loudest) {
            assert!((limit(wanted) - f64::from(is)).abs() < 1.01, "{is} for {wanted}");
        }
        let (wanted, loudest) = (scaled(&wanted), scaled(&loudest));
        let gained = integrated(&loudest, SAMPLE_RATE) - integrated(&scaled(&usual), SAMPLE_RATE);
        assert!((6.0..7.1).contains(&gained), "{gained:.2} LU");
        // What the limiter changes, beside the voice.
        let changed: Vec<f64> = wanted.iter().zip(&loudest).map(|(want, is)| want - is).collect();
        let clean = db(power(&loudest) / power(&changed));
        assert!(clean > 15.0, "{clean:.1} dB");
    }
}

/// The loudest clip of a voice, with a cue of every kind in it.
fn crowd(voice: AppVoice) -> (Vec<Cue>, Narration) {
    let peak =
        |clip: &Clip| clip.samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    let by_peak = |one: &&Clip, other: &&Clip| peak(one).total_cmp(&peak(other));
    let loudest = clips(voice).values().max_by(by_peak).unwrap();
    let speech = SpokenLine::from_clips(std::slice::from_ref(&loudest.samples));
    let say = Cue { at: Millis::ZERO, kind: CueKind::Say(LINE) };
    let others = (0..).zip(KINDS).filter(|(_, kind)| !matches!(kind, CueKind::Say(_)));
    let cues = others.map(|(n, kind)| Cue { at: Millis(n * 40), kind });
    (std::iter::once(say).chain(cues).collect(), Narration::new([(LINE, speech)]))
}

#[test]
fn nothing_clips_at_any_setting() {
    for voice in AppVoice::all() {
        let (cues, narration) = crowd(voice);
        let check = |bells: u8, bell, voice_percent, background, background_percent| {
            let ambience = AmbienceRenderer::new(background, background_percent).finish();
            let mix = Mix::new(bells, bell)
                .with_narration(narration.clone(), voice_percent)
                .with_ambience(ambience);
            let peak = decode(&preview(&cues, &mix)).into_iter().map(i32::abs).max().unwrap();
            assert!(peak < i32::from(i16::MAX), "{bells}, {bell:?}, {voice_percent}: {peak}");
        };
        for percent in 0..=Settings::LOUDEST_VOICE {
            check(100, Bell::default(), percent, Background::Nothing, 0);
        }
        for bell in Bell::ALL {
            for bells in (0..=100).step_by(20) {
                check(bells, bell, Settings::LOUDEST_VOICE, Background::Nothing, 0);
            }
        }
        for background in Background::ALL {
            check(100, Bell::default(), Settings::LOUDEST_VOICE, background, 100);
        }
    }
}

/// What the limiter does in a session with everything as loud as it gets.
#[test]
fn limiter_only_rounds_off_the_highest_peaks_of_the_loudest_session() {
    let routine = catalog::routine("morning-mobility").unwrap();
    let timeline = compile_routine(routine, None, Side::Left, Manner::default());
    for voice in AppVoice::all() {
        let ambience = AmbienceRenderer::new(Background::Rain, 100).finish();
        let mix = Mix::new(100, Bell::default())
            .with_narration(narration(voice, &timeline), Settings::LOUDEST_VOICE)
            .with_ambience(ambience);
        let samples = decode(&compile(&timeline, &mix, Millis::ZERO));
        let over = samples.iter().filter(|sample| sample.abs() > i32::from(KNEE)).count();
        let share = over as f64 / samples.len() as f64;
        let most = samples.iter().map(|&sample| taken(sample)).fold(0.0, f64::max);
        assert!(share < 0.01 && most < 5.5, "{voice:?}: {share:.5} of the samples, {most:.1} dB");
    }
}
