//! How one comes out of a pose, and leaves or takes a chair, is said.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use support::session_of;
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::level::LevelChange;
use unknot_core::domain::pose::{Position, Sides};
use unknot_core::domain::routine::RoutineKind;
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, speaking_time};
use unknot_core::timeline::{Segment, Timeline, compile};

/// The time before the end of a hold at which the way out of it is said.
const BEFORE_THE_END: Millis = Millis::secs(6);

/// The sessions of movement, as they are for somebody without cautions.
fn sessions() -> Vec<Timeline> {
    let moves = routines().filter(|routine| routine.kind == RoutineKind::Movement);
    moves
        .map(|routine| compile(routine, &session_of(routine, &Settings::default())).unwrap())
        .collect()
}

/// What is said in a segment, and when.
fn said(timeline: &Timeline, segment: &Segment) -> Vec<(Millis, Line)> {
    let of_segment =
        timeline.cues.iter().filter(|cue| (segment.start..segment.end()).contains(&cue.at));
    of_segment
        .filter_map(|cue| match cue.kind {
            CueKind::Say(line) => Some((cue.at, line)),
            _ => None,
        })
        .collect()
}

fn is_on_chair(pose: PoseId) -> bool {
    pose.pose().position == Position::Seated && !pose.is_low()
}

fn stands(pose: PoseId) -> bool {
    pose.pose().position == Position::Standing
}

#[test]
fn every_way_out_is_said_before_the_hold_ends() {
    let mut own = 0;
    for &pose in PoseId::all() {
        own += usize::from(!i18n::pose(pose).out.is_empty());
        let sides: &[Option<Side>] = if pose.pose().sides == Sides::Each {
            &[Some(Side::Left), Some(Side::Right)]
        } else {
            &[None]
        };
        for &side in sides {
            let line = Line::ComeOut(pose, side);
            assert!(speaking_time(line) < BEFORE_THE_END, "{pose:?}: {}", i18n::line(line));
        }
    }
    assert!(own > 30, "{own}");
}

#[test]
fn who_leaves_or_takes_a_chair_is_told() {
    let (mut told, mut untold) = (0, Vec::new());
    for timeline in sessions() {
        let works: Vec<_> = timeline.segments.iter().filter(|segment| segment.is_work()).collect();
        for pair in works.windows(2) {
            let [from, to] = [pair[0].pose, pair[1].pose];
            let expected = match () {
                () if is_on_chair(from) && stands(to) => Line::StandUp,
                () if stands(from) && is_on_chair(to) => Line::SitDown,
                () => continue,
            };
            let between = timeline
                .segments
                .iter()
                .filter(|it| it.start >= pair[0].end() && it.start < pair[1].start);
            let lines = between.flat_map(|segment| said(&timeline, segment));
            if lines.map(|(_, line)| line).any(|line| line == expected) {
                told += 1;
            } else {
                untold.push((timeline.routine.to_string(), to));
            }
        }
    }
    assert!(told >= 12, "{told}");
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn who_sits_on_a_chair_stands_up_and_turns_before_going_down() {
    let timeline = compile(
        routine("leg-pain").unwrap(),
        &session_of(routine("leg-pain").unwrap(), &Settings::default()),
    )
    .unwrap();
    let lines: Vec<_> =
        timeline.segments.iter().flat_map(|segment| said(&timeline, segment)).collect();
    let down = lines
        .iter()
        .position(|(_, line)| matches!(line, Line::ChangeLevel(change) if change.is_down()));
    let (at, before) = lines[down.unwrap() - 1];
    assert_eq!(before, Line::FaceChair);
    assert!(at + speaking_time(before) <= lines[down.unwrap()].0);
    // In pregnancy there is more time for it.
    let pregnancy = routine("pregnancy").unwrap();
    let timeline = compile(pregnancy, &session_of(pregnancy, &Settings::default())).unwrap();
    let lines: Vec<_> =
        timeline.segments.iter().flat_map(|segment| said(&timeline, segment)).collect();
    let faces = lines.iter().position(|(_, line)| *line == Line::FaceChair).unwrap();
    assert_eq!(lines[faces + 1].0 - lines[faces].0, Millis::secs(8));
}

#[test]
fn a_pose_on_another_level_is_named_last() {
    let mut changes = 0;
    for timeline in sessions() {
        for segment in &timeline.segments {
            let lines = said(&timeline, segment);
            let is_change = |(_, line): &(Millis, Line)| matches!(line, Line::ChangeLevel(change) if *change != LevelChange::UpToSit);
            if !lines.iter().any(is_change) {
                continue;
            }
            let set_up = lines.iter().find(|(_, line)| matches!(line, Line::SetUp(..))).unwrap();
            let words: u64 = lines
                .iter()
                .filter(|(at, _)| *at >= set_up.0)
                .map(|(_, line)| u64::from(speaking_time(*line).0))
                .sum();
            // The longer one of two sides has this time, and what has to be brought.
            let left = segment.end() - set_up.0;
            assert!(
                u64::from(left.0) <= words + 6_500,
                "{} {:?}: {left:?}",
                timeline.routine,
                segment.pose
            );
            changes += 1;
        }
    }
    assert!(changes > 10, "{changes}");
}
