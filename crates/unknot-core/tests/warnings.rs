//! When to stop, and what somebody is warned of: said once, whatever they change on the way.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use support::{Device, person_with, plain, session_of};
use unknot_core::adaptation::{Fit, fit, relief};
use unknot_core::domain::care::{Care, Warning};
use unknot_core::domain::catalog::routines;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line};
use unknot_core::domain::routine::RoutineKind;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Engine, Input};
use unknot_core::timeline::{Manner, Options, compile};

/// A warning that was said is not said again, and one that wasn't is said after the swap.
#[test]
fn a_swap_loses_no_warning() {
    let mut faults = BTreeSet::new();
    let mut late = 0;
    for caution in [Caution::Dizziness, Caution::Pregnancy, Caution::BloodPressure] {
        let person = person_with(Cautions::of(&[caution]));
        let moves = routines().filter(|routine| routine.kind == RoutineKind::Movement);
        for routine in moves.filter(|routine| fit(routine, &person) != Fit::NotNow) {
            let mut whole =
                Device::new(Engine::new(routine, session_of(routine, &person)).unwrap());
            let cues = whole.engine.timeline().cues.clone();
            let planned = cues.iter().find(|cue| is_warning(cue.kind)).unwrap().at;
            late += usize::from(planned > Millis::secs(30));
            whole.send(Input::Start);
            for at in (3..120).step_by(7).map(Millis::secs) {
                let is_cut_off = at >= planned && at < planned + Millis::secs(5);
                // Another swap is as harmless as the first, and so is added time.
                for count in 1..=2 {
                    let mut device = Device::new(whole.engine.clone());
                    device.playing = true;
                    device.play(at);
                    for _ in 0..count {
                        let step = &routine.steps[device.engine.view().step];
                        let now = device.engine.swap();
                        let Some(swap) = relief(routine, step, now, &person) else { break };
                        device.send(Input::Swap(swap));
                        device.play(Millis(2500));
                        if count == 2 {
                            device.send(Input::Extend(Millis::secs(15)));
                        }
                    }
                    device.play(Millis(u32::MAX / 2));
                    let heard = device.cues.iter().filter(|it| is_warning(it.0.kind)).count();
                    if heard != 1 && !(is_cut_off && heard == 2) {
                        let place = format!("{} for {caution:?} at {at}", routine.slug);
                        faults.insert(format!("{place}: {heard}, planned at {planned}"));
                    }
                }
            }
        }
    }
    let some: Vec<_> = faults.iter().take(30).collect();
    assert!(faults.is_empty(), "{} faults: {some:#?}", faults.len());
    assert!(late > 1, "{late}");
}

fn is_warning(kind: CueKind) -> bool {
    matches!(kind, CueKind::Say(Line::Warning(_)))
}

/// Without preparation, the rule and the warning wait for a pause. Added time makes none.
#[test]
fn added_time_moves_no_rule_and_no_warning() {
    let mut faults = BTreeSet::new();
    let care = Care { warning: Some(Warning::Dizzy), ..Care::default() };
    for routine in routines().filter(|routine| routine.kind == RoutineKind::Movement) {
        for length in routine.lengths() {
            let manner = Manner { care, ..Manner::default() };
            let options = Options { length: Some(length), manner, ..plain(Millis::ZERO) };
            let said = |options: &Options| {
                let cues = compile(routine, options).unwrap().cues.into_iter();
                let said = cues.filter(|cue| {
                    is_warning(cue.kind) || matches!(cue.kind, CueKind::Say(Line::StopRule))
                });
                said.map(|cue| (cue.at, cue.kind)).collect::<Vec<_>>()
            };
            let timeline = compile(routine, &options).unwrap();
            let before = said(&options);
            for (step, more) in (0..routine.steps.len()).flat_map(|step| [(step, 15), (step, 30)]) {
                let mut extra = vec![Millis::ZERO; routine.steps.len()];
                extra[step] = Millis::secs(more);
                let after = said(&Options { extra, ..options.clone() });
                let end = timeline.segments.iter().rfind(|it| it.step == step).unwrap().end();
                let moved = before.iter().map(|(at, kind)| {
                    (if *at < end { *at } else { *at + Millis::secs(more) }, *kind)
                });
                if !moved.eq(after.iter().copied()) {
                    faults.insert(format!(
                        "{} at {length}, {more} s more in step {step}: {before:?}, {after:?}",
                        routine.slug
                    ));
                }
            }
        }
    }
    let some: Vec<_> = faults.iter().take(10).collect();
    assert!(faults.is_empty(), "{} faults: {some:#?}", faults.len());
}
