//! What a session asks of somebody: every caution alone and in pairs, on every session, with every
//! easier way, and with “this hurts” at each step.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use support::{person_with, session_of, singles_and_pairs};
use unknot_core::adaptation::{Fit, fit, may_hold_breath, relief, swaps};
use unknot_core::domain::care::Rise;
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::ending::Ending;
use unknot_core::domain::level::{LEVEL_CHANGE, LevelChange};
use unknot_core::domain::pose::{Position, Sides};
use unknot_core::domain::routine::{Place, Routine, RoutineKind, Step, Swap};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{
    Options, SegmentKind, SwapPoint, Timeline, compile, compile_with_swap,
};

/// Cautions with which nobody is asked to get up from the floor or down to it.
const STAY: Cautions = Cautions::of(&[Caution::Knee, Caution::Floor]).or(Caution::UNSTEADY);

/// The sessions that the person is offered.
fn offered(person: &Settings) -> impl Iterator<Item = &'static Routine> {
    routines().filter(move |routine| fit(routine, person) != Fit::NotNow)
}

/// Calls `check` with the adapted session and from when on it has cues, and with what it becomes
/// when “this hurts” is said at each step, again and again, from the start of the step and ten
/// seconds into it.
fn for_every_session(
    person: &Settings,
    routine: &'static Routine,
    mut check: impl FnMut(&Timeline, Millis, &str),
) {
    let options = session_of(routine, person);
    let whole = compile(routine, &options).unwrap();
    check(&whole, Millis::ZERO, "as offered");
    for (index, step) in routine.steps.iter().enumerate() {
        let mut now = options.swaps[index];
        let mut tried = BTreeSet::from([now]);
        while let Some(next) = relief(routine, step, now, person) {
            if !tried.insert(next) {
                break;
            }
            let hurt =
                Options { swaps: swapped(routine, index, next, &options), ..options.clone() };
            let place = format!("step {index}, {next:?}");
            check(&compile(routine, &hurt).unwrap(), Millis::ZERO, &place);
            let work = whole.segments.iter().find(|it| it.step == index && it.is_work()).unwrap();
            let at = work.start + Millis::secs(10).min(work.length);
            let point = SwapPoint { step: index, at, was: options.swaps[index] };
            let turned = compile_with_swap(routine, &hurt, Some(point)).unwrap();
            check(&turned, at, &format!("{place}, ten seconds in"));
            now = next;
        }
    }
}

/// The swaps after that of a step, which holds for all later steps of the same pose.
fn swapped(routine: &Routine, index: usize, swap: Swap, options: &Options) -> Vec<Swap> {
    let base = routine.steps[index].pose.base();
    let own = routine.steps.iter().zip(&options.swaps).enumerate();
    let is_same = |place: usize, step: &Step| place >= index && step.pose.base() == base;
    own.map(|(place, (step, old))| if is_same(place, step) { swap } else { *old }).collect()
}

/// Every pair of poses that follow each other, with the time between them, when that begins, and what
/// is said in it.
fn changes(
    timeline: &Timeline,
) -> impl Iterator<Item = (PoseId, PoseId, Millis, Millis, Vec<Line>)> {
    let works: Vec<_> = timeline.segments.iter().filter(|segment| segment.is_work()).collect();
    let pairs: Vec<_> = works.windows(2).map(|pair| (*pair[0], *pair[1])).collect();
    pairs.into_iter().map(|(from, to)| {
        let between = |at: Millis| at >= from.end() && at < to.start;
        let said = timeline.cues.iter().filter_map(|cue| match cue.kind {
            CueKind::Say(line) if between(cue.at) => Some(line),
            _ => None,
        });
        (from.pose, to.pose, to.start - from.end(), from.end(), said.collect())
    })
}

/// What is wrong with the changes of level of a session.
///
/// What came before `heard` has no cues any more.
fn level_faults(timeline: &Timeline, person: Cautions, heard: Millis) -> Vec<String> {
    let mut faults = Vec::new();
    for (from, to, time, at, said) in changes(timeline) {
        let Some(change) = LevelChange::between(from, to) else { continue };
        if !person.and(STAY).is_empty() {
            faults.push(format!("{from:?} to {to:?} is asked of {person:?}"));
        }
        if time < LEVEL_CHANGE {
            faults.push(format!("{from:?} to {to:?} in {time:?}"));
        }
        let way = match &said[..] {
            [Line::MayStop, way @ ..] if change.is_down() => way,
            way => way,
        };
        // Who sits on a chair can't hold its seat.
        let sits = from.pose().position == Position::Seated && change.is_down();
        let way = match way {
            [Line::FaceChair, way @ ..] if sits => way,
            _ if sits => &[],
            way => way,
        };
        let is_told = matches!(way, [Line::ChangeLevel(told), Line::SetUp(pose, _), rest @ ..]
            if *told == change && *pose == to && matches!(rest, [] | [Line::Action(..)]));
        if !is_told && at >= heard {
            faults.push(format!("{from:?} to {to:?} is told as {said:?}"));
        }
    }
    faults
}

