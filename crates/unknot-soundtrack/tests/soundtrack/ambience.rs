//! What is heard all the time: how loud it is, that nobody hears where it comes round, and that it is the same whatever
//! else is heard.

use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Ambience, Loop, Mix, SAMPLE_RATE, Sounds, Track, compile};

use crate::meter::{Filter, db, power, scaled};
use crate::receiver::{carrier, decode, different_parts, sample_at};
use crate::typical::{session, timeline};

const SECOND: usize = SAMPLE_RATE as usize;
const ROUND: usize = 30 * SECOND;

fn made(background: Background, percent: u8) -> Ambience {
    Loop::new(background, percent).finish()
}

fn track(minutes: u32, ambience: Ambience, from: Millis) -> Track {
    let mix = Mix::new(100, Bell::default()).before(ambience);
    compile(&session(minutes), &mix, from)
}

/// Two rounds of it with nothing else, not even the carrier.
fn rounds(background: Background, percent: u8) -> Vec<i32> {
    let mix = Mix::new(100, Bell::default()).before(made(background, percent));
    let track = compile(&timeline(Vec::new(), Millis::secs(40)), &mix, Millis::ZERO);
    let samples = decode(&track).into_iter().enumerate();
    samples.map(|(n, sample)| sample - carrier(n)).collect()
}

/// All that can be heard.
fn audible() -> impl Iterator<Item = Background> {
    Background::ALL.into_iter().filter(|background| *background != Background::Nothing)
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(made(Background::Nothing, 100), Ambience::default());
    assert!(rounds(Background::Nothing, 100).iter().all(|sample| *sample == 0));
    assert!(rounds(Background::Waves, 0).iter().all(|sample| *sample == 0));
}

#[test]
fn all_are_equally_loud_and_far_below_the_bells() {
    for background in audible() {
        let level = |percent| db(power(&scaled(&rounds(background, percent)[..ROUND])));
        assert!((level(100) + 32.0).abs() < 0.1, "{background:?}: {:.1} dB", level(100));
        // Half of the percentage is a quarter of the amplitude.
        assert!((level(100) - level(50) - 12.0).abs() < 0.2, "{background:?}");
    }
}

#[test]
fn nobody_hears_where_it_comes_round() {
    for background in audible() {
        let samples = rounds(background, 100);
        assert!(samples[..ROUND] == samples[ROUND..2 * ROUND], "{background:?}");
        let step = |n: usize| (samples[n] - samples[n - 1]).abs();
        let largest = (1..ROUND).map(step).max().unwrap();
        assert!(step(ROUND) <= largest, "{background:?}: a click");
        // Nor does the seam stand out in loudness from the rest of it, second by second.
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
fn each_is_known_by_where_it_sounds() {
    let share_above = |background, hz| {
        let samples = scaled(&rounds(background, 100)[..ROUND]);
        power(&Filter::high_pass(hz).run(&samples)) / power(&samples)
    };
    assert!(share_above(Background::Rain, 1000.0) > 0.6);
    assert!(share_above(Background::BrownNoise, 1000.0) < 0.1);
    assert!(share_above(Background::Drone, 1000.0) < 0.05);
    // Three waves in a round, each with a trough that is far quieter than its crest.
    let waves = rounds(Background::Waves, 100);
    let levels: Vec<f64> =
        (0..60).map(|n| db(power(&scaled(&waves[n * SECOND / 2..(n + 1) * SECOND / 2])))).collect();
    let middle = levels.iter().sum::<f64>() / 60.0;
    let crests = (0..60).filter(|&n| levels[n] > middle && levels[(n + 59) % 60] <= middle).count();
    assert_eq!(crests, 3, "{levels:.0?}");
}

#[test]
fn it_goes_on_behind_all_else_and_where_a_later_track_takes_over() {
    for background in audible() {
        let ambience = made(background, 80);
        let round = rounds(background, 80);
        for from in [Millis::ZERO, Millis(1), Millis(70_025), Millis(83_217)] {
            let with = decode(&track(3, ambience.clone(), from));
            let without = decode(&track(3, Ambience::default(), from));
            assert_eq!(with.len(), without.len());
            // To a cycle of the carrier, which is 25 ms.
            let first = sample_at(from) / 600 * 600;
            let differs =
                (0..with.len()).find(|&n| with[n] - without[n] != round[(first + n) % ROUND]);
            assert_eq!(differs, None, "{background:?} from {from}");
            let track = track(3, ambience.clone(), from);
            let parts = different_parts(&track);
            let mut sounds = Sounds::new(track.mix());
            let pieces: Vec<_> = (0..).map_while(|n| sounds.render_quiet(&track, n)).collect();
            assert!(pieces.concat() == parts[0], "{background:?} from {from}");
            assert!(pieces.iter().all(|piece| piece.len() <= 3 * 24_000 * 2));
            // What is quiet is a piece of the longest quiet part.
            for (part, bytes) in
                (0..track.different()).filter_map(|n| Some((n, track.quiet_bytes(n)?)))
            {
                assert!(parts[part] == parts[0][bytes], "{background:?} from {from}");
            }
        }
    }
}

#[test]
fn an_hour_of_it_takes_little_memory() {
    for (minutes, most) in [(10, 9_000_000), (60, 45_000_000)] {
        let track = track(minutes, made(Background::Rain, 80), Millis::ZERO);
        let own = |part: &usize| *part == 0 || track.quiet_bytes(*part).is_none();
        let parts = different_parts(&track);
        let bytes: usize = (0..track.different()).filter(own).map(|part| parts[part].len()).sum();
        assert!(bytes < most, "{minutes} min: {bytes}");
    }
}
