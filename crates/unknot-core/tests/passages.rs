//! Getting up, getting down, and what else is between two poses: shown as what it is.

#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use support::{Device, person_with, plain, session_of};
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::level::LevelChange;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::routine::{Place, Routine};
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::session::{Doing, Engine, Input, Looks, Passage, View};
use unknot_core::timeline::{Options, SegmentKind};

const BEFORE: Millis = Millis(1);

/// A session that has started.
fn started(routine: &'static Routine, options: Options) -> Device {
    let mut device = Device::new(Engine::new(routine, options).unwrap());
    device.send(Input::Start);
    device
}

fn look(device: &mut Device, at: Millis) -> View {
    device.send(Input::Seek(at));
    device.engine.view()
}

/// Each line that is said in the session, and when.
fn lines(device: &Device) -> Vec<(Millis, Line)> {
    let cues = device.engine.timeline().cues.iter();
    cues.filter_map(|cue| match cue.kind {
        CueKind::Say(line) => Some((cue.at, line)),
        _ => None,
    })
    .collect()
}

#[test]
fn getting_up_is_shown_until_the_next_pose_is_set_up() {
    let mut device = started(routine("morning-mobility").unwrap(), plain(Millis::secs(10)));
    let lines = lines(&device);
    let at = |wanted: Line| lines.iter().find(|(_, line)| *line == wanted).unwrap().0;
    let up = at(Line::ChangeLevel(LevelChange::UpFromKnees));
    let set_up = at(Line::SetUp(PoseId::SideBend, None));
    assert_eq!(look(&mut device, up - BEFORE).passage, None);
    for at in [up, up + Millis::secs(5), set_up - BEFORE] {
        let view = look(&mut device, at);
        assert_eq!((view.passage, view.doing), (Some(Passage::Up), Doing::ChangeOver), "{at}");
        assert_eq!(view.line, Some(Line::ChangeLevel(LevelChange::UpFromKnees)));
        let next = view.next.unwrap();
        assert_eq!((next.pose, next.same_pose), (PoseId::SideBend, false));
        assert_eq!(view.left, device.engine.timeline().segments[view.segment].end() - at);
    }
    let view = look(&mut device, set_up);
    assert_eq!((view.passage, view.pose), (None, PoseId::SideBend));
    assert_eq!(view.next.unwrap().pose, PoseId::Marching);
    assert_eq!(Passage::Up.name(), "Get up");
}

/// Whatever is said about a passage is said while it is shown, in every routine and for people of all kinds.
#[test]
fn each_passage_is_shown_while_it_is_said() {
    let mut shown = [0; 4];
    let people = Caution::ALL.into_iter().map(|caution| Cautions::of(&[caution]));
    for cautions in people.chain([Cautions::default()]) {
        for routine in routines() {
            let mut device = started(routine, session_of(routine, &person_with(cautions)));
            for (at, line) in lines(&device) {
                let view = look(&mut device, at);
                let expected = match line {
                    Line::ChangeLevel(LevelChange::UpToSit) => Some(Passage::SitUp),
                    Line::ChangeLevel(change) if change.is_down() => Some(Passage::Down(change)),
                    Line::ChangeLevel(_) => Some(Passage::Up),
                    Line::StandUp => Some(Passage::StandUp),
                    Line::FeetDown | Line::FeetOffChair => {
                        let before = device.engine.timeline().segments[view.segment - 1].pose;
                        Some(Passage::FeetDown(before))
                    }
                    Line::MayStop => {
                        assert!(matches!(view.passage, Some(Passage::Down(_))), "{}", routine.slug);
                        continue;
                    }
                    // Whoever gets down at the start may still be on the way.
                    Line::SetUp(..) if view.segment == 1 => look(&mut device, Millis::ZERO).passage,
                    Line::SetUp(..) | Line::StayOnSide | Line::OtherSide(..) | Line::Action(..) => {
                        None
                    }
                    _ => continue,
                };
                assert_eq!(view.passage, expected, "{} {line:?} at {at}", routine.slug);
                if let Some(passage) = view.passage {
                    assert_eq!((view.side, view.doing), (None, Doing::ChangeOver));
                    assert_ne!(passage.name(), "");
                    let is_way = matches!(passage, Passage::Up | Passage::Down(_));
                    assert_eq!(passage.is_way(), is_way, "{passage:?}");
                    // Only a step that hurts can be followed by a seat in place of the floor.
                    shown[match passage {
                        Passage::Up | Passage::SitUp => 0,
                        Passage::Down(_) => 1,
                        Passage::StandUp => 2,
                        Passage::FeetDown(_) => 3,
                    }] += 1;
                    // Nobody who is to bring the feet down sees them in the air of another pose.
                    if let Passage::FeetDown(pose) = passage {
                        assert!(pose.has_feet_up());
                        assert_eq!(passage.looks(), Looks::Pose(pose));
                    }
                }
            }
        }
    }
    assert!(shown.iter().all(|count| *count >= 5), "{shown:?}");
}