/// What is wrong with what a session asks of the person.
fn faults(routine: &Routine, timeline: &Timeline, person: Cautions, heard: Millis) -> Vec<String> {
    let mut faults = level_faults(timeline, person, heard);
    let may_hold = may_hold_breath(&person_with(person));
    for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
        let pose = segment.pose;
        // A chair is an alternative to sitting cross-legged.
        if pose != PoseId::EasySeat && !pose.pose().cautions.and(person).is_empty() {
            faults.push(format!("{pose:?} is asked of {person:?}"));
        }
        let out_of_reach = person.has(Caution::Floor) && !routine.places.contains(&Place::Bed);
        if out_of_reach && pose.is_low() {
            faults.push(format!("{pose:?} is out of reach"));
        }
        if let SegmentKind::Breathe(pattern) = segment.kind
            && !may_hold
            && !(pattern.hold_full + pattern.hold_empty).is_zero()
        {
            faults.push("the breath is held".to_owned());
        }
    }
    for cue in &timeline.cues {
        let CueKind::Say(line) = cue.kind else { continue };
        if let (Line::SetUp(pose, _), true) = (line, !person.and(Caution::UNSTEADY).is_empty()) {
            let balances = !pose.base().pose().cautions.and(Caution::UNSTEADY).is_empty();
            let stands = pose.pose().position == Position::Standing;
            let words = i18n::instruction(line);
            if balances && stands && !["chair", "wall"].iter().any(|prop| words.contains(prop)) {
                faults.push(format!("{pose:?} begins without support: {words}"));
            }
        }
        if person.has(Caution::Neck) {
            let words = i18n::line(line).to_lowercase();
            for load in ["lift your head", "lift only your head", "hands behind your head"] {
                if words.contains(load) {
                    faults.push(format!("a sore neck hears: {words}"));
                }
            }
        }
    }
    faults
}

/// What is wrong with the sides of a session.
fn side_faults(timeline: &Timeline) -> Vec<String> {
    let works: Vec<_> = timeline.segments.iter().filter(|segment| segment.is_work()).collect();
    let mut faults = Vec::new();
    for cue in &timeline.cues {
        let CueKind::Say(Line::OtherSide(pose, side)) = cue.kind else { continue };
        let next = works.iter().find(|work| work.start >= cue.at);
        let before = works.iter().rfind(|work| work.end() <= cue.at);
        let is_second = next.is_some_and(|it| (it.pose, it.side) == (pose, Some(side)))
            && before.is_some_and(|it| (it.pose, it.side) == (pose, Some(side.other())));
        if !is_second {
            faults.push(format!("{pose:?} {side:?} is told after {before:?}, before {next:?}"));
        }
    }
    faults
}

#[test]
fn nobody_is_asked_for_what_does_not_suit_them() {
    let mut all = BTreeSet::new();
    for cautions in singles_and_pairs() {
        let person = person_with(cautions);
        for routine in offered(&person) {
            let length = routine.length() + session_of(routine, &person).preparation;
            for_every_session(&person, routine, |timeline, heard, place| {
                assert_eq!(timeline.total, length, "{} {place}", routine.slug);
                let faults = faults(routine, timeline, cautions, heard).into_iter();
                let faults = faults.chain(side_faults(timeline));
                all.extend(faults.map(|fault| format!("{}, {place}: {fault}", routine.slug)));
            });
        }
    }
    let some: Vec<_> = all.iter().take(40).collect();
    assert!(all.is_empty(), "{} faults: {some:#?}", all.len());
}

