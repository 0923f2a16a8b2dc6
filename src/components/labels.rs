//! The names of the categories of routines and poses, of backgrounds, and of what was done.

use unknot_core::domain::background::Background;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::pose::{Area, Basis, Position, Prop};
use unknot_core::domain::routine::{ChairUse, Hurt, Intensity, Place, Routine, RoutineKind, Swap};
use unknot_core::domain::soft::{self, Soft};
use unknot_core::i18n::{self, Key, fill, text};

/// “easy”.
pub(crate) fn intensity(intensity: Intensity) -> &'static str {
    text(match intensity {
        Intensity::VeryEasy => Key::IntensityVeryEasy,
        Intensity::Easy => Key::IntensityEasy,
        Intensity::Moderate => Key::IntensityModerate,
        Intensity::Harder => Key::IntensityHarder,
    })
}

/// “rain”.
pub(crate) fn background(background: Background) -> &'static str {
    text(match background {
        Background::Nothing => Key::SoundsBackgroundNothing,
        Background::Rain => Key::SoundsBackgroundRain,
        Background::BrownNoise => Key::SoundsBackgroundBrownNoise,
        Background::Waves => Key::SoundsBackgroundWaves,
        Background::Drone => Key::SoundsBackgroundDrone,
    })
}

/// “a sore or replaced knee, or trouble kneeling”: a box to tick.
pub(crate) fn caution(caution: Caution) -> &'static str {
    text(match caution {
        Caution::Osteoporosis => Key::CautionOsteoporosis,
        Caution::Stenosis => Key::CautionStenosis,
        Caution::Flexion => Key::CautionFlexion,
        Caution::Extension => Key::CautionExtension,
        Caution::Hip => Key::CautionHip,
        Caution::Knee => Key::CautionKnee,
        Caution::Wrist => Key::CautionWrist,
        Caution::Shoulder => Key::CautionShoulder,
        Caution::Neck => Key::CautionNeck,
        Caution::BloodPressure => Key::CautionBloodPressure,
        Caution::Glaucoma => Key::CautionGlaucoma,
        Caution::Pregnancy => Key::CautionPregnancy,
        Caution::Balance => Key::CautionBalance,
        Caution::Dizziness => Key::CautionDizziness,
        Caution::Surgery => Key::CautionSurgery,
        Caution::Reflux => Key::CautionReflux,
        Caution::Thrombosis => Key::CautionThrombosis,
        Caution::Floor => Key::CautionFloor,
        Caution::SoreHip => Key::CautionSoreHip,
        Caution::LegPain => Key::CautionLegPain,
        Caution::Lungs => Key::CautionLungs,
        Caution::Drowsy => Key::CautionDrowsy,
    })
}

/// “your knee”: what something is adapted to, or made for.
pub(crate) fn because(caution: Caution) -> &'static str {
    text(match caution {
        Caution::Osteoporosis => Key::BecauseOsteoporosis,
        Caution::Stenosis => Key::BecauseStenosis,
        Caution::Flexion => Key::BecauseFlexion,
        Caution::Extension => Key::BecauseExtension,
        Caution::Hip => Key::BecauseHip,
        Caution::Knee => Key::BecauseKnee,
        Caution::Wrist => Key::BecauseWrist,
        Caution::Shoulder => Key::BecauseShoulder,
        Caution::Neck => Key::BecauseNeck,
        Caution::BloodPressure => Key::BecauseBloodPressure,
        Caution::Glaucoma => Key::BecauseGlaucoma,
        Caution::Pregnancy => Key::BecausePregnancy,
        Caution::Balance => Key::BecauseBalance,
        Caution::Dizziness => Key::BecauseDizziness,
        Caution::Surgery => Key::BecauseSurgery,
        Caution::Reflux => Key::BecauseReflux,
        Caution::Thrombosis => Key::BecauseThrombosis,
        Caution::Floor => Key::BecauseFloor,
        Caution::SoreHip => Key::BecauseSoreHip,
        Caution::LegPain => Key::BecauseLegPain,
        Caution::Lungs => Key::BecauseLungs,
        Caution::Drowsy => Key::BecauseDrowsy,
    })
}

/// “your knee, your balance”: what a routine or a step is adapted to; empty if it is neither to a caution nor to the
/// list of what hurts.
pub(crate) fn because_all(cautions: Cautions, is_sore: bool) -> String {
    let sore = is_sore.then(|| text(Key::BecauseSore));
    let all: Vec<_> = cautions.iter().map(because).chain(sore).collect();
    all.join(", ")
}

