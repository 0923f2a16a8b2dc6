//! A typical session: poses with repetitions, breaths and holds, a minute each.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::{Cue, CueKind, Line, Side};
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;

/// A timeline with these cues and without segments.
pub(crate) fn timeline(mut cues: Vec<Cue>, total: Millis) -> Timeline {
    cues.sort_by_key(|cue| cue.at);
    Timeline { routine: "listening".into(), segments: Vec::new(), cues, total }
}

/// A session of this length.
pub(crate) fn session(minutes: u32) -> Timeline {
    let total = Millis::minutes(minutes);
    let mut cues = Vec::new();
    let mut add = |at: Millis, kind| cues.push(Cue { at, kind });
    add(Millis::ZERO, CueKind::Prepare);
    add(Millis::ZERO, CueKind::Say(Line::Prepare));
    // The first minute begins after the preparation, and the last makes room for it.
    for minute in 0..minutes - 1 {
        let start = Millis::minutes(minute) + Millis::secs(20);
        let work = start + Millis::secs(10);
        let way = match minute % 3 {
            0 => CueKind::ChangePose,
            1 => CueKind::ChangeSide(Side::Left),
            _ => CueKind::ChangeSide(Side::Right),
        };
        add(start, way);
        add(start, CueKind::Say(Line::SetUp(PoseId::CatCow, None)));
        add(work, CueKind::Begin);
        add(work + Millis::secs(3), CueKind::Say(Line::Action(PoseId::CatCow, None)));
        add(work + Millis::secs(25), CueKind::HalfWay);
        for turn in 0..8 {
            let at = work + Millis::secs(6 * turn);
            match minute % 4 {
                0 => add(at, CueKind::Repetition(None)),
                1 if turn % 2 == 0 => add(at, CueKind::Repetition(Some(Side::Left))),
                1 => add(at, CueKind::Repetition(Some(Side::Right))),
                2 => {
                    add(at, CueKind::BreatheIn);
                    add(at + Millis::secs(2), CueKind::BreatheHold);
                    add(at + Millis::secs(3), CueKind::BreatheOut);
                }
                _ if turn % 3 == 2 => add(at, CueKind::Interval),
                _ => {}
            }
        }
        for left in 1..=3_u8 {
            add(work + Millis::secs(50 - u32::from(left)), CueKind::LastSeconds(left));
        }
    }
    add(total, CueKind::End);
    timeline(cues, total)
}
