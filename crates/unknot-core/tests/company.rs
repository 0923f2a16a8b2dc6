//! Nobody is left alone for long in a session of movement, and each change of position has its
//! time: every session at every length, for every caution.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use support::{person_with, session_of, singles_and_pairs};
use unknot_core::adaptation::{Fit, fit};
use unknot_core::domain::care::{Rise, Warning};
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line};
use unknot_core::domain::ending::Ending;
use unknot_core::domain::gentle;
use unknot_core::domain::level::{LEVEL_CHANGE, ROLL_OVER, change_time, turns};
use unknot_core::domain::pose::Position;
use unknot_core::domain::routine::{Effort, Place, Routine, RoutineKind, Swap};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{Options, Segment, SegmentKind, Timeline, compile};

/// The longest time without a word in a rest, a hold or paced breathing.
const SILENCE: Millis = Millis::secs(75);

/// Calls `check` with every session of movement that somebody is offered, at every length.
fn for_every_session(
    people: &[Cautions],
    mut check: impl FnMut(&Routine, &Timeline, Cautions, &str),
) {
    let mut count = 0;
    for &cautions in people {
        let person = person_with(cautions);
        let moves = routines().filter(|routine| routine.kind == RoutineKind::Movement);
        for routine in moves.filter(|routine| fit(routine, &person) != Fit::NotNow) {
            for length in routine.lengths() {
                let options = Options { length: Some(length), ..session_of(routine, &person) };
                let place = format!("{} at {length} for {cautions:?}", routine.slug);
                check(routine, &compile(routine, &options).unwrap(), cautions, &place);
                count += 1;
            }
        }
    }
    assert!(count > 80, "{count}");
}

fn singles() -> Vec<Cautions> {
    let singles = Caution::ALL.map(|caution| Cautions::of(&[caution]));
    [Cautions::default()].into_iter().chain(singles).collect()
}

fn lines(timeline: &Timeline) -> Vec<(Millis, Line)> {
    let said = timeline.cues.iter().filter_map(|cue| match cue.kind {
        CueKind::Say(line) => Some((cue.at, line)),
        _ => None,
    });
    said.collect()
}

fn is_guided(routine: &Routine, segment: &Segment) -> bool {
    let effort = routine.steps[segment.step].effort;
    matches!(effort, Effort::Rest { guide, .. } if !guide.is_empty())
}

#[track_caller]
fn assert_none(faults: &BTreeSet<String>) {
    let some: Vec<_> = faults.iter().take(30).collect();
    assert!(faults.is_empty(), "{} faults: {some:#?}", faults.len());
}

#[test]
fn no_rest_is_silent_for_long() {
    let mut faults = BTreeSet::new();
    for_every_session(&singles_and_pairs(), |routine, timeline, _, place| {
        let said = lines(timeline);
        for segment in &timeline.segments {
            let is_quiet = matches!(
                segment.kind,
                SegmentKind::Rest | SegmentKind::Hold | SegmentKind::Breathe(_)
            );
            if !is_quiet || is_guided(routine, segment) {
                continue;
            }
            let before = said.iter().rfind(|(at, _)| *at <= segment.start).map(|(at, _)| *at);
            let within = said.iter().map(|(at, _)| *at);
            let within = within.filter(|at| *at > segment.start && *at < segment.end());
            let times: Vec<_> = before.into_iter().chain(within).chain([segment.end()]).collect();
            for pair in times.windows(2).filter(|pair| pair[1] - pair[0] > SILENCE) {
                let silence = pair[1] - pair[0];
                faults
                    .insert(format!("{place}: {:?} for {silence} from {}", segment.pose, pair[0]));
            }
        }
    });
    assert_none(&faults);
}

