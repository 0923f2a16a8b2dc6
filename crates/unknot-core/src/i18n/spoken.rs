//! What is spoken in a session: each line, and the parts of which it is made.

use super::{Key, on_side, pose, pose_on_side, text, wordings};
use crate::content;
use crate::domain::care::{Rise, Warning};
use crate::domain::catalog::PoseId;
use crate::domain::cue::{Line, Side};
use crate::domain::ending::Ending;
use crate::domain::kit::{Kit, Thing};
use crate::domain::level::LevelChange;
use crate::domain::pose::Sides;
use crate::domain::turn::Turn;

/// The text of a line.
pub fn line(line: Line) -> String {
    parts(line).join(" ")
}

/// The parts of a line, each of which is one clip of the voice. The name of a pose is a part of its
/// own, because several lines share it.
pub fn parts(line: Line) -> Vec<String> {
    let keys: &[Key] = match line {
        Line::Prepare => &[Key::SpokenPrepare],
        Line::PrepareToMove(kit) => return vec![prepared(kit), instruction(Line::StopRule)],
        Line::StandUp => &[Key::SpokenStandUp],
        Line::SitDown => &[Key::SpokenSitDown],
        Line::FaceChair => &[Key::SpokenFaceChair],
        Line::FeetDown => &[Key::SpokenFeetDown],
        Line::FeetOffChair => &[Key::SpokenFeetOffChair],
        Line::StrapOff => &[Key::SpokenStrapOff],
        Line::StayOnSide => &[Key::SpokenStayOnSide],
        Line::Rest => &[Key::SpokenRest],
        Line::GoesOn(wording) => &[goes_on(wording)],
        Line::BreatheAlong => &[Key::SpokenBreatheAlong],
        Line::HalfWay => &[Key::SpokenHalfWay],
        Line::HalfWayOfHold => &[Key::SpokenHalfWayOfHold],
        Line::HalfWayOnSide => &[Key::SpokenHalfWayOnSide],
        Line::Again => &[Key::SpokenAgain],
        Line::BreatheIn => &[Key::SpokenBreatheIn],
        Line::BreatheOut => &[Key::SpokenBreatheOut],
        Line::End(ending, rise) => {
            let rising = rising(rise).filter(|_| ending != Ending::Up);
            return [Some(closing(ending)), rising]
                .into_iter()
                .flatten()
                .map(|key| text(key).to_owned())
                .collect();
        }
        Line::SetUp(id, on) => {
            return vec![format!("{}.", pose_on_side(id, on)), instruction(line)];
        }
        Line::ChangeLevel(change) => {
            // Somebody who reads sees when they are steady.
            let hold_on = change.is_to_feet().then(|| text(Key::SpokenHoldOn).to_owned());
            return [Some(instruction(line)), hold_on].into_iter().flatten().collect();
        }
        Line::StopRule
        | Line::Warning(_)
        | Line::MayStop
        | Line::Turn(_)
        | Line::OtherSide(..)
        | Line::Action(..)
        | Line::ComeOut(..)
        | Line::Guide(..) => {
            return vec![instruction(line)];
        }
    };
    keys.iter().map(|key| text(*key).to_owned()).collect()
}

/// The instruction in a line, without the name of the pose or a greeting. Empty for lines that
/// aren't about a pose, guidance or a warning.
pub fn instruction(line: Line) -> String {
    let text = match line {
        Line::SetUp(id, on) => return on_side(pose(id).setup, on),
        Line::OtherSide(id, on) => return on_side(pose(id).then, Some(on)),
        Line::Action(id, on) => return on_side(pose(id).action, on),
        Line::ComeOut(id, _) if pose(id).out.is_empty() => text(Key::SpokenEaseOut),
        Line::ComeOut(id, on) => return on_side(pose(id).out, on),
        // The rule when to stop is shown later.
        Line::PrepareToMove(kit) if !kit.is_empty() => return prepared(kit),
        Line::PrepareToMove(_) | Line::StopRule => text(Key::SpokenStopRule),
        Line::Warning(warning) => text(warned(warning)),
        Line::MayStop => text(Key::SpokenMayStop),
        Line::StandUp => text(Key::SpokenStandUp),
        Line::SitDown => text(Key::SpokenSitDown),
        Line::FaceChair => text(Key::SpokenFaceChair),
        Line::FeetDown => text(Key::SpokenFeetDown),
        Line::FeetOffChair => text(Key::SpokenFeetOffChair),
        Line::StrapOff => text(Key::SpokenStrapOff),
        Line::StayOnSide => text(Key::SpokenStayOnSide),
        Line::ChangeLevel(change) => text(match change {
            LevelChange::UpFromBack => Key::SpokenUpFromBack,
            LevelChange::UpFromFront => Key::SpokenUpFromFront,
            LevelChange::UpFromKnees => Key::SpokenUpFromKnees,
            LevelChange::UpToSit => Key::SpokenUpToSit,
            LevelChange::DownToKnees => Key::SpokenDownToKnees,
            LevelChange::DownToKneeling => Key::SpokenDownToKneeling,
            LevelChange::DownToFront => Key::SpokenDownToFront,
            LevelChange::DownToBack => Key::SpokenDownToBack,
        }),
        Line::Turn(turn) => text(turned(turn)),
        Line::Guide(line, wording) => {
            let wordings = wordings(line);
            let count = wordings.len().max(1);
            wordings.get(usize::from(wording) % count).copied().unwrap_or_default()
        }
        _ => "",
    };
    text.to_owned()
}

