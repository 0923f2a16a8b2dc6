//! What cautions make of each routine: nothing that doesn't suit is left, and no time is lost.
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use unknot_core::care::{Fit, fit, is_sore, may_hold_breath, reasons, relief, swaps};
use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::pose::{Position, Prop};
use unknot_core::domain::routine::{Place, Routine, RoutineKind, Step, Swap};
use unknot_core::domain::settings::{Settings, Slugs};
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{Manner, Options, SegmentKind, Timeline, compile};

/// For these a pose may stay in its easier way: sore joints, and a risk to fall.
const EASED: Cautions = Cautions::of(&[
    Caution::Knee,
    Caution::Wrist,
    Caution::Shoulder,
    Caution::Neck,
    Caution::Balance,
    Caution::Dizziness,
]);
/// How somebody sits or lies in meditations.
const STILL: [PoseId; 3] = [PoseId::EasySeat, PoseId::ConstructiveRest, PoseId::SideLyingRest];
/// With these one asks first, and nothing is offered that moves.
const ASK_FIRST: Cautions = Cautions::of(&[Caution::Surgery, Caution::Thrombosis]);

fn with(cautions: Cautions) -> Settings {
    Settings { cautions, ..Settings::default() }
}

fn made(routine: &Routine, person: &Settings, length: Option<Millis>) -> (Vec<Swap>, Timeline) {
    let swaps = swaps(routine, person);
    let options = Options {
        length,
        preparation: Millis::secs(10),
        first_side: Side::Left,
        extra: Vec::new(),
        manner: Manner { still: person.still, holds: may_hold_breath(person), ..Manner::default() },
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

/// What may not be in a timeline for that person.
fn forbidden(
    routine: &Routine,
    timeline: &Timeline,
    swaps: &[Swap],
    person: Cautions,
) -> Vec<String> {
    let mut found = Vec::new();
    for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
        let left = segment.pose.pose().cautions.and(person);
        // Whoever can't cross their legs sits on a chair, and what stands in is done near one.
        let is_eased = swaps[segment.step] != Swap::Keep || segment.pose == PoseId::EasySeat;
        let left = if is_eased { left.without(EASED) } else { left };
        let reachable = !person.has(Caution::Floor) || routine.places.contains(&Place::Bed);
        let held = match segment.kind {
            SegmentKind::Breathe(pattern) => !(pattern.hold_full + pattern.hold_empty).is_zero(),
            _ => false,
        };
        let holds = held && (person.has(Caution::Pregnancy) || person.has(Caution::BloodPressure));
        if !left.is_empty() || (is_on_the_floor(segment.pose) && !reachable) || holds {
            found.push(format!("{}: {:?} of {:?}", routine.slug, segment.pose, left));
        }
    }
    found
}

fn some_cautions() -> impl Strategy<Value = Cautions> {
    prop::sample::subsequence(Caution::ALL.to_vec(), 0..=Caution::ALL.len())
        .prop_map(|some| Cautions::of(&some))
}

/// Every single caution, and every pair.
fn ones_and_twos() -> Vec<Cautions> {
    let pairs = Caution::ALL
        .into_iter()
        .flat_map(|one| Caution::ALL.into_iter().map(move |other| Cautions::of(&[one, other])));
    pairs.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nothing_that_does_not_suit_is_left_and_time_and_sides_are_kept(
        routine in prop::sample::select(routines().collect::<Vec<_>>()),
        person in some_cautions(),
        sore in prop::sample::subsequence(PoseId::all().to_vec(), 0..4),
        still in prop::option::of(prop::sample::select(STILL.to_vec())),
        own in any::<bool>(),
        more in 0u32..1_200_000,
    ) {
        let length = (!own).then(|| routine.least_length() + Millis(more));
        let sore = sore.iter().map(|pose| pose.slug()).collect::<Slugs>();
        let settings = Settings { sore, still, ..with(person) };
        let (swaps, timeline) = made(routine, &settings, length);
        prop_assert_eq!(forbidden(routine, &timeline, &swaps, person), Vec::<String>::new());
        let planned = length.unwrap_or_else(|| routine.length()) + Millis::secs(10);
        prop_assert_eq!(timeline.total, planned);
        let worked = |side| {
            let works = timeline.segments.iter().filter(|segment| segment.is_work());
            works.filter(|work| work.side == Some(side)).map(|work| work.length).sum::<Millis>()
        };
        prop_assert_eq!(worked(Side::Left), worked(Side::Right));
        // Whoever is told that something is changed is told why.
        for (step, swap) in routine.steps.iter().zip(&swaps).filter(|_| still.is_none()) {
            let is_told = !reasons(routine, step, &settings).is_empty();
            // Another way into the same pose is no change that has to be told.
            if *swap != Swap::Instead(step.pose.base()) {
                prop_assert_eq!(is_told || is_sore(step.pose, &settings), *swap != Swap::Keep);
            }
        }
        let sore = timeline.segments.iter().find(|segment| {
            // Where all else is left out, too, there is sitting.
            is_sore(segment.pose, &settings) && segment.pose != PoseId::EasySeat
        });
        prop_assert_eq!(sore, None);
    }
}

/// How long it takes from one pose to another, at least.
fn way(from: PoseId, to: PoseId) -> Millis {
    match (from.pose().position, to.pose().position) {
        _ if from.is_low() != to.is_low() => Millis::secs(16),
        (one, other) if one != other => Millis::secs(10),
        _ => Millis::ZERO,
    }
}

/// Who rests in place of something has time to get there, and to get to what comes next.
#[test]
fn nobody_is_hurried_to_what_stands_in_or_away_from_it() {
    for person in ones_and_twos() {
        for routine in routines().filter(|r| fit(r, &with(person)) != Fit::NotNow) {
            let (swaps, timeline) = made(routine, &with(person), None);
            let works: Vec<_> = timeline.segments.iter().filter(|it| it.is_work()).collect();
            for pair in works.windows(2) {
                let [before, work] = *pair else { unreachable!() };
                let is_swapped = |step: usize| matches!(swaps[step], Swap::Instead(_));
                if !is_swapped(before.step) && !is_swapped(work.step) {
                    continue;
                }
                let needed = way(before.pose, work.pose);
                // A rest of a few seconds can't give what it hasn't.
                let giver = if is_swapped(work.step) { work } else { before };
                assert!(
                    work.start - before.end() >= needed || giver.length <= Millis::secs(5),
                    "{} for {person:?}: {:?} to {:?}",
                    routine.slug,
                    before.pose,
                    work.pose
                );
            }
        }
    }
}

fn could_fall(person: &Settings) -> bool {
    person.cautions.has(Caution::Balance) || person.cautions.has(Caution::Dizziness)
}

/// What is quiet and done in a step, where that is so.
fn rests_on(step: &Step, now: Swap) -> Option<PoseId> {
    match now {
        Swap::Instead(pose) => Some(pose),
        _ => Some(step.pose).filter(|pose| STILL.contains(pose)),
    }
}

fn sits(pose: PoseId) -> bool {
    pose.pose().position == Position::Seated
}

/// However often something hurts, there is another way, and none that doesn't suit.
#[test]
fn what_hurts_has_a_way_out() {
    for person in ones_and_twos().into_iter().map(with) {
        for routine in routines().filter(|routine| fit(routine, &person) != Fit::NotNow) {
            'step: for (step, mut now) in routine.steps.iter().zip(swaps(routine, &person)) {
                let mut tried = vec![now];
                for _ in 0..4 {
                    let Some(next) = relief(routine, step, now, &person) else {
                        // Who could fall and sits already has that, and nothing to get up for.
                        assert!(could_fall(&person) && rests_on(step, now).is_some_and(sits));
                        continue 'step;
                    };
                    assert!(next != Swap::Keep && next != now, "{} {:?}", routine.slug, step.pose);
                    if let Swap::Instead(pose) = next {
                        let stands = |pose: PoseId| pose.pose().position == Position::Standing;
                        assert!(
                            !stands(pose) || stands(step.pose) || !could_fall(&person),
                            "{} {:?}",
                            routine.slug,
                            step.pose
                        );
                        let reachable = !person.cautions.has(Caution::Floor)
                            || routine.places.contains(&Place::Bed);
                        assert!(!pose.is_low() || reachable);
                        let left = pose.pose().cautions.and(person.cautions).without(EASED);
                        assert!(left.is_empty() || pose == PoseId::EasySeat);
                    }
                    tried.push(next);
                    now = next;
                }
                assert!(tried.iter().any(|swap| matches!(swap, Swap::Instead(_))));
            }
        }
    }
}