/// “a chair (to sit on), a clear stretch of wall, a pillow”: what a routine needs; empty if nothing.
pub(crate) fn things(routine: &Routine) -> String {
    let props = Prop::ALL.into_iter().filter(|&needed| routine.needs(needed));
    let names = props.map(|needed| match needed {
        Prop::Chair => chair(&routine.chair_uses()),
        other => prop(other).to_owned(),
    });
    let soft = soft::drawn(routine).into_iter().map(|soft| {
        text(match soft {
            Soft::Pillow => Key::PropPillow,
            Soft::KneePad => Key::PropKneePad,
        })
        .to_owned()
    });
    names.chain(soft).collect::<Vec<_>>().join(", ")
}

/// “a chair (to sit on, to hold on to)”.
fn chair(uses: &[ChairUse]) -> String {
    let uses: Vec<_> = uses.iter().map(|chair_use| text(use_of(*chair_use))).collect();
    fill(Key::PropChairFor, &[("uses", &uses.join(", "))])
}

fn use_of(chair_use: ChairUse) -> Key {
    match chair_use {
        ChairUse::Sit => Key::PropChairSit,
        ChairUse::Hold => Key::PropChairHold,
        ChairUse::Load => Key::PropChairLoad,
        ChairUse::Floor => Key::PropChairFloor,
    }
}

/// “Movement”.
pub(crate) fn kind(kind: RoutineKind) -> &'static str {
    text(match kind {
        RoutineKind::Movement => Key::KindMovement,
        RoutineKind::Meditation => Key::KindMeditation,
        RoutineKind::Breathing => Key::KindBreathing,
    })
}

/// “on the floor, standing”: where a routine is done.
pub(crate) fn places(routine: &Routine) -> String {
    let places: Vec<_> = routine.places.iter().map(|&one| place(one)).collect();
    places.join(", ")
}

/// “on the floor”.
pub(crate) fn place(place: Place) -> &'static str {
    text(match place {
        Place::Floor => Key::PlaceFloor,
        Place::Chair => Key::PlaceChair,
        Place::Standing => Key::PlaceStanding,
        Place::Bed => Key::PlaceBed,
    })
}

/// “a chair”.
pub(crate) fn prop(prop: Prop) -> &'static str {
    text(match prop {
        Prop::Chair => Key::PropChair,
        Prop::Wall => Key::PropWall,
        Prop::Strap => Key::PropStrap,
        Prop::Doorway => Key::PropDoorway,
    })
}

/// “on your back”.
pub(crate) fn position(position: Position) -> &'static str {
    text(match position {
        Position::Supine => Key::PositionSupine,
        Position::Prone => Key::PositionProne,
        Position::SideLying => Key::PositionSideLying,
        Position::AllFours => Key::PositionAllFours,
        Position::Kneeling => Key::PositionKneeling,
        Position::Seated => Key::PositionSeated,
        Position::Standing => Key::PositionStanding,
    })
}

/// “low back”.
pub(crate) fn area(area: Area) -> &'static str {
    text(match area {
        Area::Neck => Key::AreaNeck,
        Area::Shoulders => Key::AreaShoulders,
        Area::Chest => Key::AreaChest,
        Area::UpperBack => Key::AreaUpperBack,
        Area::LowerBack => Key::AreaLowerBack,
        Area::SideBody => Key::AreaSideBody,
        Area::Belly => Key::AreaBelly,
        Area::Hips => Key::AreaHips,
        Area::Buttocks => Key::AreaButtocks,
        Area::Thighs => Key::AreaThighs,
        Area::Hamstrings => Key::AreaHamstrings,
        Area::Calves => Key::AreaCalves,
        Area::WholeBody => Key::AreaWholeBody,
    })
}

/// The evidence for the dose of a pose.
pub(crate) fn basis(basis: Basis) -> &'static str {
    text(match basis {
        Basis::Acsm => Key::BasisAcsm,
        Basis::AcsmStrength => Key::BasisAcsmStrength,
        Basis::Mcgill => Key::BasisMcgill,
        Basis::Mckenzie => Key::BasisMckenzie,
        Basis::Walking => Key::BasisWalking,
        Basis::Convention => Key::BasisConvention,
    })
}

/// How the session relieved a pose that hurt: “Cat and cow hurt: you took the easier way”.
pub(crate) fn hurt(hurt: Hurt) -> String {
    let key = match hurt.swap {
        Swap::Instead(_) => Key::HurtLeftOut,
        _ => Key::HurtEased,
    };
    fill(key, &[("pose", i18n::pose(hurt.pose).name)])
}
