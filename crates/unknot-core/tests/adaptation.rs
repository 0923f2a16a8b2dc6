//! Adapts every routine to every caution: no unsuitable pose remains, and the length stays the
//! same.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use proptest::prelude::*;
use support::{person_with, singles_and_pairs};
use unknot_core::adaptation::{Fit, fit, is_sore, may_hold_breath, reasons, relief, swaps};
use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::level::LEVEL_CHANGE;
use unknot_core::domain::pose::{Position, Prop};
use unknot_core::domain::routine::{Effort, Place, Routine, RoutineKind, Step, Swap};
use unknot_core::domain::settings::{Settings, Slugs};
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{Manner, Options, SegmentKind, Timeline, compile};

/// The postures for meditations.
const POSTURES: [PoseId; 3] = [PoseId::EasySeat, PoseId::ConstructiveRest, PoseId::SideLyingRest];
/// Cautions with which no movement routine is offered, because the person should ask a professional
/// first.
const ASK_FIRST: Cautions = Cautions::of(&[Caution::Surgery, Caution::Thrombosis]);

fn adapted(routine: &Routine, person: &Settings, length: Option<Millis>) -> (Vec<Swap>, Timeline) {
    let swaps = swaps(routine, person);
    let options = Options {
        length,
        preparation: Millis::secs(10),
        first_side: Side::Left,
        extra: Vec::new(),
        manner: Manner {
            posture: person.posture,
            holds: may_hold_breath(person),
            ..Manner::default()
        },
        swaps: swaps.clone(),
    };
    (swaps, compile(routine, &options).unwrap())
}

fn is_on_the_floor(pose: PoseId) -> bool {
    match pose.pose().position {
        Position::Standing => false,
        Position::Seated => pose == PoseId::Butterfly,
        _ => true,
    }
}

/// Describes each segment that doesn't suit a person with these cautions.
fn violations(routine: &Routine, timeline: &Timeline, person: Cautions) -> Vec<String> {
    let mut violations = Vec::new();
    for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
        let left = segment.pose.pose().cautions.and(person);
        // A chair is an alternative to sitting cross-legged.
        let suits = left.is_empty() || segment.pose == PoseId::EasySeat;
        let reachable = !person.has(Caution::Floor) || routine.places.contains(&Place::Bed);
        let held = match segment.kind {
            SegmentKind::Breathe(pattern) => !(pattern.hold_full + pattern.hold_empty).is_zero(),
            _ => false,
        };
        let holds = held && !may_hold_breath(&person_with(person));
        if !suits || (is_on_the_floor(segment.pose) && !reachable) || holds {
            violations.push(format!("{}: {:?} for {:?}", routine.slug, segment.pose, left));
        }
    }
    violations
}

fn any_cautions() -> impl Strategy<Value = Cautions> {
    prop::sample::subsequence(Caution::ALL.to_vec(), 0..=Caution::ALL.len())
        .prop_map(|some| Cautions::of(&some))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn adapted_routine_suits_and_keeps_its_length_and_balance(
        routine in prop::sample::select(routines().collect::<Vec<_>>()),
        person in any_cautions(),
        sore in prop::sample::subsequence(PoseId::all().to_vec(), 0..4),
        posture in prop::option::of(prop::sample::select(POSTURES.to_vec())),
        default_length in any::<bool>(),
        more in 0u32..1_200_000,
    ) {
        let length = (!default_length).then(|| routine.least_length() + Millis(more));
        let sore = sore.iter().map(|pose| pose.slug()).collect::<Slugs>();
        let settings = Settings { sore, posture, ..person_with(person) };
        let (swaps, timeline) = adapted(routine, &settings, length);
        prop_assert_eq!(violations(routine, &timeline, person), Vec::<String>::new());
        let planned = length.unwrap_or_else(|| routine.length()) + Millis::secs(10);
        prop_assert_eq!(timeline.total, planned);
        let worked = |side| {
            let works = timeline.segments.iter().filter(|segment| segment.is_work());
            works.filter(|work| work.side == Some(side)).map(|work| work.length).sum::<Millis>()
        };
        prop_assert_eq!(worked(Side::Left), worked(Side::Right));
        // Every change has a reason.
        for (step, swap) in routine.steps.iter().zip(&swaps).filter(|_| posture.is_none()) {
            let has_reason = !reasons(routine, step, &settings).is_empty();
            // A different way into the same pose needs none.
            if *swap != Swap::Instead(step.pose.base()) {
                prop_assert_eq!(has_reason || is_sore(step.pose, &settings), *swap != Swap::Keep);
            }
        }
        let sore = timeline.segments.iter().find(|segment| {
            // Sitting is the last resort, even if it is sore.
            is_sore(segment.pose, &settings) && segment.pose != PoseId::EasySeat
        });
        prop_assert_eq!(sore, None);
    }
}

