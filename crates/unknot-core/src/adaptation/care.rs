//! What is said to a person in particular, by their cautions.

use super::{is_in_bed, level, swaps};
use crate::domain::care::{Care, Rise, Warning};
use crate::domain::catalog::PoseId;
use crate::domain::caution::{Caution, Cautions};
use crate::domain::ending::Ending;
use crate::domain::kit::{Kit, Thing};
use crate::domain::level::LevelChange;
use crate::domain::pose::{Prop, Soft};
use crate::domain::routine::{Routine, RoutineKind, Step, Swap};
use crate::domain::settings::Settings;

/// Cautions with which nobody kneels to get up.
const NO_KNEELING: Cautions = Cautions::of(&[Caution::Knee, Caution::Floor]);
/// Cautions with which the floor is left by a chair, beside those of whoever is unsteady.
const BY_CHAIR: Cautions = Cautions::of(&[Caution::Pregnancy, Caution::Osteoporosis]);

/// What a session of this routine says to this person. One warning is enough to listen to: the most important.
pub fn care(routine: &Routine, person: &Settings) -> Care {
    let has = |warning: &Warning| !person.cautions.and(warned(*warning)).is_empty();
    let rise = match person.cautions {
        _ if is_in_bed(routine) => Rise::Own,
        cautions if !level::is_kept(person) && cautions.and(BY_CHAIR).is_empty() => Rise::Own,
        cautions if cautions.and(NO_KNEELING).is_empty() => Rise::ByChair,
        _ => Rise::WithHelp,
    };
    Care { warning: Warning::ALL.into_iter().find(has), rise, kit: kit(routine, person, rise) }
}

/// What has to be near: what the words of the poses ask for, as this person does them, and a chair for the way to the floor and up again.
fn kit(routine: &Routine, person: &Settings, rise: Rise) -> Kit {
    if routine.kind != RoutineKind::Movement {
        return Kit::EMPTY;
    }
    let done = |(step, swap): (&Step, Swap)| match swap {
        Swap::Keep => step.pose,
        Swap::Easier => step.pose.easier().unwrap_or(step.pose),
        Swap::Instead(pose) => pose,
    };
    let poses: Vec<_> = routine.steps.iter().zip(swaps(routine, person)).map(done).collect();
    let changes_level =
        poses.windows(2).any(|pair| LevelChange::between(pair[0], pair[1]).is_some());
    let rises =
        rise != Rise::Own && poses.last().is_some_and(|last| Ending::of(*last) != Ending::Up);
    let needs = |prop: Prop| poses.iter().any(|pose| pose.pose().prop == Some(prop));
    // Who has no chair for their calves keeps their feet on the floor.
    let rests_on_chair = !is_in_bed(routine) && poses.contains(&PoseId::ConstructiveRestCalvesUp);
    let has_soft = |soft: Soft| poses.iter().any(|pose| pose.pose().soft == Some(soft));
    let is_needed = |thing: &Thing| match thing {
        Thing::Chair => needs(Prop::Chair) || changes_level || rises || rests_on_chair,
        Thing::Strap => needs(Prop::Strap),
        // There is one in every bed.
        Thing::Pillow => has_soft(Soft::Pillow) && !is_in_bed(routine),
        Thing::KneePad => has_soft(Soft::KneePad),
    };
    Thing::ALL.into_iter().filter(is_needed).collect()
}

/// Who is warned.
const fn warned(warning: Warning) -> Cautions {
    match warning {
        Warning::Pregnancy => Cautions::of(&[Caution::Pregnancy]),
        Warning::Dizzy => Caution::UNSTEADY,
        Warning::Breath => Cautions::of(&[Caution::BloodPressure]),
    }
}
