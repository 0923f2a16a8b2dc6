//! Onsets in the decoded file.
//!
//! Two properties are tested. A sound's strike is where it becomes audible; this is checked for
//! each sound alone. And the sound is in the track at the cue's sample; this is checked with a
//! matched filter, which slides the sound's first 150 ms along the track and expects the best fit
//! at the cue's sample. The filter is unreliable where another sound overlaps. There the exact
//! comparison in `reference` covers the position. Every track below goes through both.

use proptest::prelude::*;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind};
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;
use unknot_soundtrack::{Mix, SAMPLES_PER_MILLI, compile};

use crate::receiver::{KINDS, Template, carrier, decode, sample_at, template, templates};
use crate::reference::{self, heard, starts, timelines};
use crate::typical::timeline;

const MILLI: usize = SAMPLES_PER_MILLI as usize;
const PROBE: usize = 150 * MILLI;
const REACH: i64 = 10 * MILLI as i64;

/// The offset from `expected`, in samples, at which the sound fits best.
fn best_lag(samples: &[i32], template: &Template, expected: usize) -> i64 {
    let probe = &template.struck()[..PROBE.min(template.struck().len())];
    let fit = |lag: i64| {
        // Before the start of the track there is silence.
        let at = |n: usize| {
            let at = expected as i64 + lag + n as i64;
            usize::try_from(at).ok().and_then(|at| samples.get(at)).map_or(0.0, |&s| f64::from(s))
        };
        let (mut product, mut power) = (0.0, 1.0);
        for (n, &known) in probe.iter().enumerate() {
            let sample = at(n);
            product += sample * f64::from(known);
            power += sample * sample;
        }
        product / power.sqrt()
    };
    (-REACH..=REACH).max_by(|&a, &b| fit(a).total_cmp(&fit(b))).unwrap()
}

/// Whether no other sound overlaps the probe of `cue`.
fn is_alone(cue: Cue, cues: &[Cue], from: Millis) -> bool {
    let cue = Cue { at: cue.at + from, ..cue };
    let strike = sample_at(cue.at);
    let (start, end) = (strike.saturating_sub(REACH as usize), strike + PROBE + REACH as usize);
    cues.iter().filter(|other| **other != cue).all(|other| {
        let template = template(other.kind);
        let first = sample_at(other.at).saturating_sub(template.strike);
        let last = sample_at(other.at) + template.struck().len();
        last < start || first > end
    })
}

/// Checks the onset of each cue that doesn't overlap with another, and returns how many there are.
#[track_caller]
fn check(timeline: &Timeline, from: Millis) -> usize {
    let samples = reference::check(timeline, from);
    let cues = heard(timeline, from);
    // Sounds struck before `from` may still ring.
    let all = heard(timeline, Millis::ZERO);
    let alone: Vec<&Cue> = cues.iter().filter(|cue| is_alone(**cue, &all, from)).collect();
    for cue in &alone {
        let lag = best_lag(&samples, template(cue.kind), sample_at(cue.at));
        assert_eq!(lag, 0, "{cue:?} of {timeline:?} from {from:?}");
    }
    alone.len()
}

#[test]
fn each_sound_is_struck_at_its_sample() {
    for kind in KINDS {
        for at in [0, 1, 7, 399, 400, 999, 1000, 1001, 12_345, 29_999] {
            let cues = vec![Cue { at: Millis(at), kind }];
            assert_eq!(check(&timeline(cues, Millis::secs(30)), Millis::ZERO), 1);
        }
    }
}

#[test]
fn a_later_start_shifts_every_strike() {
    let at = |n: u32| Millis(3001 + 15_013 * n);
    let cues = || (0..).zip(KINDS).map(|(n, kind)| Cue { at: at(n), kind }).collect();
    let whole = timeline(cues(), at(18));
    assert_eq!(check(&whole, Millis::ZERO), 18);
    assert_eq!(check(&whole, at(5)), 13);
    assert_eq!(check(&whole, at(5) + Millis(1)), 12);
    assert_eq!(check(&whole, at(18) + Millis::secs(9)), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn random_timelines_are_struck_at_their_samples(timeline in timelines(), from in starts()) {
        check(&timeline, from);
    }
}

/// A wood block has no swell, and its sine starts at zero, so the first audible sample is the one
/// after the cue's.
#[test]
fn a_wood_block_starts_exactly_at_its_cue() {
    for kind in KINDS.iter().filter(|kind| matches!(kind, CueKind::LastSeconds(_))) {
        for at in [0, 1, 700, 8_000, 8_999] {
            let cues = vec![Cue { at: Millis(at), kind: *kind }];
            let track = compile(
                &timeline(cues, Millis::secs(9)),
                &Mix::new(100, Bell::default()),
                Millis::ZERO,
            );
            let differs = |(n, sample): (usize, i32)| sample != carrier(n);
            let first = decode(&track).into_iter().enumerate().position(differs);
            assert_eq!(first, Some(sample_at(Millis(at)) + 1), "{kind:?} at {at}");
        }
    }
}

#[test]
fn sounds_become_audible_at_their_strike() {
    for template in templates() {
        let kind = template.kind;
        let peak = f64::from(template.peak());
        let first_over = |share: f64| {
            template.samples.iter().position(|&s| f64::from(s.abs()) > share * peak).unwrap()
        };
        // The swell is much quieter than the strike, and ends before it.
        let before = &template.samples[template.strike.saturating_sub(MILLI)..template.strike];
        assert!(before.iter().all(|&s| f64::from(s.abs()) < 0.002 * peak), "{kind:?}");
        assert!(first_over(0.1) >= template.strike, "{kind:?}");
        // The attack is short, except for a breath's.
        let is_breath = matches!(kind, CueKind::BreatheIn | CueKind::BreatheOut);
        let within = if is_breath { 100 } else { 15 } * MILLI;
        assert!(first_over(0.1) < template.strike + within, "{kind:?}");
        let starts = template.struck().iter().position(|&s| s != 0).unwrap();
        assert!(starts < 3 * MILLI, "{kind:?}");
    }
}