#[test]
fn a_rest_says_that_its_end_will_be_told_and_nothing_is_said_close_to_it() {
    let mut faults = BTreeSet::new();
    for_every_session(&singles(), |routine, timeline, _, place| {
        let said = lines(timeline);
        let mut before: Option<&Segment> = None;
        for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
            let is_rest =
                |it: &Segment| matches!(it.kind, SegmentKind::Rest | SegmentKind::Breathe(_));
            let goes_on =
                before.is_some_and(|before| is_rest(before) && before.pose == segment.pose);
            let is_long = segment.length >= Millis::secs(15);
            if segment.kind == SegmentKind::Rest && !is_guided(routine, segment) && is_long {
                let is_told = said.contains(&(segment.start, Line::Rest));
                if is_told == goes_on {
                    faults.insert(format!("{place}: {:?} at {}", segment.pose, segment.start));
                }
            }
            before = Some(segment);
        }
        for (at, line) in said.iter().filter(|(_, line)| matches!(line, Line::GoesOn(_))) {
            let segment = &timeline.segments[timeline.segment_index_at(*at)];
            let next = said.iter().find(|(other, _)| other > at).unwrap();
            if *at + Millis::secs(10) > segment.end() || next.0 - *at < Millis::secs(6) {
                faults.insert(format!("{place}: {line:?} at {at} is close to {next:?}"));
            }
        }
    });
    assert_none(&faults);
}

#[test]
fn nobody_is_told_in_or_out_before_they_are_told_to_breathe_along() {
    let mut faults = BTreeSet::new();
    for_every_session(&singles(), |_, timeline, _, place| {
        let said = lines(timeline);
        for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
            let mut is_told = false;
            let mut is_in = false;
            for (at, line) in said.iter().filter(|it| it.0 >= segment.start && it.0 < segment.end())
            {
                match line {
                    Line::BreatheAlong => is_told = true,
                    Line::BreatheIn if is_told => is_in = true,
                    Line::BreatheOut if is_in => is_in = false,
                    Line::BreatheIn | Line::BreatheOut => {
                        faults.insert(format!("{place}: {line:?} at {at}"));
                    }
                    _ => {}
                }
            }
            if is_in {
                faults.insert(format!("{place}: no way out before {}", segment.end()));
            }
        }
    });
    assert_none(&faults);
}

#[test]
fn every_change_of_position_has_its_time() {
    let mut faults = BTreeSet::new();
    for_every_session(&[Cautions::default()], |_, timeline, _, place| {
        let works: Vec<_> = timeline.segments.iter().filter(|it| it.is_work()).collect();
        for pair in works.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let rolls = to.side.is_some()
                && from.side.is_some()
                && from.side != to.side
                && to.pose.pose().position == Position::SideLying
                && from.pose.pose().position == Position::SideLying;
            let roll = if rolls { ROLL_OVER } else { Millis::ZERO };
            let needed = change_time(from.pose, to.pose).max(roll);
            if to.start - from.end() < needed && from.pose.base() != PoseId::Walking {
                faults.insert(format!("{place}: {:?} to {:?}", from.pose, to.pose));
            }
        }
        let first = works[0];
        let lies = first.pose.is_low() && !place.starts_with("in-bed");
        if lies && !place.starts_with("sleep") && first.start < Millis::secs(26) {
            faults.insert(format!("{place}: lying after {}", first.start));
        }
    });
    assert_none(&faults);
    let time = change_time;
    assert_eq!(time(PoseId::ConstructiveRest, PoseId::OpenBook), Millis::secs(16));
    assert_eq!(time(PoseId::CatCow, PoseId::Sphinx), Millis::secs(16));
    assert_eq!(time(PoseId::HeelRaise, PoseId::SitToStand), Millis::secs(16));
    assert_eq!(time(PoseId::WallPress, PoseId::HeelRaise), Millis::secs(16));
    assert_eq!(time(PoseId::Mountain, PoseId::CatCow), LEVEL_CHANGE);
    for slug in ["bone-safe", "flare-gentle", "pregnancy"] {
        let steps = &routine(slug).unwrap().steps;
        let change = steps.windows(2).find(|it| it[0].pose.is_low() != it[1].pose.is_low());
        assert!(change.unwrap()[1].lead >= Millis::secs(36), "{slug}");
    }
}

/// At 130 words a minute.
#[test]
fn lines_end_before_the_next_one_begins() {
    let mut faults = BTreeSet::new();
    for_every_session(&singles_and_pairs(), |routine, timeline, _, place| {
        for pair in lines(timeline).windows(2) {
            let [(at, line), (next, _)] = *pair else { unreachable!() };
            let words = u32::try_from(i18n::line(line).split_whitespace().count()).unwrap();
            if at + Millis(words * 60_000 / 130) > next && next < timeline.total {
                faults.insert(format!("{}: {line:?} (such as {place})", routine.slug));
            }
        }
    });
    assert_none(&faults);
}

