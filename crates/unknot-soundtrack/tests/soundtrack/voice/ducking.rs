//! Bells are softer under speech, and back at their level after it.

use std::ops::Range;

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind, Line};
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Mix, Narration, SAMPLE_RATE, compile};

use super::{RELEASE, spoken};
use crate::meter::{power, scaled};
use crate::receiver::decode;
use crate::typical;

#[test]
fn bells_are_ducked_under_speech_and_released_after_it() {
    let line = Line::Rest;
    let at = Millis::secs(3);
    let ring = Cue { at: at - Millis(500), kind: CueKind::Interval };
    let say = Cue { at, kind: CueKind::Say(line) };
    let timeline = typical::timeline(vec![ring, say], Millis::secs(8));
    let narration = Narration::new([(line, spoken(AppVoice::default(), line))]);
    let (start, _) = narration.schedule(&timeline.cues, Bell::default())[0];
    let end = start + narration.line(line).unwrap().samples().len();
    let muted = Mix::new(100, Bell::default()).with_narration(narration, 0);
    let ducked = decode(&compile(&timeline, &muted, Millis::ZERO));
    let alone = typical::timeline(vec![ring], Millis::secs(8));
    let unducked = decode(&compile(&alone, &Mix::new(100, Bell::default()), Millis::ZERO));
    let level = |samples: &[i32]| power(&scaled(samples)).sqrt();
    let ratio = |range: Range<usize>| level(&ducked[range.clone()]) / level(&unducked[range]);
    let window = SAMPLE_RATE as usize / 10;
    assert!((ratio(start - window..start) - 1.0).abs() < 1e-9);
    let middle = usize::midpoint(start + window, end);
    assert!((0.35..0.45).contains(&ratio(middle - window..middle)));
    assert!((ratio(end + RELEASE..end + RELEASE + window) - 1.0).abs() < 1e-9);
}

#[test]
fn ticks_are_as_loud_under_speech_as_without() {
    let line = Line::Rest;
    let say = Cue { at: Millis::ZERO, kind: CueKind::Say(line) };
    let ticks = [CueKind::Repetition(None), CueKind::LastSeconds(2), CueKind::BreatheHold];
    for kind in ticks {
        let tick = Cue { at: Millis(600), kind };
        let narration = Narration::new([(line, spoken(AppVoice::default(), line))]);
        let muted = Mix::new(100, Bell::default()).with_narration(narration, 0);
        let both = typical::timeline(vec![say, tick], Millis::secs(4));
        let alone = typical::timeline(vec![tick], Millis::secs(4));
        let alone = compile(&alone, &Mix::new(100, Bell::default()), Millis::ZERO);
        assert!(decode(&compile(&both, &muted, Millis::ZERO)) == decode(&alone), "{kind:?}");
    }
}
