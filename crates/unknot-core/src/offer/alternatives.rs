//! The small offers beside the main one: what it is not, as far as that suits the person as well.

use super::{Offer, offer};
use crate::adaptation::{done, swaps};
use crate::domain::catalog::is_same;
use crate::domain::pose::Position;
use crate::domain::routine::{Routine, RoutineKind};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;

/// The usual length of something shorter. Our own choice.
const SHORT: Millis = Millis::minutes(5);
/// By how much something is shorter or longer, at least. Our own choice.
const LEAST_DIFFERENCE: Millis = Millis::minutes(2);
/// By how much something is longer, at most. Our own choice.
const MORE: Millis = Millis::minutes(5);
/// How many others there are at least, if so many suit.
const LEAST: usize = 2;
/// What others are looked for: something elsewhere, shorter, longer, and of the other kind.
const SOUGHT: usize = 4;
/// The most others that there are.
pub const MOST_OTHERS: usize = if SOUGHT > LEAST { SOUGHT } else { LEAST };

/// What another offer is that the main one is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It is two minutes shorter, or more.
    Shorter,
    /// It is two to five minutes longer.
    Longer,
    /// More than three quarters of it are done sitting.
    Sitting,
    /// More than three quarters of it are done lying.
    Lying,
    /// It is movement.
    Moving,
    /// It is a meditation or breathing.
    Quiet,
    /// It is none of these, but another routine.
    Another,
}

/// An offer beside the main one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Other {
    /// What it is that the main one is not.
    pub how: How,
    /// The offer.
    pub offer: Offer,
}

impl Other {
    /// An offer beside a main one: what it is that the main one is not, by kind, posture and length.
    pub fn beside(main: Offer, offer: Offer, person: &Settings) -> Self {
        let is_new = |how: &How| is(*how, offer.routine, person) && !is(*how, main.routine, person);
        let by_routine =
            [How::Moving, How::Quiet, How::Sitting, How::Lying].into_iter().find(is_new);
        let (own, mains) = (offer.length(), main.length());
        let how = by_routine.unwrap_or(match () {
            () if own + LEAST_DIFFERENCE <= mains => How::Shorter,
            () if mains + LEAST_DIFFERENCE <= own => How::Longer,
            () => How::Another,
        });
        Self { how, offer }
    }
}

/// What the others are chosen from.
pub(super) struct Beside<'a> {
    /// The main offer.
    pub(super) main: Offer,
    /// The candidates of its kind, best first.
    pub(super) same: &'a [&'static Routine],
    /// The candidates of the other kind, best first.
    pub(super) other: &'a [&'static Routine],
    /// The usual length.
    pub(super) most: Millis,
    /// Whether nobody minds being offered a routine unasked.
    pub(super) is_welcome: &'a dyn Fn(&Routine) -> bool,
    /// For whom they are.
    pub(super) person: &'a Settings,
}

impl Beside<'_> {
    /// Something shorter and something longer of the kind of the main offer, the same sitting or else
    /// lying, and something of the other kind, as far as there is any. If these are too few, the next
    /// best.
    pub(super) fn others(&self) -> Vec<Other> {
        let elsewhere: &[How] = if self.is_main(How::Sitting) {
            &[How::Lying]
        } else if self.is_main(How::Lying) {
            &[How::Sitting]
        } else {
            &[How::Sitting, How::Lying]
        };
        let of_other_kind = if self.is_main(How::Moving) { How::Quiet } else { How::Moving };
        let mut others = Vec::new();
        // Few sessions are done sitting, so that one is chosen before another place could take it.
        let sought: [&[How]; SOUGHT] =
            [elsewhere, &[How::Shorter], &[How::Longer], &[of_other_kind]];
        for hows in sought {
            let found = hows.iter().find_map(|how| self.first(*how, &others));
            others.extend(found);
        }
        while others.len() < LEAST
            && let Some(next) = self.first(How::Another, &others)
        {
            others.push(next);
        }
        others.sort_by_key(|other| other.how);
        others
    }

    fn is_main(&self, how: How) -> bool {
        is(how, self.main.routine, self.person)
    }

    /// The best one that is not there yet.
    fn first(&self, how: How, others: &[Other]) -> Option<Other> {
        let is_new = |offer: &Offer| {
            let shown = others.iter().map(|other| other.offer).chain([self.main]);
            shown.into_iter().all(|shown| !is_same(shown.routine, offer.routine))
        };
        let offer = self.candidates(how).into_iter().find(is_new)?;
        Some(Other { how, offer })
    }

    /// The candidates for another offer, best first.
    fn candidates(&self, how: How) -> Vec<Offer> {
        let main = self.main.length();
        match how {
            How::Shorter => {
                let shorter = main.saturating_sub(LEAST_DIFFERENCE);
                let mut short = self.between(Millis::ZERO, shorter.min(SHORT));
                short.extend(self.between(Millis::ZERO, shorter));
                short
            }
            How::Longer => self.between(main + LEAST_DIFFERENCE, main + MORE),
            How::Sitting | How::Lying => {
                let suits = |routine: &&Routine| is(how, routine, self.person);
                self.welcome().filter(suits).map(|routine| offer(routine, main)).collect()
            }
            How::Moving | How::Quiet => {
                self.other.iter().map(|routine| offer(routine, self.most)).collect()
            }
            How::Another => self.same.iter().map(|routine| offer(routine, self.most)).collect(),
        }
    }

    /// The candidates of the same kind that can be so long, at the longest such length.
    fn between(&self, least: Millis, most: Millis) -> Vec<Offer> {
        let at_length = |routine: &'static Routine| {
            let fits = |length: &Millis| (least..=most).contains(length);
            let length = routine.lengths().into_iter().rfind(fits)?;
            Some(Offer { routine, length: (length != routine.length()).then_some(length) })
        };
        self.welcome().filter_map(at_length).collect()
    }

    fn welcome(&self) -> impl Iterator<Item = &'static Routine> {
        self.same.iter().copied().filter(|routine| (self.is_welcome)(routine))
    }
}

/// Whether a routine is something by its kind, or by how the person is in most of its steps. Of what
/// depends on the main offer nothing is.
fn is(how: How, routine: &Routine, person: &Settings) -> bool {
    let most_are = |is_so: fn(Position) -> bool| {
        let steps = routine.steps.iter().zip(swaps(routine, person));
        let so =
            steps.filter(|(step, swap)| is_so(done(routine, step, *swap, person).pose().position));
        so.count() * 4 > routine.steps.len() * 3
    };
    match how {
        How::Moving => routine.kind == RoutineKind::Movement,
        How::Quiet => routine.kind != RoutineKind::Movement,
        How::Sitting => most_are(|position| position == Position::Seated),
        How::Lying => most_are(|position| {
            matches!(position, Position::Supine | Position::Prone | Position::SideLying)
        }),
        How::Shorter | How::Longer | How::Another => false,
    }
}
