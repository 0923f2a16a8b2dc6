//! One session for a flare, wherever the person is.

use crate::adaptation::flare_sessions;
use crate::domain::caution::Caution;
use crate::domain::flare::Pace;
use crate::domain::routine::{Place, Routine};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;

/// The places in which a session of this pace begins that suits the person: a chair, the bed, or the floor if they can reach
/// it.
pub fn flare_places(pace: Pace, person: &Settings) -> Vec<Place> {
    let can_reach = |place: &Place| *place != Place::Floor || !person.cautions.has(Caution::Floor);
    let places = [Place::Chair, Place::Bed, Place::Floor].into_iter().filter(can_reach);
    places.filter(|place| flare_session_in(*place, pace, person).is_some()).collect()
}

/// The first session of this pace that suits the person and begins in this place, and its length.
pub fn flare_session_in(
    start: Place,
    pace: Pace,
    person: &Settings,
) -> Option<(&'static Routine, Millis)> {
    flare_sessions(pace, person).find(|(routine, _)| begins_in(routine, start))
}

/// A routine that can be done in several places is drawn and told for one of them.
fn begins_in(routine: &Routine, place: Place) -> bool {
    let is_low = routine.steps.first().is_some_and(|step| step.pose.is_low());
    routine.places.contains(&place) && is_low == (place != Place::Chair)
}