#[test]
fn each_person_is_warned_once_of_what_matters_most_for_them() {
    let mut faults = BTreeSet::new();
    for_every_session(&singles_and_pairs(), |_, timeline, cautions, place| {
        let has = |caution| cautions.has(caution);
        let expected = if has(Caution::Pregnancy) {
            Some(Warning::Pregnancy)
        } else if !cautions.and(Caution::UNSTEADY).is_empty() {
            Some(Warning::Dizzy)
        } else {
            has(Caution::BloodPressure).then_some(Warning::Breath)
        };
        let warned: Vec<_> = lines(timeline)
            .into_iter()
            .filter_map(|(at, line)| match line {
                Line::Warning(warning) => Some((at, warning)),
                _ => None,
            })
            .collect();
        let is_right = warned.iter().map(|(_, warning)| *warning).eq(expected);
        let is_early = warned.iter().all(|(at, _)| *at < Millis::secs(120));
        if !is_right || !is_early {
            faults.insert(format!("{place}: {warned:?}"));
        }
    });
    assert_none(&faults);
    let words = |warning| i18n::line(Line::Warning(warning));
    assert!(words(Warning::Dizzy).contains("dizzy") && words(Warning::Breath).contains("breath"));
}

#[test]
fn closing_words_fit_how_somebody_lies_and_how_they_get_up() {
    let mut endings = BTreeSet::new();
    let mut faults = BTreeSet::new();
    for_every_session(&singles_and_pairs(), |routine, timeline, cautions, place| {
        let Some((_, line)) = lines(timeline).into_iter().find(|(at, _)| *at == timeline.total)
        else {
            return assert!(routine.is_for_the_night(), "{place}");
        };
        let last = timeline.segments.last().unwrap().pose;
        let cannot_kneel = has_any(cautions, &[Caution::Knee, Caution::Floor]);
        let rise = match () {
            () if routine.places.contains(&Place::Bed) => Rise::Own,
            () if cannot_kneel => Rise::WithHelp,
            () if !cautions.and(Caution::UNSTEADY).is_empty() => Rise::ByChair,
            () if has_any(cautions, &[Caution::Pregnancy, Caution::Osteoporosis]) => Rise::ByChair,
            () => Rise::Own,
        };
        if line != Line::End(Ending::of(last), rise) {
            faults.insert(format!("{place}: {line:?}"));
        }
        endings.insert(i18n::line(line));
    });
    assert_none(&faults);
    assert!(endings.len() >= 6, "{endings:#?}");
    let side = i18n::line(Line::End(Ending::OnSide, Rise::Own));
    assert!(side.contains("Stay on your side") && !side.contains("Roll"), "{side}");
    let up = |rise| i18n::line(Line::End(Ending::Up, rise));
    assert_eq!(up(Rise::ByChair), up(Rise::Own));
}

fn has_any(cautions: Cautions, some: &[Caution]) -> bool {
    !cautions.and(Cautions::of(some)).is_empty()
}

#[test]
fn gentle_moves_replace_steps_on_the_other_level() {
    let mut faults = BTreeSet::new();
    let kept =
        [Caution::Knee, Caution::Floor, Caution::Balance, Caution::Dizziness, Caution::Drowsy];
    let people = kept.map(|caution| Cautions::of(&[caution]));
    for_every_session(&people, |routine, timeline, cautions, place| {
        let swaps = session_of(routine, &person_with(cautions)).swaps;
        let (mut rest, mut longest) = (Millis::ZERO, Millis::ZERO);
        for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
            let step = &routine.steps[segment.step];
            let moves = matches!(step.effort, Effort::Hold | Effort::Repeat { .. });
            let is_instead = matches!(swaps[segment.step], Swap::Instead(_));
            let is_elsewhere = step.pose.is_low() != segment.pose.is_low();
            let is_still = segment.kind == SegmentKind::Rest && moves && is_instead && is_elsewhere;
            rest = if is_still { rest + segment.length } else { Millis::ZERO };
            longest = longest.max(rest);
            if let Swap::Instead(pose) = swaps[segment.step]
                && gentle::pace(pose).is_some()
                && !pose.pose().cautions.and(cautions).is_empty()
            {
                faults.insert(format!("{place}: {pose:?}"));
            }
        }
        if longest > Millis::secs(90) {
            faults.insert(format!("{place}: rests for {longest}"));
        }
    });
    assert_none(&faults);
    let person = person_with(Cautions::of(&[Caution::Knee]));
    let core = routine("core-progress").unwrap();
    let first = compile(core, &session_of(core, &person)).unwrap().segments;
    let first: BTreeSet<_> =
        first.iter().filter(|it| it.is_work()).take(4).map(|it| it.pose).collect();
    assert!(
        first.len() >= 3 && first.iter().all(|pose| gentle::pace(*pose).is_some()),
        "{first:?}"
    );
    // The easier way of the cat and cow is a pelvic tilt, which doesn't follow another one.
    let yoga = routine("yoga-gentle").unwrap();
    let timeline = compile(yoga, &session_of(yoga, &person)).unwrap();
    let works: Vec<_> = timeline.segments.iter().filter(|it| it.is_work()).collect();
    let cat = works.iter().position(|it| it.pose.base() == PoseId::CatCow).unwrap();
    let name = |pose| i18n::pose(pose).name;
    assert_ne!(name(works[cat - 1].pose), name(works[cat].pose));
    let floor = routine("floor-and-up").unwrap();
    let timeline = compile(floor, &session_of(floor, &person)).unwrap();
    let still = timeline.segments.iter().filter(|it| it.kind == SegmentKind::Rest);
    assert!(still.map(|it| it.length).sum::<Millis>() < Millis::minutes(1));
}

