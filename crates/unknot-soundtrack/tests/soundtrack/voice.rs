//! The English voice: its clips, and every built-in session with it, heard from outside.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::iter;
use std::sync::OnceLock;

use proptest::prelude::*;
use unknot_core::care::relief;
use unknot_core::content::VOICE;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog::routines;
use unknot_core::domain::cue::{Cue, CueKind, Line, Side};
use unknot_core::domain::routine::{Routine, RoutineKind, Swap};
use unknot_core::domain::settings::{Guidance, Settings};
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{self, Manner, Options, Timeline, Turn};
use unknot_soundtrack::{KNEE, Mix, Narration, SAMPLE_RATE, Take, compile, speech_in};

use crate::meter::{loudness, power, scaled};
use crate::receiver::{decode, different_parts, sample_at, template};

const PREPARATION: Millis = Millis::secs(10);
/// In so many samples all else has come back after a line.
const RISES: usize = 400 * 24;

/// What is made at a time is soon made: three seconds, of two bytes a sample.
const LONGEST_BYTES: usize = 3 * 24_000 * 2;

/// A clip, decoded by a decoder that is not the browser's.
struct Clip {
    samples: Vec<f32>,
    rate: u32,
}

/// All clips, by the names of their files.
fn clips() -> &'static BTreeMap<String, Clip> {
    static CLIPS: OnceLock<BTreeMap<String, Clip>> = OnceLock::new();
    CLIPS.get_or_init(|| {
        let folder = format!("../../public/voice/{}", VOICE.unwrap());
        let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
        files
            .map(|file| {
                let decoded = nanomp3::decode_all::<f32>(&fs::read(file.path()).unwrap());
                let clip = Clip { samples: decoded.samples, rate: decoded.sample_rate };
                (file.file_name().into_string().unwrap(), clip)
            })
            .collect()
    })
}