#[test]
fn every_change_of_level_has_its_time_and_its_words() {
    let (mut all, mut count) = (BTreeSet::new(), 0);
    for routine in routines() {
        for length in routine.lengths() {
            let person = Settings::default();
            let options = Options { length: Some(length), ..session_of(routine, &person) };
            let timeline = compile(routine, &options).unwrap();
            count += changes(&timeline)
                .filter(|(from, to, ..)| LevelChange::between(*from, *to).is_some())
                .count();
            let faults = level_faults(&timeline, Cautions::default(), Millis::ZERO);
            all.extend(faults.into_iter().map(|fault| format!("{}: {fault}", routine.slug)));
        }
    }
    assert!(all.is_empty(), "{all:#?}");
    assert!(count > 10, "{count}");
    for change in LevelChange::ALL {
        let words = i18n::line(Line::ChangeLevel(change));
        let count = u32::try_from(words.split_whitespace().count()).unwrap();
        assert!(count > 15 && count * 60 / 130 <= 15, "{change:?}: {count} words");
        let helps = ["chair", "hands"].iter().any(|help| words.contains(help));
        assert!(helps, "{change:?}: {words}");
    }
}

/// Somebody with weak bones who has had enough stays off the floor, and still has done a session.
#[test]
fn who_may_fall_hears_that_they_may_stop_before_the_floor() {
    let mut told = Vec::new();
    for routine in routines() {
        for (from, to, time, _, said) in
            changes(&compile(routine, &session_of(routine, &Settings::default())).unwrap())
        {
            if said.contains(&Line::MayStop) {
                let change = LevelChange::between(from, to);
                assert!(change.is_some_and(LevelChange::is_down), "{}", routine.slug);
                assert!(time >= Millis::secs(36), "{}: {time:?}", routine.slug);
                told.push(&*routine.slug);
            }
        }
    }
    assert!(told.contains(&"bone-safe"), "{told:?}");
}

#[test]
fn easy_sessions_change_the_level_once_at_most() {
    for routine in routines().filter(|routine| routine.kind == RoutineKind::Movement) {
        use unknot_core::domain::routine::Intensity::Easy;
        let count = routine.level_changes();
        assert!(routine.intensity > Easy || count <= 1, "{}: {count}", routine.slug);
    }
}