/// In place of moves that are left out, for the longest time.
#[test]
fn moves_that_are_left_out_never_become_one_long_rest() {
    let mut faults = BTreeSet::new();
    for cautions in singles() {
        let person = person_with(cautions);
        for routine in routines().filter(|routine| fit(routine, &person) != Fit::NotNow) {
            let timeline = compile(routine, &session_of(routine, &person)).unwrap();
            let swaps = session_of(routine, &person).swaps;
            let (mut time, mut pose) = (Millis::ZERO, None);
            for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
                let effort = routine.steps[segment.step].effort;
                let moves = matches!(effort, Effort::Hold | Effort::Repeat { .. });
                let is_left_out = moves && matches!(swaps[segment.step], Swap::Instead(_));
                let is_lying = segment.pose.pose().position != Position::Standing;
                let is_rest = segment.kind == SegmentKind::Rest && is_left_out && is_lying;
                let goes_on = pose.replace(segment.pose) == Some(segment.pose);
                time = match (is_rest, goes_on) {
                    (true, true) => time + segment.length,
                    (true, false) => segment.length,
                    _ => Millis::ZERO,
                };
                if time > Millis::secs(90) {
                    faults.insert(format!("{} for {cautions:?}: {time}", routine.slug));
                }
            }
        }
    }
    assert_none(&faults);
    let neck = person_with(Cautions::of(&[Caution::Neck]));
    let core = session_of(routine("core-stability").unwrap(), &neck).swaps;
    assert!(core.contains(&Swap::Instead(PoseId::HeelSlides)), "{core:?}");
}

#[test]
fn legs_come_down_and_nobody_turns_who_lies_on_a_side_already() {
    let said = |slug: &str, cautions: &[Caution]| {
        let routine = routine(slug).unwrap();
        let person = person_with(Cautions::of(cautions));
        let timeline = compile(routine, &session_of(routine, &person)).unwrap();
        lines(&timeline).into_iter().map(|(_, line)| line).collect::<Vec<_>>()
    };
    for (slug, down) in [
        ("flare-gentle", Line::FeetOffChair),
        ("evening-wind-down", Line::FeetOffChair),
        ("core-stability", Line::FeetDown),
    ] {
        assert!(said(slug, &[]).contains(&down), "{slug}");
    }
    let pregnancy = said("pregnancy", &[Caution::Pregnancy]);
    assert!(pregnancy.contains(&Line::StayOnSide));
    assert!(!pregnancy.contains(&Line::SetUp(PoseId::SideLyingRest, None)));
    assert_eq!(pregnancy.last(), Some(&Line::End(Ending::OnSide, Rise::ByChair)));
    let turns = pregnancy.iter().filter(|line| matches!(line, Line::OtherSide(PoseId::Clam, _)));
    assert_eq!(turns.count(), 1);
}

