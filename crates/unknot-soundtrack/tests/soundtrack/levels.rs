//! Levels: the carrier, each sound's loudness and peak, and how sounds start and end.

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind};
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{KNEE, Mix, SAMPLE_RATE, TAIL, compile};

use crate::meter::{Filter, db, loudness, power, scaled};
use crate::receiver::{KINDS, all_templates, alone, decode, distinct_parts};
use crate::typical::{session, timeline};

/// The intended loudness in dB, with bells at 100 percent.
fn intended(kind: CueKind) -> f64 {
    match kind {
        CueKind::Prepare
        | CueKind::ChangePose
        | CueKind::ChangeSide(_)
        | CueKind::Begin
        | CueKind::Interval
        | CueKind::End => -18.0,
        CueKind::HalfWay => -22.0,
        CueKind::BreatheIn | CueKind::BreatheOut => -26.0,
        CueKind::LastSeconds(_) => -24.0,
        CueKind::Repetition(_) => -27.0,
        CueKind::BreatheHold => -30.0,
        CueKind::Say(_) => -40.0,
    }
}

#[test]
fn sounds_of_a_class_are_equally_loud() {
    for template in all_templates() {
        let loudness = loudness(&scaled(&template.samples));
        let intended = intended(template.kind);
        assert!(
            (loudness - intended).abs() < 1.0,
            "{:?}, {:?}: {loudness:.1} dB",
            template.bell,
            template.kind
        );
    }
}

/// A phone's speaker reproduces little below 400 Hz, and older ears hear little above 4 kHz.
#[test]
fn loudness_is_between_400_hz_and_4_khz() {
    for template in all_templates() {
        let samples = scaled(&template.samples);
        let mut filtered = samples.clone();
        for _ in 0..2 {
            filtered = Filter::low_pass(4000.0).run(&Filter::high_pass(400.0).run(&filtered));
        }
        // The filters attenuate even the lowest pitch, 587 Hz, by 1.7 dB.
        let lost = loudness(&samples) - loudness(&filtered);
        assert!(lost < 2.5, "{:?}, {:?} loses {lost:.1} dB", template.bell, template.kind);
    }
}

#[test]
fn sounds_have_headroom_and_start_and_end_without_a_click() {
    for template in all_templates() {
        let kind = (template.bell, template.kind);
        assert!(template.peak() < i32::from(KNEE) * 2 / 3, "{kind:?}: {}", template.peak());
        let steps = |samples: &[i32]| -> Vec<i32> {
            samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect()
        };
        // In the first quarter of a millisecond no step is more than a hundredth of the peak.
        for start in [&template.samples[..7], &template.struck()[..7]] {
            assert!(start[0].abs() <= 1, "{kind:?}: starts at {}", start[0]);
            assert!(steps(start).iter().all(|s| s * 100 <= template.peak()), "{kind:?}: {start:?}");
        }
        let end = &template.samples[template.samples.len() - 240..];
        assert!(steps(end).iter().all(|&s| s <= 4), "{kind:?}: {end:?}");
    }
}

#[test]
fn half_the_percentage_is_a_quarter_of_the_amplitude() {
    let level = |percent| {
        let (samples, _) = alone(CueKind::Begin, &Mix::new(percent, Bell::default()));
        db(power(&scaled(&samples[..SAMPLE_RATE as usize])))
    };
    assert!((level(100) - level(50) - 12.04).abs() < 0.1);
    assert!((level(200) - level(100)).abs() < 1e-9);
}

#[test]
fn zero_percent_leaves_only_the_carrier() {
    let track = compile(&session(10), &Mix::new(0, Bell::default()), Millis::ZERO);
    assert_eq!((track.distinct(), track.seconds()), (1, 620));
}

#[test]
fn carrier_is_at_its_level_and_never_interrupted() {
    let session = session(10);
    let track = compile(&session, &Mix::new(100, Bell::default()), Millis::ZERO);
    let samples = decode(&track);
    let lengths: Vec<_> = distinct_parts(&track).iter().map(|part| part.len() / 2).collect();
    let before = track.parts().iter().take_while(|&&part| part != 0);
    let quiet: usize = before.map(|&part| lengths[part]).sum();
    let level = db(power(&scaled(&samples[quiet..quiet + SAMPLE_RATE as usize])));
    assert!((-66.0..-64.0).contains(&level), "{level}");
    // A sine with a peak of 26 steps has runs of equal samples: about 1.5 ms at its crests and 0.2
    // ms at zero. The limits leave a margin for other sounds. Each carrier cycle has its full
    // swing.
    let longest = |run: fn(i32, i32) -> bool| {
        samples.chunk_by(|&a, &b| run(a, b)).map(<[i32]>::len).max().unwrap()
    };
    assert!(longest(|a, b| a == 0 && b == 0) <= 12);
    assert!(longest(|a, b| a == b) <= 48);
    for cycle in samples.chunks(600) {
        let (low, high) = (cycle.iter().min().unwrap(), cycle.iter().max().unwrap());
        assert!(high - low >= 50);
    }
    // The last second holds only the carrier, so no sound is cut off.
    let last_second = samples.len() - SAMPLE_RATE as usize;
    assert!(samples[last_second..].iter().all(|s| s.abs() <= 26));
    assert!(track.duration() >= session.total + TAIL);
}

#[test]
fn every_sound_rings_out_within_the_tail() {
    for kind in KINDS {
        let at = Millis(3_999);
        let track = compile(
            &timeline(vec![Cue { at, kind }], at),
            &Mix::new(100, Bell::default()),
            Millis::ZERO,
        );
        let quiet = track.parts().last().and_then(|&part| track.quiet_bytes(part));
        assert!(quiet.is_some_and(|bytes| bytes.len() >= 48_000), "{kind:?}");
    }
}