/// A text with left and right exchanged.
fn mirrored(text: &str) -> String {
    let swap = |word: &str| match word.trim_end_matches(['.', ',']) {
        "left" => word.replace("left", "right"),
        "right" => word.replace("right", "left"),
        _ => word.to_owned(),
    };
    text.split(' ').map(swap).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_said_for_one_side_is_said_for_the_other() {
    for &pose in PoseId::all().iter().filter(|pose| pose.pose().sides == Sides::Each) {
        let lines = |side| {
            [
                i18n::side_of(pose, side).to_owned(),
                i18n::line(Line::SetUp(pose, Some(side))),
                i18n::line(Line::OtherSide(pose, side)),
                i18n::line(Line::Action(pose, Some(side))),
            ]
        };
        for (left, right) in lines(Side::Left).iter().zip(lines(Side::Right)) {
            assert_eq!(mirrored(left), right, "{pose:?}");
        }
        let [label, _, second, _] = lines(Side::Left);
        assert!(label.contains("left") || label.contains("right"), "{pose:?}: {label}");
        assert!(second.contains("left") || second.contains("right"), "{pose:?}: {second}");
    }
}

#[test]
fn easier_ways_are_poses_at_the_level_of_their_pose() {
    let mut count = 0;
    for &pose in PoseId::all() {
        let Some(easier) = pose.easier() else { continue };
        count += 1;
        assert_eq!(easier.base(), pose.base());
        assert_eq!(easier.is_low(), pose.is_low(), "{pose:?}");
        assert_eq!(easier.pose().sides, pose.pose().sides, "{pose:?}");
        let words = (i18n::pose(pose), i18n::pose(easier));
        assert_ne!(words.0.name, words.1.name);
        assert_ne!(words.0.action, words.1.action, "{pose:?}");
        // One way, and not a choice. What to hold is said on the way in.
        for text in [words.1.setup, words.1.action] {
            assert!(!text.contains(" or "), "{easier:?}: {text}");
        }
    }
    assert!(count > 45, "{count}");
}

fn cautions(names: &[Caution]) -> Settings {
    person_with(Cautions::of(names))
}

#[test]
fn walking_stays_for_treated_blood_pressure() {
    let person = cautions(&[Caution::BloodPressure]);
    for slug in ["walk-in-place", "indoor-walk-20", "three-minute-reset", "chair-only"] {
        assert_eq!(fit(routine(slug).unwrap(), &person), Fit::Whole, "{slug}");
    }
    let walks = [PoseId::Walking, PoseId::Marching, PoseId::StepTouch];
    for routine in routines() {
        for (step, swap) in routine.steps.iter().zip(swaps(routine, &person)) {
            let walks = walks.contains(&step.pose.base());
            assert!(!walks || swap == Swap::Keep, "{}: {:?}", routine.slug, step.pose);
        }
    }
    let core = swaps(routine("core-stability").unwrap(), &person);
    let lost = core.iter().filter(|swap| matches!(swap, Swap::Instead(_))).count();
    assert_eq!(lost, 0, "{core:?}");
}

/// What the tailoring did wrong once, and the least that each box has to leave.
#[test]
fn boxes_leave_what_they_should() {
    use Caution as C;
    use PoseId as P;

    let pose = |slug: &str, names: &[Caution], pose: PoseId| {
        let routine = routine(slug).unwrap();
        let index = routine.steps.iter().position(|step| step.pose == pose).unwrap();
        swaps(routine, &cautions(names))[index]
    };
    // Risk to fall: not kneeling on one knee; a chair to hold; hands on a wall are safe.
    assert_eq!(pose("morning-mobility", &[C::Balance], P::HipFlexorLunge), Swap::Easier);
    assert_eq!(P::HipFlexorLunge.easier().unwrap().pose().position, Position::Supine);
    assert_eq!(pose("walk-in-place", &[C::Balance], P::CalfWall), Swap::Keep);
    for unsteady in [C::Balance, C::Dizziness, C::Drowsy] {
        assert_eq!(pose("three-minute-reset", &[unsteady], P::HipHinge), Swap::Easier);
        assert_eq!(pose("walk-in-place", &[unsteady], P::Walking), Swap::Easier);
    }
    // A sore neck leaves the head down.
    assert_eq!(pose("core-stability", &[C::Neck], P::CurlUp), Swap::Easier);
    // Weak bones lift the chest, and don't round.
    assert_eq!(pose("desk-break-3", &[C::Osteoporosis], P::SeatedCatCow), Swap::Easier);
    assert_eq!(pose("desk-break-3", &[C::Flexion], P::SeatedCatCow), Swap::Easier);
    // A tucked lunge is no arching.
    assert_eq!(pose("morning-mobility", &[C::Extension], P::HipFlexorLunge), Swap::Keep);
    // A sore hip moves gently; a replaced one is spared.
    assert_eq!(pose("yoga-full-20", &[C::SoreHip], P::Figure4), Swap::Easier);
    assert!(matches!(pose("yoga-full-20", &[C::Hip], P::Figure4), Swap::Instead(_)));
    // Nerves are not pulled at.
    for (slug, tense) in [("hips-hamstrings", P::HamstringStrap), ("yoga-full-20", P::LegsUpWall)] {
        assert!(matches!(pose(slug, &[C::LegPain], tense), Swap::Instead(_)), "{slug}");
    }
    assert!(matches!(pose("yoga-full-20", &[C::Flexion], P::LegsUpWall), Swap::Instead(_)));
    // Lungs or panic: no held breath.
    assert_eq!(pose("box-breathing", &[C::Lungs], P::EasySeat), Swap::Keep);
    assert!(!may_hold_breath(&cautions(&[C::Lungs])));
}

/// Somebody may do such a session without having ticked the box.
#[test]
fn what_helps_in_a_session_suits_whom_it_was_made_for() {
    let (person, mut count) = (Settings::default(), 0);
    for routine in routines().filter(|routine| !routine.made_for.is_empty()) {
        for step in &routine.steps {
            let (mut now, mut tried) = (Swap::Keep, BTreeSet::from([Swap::Keep]));
            while let Some(next) =
                relief(routine, step, now, &person).filter(|it| tried.insert(*it))
            {
                let pose = match next {
                    Swap::Easier => step.pose.easier().unwrap(),
                    Swap::Instead(pose) => pose,
                    Swap::Keep => step.pose,
                };
                let unsuitable = pose.pose().cautions.and(routine.made_for);
                assert!(unsuitable.is_empty(), "{}: {pose:?}", routine.slug);
                (now, count) = (next, count + 1);
            }
        }
    }
    assert!(count > 20, "{count}");
}

#[test]
fn nobody_hears_how_to_walk_who_does_not_walk() {
    let mut sore = Settings::default();
    sore.sore.toggle("walking");
    let walk = routine("outdoor-walk").unwrap();
    assert_eq!(fit(walk, &sore), Fit::NotNow);
    for unsteady in Caution::UNSTEADY.iter() {
        assert_eq!(fit(walk, &cautions(&[unsteady])), Fit::NotNow, "{unsteady:?}");
    }
    for slug in ["outdoor-walk", "walking-meditation"] {
        let routine = routine(slug).unwrap();
        let options = session_of(routine, &Settings::default());
        let index = routine.steps.iter().position(|it| it.pose.base() == PoseId::Walking).unwrap();
        let seat = Swap::Instead(PoseId::EasySeat);
        let timeline = compile(
            routine,
            &Options { swaps: swapped(routine, index, seat, &options), ..options },
        );
        let timeline = timeline.unwrap();
        let work = timeline.segments.iter().find(|it| it.step == index && it.is_work()).unwrap();
        assert_eq!(work.pose, PoseId::EasySeat, "{slug}");
        let told = timeline.cues.iter().filter(|cue| (work.start..work.end()).contains(&cue.at));
        let told = told.filter(|cue| matches!(cue.kind, CueKind::Say(Line::Guide(..)))).count();
        assert_eq!(told, 0, "{slug}");
    }
}

#[test]
fn whoever_cannot_reach_the_floor_has_eight_movement_sessions() {
    let count = |person: &Settings| {
        offered(person).filter(|routine| routine.kind == RoutineKind::Movement).count()
    };
    assert!(count(&cautions(&[Caution::Floor])) >= 8);
    for other in Caution::ALL {
        let person = cautions(&[Caution::Floor, other]);
        let must_ask = matches!(other, Caution::Surgery | Caution::Thrombosis);
        let count = count(&person);
        assert!(must_ask || count >= 5, "{other:?}: {count}");
    }
}

#[test]
fn when_to_stop_is_said_once_before_anything_is_repeated() {
    for routine in routines() {
        let moves = routine.kind == RoutineKind::Movement;
        for preparation in Settings::PREPARATIONS {
            let options = Options { preparation, ..session_of(routine, &Settings::default()) };
            let timeline = compile(routine, &options).unwrap();
            let rules = timeline.cues.iter().filter(|cue| {
                matches!(cue.kind, CueKind::Say(Line::PrepareToMove(_) | Line::StopRule))
            });
            let at: Vec<_> = rules.map(|cue| cue.at).collect();
            assert_eq!(at.len(), usize::from(moves), "{} {preparation:?}", routine.slug);
            let soon = preparation.is_zero() && at.iter().all(|at| *at < Millis::secs(90));
            assert!(soon || at.iter().all(|at| at.is_zero()), "{}: {at:?}", routine.slug);
        }
    }
    // Where a direction is tried, the leg decides, and is spoken of before it is tried.
    for pose in [
        PoseId::PronePressUp,
        PoseId::DoubleKneeToChest,
        PoseId::StandingBackBend,
        PoseId::StandingBendSlide,
    ] {
        assert!(i18n::pose(pose).setup.contains("Stop if"), "{pose:?}");
    }
}

#[test]
fn closing_words_are_for_how_somebody_lies_or_stands() {
    for routine in routines().filter(|routine| routine.kind == RoutineKind::Movement) {
        let timeline = compile(routine, &session_of(routine, &Settings::default())).unwrap();
        let last = timeline.segments.last().unwrap().pose;
        let expected = Line::End(Ending::of(last), Rise::Own);
        let said = timeline.cues.iter().filter(|cue| cue.at == timeline.total);
        // Whoever went to bed with it is left in peace.
        let is_told = routine.slug != "sleep-positions";
        assert_eq!(said.map(|cue| cue.kind).any(|kind| kind == CueKind::Say(expected)), is_told);
        // Before a hold ends, and once the last repetition of a move has.
        for cue in
            timeline.cues.iter().filter(|cue| matches!(cue.kind, CueKind::Say(Line::ComeOut(..))))
        {
            let index = timeline.segment_index_at(cue.at);
            let kinds = [index - 1, index].map(|index| timeline.segments[index].kind);
            let is_held = |kind| match kind {
                SegmentKind::Hold => true,
                // A hold that is done more than once.
                SegmentKind::Move { every, .. } => every >= Millis::secs(15),
                _ => false,
            };
            assert!(
                is_held(kinds[1])
                    || matches!(kinds, [SegmentKind::Move { .. }, SegmentKind::ChangeOver]),
                "{} {:?}",
                routine.slug,
                timeline.segments[index].pose
            );
        }
    }
}
