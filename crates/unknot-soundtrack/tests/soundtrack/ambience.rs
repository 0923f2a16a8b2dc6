//! Ambience: its loudness, its seam, its spectrum, and that it doesn't depend on the other sounds.

use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Ambience, AmbienceRenderer, Mix, SAMPLE_RATE, Sounds, Track, compile};

use crate::meter::{Filter, db, power, scaled};
use crate::receiver::{carrier, decode, distinct_parts, sample_at};
use crate::typical::{session, timeline};

const SECOND: usize = SAMPLE_RATE as usize;
const LOOP: usize = 30 * SECOND;

fn render(background: Background, percent: u8) -> Ambience {
    AmbienceRenderer::new(background, percent).finish()
}

fn track(minutes: u32, ambience: Ambience, from: Millis) -> Track {
    let mix = Mix::new(100, Bell::default()).with_ambience(ambience);
    compile(&session(minutes), &mix, from)
}

/// Two passes of the loop alone, without the carrier.
fn two_loops(background: Background, percent: u8) -> Vec<i32> {
    let mix = Mix::new(100, Bell::default()).with_ambience(render(background, percent));
    let track = compile(&timeline(Vec::new(), Millis::secs(40)), &mix, Millis::ZERO);
    let samples = decode(&track).into_iter().enumerate();
    samples.map(|(n, sample)| sample - carrier(n)).collect()
}

/// All backgrounds but silence.
fn audible() -> impl Iterator<Item = Background> {
    Background::ALL.into_iter().filter(|background| *background != Background::Nothing)
}

#[test]
fn no_background_and_zero_percent_are_silent() {
    assert_eq!(render(Background::Nothing, 100), Ambience::default());
    assert!(two_loops(Background::Nothing, 100).iter().all(|sample| *sample == 0));
    assert!(two_loops(Background::Waves, 0).iter().all(|sample| *sample == 0));
}

#[test]
fn all_backgrounds_have_a_level_of_minus_32_db() {
    for background in audible() {
        let level = |percent| db(power(&scaled(&two_loops(background, percent)[..LOOP])));
        assert!((level(100) + 32.0).abs() < 0.1, "{background:?}: {:.1} dB", level(100));
        // Half of the percentage is a quarter of the amplitude.
        assert!((level(100) - level(50) - 12.0).abs() < 0.2, "{background:?}");
    }
}

#[test]
fn loops_are_seamless() {
    for background in audible() {
        let samples = two_loops(background, 100);
        assert!(samples[..LOOP] == samples[LOOP..2 * LOOP], "{background:?}");
        let step = |n: usize| (samples[n] - samples[n - 1]).abs();
        let largest = (1..LOOP).map(step).max().unwrap();
        assert!(step(LOOP) <= largest, "{background:?}: a click");
        // The second at the seam is within the range of loudness of the other seconds.
        let level = |n: usize| db(power(&scaled(&samples[n * SECOND..(n + 1) * SECOND])));
        let levels: Vec<f64> = (0..30).map(level).collect();
        let (low, high) = levels
            .iter()
            .fold((0.0_f64, -99.0_f64), |(low, high), level| (low.min(*level), high.max(*level)));
        assert!((low..=high).contains(&level(30)), "{background:?}");
        if matches!(background, Background::Rain | Background::BrownNoise) {
            assert!(high - low < 4.0, "{background:?}: {low:.1} to {high:.1} dB");
        }
    }
}

#[test]
fn backgrounds_differ_in_spectrum_and_modulation() {
    let share_above = |background, hz| {
        let samples = scaled(&two_loops(background, 100)[..LOOP]);
        power(&Filter::high_pass(hz).run(&samples)) / power(&samples)
    };
    assert!(share_above(Background::Rain, 1000.0) > 0.6);
    assert!(share_above(Background::BrownNoise, 1000.0) < 0.1);
    assert!(share_above(Background::Drone, 1000.0) < 0.05);
    // The level crosses its mean upwards three times per loop, once for each wave.
    let waves = two_loops(Background::Waves, 100);
    let levels: Vec<f64> =
        (0..60).map(|n| db(power(&scaled(&waves[n * SECOND / 2..(n + 1) * SECOND / 2])))).collect();
    let mean = levels.iter().sum::<f64>() / 60.0;
    let crests = (0..60).filter(|&n| levels[n] > mean && levels[(n + 59) % 60] <= mean).count();
    assert_eq!(crests, 3, "{levels:.0?}");
}

#[test]
fn ambience_continues_under_other_sounds_and_in_later_tracks() {
    for background in audible() {
        let ambience = render(background, 80);
        let one_loop = two_loops(background, 80);
        for from in [Millis::ZERO, Millis(1), Millis(70_025), Millis(83_217)] {
            let with = decode(&track(3, ambience.clone(), from));
            let without = decode(&track(3, Ambience::default(), from));
            assert_eq!(with.len(), without.len());
            // The position is rounded down to a cycle of the carrier, 25 ms.
            let first = sample_at(from) / 600 * 600;
            let difference =
                (0..with.len()).find(|&n| with[n] - without[n] != one_loop[(first + n) % LOOP]);
            assert_eq!(difference, None, "{background:?} from {from}");
            let track = track(3, ambience.clone(), from);
            let parts = distinct_parts(&track);
            let mut sounds = Sounds::new(track.mix());
            let pieces: Vec<_> = (0..).map_while(|n| sounds.render_quiet(&track, n)).collect();
            assert!(pieces.concat() == parts[0], "{background:?} from {from}");
            assert!(pieces.iter().all(|piece| piece.len() <= 3 * 24_000 * 2));
            // A quiet part equals a range of part 0.
            for (part, bytes) in
                (0..track.distinct()).filter_map(|n| Some((n, track.quiet_bytes(n)?)))
            {
                assert!(parts[part] == parts[0][bytes], "{background:?} from {from}");
            }
        }
    }
}

#[test]
fn memory_for_distinct_parts_is_bounded() {
    for (minutes, most) in [(10, 9_000_000), (60, 45_000_000)] {
        let track = track(minutes, render(Background::Rain, 80), Millis::ZERO);
        let is_stored = |part: &usize| *part == 0 || track.quiet_bytes(*part).is_none();
        let parts = distinct_parts(&track);
        let stored = (0..track.distinct()).filter(is_stored);
        let bytes: usize = stored.map(|part| parts[part].len()).sum();
        assert!(bytes < most, "{minutes} min: {bytes}");
    }
}
