//! What is said to a person in particular, by their cautions.

use super::{is_in_bed, level, swaps};
use crate::domain::care::{Care, Rise, Warning};
use crate::domain::catalog::PoseId;
use crate::domain::caution::{Caution, Cautions};
use crate::domain::ending::Ending;
use crate::domain::kit::{Kit, Thing};
use crate::domain::level::LevelChange;
use crate::domain::pose::{Position, Prop, Soft};
use crate::domain::routine::{Routine, RoutineKind};
use crate::domain::settings::Settings;

/// Cautions with which nobody kneels to get up.
const NO_KNEELING: Cautions = Cautions::of(&[Caution::Knee, Caution::Floor]);
/// More cautions with which one gets up by a chair.
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

/// What has to be near: what the poses need as this person does them, and a chair for the way to the floor and up again. A bed has a
/// pillow, and what somebody needs for one exercise alone, such as a bag to lift, its page names.
fn kit(routine: &Routine, person: &Settings, rise: Rise) -> Kit {
    if routine.kind != RoutineKind::Movement {
        return Kit::EMPTY;
    }
    let steps = routine.steps.iter().zip(swaps(routine, person));
    let poses: Vec<_> =
        steps.map(|(step, swap)| level::done(routine, step, swap, person)).collect();
    let any = |is_so: fn(PoseId) -> bool| poses.iter().any(|pose| is_so(*pose));
    let changes_level =
        poses.windows(2).any(|pair| LevelChange::between(pair[0], pair[1]).is_some());
    let ends_low = poses.last().is_some_and(|last| Ending::of(*last) != Ending::Up);
    let is_on_floor = !is_in_bed(routine);
    let is_needed = |thing: &Thing| match thing {
        Thing::Chair => {
            changes_level
                || rise != Rise::Own && ends_low
                || any(|pose| pose.pose().prop == Some(Prop::Chair))
                || any(|pose| pose.pose().position == Position::Seated && !pose.is_low())
                // Without a chair for the calves, the feet stay on the floor.
                || is_on_floor && any(|pose| pose == PoseId::ConstructiveRestCalvesUp)
        }
        Thing::Strap => any(|pose| pose.pose().prop == Some(Prop::Strap)),
        Thing::Pillow => is_on_floor && any(|pose| pose.pose().soft == Some(Soft::Pillow)),
        Thing::KneePad => any(|pose| pose.pose().soft == Some(Soft::KneePad)),
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
