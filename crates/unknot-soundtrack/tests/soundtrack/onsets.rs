//! Onsets, found again in the decoded file.
//!
//! Two questions, asked apart. Is a sound's strike where the ear hears it begin? That is asked of
//! each sound alone. Is the sound in the track at that sample? That is asked by a matched filter:
//! the sound's first 150 ms are slid along the track, and where they fit best must be the cue's
//! sample itself. Where another sound lies over those, best fit means little; there
//! the comparison in `reference` stands for it, which is exact for any crowd. Every track below
//! goes through both.

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

/// Where around `expected` the sound fits best, as samples away from it.
fn best_lag(samples: &[i32], template: &Template, expected: usize) -> i64 {
    let probe = &template.struck()[..PROBE.min(template.struck().len())];
    let fit = |lag: i64| {
        // Where the track has not begun yet, there is nothing.
        let at = |n: usize| {
            let at = expected as i64 + lag + n as i64;
            usize::try_from(at).ok().and_then(|at| samples.get(at)).map_or(0.0, |&s| f64::from(s))
        };
        let (mut product, mut power) = (0.0, 1.0);
        for (n, &known) in probe.iter().enumerate() {
            let there = at(n);
            product += there * f64::from(known);
            power += there * there;
        }
        product / power.sqrt()
    };
    (-REACH..=REACH).max_by(|&a, &b| fit(a).total_cmp(&fit(b))).unwrap()
}

/// Whether nothing else sounds while the first of `cue` does.
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

/// Looks for each cue that can be told apart, and returns how many those are.
#[track_caller]
fn check(timeline: &Timeline, from: Millis) -> usize {
    let samples = reference::check(timeline, from);
    let cues = heard(timeline, from);
    // What was struck before may still ring.
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
fn starting_later_moves_every_strike_by_that() {
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

/// To the sample: a block of wood is struck out of nothing, with a sine that starts at zero.
#[test]
fn the_first_sample_of_a_strike_is_the_sample_of_its_cue() {
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

/// The strike that a sound claims is the one that is heard.
#[test]
fn a_strike_is_where_a_sound_is_heard_to_begin() {
    for template in templates() {
        let kind = template.kind;
        let peak = f64::from(template.peak());
        let first_over = |share: f64| {
            template.samples.iter().position(|&s| f64::from(s.abs()) > share * peak).unwrap()
        };
        // The swell is far below it, and over when it comes.
        let before = &template.samples[template.strike.saturating_sub(MILLI)..template.strike];
        assert!(before.iter().all(|&s| f64::from(s.abs()) < 0.002 * peak), "{kind:?}");
        assert!(first_over(0.1) >= template.strike, "{kind:?}");
        // It speaks at once, and at breath's pace where it is a breath.
        let is_breath = matches!(kind, CueKind::BreatheIn | CueKind::BreatheOut);
        let within = if is_breath { 100 } else { 15 } * MILLI;
        assert!(first_over(0.1) < template.strike + within, "{kind:?}");
        let starts = template.struck().iter().position(|&s| s != 0).unwrap();
        assert!(starts < 3 * MILLI, "{kind:?}");
    }
}