#[test]
fn the_easier_way_comes_first_and_rest_is_near() {
    let nobody = Settings::default();
    let first = |slug: &str, pose: PoseId, now: Swap| {
        let routine = routines().find(|routine| routine.slug == slug).unwrap();
        let step = routine.steps.iter().find(|step| step.pose == pose).unwrap();
        relief(routine, step, now, &nobody)
    };
    let morning = "morning-mobility";
    assert_eq!(first(morning, PoseId::OpenBook, Swap::Keep), Some(Swap::Easier));
    let rest = Some(Swap::Instead(PoseId::ConstructiveRest));
    assert_eq!(first(morning, PoseId::OpenBook, Swap::Easier), rest);
    let seat = Some(Swap::Instead(PoseId::EasySeat));
    assert_eq!(first("desk-reset-5", PoseId::SeatedCatCow, Swap::Easier), seat);
    // Who can't sit any longer goes on with a meditation standing, or lying down.
    let mountain = Swap::Instead(PoseId::Mountain);
    assert_eq!(first("breath-awareness", PoseId::EasySeat, Swap::Keep), Some(mountain));
    assert_eq!(first("breath-awareness", PoseId::EasySeat, mountain), rest);
}

#[test]
fn who_has_nothing_to_tell_gets_every_routine_as_it_is() {
    for routine in routines() {
        let swaps = swaps(routine, &Settings::default());
        assert!(swaps.iter().all(|swap| *swap == Swap::Keep), "{}", routine.slug);
        assert_eq!(fit(routine, &Settings::default()), Fit::Whole);
    }
}