/// Where one turns over next, the words for that pose say how. To come back first would be to turn twice.
#[test]
fn nobody_comes_back_to_where_they_started_before_they_turn_over() {
    let (mut faults, mut count) = (BTreeSet::new(), 0);
    for_every_session(&singles(), |_, timeline, _, place| {
        for (at, _) in
            lines(timeline).into_iter().filter(|(_, line)| matches!(line, Line::ComeOut(..)))
        {
            let index = timeline.segment_index_at(at);
            let from = timeline.segments[index].pose;
            count += 1;
            let position = from.pose().position;
            if let Some(next) = timeline.segments.get(index + 1)
                && (position == Position::SideLying
                    || position == Position::Prone && turns(from, next.pose))
            {
                faults.insert(format!("{place}: {from:?} to {:?} at {at}", next.pose));
            }
        }
    });
    assert_none(&faults);
    assert!(count > 100, "{count}");
    // Nobody gets up, or lies down, with one foot in front.
    let morning = routine("morning-mobility").unwrap();
    let timeline =
        compile(morning, &session_of(morning, &person_with(Cautions::default()))).unwrap();
    let lunge = timeline.segments.iter().rfind(|it| it.pose == PoseId::HipFlexorLunge).unwrap();
    let said = lines(&timeline);
    assert!(
        said.iter().any(|(at, line)| matches!(line, Line::ComeOut(..))
            && (lunge.start..lunge.end()).contains(at))
    );
}

/// What is repeated is kept going, and what is held is not.
#[test]
fn half_way_through_a_hold_one_stays() {
    let half_way = |slug: &str, pose: PoseId| {
        let routine = routine(slug).unwrap();
        let timeline = compile(routine, &session_of(routine, &Settings::default())).unwrap();
        let in_pose = |at| timeline.segments[timeline.segment_index_at(at)].pose == pose;
        let said = lines(&timeline).into_iter().filter(|(at, _)| in_pose(*at));
        let words = said.map(|(_, line)| i18n::line(line));
        words.filter(|words| words.starts_with("Halfway")).collect::<Vec<_>>()
    };
    assert_eq!(half_way("evening-wind-down", PoseId::ButterflyReclined), ["Halfway. Stay there."]);
    assert_eq!(half_way("evening-wind-down", PoseId::KneeRolls), ["Halfway. Keep going."]);
    let twist = half_way("evening-wind-down", PoseId::SupineTwist);
    assert_eq!(twist, ["Halfway. Same side."; 2]);
}

#[test]
fn the_first_of_two_sides_is_left_by_the_way_to_the_second() {
    let mut faults = BTreeSet::new();
    for_every_session(&singles(), |_, timeline, _, place| {
        for pair in lines(timeline).windows(2) {
            if let [(_, Line::ComeOut(..)), (at, Line::OtherSide(pose, _))] = pair {
                faults.insert(format!("{place}: {pose:?} at {at}"));
            }
        }
    });
    assert_none(&faults);
}

/// Two steps with one move are one to the person: half of it is done between them, and not in the middle of each.
#[test]
fn a_move_that_stands_in_for_two_steps_is_half_done_between_them() {
    let (mut faults, mut count) = (BTreeSet::new(), 0);
    for_every_session(&singles(), |_, timeline, _, place| {
        let moves = |segment: &Segment| matches!(segment.kind, SegmentKind::Move { .. });
        let works: Vec<_> = timeline.segments.iter().filter(|it| it.is_work()).collect();
        let is_set_up = |from: &Segment, to: &Segment| {
            lines(timeline).into_iter().any(|(at, line)| {
                matches!(line, Line::SetUp(..) | Line::OtherSide(..))
                    && (from.end()..to.start).contains(&at)
            })
        };
        let goes_on = |one: &&Segment, next: &&Segment| {
            one.pose == next.pose && moves(one) && moves(next) && !is_set_up(one, next)
        };
        for parts in works.chunk_by(goes_on).filter(|parts| parts.len() > 1) {
            let span = parts[0].start..parts.last().unwrap().end();
            let halves = timeline.cues.iter().filter(|cue| cue.kind == CueKind::HalfWay);
            let halves: Vec<_> = halves.map(|cue| cue.at).filter(|at| span.contains(at)).collect();
            let expected = if let [first, _] = parts { vec![first.end()] } else { Vec::new() };
            if halves != expected {
                faults.insert(format!("{place}: {:?} at {}", parts[0].pose, span.start));
            }
            count += 1;
        }
    });
    assert_none(&faults);
    assert!(count > 20, "{count}");
}
