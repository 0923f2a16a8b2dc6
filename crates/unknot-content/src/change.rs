//! The time that it takes to get from one pose to the next (docs/content.md).

use crate::ids::PoseId;
use crate::pose::{Position, Prop};
use crate::time::Millis;

/// From the floor to standing or to a chair, or back. Enough to hear the words, and for somebody of
/// seventy who holds on to a chair.
pub const LEVEL_CHANGE: Millis = Millis::secs(28);
/// Between two of these: lying on the back, on a side, on the front, hands and knees. Also from
/// standing to a chair, and from a wall to a chair. Enough for somebody in pain; the words take most of
/// it.
pub const TURN: Millis = Millis::secs(16);
/// From lying on one side to lying on the other.
pub const ROLL_OVER: Millis = Millis::secs(14);
/// From a pose with the feet in the air or on a chair to another pose.
pub const FEET_DOWN: Millis = Millis::secs(14);
/// From a rest on a chair to standing.
pub const STAND_UP: Millis = Millis::secs(14);
/// Any other change of position, and the way to a wall or a chair to hold.
pub const OTHER: Millis = Millis::secs(10);
/// Down to the floor before the first step. There may be no preparation before it.
pub const LIE_DOWN: Millis = Millis::secs(16);

/// What the body rests on. A change from one to another takes time.
#[derive(PartialEq, Eq)]
enum Base {
    Back,
    Front,
    Side,
    Knees,
    LowSeat,
    Seat,
    Feet,
}

impl Base {
    fn of(pose: PoseId) -> Self {
        match pose.pose().position {
            Position::Supine => Self::Back,
            Position::Prone => Self::Front,
            Position::SideLying => Self::Side,
            Position::AllFours | Position::Kneeling => Self::Knees,
            Position::Seated if pose.is_low() => Self::LowSeat,
            Position::Seated => Self::Seat,
            Position::Standing => Self::Feet,
        }
    }
}

/// Whether the body turns over, gets up or gets down between two poses.
pub fn turns(from: PoseId, to: PoseId) -> bool {
    from.is_low() != to.is_low() || Base::of(from) != Base::of(to)
}

/// The least time from one pose to the next. Zero if the person needn't move to another position.
pub fn change_time(from: PoseId, to: PoseId) -> Millis {
    if from.is_low() != to.is_low() {
        return LEVEL_CHANGE;
    }
    let prop = |pose: PoseId| pose.pose().prop.filter(|prop| *prop != Prop::Strap);
    let (was, is) = (Base::of(from), Base::of(to));
    if was != is {
        let gets_up = was == Base::Seat && is == Base::Feet;
        return match from {
            PoseId::EasySeat if gets_up => STAND_UP,
            _ if gets_up => OTHER,
            _ => TURN,
        };
    }
    match (prop(from), prop(to)) {
        (Some(was), Some(is)) if is != was && to.pose().position == Position::Standing => TURN,
        (None, Some(_)) if to.pose().position == Position::Standing => OTHER,
        _ if from.has_feet_up() && from != to => FEET_DOWN,
        _ if from.pose().position != to.pose().position => OTHER,
        _ => Millis::ZERO,
    }
}

/// The least time from the first side of a pose to the second.
pub fn second_side_time(pose: PoseId) -> Millis {
    if pose.pose().position == Position::SideLying { ROLL_OVER } else { Millis::ZERO }
}