/// The name of a clip: the check sum of its words.
fn file_of(part: &str) -> String {
    let mut sum = !0_u32;
    for byte in part.bytes() {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    format!("{:08x}.mp3", !sum)
}

fn take_of(line: Line) -> Take {
    thread_local!(static TAKES: RefCell<Vec<(Line, Take)>> = const { RefCell::new(Vec::new()) });
    TAKES.with_borrow_mut(|takes| {
        if let Some((_, take)) = takes.iter().find(|(known, _)| *known == line) {
            return take.clone();
        }
        let parts = i18n::parts(line);
        let parts = parts.iter().map(|part| clips()[&file_of(part)].samples.clone());
        let take = Take::of(&parts.collect::<Vec<_>>());
        takes.push((line, take.clone()));
        take
    })
}

/// What a timeline says, said by the voice.
fn narration(timeline: &Timeline) -> Narration {
    let mut takes: Vec<(Line, Take)> = Vec::new();
    for (_, line) in lines(timeline) {
        if !takes.iter().any(|(known, _)| *known == line) {
            takes.push((line, take_of(line)));
        }
    }
    Narration::new(takes)
}

fn lines(timeline: &Timeline) -> impl Iterator<Item = (Millis, Line)> {
    timeline.cues.iter().filter_map(|cue| match cue.kind {
        CueKind::Say(line) => Some((cue.at, line)),
        _ => None,
    })
}

fn led(routine: &Routine, length: Option<Millis>, first_side: Side, manner: Manner) -> Timeline {
    let options = Options { length, ..options(first_side, manner) };
    timeline::compile(routine, &options).unwrap()
}

fn options(first_side: Side, manner: Manner) -> Options {
    Options {
        length: None,
        preparation: PREPARATION,
        first_side,
        extra: Vec::new(),
        manner,
        swaps: Vec::new(),
    }
}

/// Every built-in session at every length that is offered, in every manner that changes what is said.
fn every_timeline(mut check: impl FnMut(&Timeline, &str)) {
    for routine in routines() {
        for length in routine.lengths() {
            if routine.kind == RoutineKind::Movement {
                for side in [Side::Left, Side::Right] {
                    let timeline = led(routine, Some(length), side, Manner::default());
                    check(&timeline, &format!("{} at {length}, {side:?}", routine.slug));
                }
                continue;
            }
            for guidance in [Guidance::Full, Guidance::Light, Guidance::Bells] {
                // Lines go through their wordings, of which none has more than twelve.
                for telling in [0, 3, 7, 10] {
                    let manner = Manner { guidance, telling, ..Manner::default() };
                    let timeline = led(routine, Some(length), Side::Left, manner);
                    check(&timeline, &format!("{} at {length}, {guidance:?}", routine.slug));
                }
            }
        }
    }
}

/// Every built-in session in which a step is done in one of the ways that are offered where it hurts, from its start or
/// from the middle of its work.
fn every_swap(mut check: impl FnMut(&Timeline, &str)) {
    let person = Settings::default();
    for routine in routines() {
        for (step, own) in routine.steps.iter().enumerate() {
            let next = |now: &Swap| relief(routine, own, *now, &person);
            let mut seen = Vec::new();
            for swap in iter::successors(next(&Swap::Keep), next) {
                if seen.contains(&swap) {
                    break;
                }
                seen.push(swap);
                let mut swaps = vec![Swap::Keep; step];
                swaps.push(swap);
                let options = Options { swaps, ..options(Side::Left, Manner::default()) };
                let place = format!("{}, step {step}: {swap:?}", routine.slug);
                let whole = timeline::compile(routine, &options).unwrap();
                check(&whole, &place);
                let before = led(routine, None, Side::Left, Manner::default());
                let work = before.segments.iter().find(|s| s.step == step && s.is_work()).unwrap();
                let nearly_over = work.length - Millis::secs(8).min(work.length);
                for late in [0, 4, 10, 25, 60].map(Millis::secs).into_iter().chain([nearly_over]) {
                    if late < work.length {
                        let turn = Turn { step, at: work.start + late, was: Swap::Keep };
                        let turned = timeline::compile_turned(routine, &options, Some(turn));
                        check(&turned.unwrap(), &format!("{place} after {late}"));
                    }
                }
            }
        }
    }
}

/// Whether a bell is rung, and not only a rhythm marked.
fn is_rung(kind: CueKind) -> bool {
    template(kind).strike > 0
}

#[test]
fn everything_that_can_be_said_has_a_clip_and_nothing_else_does() {
    let mut said: Vec<_> = i18n::all_parts().iter().map(|part| file_of(part)).collect();
    said.sort();
    assert!(said.iter().eq(clips().keys()), "run tools/voice/make.py, which says how");
}

#[test]
fn clips_are_equally_loud_and_leave_room() {
    for (name, clip) in clips() {
        assert_eq!(clip.rate, SAMPLE_RATE, "{name}");
        let samples: Vec<i32> = clip.samples.iter().map(|s| (s * 32_767.0) as i32).collect();
        let peak = samples.iter().map(|s| s.abs()).max().unwrap();
        assert!(peak < i32::from(KNEE), "{name}: {peak}");
        // As loud as the bells. The meter takes the loudest 300 ms, which in speech are a vowel.
        let loudness = loudness(&scaled(&samples));
        assert!((-18.0..-9.0).contains(&loudness), "{name}: {loudness:.1} dB");
        let seconds = samples.len() as f64 / f64::from(SAMPLE_RATE);
        assert!((0.4..25.0).contains(&seconds), "{name}: {seconds:.1} s");
    }
}

/// What is wrong with the lines of a timeline: left out, late, or into another line or a bell.
fn troubles_of(timeline: &Timeline, place: &str) -> Vec<String> {
    let mut troubles = Vec::new();
    let narration = narration(timeline);
    let wanted: Vec<_> = lines(timeline).collect();
    for bell in Bell::ALL {
        let said = narration.said(&timeline.cues, bell);
        if said.len() != wanted.len() {
            let left_out = wanted.len() - said.len();
            troubles.push(format!("{place}, {bell:?}: {left_out} lines are left out"));
            continue;
        }
        for (n, (&(begin, line), &(at, asked))) in said.iter().zip(&wanted).enumerate() {
            assert_eq!(line, asked, "{place}");
            let end = begin + narration.take(line).unwrap().samples();
            let late = begin - sample_at(at);
            let what = format!("{place}, {bell:?}: {line:?} at {at}");
            if late > 3 * SAMPLE_RATE as usize && line != Line::End {
                troubles.push(format!("{what} is {} ms late", late / 24));
            }
            if said.get(n + 1).is_some_and(|(next, _)| *next < end) {
                troubles.push(format!("{what} runs into the next"));
            }
            let rings = |cue: &&Cue| is_rung(cue.kind) && (begin..end).contains(&sample_at(cue.at));
            if let Some(cue) = timeline.cues.iter().find(rings) {
                let over = (end - sample_at(cue.at)) / 24;
                troubles.push(format!("{what} runs {over} ms into {:?}", cue.kind));
            }
        }
    }
    troubles
}

/// Shows troubles, where there are any.
fn assert_none(mut troubles: Vec<String>) {
    troubles.sort();
    troubles.dedup();
    assert!(troubles.is_empty(), "{}: {:#?}", troubles.len(), &troubles[..troubles.len().min(60)]);
}

#[test]
fn every_line_of_every_session_is_said_in_its_time() {
    let mut troubles = Vec::new();
    every_timeline(|timeline, place| troubles.extend(troubles_of(timeline, place)));
    assert_none(troubles);
}

#[test]
fn every_line_of_what_stands_in_for_a_step_is_said_in_its_time() {
    let mut troubles = Vec::new();
    every_swap(|timeline, place| troubles.extend(troubles_of(timeline, place)));
    assert_none(troubles);
}

/// The whole file of each session, decoded: what is said is there to the sample, and what is struck as it ever was.
#[test]
fn every_session_has_its_lines_and_its_bells_at_their_samples() {
    for routine in routines() {
        let timeline = led(routine, None, Side::Left, Manner::default());
        let slug = &routine.slug;
        let narration = narration(&timeline);
        let said = narration.said(&timeline.cues, Bell::default());
        let takes: Vec<_> = said.iter().map(|(_, line)| narration.take(*line).unwrap()).collect();
        let render = |timeline: &Timeline, percent| {
            let mix = Mix::new(100, Bell::default()).saying(narration.clone(), percent);
            let track = compile(timeline, &mix, Millis::ZERO);
            let parts = different_parts(&track).into_iter().enumerate();
            let mut made = parts.filter(|(part, _)| track.quiet_bytes(*part).is_none());
            assert!(made.all(|(_, part)| part.len() <= LONGEST_BYTES), "{slug} has long parts");
            decode(&track)
        };
        let (spoken, softer) = (render(&timeline, 100), render(&timeline, 0));
        let wordless = Timeline {
            cues: timeline
                .cues
                .iter()
                .filter(|cue| !matches!(cue.kind, CueKind::Say(_)))
                .copied()
                .collect(),
            ..timeline.clone()
        };
        let struck = render(&wordless, 100);

        let highest = spoken.iter().map(|sample| sample.abs()).max().unwrap();
        assert!(highest <= i32::from(KNEE), "{slug} is rounded off: {highest}");
        let mut at = 0;
        for (&(begin, line), take) in said.iter().zip(&takes) {
            // Between two lines nothing is said, and once all else has come back it is what it is without words.
            let quiet = at.min(begin)..begin;
            assert!(spoken[quiet.clone()] == softer[quiet], "{slug}: something before {line:?}");
            let risen = (at + RISES).min(begin)..begin;
            assert!(spoken[risen.clone()] == struck[risen], "{slug}: other bells before {line:?}");
            let end = begin + take.samples();
            let only_said = spoken[begin..end].iter().zip(&softer[begin..end]).map(|(a, b)| a - b);
            assert!(only_said.eq(take.heard().iter().map(|&s| i32::from(s))), "{slug}: {line:?}");
            at = end;
        }
        assert!(said.len() >= 3 || routine.kind != RoutineKind::Movement, "{slug} is nearly mute");
    }
}

/// Under speech bells are softer, and neither gone nor louder.
#[test]
fn bells_sink_under_speech_and_come_back() {
    let line = Line::EaseOut;
    let at = Millis::secs(3);
    let ring = Cue { at: at - Millis(500), kind: CueKind::Interval };
    let say = Cue { at, kind: CueKind::Say(line) };
    let timeline = crate::typical::timeline(vec![ring, say], Millis::secs(8));
    let narration = Narration::new([(line, take_of(line))]);
    let (begin, _) = narration.said(&timeline.cues, Bell::default())[0];
    let end = begin + narration.take(line).unwrap().samples();
    let mute = Mix::new(100, Bell::default()).saying(narration, 0);
    let softer = decode(&compile(&timeline, &mute, Millis::ZERO));
    let alone = crate::typical::timeline(vec![ring], Millis::secs(8));
    let loud = decode(&compile(&alone, &Mix::new(100, Bell::default()), Millis::ZERO));
    let level = |samples: &[i32]| power(&scaled(samples)).sqrt();
    let share = |range: std::ops::Range<usize>| level(&softer[range.clone()]) / level(&loud[range]);
    let window = SAMPLE_RATE as usize / 10;
    assert!((share(begin - window..begin) - 1.0).abs() < 1e-9);
    let middle = usize::midpoint(begin + window, end);
    assert!((0.35..0.45).contains(&share(middle - window..middle)));
    assert!((share(end + RISES..end + RISES + window) - 1.0).abs() < 1e-9);
}

#[test]
fn what_somebody_records_is_as_loud_as_the_voice() {
    // The voice itself, as a phone might have recorded it: fainter, and with a room before and after it.
    let mut off = Vec::new();
    for clip in clips().values() {
        let room = (0..SAMPLE_RATE).map(|n| if n % 2 == 0 { 1e-4 } else { -1e-4 });
        let recorded: Vec<f32> = room
            .clone()
            .chain(clip.samples.iter().map(|sample| sample * 0.2))
            .chain(room)
            .collect();
        let speech = speech_in(&recorded).expect("somebody speaks");
        let power = |samples: &[f32]| samples.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>();
        // All of it is there, and nothing else, so that its energy tells how loud it is.
        off.push(10.0 * (power(&speech) / power(&clip.samples)).log10());
        let quiet = speech.len().abs_diff(clip.samples.len());
        assert!(quiet < SAMPLE_RATE as usize * 4 / 10, "{quiet} samples more or less");
    }
    off.sort_by(f64::total_cmp);
    let (least, middle, most) = (off[0], off[off.len() / 2], off[off.len() - 1]);
    assert!(middle.abs() < 0.5, "{middle:.2} dB in the middle");
    assert!(least > -3.0 && most < 3.0, "{least:.2} to {most:.2} dB");
}

proptest! {
    #[test]
    fn whatever_is_recorded_what_comes_of_it_fits(
        recorded in prop::collection::vec(any::<f32>(), 0..5000)
    ) {
        if let Some(speech) = speech_in(&recorded) {
            prop_assert!(speech.len() <= recorded.len());
            prop_assert!(speech.iter().all(|sample| sample.abs() <= 1.0));
        }
    }
}