#[test]
fn something_sensible_is_left_for_everybody() {
    for person in ones_and_twos() {
        let suiting = |kind: fn(RoutineKind) -> bool| {
            routines().filter(|r| kind(r.kind) && fit(r, &with(person)) != Fit::NotNow).count()
        };
        assert!(suiting(|kind| kind != RoutineKind::Movement) >= 5, "{person:?}");
        let moving = suiting(|kind| kind == RoutineKind::Movement);
        if person.and(ASK_FIRST).is_empty() {
            assert!(moving >= 2, "{person:?}: {moving}");
        } else {
            assert_eq!(moving, 0, "{person:?}");
        }
    }
}

#[test]
fn what_is_offered_is_mostly_done() {
    for person in ones_and_twos() {
        for routine in routines().filter(|routine| routine.kind == RoutineKind::Movement) {
            let swaps = swaps(routine, &with(person));
            let done = swaps.iter().filter(|swap| !matches!(swap, Swap::Instead(_))).count();
            let offered = fit(routine, &with(person)) != Fit::NotNow;
            assert!(!offered || done * 2 >= swaps.len(), "{} for {person:?}", routine.slug);
        }
    }
}

#[test]
fn an_easier_way_is_said_in_the_time_there_is() {
    let mut tight = BTreeSet::new();
    let lengths =
        |routine: &'static Routine| routine.lengths().into_iter().map(move |l| (routine, l));
    for caution in Caution::ALL {
        for (routine, length) in routines().flat_map(lengths) {
            let (swaps, timeline) = made(routine, &with(Cautions::of(&[caution])), Some(length));
            if swaps.iter().all(|swap| *swap == Swap::Keep) {
                continue;
            }
            let said: Vec<_> = timeline
                .cues
                .iter()
                .filter_map(|cue| match cue.kind {
                    CueKind::Say(line) => Some((cue.at, i18n::line(line))),
                    _ => None,
                })
                .collect();
            for pair in said.windows(2) {
                let count = u32::try_from(pair[0].1.split_whitespace().count()).unwrap();
                let needs = Millis(count * 60_000 / 130);
                if pair[0].0 + needs > pair[1].0 && pair[1].0 < timeline.total {
                    tight.insert(format!("{} {caution:?}: {}", routine.slug, pair[0].1));
                }
            }
        }
    }
    assert!(tight.is_empty(), "{tight:#?}");
}

