//! Decoded tracks with speech: lines and bells are at their samples.

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog::routines;
use unknot_core::domain::cue::{CueKind, Side};
use unknot_core::domain::routine::RoutineKind;
use unknot_core::domain::time::Millis;
use unknot_core::timeline::{Manner, Timeline};
use unknot_soundtrack::{KNEE, Mix, compile};

use super::{RELEASE, compile_routine, narration};
use crate::receiver::{decode, distinct_parts};
use crate::reference::taken;

/// The longest part with sounds: three seconds of two bytes per sample.
const LONGEST_BYTES: usize = 3 * 24_000 * 2;

/// Compares three tracks of each session: with speech, with muted speech (which still ducks), and
/// without any.
#[test]
fn lines_and_bells_of_every_session_are_at_their_samples() {
    for routine in routines() {
        let timeline = compile_routine(routine, None, Side::Left, Manner::default());
        let slug = &routine.slug;
        let narration = narration(AppVoice::default(), &timeline);
        let schedule = narration.schedule(&timeline.cues, Bell::default());
        let render = |timeline: &Timeline, percent| {
            let mix = Mix::new(100, Bell::default()).with_narration(narration.clone(), percent);
            let track = compile(timeline, &mix, Millis::ZERO);
            let parts = distinct_parts(&track).into_iter().enumerate();
            let mut sounding = parts.filter(|(part, _)| track.quiet_bytes(*part).is_none());
            assert!(sounding.all(|(_, part)| part.len() <= LONGEST_BYTES), "{slug} has long parts");
            decode(&track)
        };
        let (spoken, muted) = (render(&timeline, 100), render(&timeline, 0));
        let wordless = Timeline {
            cues: timeline
                .cues
                .iter()
                .filter(|cue| !matches!(cue.kind, CueKind::Say(_)))
                .copied()
                .collect(),
            ..timeline.clone()
        };
        let bells = render(&wordless, 100);

        // Speech doesn't duck ticks. Where one falls on a loud vowel, the limiter rounds off a peak.
        let limited = spoken.iter().filter(|sample| sample.abs() > i32::from(KNEE)).count();
        assert!(limited * 100_000 < spoken.len(), "{slug}: {limited} samples are limited");
        let most = spoken.iter().map(|&sample| taken(sample)).fold(0.0, f64::max);
        assert!(most < 2.0, "{slug}: the limiter takes {most:.1} dB");
        let mut previous_end = 0;
        for &(start, line) in &schedule {
            // Between two lines there is no speech, and after the release no ducking.
            let gap = previous_end.min(start)..start;
            assert!(spoken[gap.clone()] == muted[gap], "{slug}: speech before {line:?}");
            let unducked = (previous_end + RELEASE).min(start)..start;
            assert!(spoken[unducked.clone()] == bells[unducked], "{slug}: ducked before {line:?}");
            let samples = narration.line(line).unwrap().samples();
            let end = start + samples.len();
            let agree = (start..).zip(samples).all(|(n, &sample)| {
                let limited = spoken[n].abs() > i32::from(KNEE);
                limited || spoken[n] - muted[n] == i32::from(sample)
            });
            assert!(agree, "{slug}: {line:?}");
            previous_end = end;
        }
        assert!(
            schedule.len() >= 3 || routine.kind != RoutineKind::Movement,
            "{slug} has few lines"
        );
    }
}