/// The minimum time to get from one pose to another.
fn transition_time(from: PoseId, to: PoseId) -> Millis {
    match (from.pose().position, to.pose().position) {
        _ if from.is_low() != to.is_low() => LEVEL_CHANGE,
        (one, other) if one != other => Millis::secs(10),
        _ => Millis::ZERO,
    }
}

#[test]
fn transitions_to_and_from_replacements_have_enough_time() {
    for person in singles_and_pairs() {
        for routine in routines().filter(|r| fit(r, &person_with(person)) != Fit::NotNow) {
            let (swaps, timeline) = adapted(routine, &person_with(person), None);
            let works: Vec<_> = timeline.segments.iter().filter(|it| it.is_work()).collect();
            for pair in works.windows(2) {
                let [before, work] = *pair else { unreachable!() };
                let is_swapped = |step: usize| matches!(swaps[step], Swap::Instead(_));
                if !is_swapped(before.step) && !is_swapped(work.step) {
                    continue;
                }
                let needed = transition_time(before.pose, work.pose);
                // The replacement gives up its own time for the transition, down to five seconds.
                let replacement = if is_swapped(work.step) { work } else { before };
                assert!(
                    work.start - before.end() >= needed || replacement.length <= Millis::secs(5),
                    "{} for {person:?}: {:?} to {:?}",
                    routine.slug,
                    before.pose,
                    work.pose
                );
            }
        }
    }
}

/// The quiet pose that the step consists of, if any.
fn quiet_pose(step: &Step, now: Swap) -> Option<PoseId> {
    match now {
        Swap::Instead(pose) => Some(pose),
        _ => Some(step.pose).filter(|pose| POSTURES.contains(pose)),
    }
}

#[test]
fn relief_always_finds_a_suitable_alternative() {
    for person in singles_and_pairs().into_iter().map(person_with) {
        for routine in routines().filter(|routine| fit(routine, &person) != Fit::NotNow) {
            'step: for (step, mut now) in routine.steps.iter().zip(swaps(routine, &person)) {
                let mut tried = vec![now];
                for _ in 0..4 {
                    let Some(next) = relief(routine, step, now, &person) else {
                        // There is no other way to rest on this level: on a chair, for somebody
                        // who could fall, and on a side, for somebody who can't lie on the back.
                        let rest = quiet_pose(step, now);
                        assert!(rest.is_some(), "{} {:?} {now:?}", routine.slug, step.pose);
                        continue 'step;
                    };
                    assert!(next != Swap::Keep && next != now, "{} {:?}", routine.slug, step.pose);
                    tried.push(next);
                    now = next;
                }
                assert!(tried.iter().any(|swap| matches!(swap, Swap::Instead(_))));
            }
        }
    }
}

#[test]
fn relief_offers_the_easier_way_then_nearby_rest() {
    let person = Settings::default();
    let suggestion = |slug: &str, pose: PoseId, now: Swap| {
        let routine = routines().find(|routine| routine.slug == slug).unwrap();
        let step = routine.steps.iter().find(|step| step.pose == pose).unwrap();
        relief(routine, step, now, &person)
    };
    let morning = "morning-mobility";
    assert_eq!(suggestion(morning, PoseId::OpenBook, Swap::Keep), Some(Swap::Easier));
    let rest = Some(Swap::Instead(PoseId::ConstructiveRest));
    assert_eq!(suggestion(morning, PoseId::OpenBook, Swap::Easier), rest);
    let seat = Some(Swap::Instead(PoseId::EasySeat));
    assert_eq!(suggestion("desk-reset-5", PoseId::SeatedCatCow, Swap::Easier), seat);
    // A sitting meditation continues standing, then lying down.
    let mountain = Swap::Instead(PoseId::Mountain);
    assert_eq!(suggestion("breath-awareness", PoseId::EasySeat, Swap::Keep), Some(mountain));
    assert_eq!(suggestion("breath-awareness", PoseId::EasySeat, mountain), rest);
}

#[test]
fn no_cautions_change_nothing() {
    for routine in routines() {
        let swaps = swaps(routine, &Settings::default());
        assert!(swaps.iter().all(|swap| *swap == Swap::Keep), "{}", routine.slug);
        assert_eq!(fit(routine, &Settings::default()), Fit::Whole);
    }
}

#[test]
fn everyone_has_suitable_routines() {
    for person in singles_and_pairs() {
        let count = |kind: fn(RoutineKind) -> bool| {
            let suits = |r: &&Routine| fit(r, &person_with(person)) != Fit::NotNow;
            routines().filter(|r| kind(r.kind)).filter(suits).count()
        };
        assert!(count(|kind| kind != RoutineKind::Movement) >= 5, "{person:?}");
        let movement = count(|kind| kind == RoutineKind::Movement);
        if person.and(ASK_FIRST).is_empty() {
            assert!(movement >= 2, "{person:?}: {movement}");
        } else {
            assert_eq!(movement, 0, "{person:?}");
        }
    }
}

