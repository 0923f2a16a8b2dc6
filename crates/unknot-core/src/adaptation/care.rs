//! What is said to a person in particular, by their cautions.

use super::{is_in_bed, level};
use crate::domain::care::{Care, Rise, Warning};
use crate::domain::caution::{Caution, Cautions};
use crate::domain::routine::Routine;
use crate::domain::settings::Settings;

/// Cautions with which nobody kneels to get up.
const NO_KNEELING: Cautions = Cautions::of(&[Caution::Knee, Caution::Floor]);

/// What a session of this routine says to this person. One warning is enough to listen to: the most important.
pub fn care(routine: &Routine, person: &Settings) -> Care {
    let has = |warning: &Warning| !person.cautions.and(warned(*warning)).is_empty();
    let rise = match person.cautions {
        _ if is_in_bed(routine) || !level::is_kept(person) => Rise::Own,
        cautions if cautions.and(NO_KNEELING).is_empty() => Rise::ByChair,
        _ => Rise::WithHelp,
    };
    Care { warning: Warning::ALL.into_iter().find(has), rise }
}

/// Who is warned.
const fn warned(warning: Warning) -> Cautions {
    match warning {
        Warning::Pregnancy => Cautions::of(&[Caution::Pregnancy]),
        Warning::Dizzy => Caution::UNSTEADY,
        Warning::Breath => Cautions::of(&[Caution::BloodPressure]),
    }
}
