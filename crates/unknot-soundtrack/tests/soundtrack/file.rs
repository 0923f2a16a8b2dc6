//! The file: its header, its length, its size in memory, and edge cases of the input.

use std::collections::BTreeSet;
use std::io::Cursor;

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind, Line};
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;
use unknot_soundtrack::{
    LONGEST_SECONDS, Mix, SAMPLE_RATE, SWELL, Sounds, Track, compile, preview,
};

use crate::receiver::{KINDS, alone, carrier, decode, distinct_parts, file, sample_at, templates};
use crate::typical::{session, timeline};

fn track_of(timeline: &Timeline, from: Millis) -> Track {
    compile(timeline, &Mix::new(100, Bell::default()), from)
}

#[test]
fn header_matches_the_samples() {
    let track = track_of(&session(2), Millis::ZERO);
    let bytes = file(&track);
    let size = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!(
        (&bytes[..4], &bytes[8..16], &bytes[36..40]),
        (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..])
    );
    assert_eq!(size(4), bytes.len() - 8);
    assert_eq!(size(40), bytes.len() - 44);
    assert_eq!(size(28), 48_000);
    let reader = hound::WavReader::new(Cursor::new(&bytes)).unwrap();
    let spec = reader.spec();
    assert_eq!((spec.channels, spec.sample_rate, spec.bits_per_sample), (1, SAMPLE_RATE, 16));
    assert_eq!(reader.duration(), track.seconds() * SAMPLE_RATE);
}

#[test]
fn length_is_the_rest_of_the_timeline_and_the_tail_in_whole_seconds() {
    let check = |total, from, seconds| {
        let track = track_of(&timeline(Vec::new(), Millis(total)), Millis(from));
        assert_eq!(track.duration(), Millis::secs(seconds), "{total} from {from}");
        let parts = distinct_parts(&track);
        let bytes: u64 = track.parts().iter().map(|&part| parts[part].len() as u64).sum();
        assert_eq!(bytes, u64::from(seconds) * 48_000);
    };
    check(0, 0, 20);
    check(1, 0, 21);
    check(1000, 0, 21);
    check(60_000, 30_500, 50);
    check(60_000, 60_000, 20);
    check(60_000, u32::MAX, 20);
    check(u32::MAX, 0, LONGEST_SECONDS);
}

#[test]
fn sizes_of_the_longest_track_fit_its_header() {
    let track = track_of(&timeline(Vec::new(), Millis(u32::MAX)), Millis::ZERO);
    let size = |at: usize| u32::from_le_bytes(track.header()[at..at + 4].try_into().unwrap());
    assert_eq!((size(40), size(4)), (4_147_200_000, 4_147_200_036));
}

/// Ringing sounds continue, so that nothing is cut off where one track takes over from another.
#[test]
fn a_later_start_gives_the_rest_of_the_whole_track() {
    let whole = session(3);
    let without_carrier = |from| {
        let samples = decode(&track_of(&whole, from)).into_iter().enumerate();
        samples.map(|(n, sample)| sample - carrier(n)).collect::<Vec<_>>()
    };
    let all = without_carrier(Millis::ZERO);
    // Just after a strike, during a line, in silence, and at the end.
    for from in [Millis(1), Millis(20_100), Millis::secs(70), Millis(83_217), whole.total] {
        let rest = without_carrier(from);
        let expected = &all[sample_at(from)..];
        assert!(rest.len() <= expected.len() + SAMPLE_RATE as usize);
        // The tracks may differ where a swell that would start too early is left out.
        let next = whole.cues.iter().find(|cue| cue.at >= from).unwrap();
        let may_lack_swell = next.at < from + SWELL;
        let first = if may_lack_swell { sample_at(next.at - from) } else { 0 };
        let both = rest.iter().zip(expected).skip(first);
        assert!(both.clone().count() > 20 * SAMPLE_RATE as usize - 24);
        assert!(both.clone().all(|(rest, expected)| rest == expected), "{from:?}");
    }
}

#[test]
fn memory_for_distinct_parts_is_bounded() {
    for (minutes, most) in [(10, 2_800_000), (60, 4_500_000)] {
        let track = track_of(&session(minutes), Millis::ZERO);
        let parts = distinct_parts(&track);
        // Quiet parts are ranges of part 0.
        let is_stored = |part: &usize| *part == 0 || track.quiet_bytes(*part).is_none();
        let stored = (0..track.distinct()).filter(is_stored);
        let bytes: usize = stored.map(|part| parts[part].len()).sum();
        assert!(bytes < most, "{minutes} min: {bytes}");
        let distinct: BTreeSet<_> = parts.into_iter().collect();
        let used: BTreeSet<_> = track.parts().iter().collect();
        assert_eq!((distinct.len(), used.len()), (track.distinct(), track.distinct()));
    }
}