/// What tells of holding the breath.
const HOLDING: [&str; 4] = ["hold for", "hold your breath", "hold it", "hold the breath"];

#[test]
fn who_should_not_hold_their_breath_is_not_told_to() {
    for (caution, still) in
        [Caution::Pregnancy, Caution::BloodPressure].into_iter().flat_map(|caution| {
            STILL.map(|still| (caution, Some(still))).into_iter().chain([(caution, None)])
        })
    {
        for routine in routines().filter(|routine| routine.kind != RoutineKind::Movement) {
            let person = Settings { still, ..with(Cautions::of(&[caution])) };
            for cue in made(routine, &person, None).1.cues {
                let CueKind::Say(line @ Line::Guide(..)) = cue.kind else { continue };
                let text = i18n::line(line).to_lowercase().replace("don't hold", "");
                assert!(
                    !HOLDING.iter().any(|told| text.contains(told)),
                    "{}: {text}",
                    routine.slug
                );
            }
            let rhythm = routine.slug.starts_with("478") || routine.slug == "box-breathing";
            let (_, timeline) = made(routine, &person, None);
            let holds = timeline.cues.iter().any(|cue| cue.kind == CueKind::BreatheHold);
            assert!(!rhythm || !holds, "{}", routine.slug);
        }
    }
}

#[test]
fn a_sore_knee_changes_nothing_for_who_sits_and_breathes() {
    let knee = with(Cautions::of(&[Caution::Knee]));
    let boxed = routines().find(|routine| routine.slug == "box-breathing").unwrap();
    assert_eq!(fit(boxed, &knee), Fit::Whole);
    let holds = |cue: &&unknot_core::domain::cue::Cue| cue.kind == CueKind::BreatheHold;
    assert_eq!(made(boxed, &knee, None).1.cues.iter().filter(holds).count(), 60);
}

#[test]
fn who_should_ask_first_is_offered_nothing_that_strains() {
    for caution in [Caution::Surgery, Caution::Thrombosis] {
        for slug in ["pmr", "walking-meditation", "morning-mobility"] {
            let routine = routines().find(|routine| routine.slug == slug).unwrap();
            assert_eq!(fit(routine, &with(Cautions::of(&[caution]))), Fit::NotNow, "{slug}");
        }
    }
}

#[test]
fn a_chair_needs_no_floor_and_a_bed_is_no_floor() {
    let floor = Cautions::of(&[Caution::Floor]);
    for (slug, expected) in [
        ("chair-only", Fit::Whole),
        ("in-bed-5", Fit::Whole),
        ("walk-in-place", Fit::Whole),
        ("core-stability", Fit::NotNow),
        ("yoga-gentle", Fit::NotNow),
    ] {
        let routine = routines().find(|routine| routine.slug == slug).unwrap();
        assert_eq!(fit(routine, &with(floor)), expected, "{slug}");
    }
    assert!(PoseId::SitToStand.pose().prop == Some(Prop::Chair));
}
