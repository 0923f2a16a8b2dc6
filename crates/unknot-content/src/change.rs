//! The time that it takes to get from one pose to the next (docs/content.md).

use crate::ids::PoseId;
use crate::pose::{Position, Prop};
use crate::time::Millis;

/// From the floor to one's feet or a chair, or back: time for the words and for somebody of seventy with a chair to hold.
pub const LEVEL_CHANGE: Millis = Millis::secs(28);
/// From lying on the back, a side or the front or from hands and knees to another of these; from standing to a chair; from a
/// wall to a chair. For somebody in pain, most of whose time goes into the words.
pub const TURN: Millis = Millis::secs(16);
/// From one side onto the other.
pub const ROLL_OVER: Millis = Millis::secs(14);
/// From feet in the air or on a chair to another pose.
pub const FEET_DOWN: Millis = Millis::secs(14);
/// From a rest on a chair to one's feet.
pub const STAND_UP: Millis = Millis::secs(14);
/// To any other position, or to a wall or a chair to hold.
pub const OTHER: Millis = Millis::secs(10);
/// To the floor or onto it before the first step, and the preparation before it may be none.
pub const LIE_DOWN: Millis = Millis::secs(16);

/// Where the weight of the body is, as far as getting from one to another takes time.
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

/// The least time from one pose to another: none if one can go on where one is.
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

/// The least time to get to the second side of a pose that is done on one side and then on the other.
pub fn second_side_time(pose: PoseId) -> Millis {
    if pose.pose().position == Position::SideLying { ROLL_OVER } else { Millis::ZERO }
}