#[test]
fn parts_are_whole_carrier_cycles_and_quiet_parts_only_the_carrier() {
    let track = track_of(&session(3), Millis::ZERO);
    let parts = distinct_parts(&track);
    let cycle = &parts[0][..1200];
    for (number, part) in parts.iter().enumerate() {
        let (cycles, rest) = part.as_chunks::<1200>();
        assert!(rest.is_empty());
        let quiet = cycles.iter().all(|one| one == cycle).then_some(part.len());
        assert_eq!(track.quiet_bytes(number), quiet.map(|bytes| 0..bytes));
    }
    assert_eq!(track.quiet_bytes(0), Some(0..480_000));
}

#[test]
fn a_chime_for_a_line_yields_to_other_signals() {
    let at = Millis::secs(5);
    let line = Cue { at, kind: CueKind::Say(Line::HalfWay) };
    let other_line = Cue { at, kind: CueKind::Say(Line::Rest) };
    let bell = Cue { at, kind: CueKind::HalfWay };
    let track = |cues: &[Cue]| track_of(&timeline(cues.to_vec(), Millis::secs(9)), Millis::ZERO);
    assert!(track(&[line, bell]) == track(&[bell]));
    assert!(track(&[bell, line, bell]) == track(&[bell]));
    assert!(track(&[line, other_line]) == track(&[line]));
    assert!(track(&[line]) != track(&[]));
}

#[test]
fn cues_may_be_in_any_order_and_outside_the_timeline() {
    let cue = |at, kind| Cue { at: Millis(at), kind };
    let mut odd = session(1);
    odd.cues = vec![
        cue(u32::MAX, CueKind::End),
        cue(70_000, CueKind::Begin),
        cue(5, CueKind::LastSeconds(200)),
        cue(0, CueKind::LastSeconds(0)),
    ];
    let unsorted = track_of(&odd, Millis::ZERO);
    odd.cues.reverse();
    assert!(track_of(&odd, Millis::ZERO) == unsorted);
    assert_eq!(unsorted.seconds(), 80);
}

#[test]
fn stepwise_synthesis_gives_the_same_sounds() {
    let first = track_of(&session(2), Millis::ZERO);
    let second = track_of(&session(3), Millis::ZERO);
    let mut complete = Sounds::new(first.mix());
    let mut partial = Sounds::new(first.mix());
    let steps = (0..1000).take_while(|_| complete.synthesise_step()).count();
    // Each sound takes more than one step.
    let all: BTreeSet<_> = templates().iter().map(|template| template.sound).collect();
    assert!((2 * all.len()..1000).contains(&steps), "{steps}");
    for _ in 0..steps / 3 {
        partial.synthesise_step();
    }
    for track in [first, second] {
        for (number, part) in distinct_parts(&track).iter().enumerate() {
            assert!(complete.render(&track, number) == *part);
            // The signals of a part are synthesised although another one has been started.
            while partial.synthesise_step_for(&track, number) {}
            assert!(partial.render(&track, number) == *part);
        }
    }
    assert!(!complete.synthesise_step() && partial.synthesise_step());
}

#[test]
fn preview_of_a_sound_equals_the_sound_of_a_session() {
    for (bell, kind) in Bell::ALL.into_iter().flat_map(|bell| KINDS.map(|kind| (bell, kind))) {
        let mix = Mix::new(100, bell);
        let (samples, strike) = alone(kind, &mix);
        let preview = decode(&preview(&[Cue { at: Millis::ZERO, kind }], &mix));
        let first = sample_at(SWELL) - strike;
        for (n, sample) in preview.iter().enumerate() {
            let expected = n.checked_sub(first).and_then(|n| samples.get(n)).copied().unwrap_or(0);
            assert_eq!(sample - carrier(n), expected, "{bell:?}, {kind:?}: {n}");
        }
        assert!(preview.len() >= first + samples.len());
        assert!(preview.len() < first + samples.len() + 2 * SAMPLE_RATE as usize);
    }
}

#[test]
fn preview_keeps_the_distances_between_cues() {
    let mix = Mix::new(100, Bell::default());
    let cues = [3, 2, 1].map(|left| Cue {
        at: Millis::secs(3 - u32::from(left)),
        kind: CueKind::LastSeconds(left),
    });
    let preview = decode(&preview(&cues, &mix));
    let quiet = |n: usize| (preview[n] - carrier(n)).abs() <= 1;
    for cue in cues {
        let strike = sample_at(SWELL + cue.at);
        assert!((strike - 2400..strike).all(quiet), "{cue:?}");
        assert!(!(strike..strike + 240).all(quiet), "{cue:?}");
    }
}