#[test]
fn a_session_on_the_floor_begins_with_the_way_down() {
    let mut found = [0, 0];
    for routine in routines() {
        let mut device = Device::new(Engine::new(routine, plain(Millis::secs(10))).unwrap());
        let first = routine.steps[0].pose;
        let has_floor =
            routine.places.contains(&Place::Floor) && !routine.places.contains(&Place::Bed);
        let begins_down = has_floor && first.is_low();
        let ready = device.engine.view();
        assert_eq!(ready.passage.is_some(), begins_down, "{}", routine.slug);
        found[usize::from(begins_down)] += 1;
        device.send(Input::Start);
        let prepare = device.engine.timeline().segments[0];
        assert_eq!(prepare.kind, SegmentKind::Prepare);
        for at in [Millis::ZERO, prepare.end() - BEFORE] {
            let view = look(&mut device, at);
            assert_eq!((view.passage, view.doing), (ready.passage, Doing::Prepare));
            if let Some(passage) = view.passage {
                assert!(passage.words().contains("chair"), "{}", routine.slug);
                assert_eq!(view.next.unwrap().pose, first);
            }
        }
        // It goes on until the voice has said how to get into the pose, with one countdown over both.
        let lead = device.engine.timeline().segments[1];
        let set_up = lines(&device).into_iter().find_map(|(at, line)| match line {
            Line::SetUp(..) if begins_down => Some((at, line)),
            _ => None,
        });
        let Some((said, line)) = set_up else {
            assert_eq!(look(&mut device, prepare.end()).passage, None, "{}", routine.slug);
            continue;
        };
        assert_eq!((said, lead.kind), (prepare.end(), SegmentKind::ChangeOver));
        let told = said + i18n::speaking_time(line);
        for at in [Millis::ZERO, said - BEFORE, said, told - BEFORE] {
            let view = look(&mut device, at);
            assert_eq!(view.passage, ready.passage, "{} at {at}", routine.slug);
            assert_eq!((view.elapsed, view.left), (at, lead.end() - at), "{}", routine.slug);
            assert_eq!(view.next.unwrap().pose, first);
        }
        // The words are those that the voice says.
        assert_eq!(look(&mut device, said).line, Some(line));
        let view = look(&mut device, told);
        assert_eq!((view.passage, view.left), (None, lead.end() - told), "{}", routine.slug);
    }
    assert!(found.iter().all(|count| *count >= 5), "{found:?}");
}

/// It was said while the screen told the way down.
#[test]
fn somebody_who_has_lain_down_can_read_when_to_stop() {
    let routine = routine("morning-mobility").unwrap();
    let mut device = started(routine, plain(Millis::secs(10)));
    let work = *device.engine.timeline().segments.iter().find(|it| it.is_work()).unwrap();
    let time = i18n::speaking_time(Line::StopRule);
    assert!(time < work.length);
    for (at, is_shown) in [(Millis::ZERO, true), (time - BEFORE, true), (time, false)] {
        let line = look(&mut device, work.start + at).line;
        assert_eq!(line == Some(Line::StopRule), is_shown, "{at}: {line:?}");
    }
    // Whoever can't get down to the floor isn't told how.
    let person = person_with(Cautions::of(&[Caution::Floor]));
    let mut device = started(routine, session_of(routine, &person));
    assert_eq!(look(&mut device, Millis::ZERO).passage, None);
}

/// “Left side” alone can be the arm, the flank, or the way that somebody leans.
#[test]
fn sides_of_counted_moves_are_named_by_what_moves() {
    let general = [Side::Left, Side::Right].map(i18n::side);
    let mut count = 0;
    for &pose in PoseId::all() {
        if pose.pose().sides != Sides::Alternating || pose.base() == PoseId::Walking {
            continue;
        }
        let names = [Side::Left, Side::Right].map(|side| i18n::side_of(pose, side));
        assert!(names.iter().all(|name| !general.contains(name)), "{}: {names:?}", pose.slug());
        // What is said of the one side is said of the other.
        let swapped = names[0].replace("left", "*").replace("right", "left").replace('*', "right");
        assert_eq!(names[1], swapped, "{}", pose.slug());
        count += 1;
    }
    assert!(count >= 20, "{count}");
}

#[test]
fn the_way_to_a_move_that_changes_sides_knows_the_first() {
    let mut device = started(routine("morning-mobility").unwrap(), plain(Millis::secs(10)));
    let segments = device.engine.timeline().segments.clone();
    let of = |pose| segments.iter().position(|it| it.is_work() && it.pose == pose).unwrap();
    for (pose, expected) in [
        (PoseId::HeelSlides, Some(Side::Left)),
        (PoseId::GluteBridge, None),
        (PoseId::CatCow, None),
    ] {
        let work = segments[of(pose)];
        assert_eq!(look(&mut device, work.start - BEFORE).starts_on, expected, "{}", pose.slug());
        assert_eq!(look(&mut device, work.start).starts_on, None);
    }
}
