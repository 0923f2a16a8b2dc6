//! What Today offers: a routine that suits the person, why it was chosen, and small alternatives.
//!
//! The choice depends on the day, its time, the person and what they practised on the days before, but neither on
//! chance nor on today's sessions: all through a day, the same time of day has the same offer
//! (docs/adr/0024-offer-of-the-day.md).

mod adapted;
mod alternatives;
mod candidate;
mod flare;
mod lately;
mod nearby;
mod next;
mod rotation;
mod shelves;

pub use adapted::{Adapted, adapted, adapted_sixths, why_not};
pub use alternatives::{How, MOST_OTHERS, Other};
pub use flare::{flare_places, flare_session_in};
pub use lately::{Lately, practised_on};
pub use nearby::suitable_instead;
pub use next::{Next, next};
pub use shelves::Sorted;

use crate::domain::catalog;
use crate::domain::caution::Caution;
use crate::domain::civil::CivilDay;
use crate::domain::routine::{Place, Routine, RoutineKind, RoutineSlug, TimeOfDay};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;
use alternatives::Beside;
pub use candidate::is_meant_for;
use candidate::{candidates, is_welcome, tier};

/// About as long as a session is for somebody who begins, or begins again. Our own choice.
const BEGINNING: Millis = Millis::minutes(5);
/// And for everybody else, who may choose a longer one. Our own choice.
const USUAL: Millis = Millis::minutes(10);

/// The time for which an offer is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The person's day.
    pub day: CivilDay,
    /// Its time.
    pub time: TimeOfDay,
}

/// The routines that can be chosen from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Those of a first visit, which are there from the start.
    First,
    /// All that are available.
    All,
}

impl Choice {
    fn routines(self) -> Vec<&'static Routine> {
        match self {
            Self::First => catalog::first_routines().iter().collect(),
            Self::All => catalog::routines().collect(),
        }
    }
}

/// A routine that is offered.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// The routine.
    pub routine: &'static Routine,
    /// Its length, if that is not the routine's own.
    pub length: Option<Millis>,
}

impl Offer {
    /// The length of the session.
    pub fn length(&self) -> Millis {
        self.length.unwrap_or_else(|| self.routine.length())
    }
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        catalog::is_same(self.routine, other.routine) && self.length == other.length
    }
}

/// Why a routine is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No movement suits what the person said about themselves, so it is a meditation or breathing.
    NoMovement,
    /// It was made for people with this caution.
    MadeFor(Caution),
    /// The person can't get down to the floor, and it doesn't go there.
    OffTheFloor,
    /// It is a short and easy way to begin, or to begin again.
    Beginning,
    /// The person did this routine yesterday, so it is another one.
    Yesterday(RoutineSlug),
    /// It fits this time of day best.
    Time(TimeOfDay),
    /// It is quiet: a meditation or breathing, at this time of day.
    Quiet(TimeOfDay),
    /// It is a change from the other routines.
    Change,
}

/// What Today offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Offers {
    /// The main offer.
    pub main: Offer,
    /// Why it is the main offer.
    pub reason: Reason,
    /// Two to four others: a shorter one, a longer one, one that is done sitting or lying, and one of
    /// the other kind, as far as they suit.
    pub others: Vec<Other>,
}

impl Offers {
    /// The main offer, and then the others.
    pub fn all(&self) -> impl Iterator<Item = Offer> {
        [self.main].into_iter().chain(self.others.iter().map(|other| other.offer))
    }
}

/// What to offer. `None` if there is no routine to choose from.
pub fn offers(when: When, person: &Settings, lately: &Lately, choice: Choice) -> Option<Offers> {
    offers_among(&choice.routines(), when, person, lately)
}

/// The routines of a kind that suit the person, best first. Those of a kind are movement, or meditation and breathing.
pub fn ranked(
    is_movement: bool,
    when: When,
    person: &Settings,
    lately: &Lately,
    choice: Choice,
) -> Vec<&'static Routine> {
    rank(&choice.routines(), is_movement, when, person, lately)
}

fn rank(
    routines: &[&'static Routine],
    is_movement: bool,
    when: When,
    person: &Settings,
    lately: &Lately,
) -> Vec<&'static Routine> {
    let candidates = candidates(routines, is_movement, person);
    let tier = |routine: &Routine| tier(routine, when.time, person, lately);
    rotation::order(candidates, &tier, when.day, lately)
}

fn offers_among(
    routines: &[&'static Routine],
    when: When,
    person: &Settings,
    lately: &Lately,
) -> Option<Offers> {
    let moves = rank(routines, true, when, person, lately);
    let calm = rank(routines, false, when, person, lately);
    let is_calm = moves.is_empty() || (is_calm_evening(when, lately) && !calm.is_empty());
    let (same, other) = if is_calm { (&calm, &moves) } else { (&moves, &calm) };
    // If nothing suits at all, the quietest that there is: stopping is always possible.
    let first = same.first().copied();
    let routine = first.or_else(|| routines.iter().copied().min_by_key(|it| it.intensity))?;
    let most = if lately.is_beginning() { BEGINNING } else { USUAL };
    let main = offer(routine, most);
    let is_welcome = |other: &Routine| is_welcome(other, when.time, person, lately);
    let beside = Beside { main, same, other, most, is_welcome: &is_welcome, person };
    Some(Offers {
        reason: if moves.is_empty() {
            Reason::NoMovement
        } else {
            reason(routine, when.time, person, lately)
        },
        others: beside.others(),
        main,
    })
}

/// Whether the offer is a meditation before movement: every second evening, but not for somebody
/// who begins, who has come to move their back.
fn is_calm_evening(when: When, lately: &Lately) -> bool {
    when.time == TimeOfDay::Evening
        && !lately.is_beginning()
        && when.day.epoch_days().rem_euclid(2) == 0
}

/// The offer of a routine, at most about so long.
fn offer(routine: &'static Routine, most: Millis) -> Offer {
    let length = routine.length_near(most);
    Offer { routine, length: (length < routine.length()).then_some(length) }
}

fn reason(routine: &Routine, time: TimeOfDay, person: &Settings, lately: &Lately) -> Reason {
    let made_for = routine.made_for.and(person.cautions).iter().next();
    if let Some(caution) = made_for {
        Reason::MadeFor(caution)
    } else if routine.kind != RoutineKind::Movement {
        Reason::Quiet(time)
    } else if person.cautions.has(Caution::Floor) && !routine.places.contains(&Place::Floor) {
        Reason::OffTheFloor
    } else if lately.is_beginning() {
        Reason::Beginning
    } else if let Some(slug) = lately.yesterday().find(|slug| *slug != routine.slug) {
        Reason::Yesterday(slug.to_owned().into())
    } else if routine.times.contains(&time) {
        Reason::Time(time)
    } else {
        Reason::Change
    }
}
