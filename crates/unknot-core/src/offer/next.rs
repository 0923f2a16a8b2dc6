//! What could come after a session.

use super::{Choice, Lately, Offer, When, offers};
use crate::domain::routine::{Routine, RoutineSlug, TimeOfDay};
use crate::domain::settings::Settings;

#[cfg(doc)]
use super::practised_on;

/// What could come after a session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Something else now: today has no practice yet.
    Now(Offer),
    /// What this evening offers.
    ThisEvening(Offer),
    /// A rest: today has been practised, and there is nothing else to do.
    Rest,
}

/// What could come after a session of a routine.
///
/// `today` is what was practised today ([`practised_on`]), with the session if that counts. A day that has no practice is
/// offered something else. After that the evening is left, with what Today is going to offer then, unless that has been
/// practised already: nobody is offered the same twice a day.
pub fn next(
    after: &Routine,
    today: &[RoutineSlug],
    when: When,
    person: &Settings,
    lately: &Lately,
    choice: Choice,
) -> Next {
    if today.is_empty() {
        let now = offers(when, person, lately, choice);
        let other = now.and_then(|now| now.all().find(|it| it.routine.slug != after.slug));
        return other.map_or(Next::Rest, Next::Now);
    }
    if when.time == TimeOfDay::Evening {
        return Next::Rest;
    }
    let evening = When { time: TimeOfDay::Evening, ..when };
    let evening = offers(evening, person, lately, choice).map(|evening| evening.main);
    let is_new = |offer: &Offer| !today.contains(&offer.routine.slug);
    evening.filter(is_new).map_or(Next::Rest, Next::ThisEvening)
}
