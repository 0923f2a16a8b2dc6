//! Checks the mix against a naive reference mixer: one long buffer, into which each sound is added
//! at its sample, without shared parts.
//!
//! The reference takes its sounds from the receiver. Sounds are integers and mixing adds them, so
//! both must agree to the bit below the limiter's knee.

use std::collections::BTreeSet;

use proptest::prelude::*;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind};
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;
use unknot_soundtrack::{KNEE, Mix, SAMPLE_RATE, SWELL, TAIL, Track, compile};

use crate::receiver::{KINDS, carrier, decode, distinct_parts, sample_at, template};
use crate::typical::{session, timeline};

/// The audible cues of a track that starts at `from`, with times relative to it.
pub(crate) fn heard(timeline: &Timeline, from: Millis) -> Vec<Cue> {
    let struck = audible(timeline).into_iter().filter(|cue| cue.at >= from);
    struck.map(|cue| Cue { at: cue.at - from, kind: cue.kind }).collect()
}

/// The audible cues of the whole track.
fn audible(timeline: &Timeline) -> Vec<Cue> {
    let mut seen = BTreeSet::new();
    let is_line = |cue: &Cue| matches!(cue.kind, CueKind::Say(_));
    let cues = &timeline.cues;
    cues.iter()
        .filter(|cue| !is_line(cue) || !cues.iter().any(|c| c.at == cue.at && !is_line(c)))
        .filter(|cue| seen.insert((cue.at, template(cue.kind).sound)))
        .copied()
        .collect()
}

/// The sum of all sounds, before the limiter.
fn reference_mix(timeline: &Timeline, from: Millis) -> Vec<i32> {
    let millis = timeline.total.saturating_sub(from) + TAIL;
    let length = millis.0.div_ceil(1000) * SAMPLE_RATE;
    let mut sum: Vec<i32> = (0..length as usize).map(carrier).collect();
    let origin = sample_at(from) as i64;
    for cue in audible(timeline) {
        let template = template(cue.kind);
        let strike = sample_at(cue.at) as i64;
        let has_room = strike - sample_at(SWELL) as i64 >= origin;
        let swell = if has_room { template.strike } else { 0 };
        let start = strike - swell as i64 - origin;
        for (n, sample) in (start..).zip(&template.samples[template.strike - swell..]) {
            if let Some(sum) = usize::try_from(n).ok().and_then(|n| sum.get_mut(n)) {
                *sum += sample;
            }
        }
    }
    sum
}

/// The soft limiter: above the knee the level approaches full scale without reaching it.
pub(crate) fn limit(sum: i32) -> f64 {
    let knee = f64::from(KNEE);
    let room = f64::from(i16::MAX) - knee;
    let over = f64::from(sum.abs()) - knee;
    if over <= 0.0 {
        return f64::from(sum);
    }
    f64::from(sum.signum()) * (knee + room * (1.0 - room / (room + over)))
}

/// How much the limiter has taken off a sample, in dB.
pub(crate) fn taken(sample: i32) -> f64 {
    let (level, knee) = (f64::from(sample.abs()), f64::from(KNEE));
    let room = f64::from(i16::MAX) - knee;
    let over = (level - knee).max(0.0);
    20.0 * ((level.min(knee) + room * over / (room - over)) / level.max(1.0)).log10()
}

/// Compares a track with its reference mix, and returns its samples.
#[track_caller]
pub(crate) fn check(timeline: &Timeline, from: Millis) -> Vec<i32> {
    let track = compile(timeline, &Mix::new(100, Bell::default()), from);
    let got = decode(&track);
    let want = reference_mix(timeline, from);
    assert_eq!(got.len(), want.len(), "length");
    for (n, (&got, &want)) in got.iter().zip(&want).enumerate() {
        let exact = want.abs() <= i32::from(KNEE);
        let agree = if exact { got == want } else { (f64::from(got) - limit(want)).abs() <= 0.501 };
        assert!(agree, "sample {n}: {got}, expected {want}");
    }
    got
}

/// Timelines of 20 to 60 seconds with all kinds of cue, close together and far apart.
pub(crate) fn timelines() -> impl Strategy<Value = Timeline> {
    let gap = prop_oneof![Just(0), 0..60_u32, 0..1500_u32, 2500..9000_u32];
    let cue = (gap, prop::sample::select(&KINDS[..]));
    (20_000..60_000_u32, prop::collection::vec(cue, 1..24)).prop_map(|(total, steps)| {
        let mut at = 0;
        let mut cues = Vec::new();
        for (gap, kind) in steps {
            at += gap;
            if at < total {
                cues.push(Cue { at: Millis(at), kind });
            }
        }
        cues.push(Cue { at: Millis(total), kind: CueKind::End });
        timeline(cues, Millis(total))
    })
}

/// Start times: often zero, otherwise random.
pub(crate) fn starts() -> impl Strategy<Value = Millis> {
    prop_oneof![Just(Millis::ZERO), (0..40_000_u32).prop_map(Millis)]
}

/// The samples at which one part ends and the next begins.
fn seams(track: &Track) -> Vec<usize> {
    let lengths: Vec<usize> = distinct_parts(track).iter().map(|part| part.len() / 2).collect();
    let ends = track.parts().iter().scan(0, |end, &part| {
        *end += lengths[part];
        Some(*end)
    });
    ends.collect()
}

#[test]
fn shared_parts_agree_with_one_long_track() {
    let session = session(10);
    let samples = check(&session, Millis::ZERO);
    let seams = seams(&compile(&session, &Mix::new(100, Bell::default()), Millis::ZERO));
    assert_eq!(seams.last(), Some(&samples.len()));
    // No step at a seam is larger than the steps within 20 ms of it.
    let step = |n: usize| (samples[n] - samples[n - 1]).abs();
    for &seam in &seams[..seams.len() - 1] {
        let near =
            (seam.saturating_sub(480).max(1)..seam).chain(seam + 1..samples.len().min(seam + 480));
        let around = near.map(step).max().unwrap();
        assert!(step(seam) <= around, "sample {seam}");
    }
}

#[test]
fn many_simultaneous_cues_stay_below_full_scale() {
    let cues: Vec<Cue> = (0..400_u32)
        .map(|n| Cue { at: Millis(1000 + n), kind: KINDS[n as usize % KINDS.len()] })
        .collect();
    let samples = check(&timeline(cues, Millis::secs(2)), Millis::ZERO);
    let peak = samples.iter().map(|s| s.abs()).max().unwrap();
    assert!((i32::from(KNEE)..i32::from(i16::MAX)).contains(&peak), "{peak}");
}

#[test]
fn a_swell_without_room_is_left_out() {
    for at in [0, 1, 399, 400, 401, 999, 1000, 1399, 1400] {
        let bell = Cue { at: Millis(at), kind: CueKind::Begin };
        check(&timeline(vec![bell], Millis::secs(3)), Millis::ZERO);
    }
}