#[test]
fn offered_movement_routines_keep_at_least_half_of_their_moves() {
    for person in singles_and_pairs() {
        for routine in routines().filter(|routine| routine.kind == RoutineKind::Movement) {
            let swaps = swaps(routine, &person_with(person));
            let moves = |step: &Step| matches!(step.effort, Effort::Hold | Effort::Repeat { .. });
            let moves: Vec<_> =
                routine.steps.iter().zip(&swaps).filter(|(step, _)| moves(step)).collect();
            let kept = moves.iter().filter(|(_, swap)| !matches!(swap, Swap::Instead(_))).count();
            let is_offered = fit(routine, &person_with(person)) != Fit::NotNow;
            assert!(!is_offered || kept * 2 >= moves.len(), "{} for {person:?}", routine.slug);
        }
    }
}

/// At 130 words a minute, every line ends before the next one starts.
#[test]
fn lines_of_adapted_routines_do_not_overlap() {
    let mut overlaps = BTreeSet::new();
    let lengths =
        |routine: &'static Routine| routine.lengths().into_iter().map(move |l| (routine, l));
    for caution in Caution::ALL {
        for (routine, length) in routines().flat_map(lengths) {
            let person = person_with(Cautions::of(&[caution]));
            let (swaps, timeline) = adapted(routine, &person, Some(length));
            if swaps.iter().all(|swap| *swap == Swap::Keep) {
                continue;
            }
            let lines: Vec<_> = timeline
                .cues
                .iter()
                .filter_map(|cue| match cue.kind {
                    CueKind::Say(line) => Some((cue.at, i18n::line(line))),
                    _ => None,
                })
                .collect();
            for pair in lines.windows(2) {
                let words = u32::try_from(pair[0].1.split_whitespace().count()).unwrap();
                let needed = Millis(words * 60_000 / 130);
                if pair[0].0 + needed > pair[1].0 && pair[1].0 < timeline.total {
                    overlaps.insert(format!("{} {caution:?}: {}", routine.slug, pair[0].1));
                }
            }
        }
    }
    assert!(overlaps.is_empty(), "{overlaps:#?}");
}

/// Phrases that ask to hold the breath.
const HOLD_PHRASES: [&str; 4] = ["hold for", "hold your breath", "hold it", "hold the breath"];

#[test]
fn breath_is_never_held_with_pregnancy_or_high_blood_pressure() {
    for (caution, posture) in
        [Caution::Pregnancy, Caution::BloodPressure].into_iter().flat_map(|caution| {
            POSTURES.map(|posture| (caution, Some(posture))).into_iter().chain([(caution, None)])
        })
    {
        for routine in routines().filter(|routine| routine.kind != RoutineKind::Movement) {
            let person = Settings { posture, ..person_with(Cautions::of(&[caution])) };
            for cue in adapted(routine, &person, None).1.cues {
                let CueKind::Say(line @ Line::Guide(..)) = cue.kind else { continue };
                let text = i18n::line(line).to_lowercase().replace("don't hold", "");
                assert!(
                    !HOLD_PHRASES.iter().any(|phrase| text.contains(phrase)),
                    "{}: {text}",
                    routine.slug
                );
            }
            let normally_holds = routine.slug.starts_with("478") || routine.slug == "box-breathing";
            let (_, timeline) = adapted(routine, &person, None);
            let holds = timeline.cues.iter().any(|cue| cue.kind == CueKind::BreatheHold);
            assert!(!normally_holds || !holds, "{}", routine.slug);
        }
    }
}

#[test]
fn sore_knee_does_not_change_seated_breathing() {
    let knee = person_with(Cautions::of(&[Caution::Knee]));
    let box_breathing = routines().find(|routine| routine.slug == "box-breathing").unwrap();
    assert_eq!(fit(box_breathing, &knee), Fit::Whole);
    let holds = |cue: &&unknot_core::domain::cue::Cue| cue.kind == CueKind::BreatheHold;
    assert_eq!(adapted(box_breathing, &knee, None).1.cues.iter().filter(holds).count(), 22);
}

#[test]
fn straining_routines_are_not_offered_before_asking_a_professional() {
    for caution in [Caution::Surgery, Caution::Thrombosis] {
        for slug in ["pmr", "walking-meditation", "morning-mobility"] {
            let routine = routines().find(|routine| routine.slug == slug).unwrap();
            let person = person_with(Cautions::of(&[caution]));
            assert_eq!(fit(routine, &person), Fit::NotNow, "{slug}");
        }
    }
}

#[test]
fn floor_caution_allows_chair_and_bed_routines() {
    let floor = Cautions::of(&[Caution::Floor]);
    for (slug, expected) in [
        ("chair-only", Fit::Whole),
        ("in-bed-5", Fit::Whole),
        ("walk-in-place", Fit::Whole),
        ("core-stability", Fit::NotNow),
        ("yoga-gentle", Fit::NotNow),
    ] {
        let routine = routines().find(|routine| routine.slug == slug).unwrap();
        assert_eq!(fit(routine, &person_with(floor)), expected, "{slug}");
    }
    assert!(PoseId::SitToStand.pose().prop == Some(Prop::Chair));
}