fn turned(turn: Turn) -> Key {
    match turn {
        Turn::UpFromSide => Key::SpokenTurnUpFromSide,
        Turn::UpFromBack => Key::SpokenTurnUpFromBack,
        Turn::UpFromFront => Key::SpokenTurnUpFromFront,
        Turn::OntoFront => Key::SpokenTurnOntoFront,
        Turn::DownToFront => Key::SpokenTurnDownToFront,
        Turn::OverFromFront => Key::SpokenTurnOverFromFront,
        Turn::DownFromKnees => Key::SpokenTurnDownFromKnees,
        Turn::DownToSide => Key::SpokenTurnDownToSide,
        Turn::OntoBack => Key::SpokenTurnOntoBack,
        Turn::ToChair => Key::SpokenTurnToChair,
    }
}

fn warned(warning: Warning) -> Key {
    match warning {
        Warning::Pregnancy => Key::SpokenWarnPregnancy,
        Warning::Dizzy => Key::SpokenWarnDizzy,
        Warning::Breath => Key::SpokenWarnBreath,
    }
}

fn goes_on(wording: u8) -> Key {
    match wording % Line::GOES_ON {
        0 => Key::SpokenGoesOnBreathe,
        1 => Key::SpokenGoesOnRelax,
        _ => Key::SpokenGoesOnStay,
    }
}

fn closing(ending: Ending) -> Key {
    match ending {
        Ending::Up => Key::SpokenEndUp,
        Ending::OnBack => Key::SpokenEndOnBack,
        Ending::OnSide => Key::SpokenEndOnSide,
        Ending::OnFront => Key::SpokenEndOnFront,
    }
}

fn rising(rise: Rise) -> Option<Key> {
    match rise {
        Rise::Own => None,
        Rise::ByChair => Some(Key::SpokenRiseByChair),
        Rise::WithHelp => Some(Key::SpokenRiseWithHelp),
    }
}

/// What to have near, or that the session begins if nothing is needed.
fn prepared(kit: Kit) -> String {
    let mut things = kit.things().map(|thing| {
        text(match thing {
            Thing::Chair => Key::SpokenKitChair,
            Thing::Strap => Key::SpokenKitStrap,
            Thing::Pillow => Key::SpokenKitPillow,
            Thing::KneePad => Key::SpokenKitKneePad,
        })
    });
    let Some(last) = things.next_back() else { return text(Key::SpokenPrepareToMove).to_owned() };
    let first: Vec<_> = things.collect();
    let all = match &*first {
        [] => last.to_owned(),
        first => {
            text(Key::SpokenKitList).replace("{first}", &first.join(", ")).replace("{last}", last)
        }
    };
    text(Key::SpokenKit).replace("{things}", &all)
}

/// All parts of all lines, sorted and without duplicates.
pub fn all_parts() -> Vec<String> {
    const PLAIN: [Line; 18] = [
        Line::Prepare,
        Line::MayStop,
        Line::StandUp,
        Line::SitDown,
        Line::FaceChair,
        Line::FeetDown,
        Line::FeetOffChair,
        Line::StrapOff,
        Line::StayOnSide,
        Line::Rest,
        Line::BreatheAlong,
        Line::HalfWay,
        Line::HalfWayOfHold,
        Line::HalfWayOnSide,
        Line::Again,
        Line::BreatheIn,
        Line::BreatheOut,
        Line::End(Ending::Up, Rise::Own),
    ];
    let prepared = Kit::all().map(Line::PrepareToMove);
    let changes = LevelChange::ALL.map(Line::ChangeLevel);
    let turns = Turn::ALL.map(Line::Turn);
    let warnings = Warning::ALL.map(Line::Warning);
    let goes_on = (0..Line::GOES_ON).map(Line::GoesOn);
    let ends =
        Ending::ALL.into_iter().flat_map(|ending| Rise::ALL.map(|rise| Line::End(ending, rise)));
    let plain = PLAIN
        .into_iter()
        .chain(prepared)
        .chain(changes)
        .chain(turns)
        .chain(warnings)
        .chain(goes_on)
        .chain(ends);
    let mut all: Vec<String> = plain.flat_map(parts).collect();
    for &pose in PoseId::all() {
        let has_sides = pose.pose().sides == Sides::Each;
        let sides: &[Option<Side>] =
            if has_sides { &[Some(Side::Left), Some(Side::Right)] } else { &[None] };
        for &side in sides {
            let lines =
                [Line::SetUp, Line::Action, Line::ComeOut].into_iter().map(|line| line(pose, side));
            let lines = lines.chain(side.map(|side| Line::OtherSide(pose, side)));
            all.extend(lines.flat_map(parts));
        }
    }
    let guides = content::parts().flat_map(|part| part.words.guides.iter().flatten());
    all.extend(guides.map(|&text| text.to_owned()));
    all.sort_unstable();
    all.dedup();
    all
}
