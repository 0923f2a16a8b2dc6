//! The file: its header, its length, its size in memory, and the edges of what can be asked.

use std::collections::BTreeSet;
use std::io::Cursor;

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind, Line};
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;
use unknot_soundtrack::{LONGEST_SECONDS, Mix, SAMPLE_RATE, SWELL, Sounds, compile, sample};

use crate::receiver::{KINDS, alone, carrier, decode, different_parts, file, sample_at, templates};
use crate::typical::{session, timeline};

fn full(timeline: &Timeline, from: Millis) -> unknot_soundtrack::Track {
    compile(timeline, &Mix::new(100, Bell::default()), from)
}

#[test]
fn the_header_says_what_follows() {
    let track = full(&session(2), Millis::ZERO);
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
fn a_track_is_what_is_left_and_the_tail_in_whole_seconds() {
    let check = |total, from, seconds| {
        let track = full(&timeline(Vec::new(), Millis(total)), Millis(from));
        assert_eq!(track.duration(), Millis::secs(seconds), "{total} from {from}");
        let parts = different_parts(&track);
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
fn the_longest_track_fits_its_header() {
    let track = full(&timeline(Vec::new(), Millis(u32::MAX)), Millis::ZERO);
    let size = |at: usize| u32::from_le_bytes(track.header()[at..at + 4].try_into().unwrap());
    assert_eq!((size(40), size(4)), (4_147_200_000, 4_147_200_036));
}

/// What rings there rings on, so that nothing is cut where one track takes over from another.
#[test]
fn starting_later_is_the_end_of_the_whole_track() {
    let whole = session(3);
    let without_carrier = |from| {
        let samples = decode(&full(&whole, from)).into_iter().enumerate();
        samples.map(|(n, sample)| sample - carrier(n)).collect::<Vec<_>>()
    };
    let all = without_carrier(Millis::ZERO);
    // Just after a strike, in the middle of what is said, where nothing is, and at the end.
    for from in [Millis(1), Millis(20_100), Millis::secs(70), Millis(83_217), whole.total] {
        let rest = without_carrier(from);
        let expected = &all[sample_at(from)..];
        assert!(rest.len() <= expected.len() + SAMPLE_RATE as usize);
        // A swell that would have begun before is left out, and is nowhere else.
        let begun = whole.cues.iter().find(|cue| cue.at >= from).unwrap();
        let swell = begun.at < from + SWELL;
        let first = if swell { sample_at(begun.at - from) } else { 0 };
        let both = rest.iter().zip(expected).skip(first);
        assert!(both.clone().count() > 20 * SAMPLE_RATE as usize - 24);
        assert!(both.clone().all(|(rest, expected)| rest == expected), "{from:?}");
    }
}

#[test]
fn a_session_takes_little_memory_however_long_it_is() {
    for (minutes, most) in [(10, 2_800_000), (60, 4_500_000)] {
        let track = full(&session(minutes), Millis::ZERO);
        let different = different_parts(&track);
        // Quiet parts are the beginning of the first.
        let own = |part: &usize| *part == 0 || track.quiet_bytes(*part).is_none();
        let bytes: usize =
            (0..track.different()).filter(own).map(|part| different[part].len()).sum();
        assert!(bytes < most, "{minutes} min: {bytes}");
        let different: BTreeSet<_> = different.into_iter().collect();
        let used: BTreeSet<_> = track.parts().iter().collect();
        assert_eq!((different.len(), used.len()), (track.different(), track.different()));
    }
}

#[test]
fn parts_are_whole_cycles_and_quiet_ones_nothing_else() {
    let track = full(&session(3), Millis::ZERO);
    let parts = different_parts(&track);
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
fn a_line_is_heard_only_where_nothing_else_is() {
    let at = Millis::secs(5);
    let say = Cue { at, kind: CueKind::Say(Line::HalfWay) };
    let also = Cue { at, kind: CueKind::Say(Line::EaseOut) };
    let bell = Cue { at, kind: CueKind::HalfWay };
    let heard = |cues: &[Cue]| full(&timeline(cues.to_vec(), Millis::secs(9)), Millis::ZERO);
    assert!(heard(&[say, bell]) == heard(&[bell]));
    assert!(heard(&[bell, say, bell]) == heard(&[bell]));
    assert!(heard(&[say, also]) == heard(&[say]));
    assert!(heard(&[say]) != heard(&[]));
}

#[test]
fn cues_in_any_order_and_anywhere_have_a_track() {
    let cue = |at, kind| Cue { at: Millis(at), kind };
    let mut odd = session(1);
    odd.cues = vec![
        cue(u32::MAX, CueKind::End),
        cue(70_000, CueKind::Begin),
        cue(5, CueKind::LastSeconds(200)),
        cue(0, CueKind::LastSeconds(0)),
    ];
    let backwards = full(&odd, Millis::ZERO);
    odd.cues.reverse();
    assert!(full(&odd, Millis::ZERO) == backwards);
    assert_eq!(backwards.seconds(), 80);
}

#[test]
fn sounds_made_ahead_are_those_made_when_heard() {
    let (first, second) = (full(&session(2), Millis::ZERO), full(&session(3), Millis::ZERO));
    let mut ahead = Sounds::new(first.mix());
    let mut begun = Sounds::new(first.mix());
    let steps = (0..1000).take_while(|_| ahead.make_more()).count();
    // More than there are sounds that the receiver tells apart: none is made in one go.
    let all: BTreeSet<_> = templates().iter().map(|template| template.sound).collect();
    assert!((2 * all.len()..1000).contains(&steps), "{steps}");
    for _ in 0..steps / 3 {
        begun.make_more();
    }
    for track in [first, second] {
        for (number, part) in different_parts(&track).iter().enumerate() {
            assert!(ahead.render(&track, number) == *part);
            // What a part needs is made while something else is in hand.
            while begun.make_more_for(&track, number) {}
            assert!(begun.render(&track, number) == *part);
        }
    }
    assert!(!ahead.make_more() && begun.make_more());
}

#[test]
fn a_sound_to_be_tried_is_that_of_a_session() {
    for (bell, kind) in Bell::ALL.into_iter().flat_map(|bell| KINDS.map(|kind| (bell, kind))) {
        let mix = Mix::new(100, bell);
        let (samples, strike) = alone(kind, &mix);
        let track = sample(&[Cue { at: Millis::ZERO, kind }], &mix);
        let tried = decode(&track);
        let first = sample_at(SWELL) - strike;
        for (n, sample) in tried.iter().enumerate() {
            let own = n.checked_sub(first).and_then(|n| samples.get(n)).copied().unwrap_or(0);
            assert_eq!(sample - carrier(n), own, "{bell:?}, {kind:?}: {n}");
        }
        assert!(tried.len() >= first + samples.len());
        assert!(tried.len() < first + samples.len() + 2 * SAMPLE_RATE as usize);
    }
}

#[test]
fn sounds_to_be_tried_keep_their_distance() {
    let mix = Mix::new(100, Bell::default());
    let cues = [3, 2, 1].map(|left| Cue {
        at: Millis::secs(3 - u32::from(left)),
        kind: CueKind::LastSeconds(left),
    });
    let tried = decode(&sample(&cues, &mix));
    let quiet = |n: usize| (tried[n] - carrier(n)).abs() <= 1;
    for cue in cues {
        let strike = sample_at(SWELL + cue.at);
        assert!((strike - 2400..strike).all(quiet), "{cue:?}");
        assert!(!(strike..strike + 240).all(quiet), "{cue:?}");
    }
}
