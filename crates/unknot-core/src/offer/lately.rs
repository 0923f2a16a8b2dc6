//! What somebody practised on the days before.

use crate::domain::civil::CivilDay;
use crate::domain::routine::RoutineSlug;
use crate::history::{Log, Session, What};

/// What somebody practised on the days before a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lately {
    /// Of the [`Self::WINDOW`] days before, those with practice.
    days: usize,
    /// What was practised yesterday and on the day before, each once.
    last: [Vec<RoutineSlug>; 2],
}

impl Lately {
    /// The days that are looked at.
    pub const WINDOW: i32 = 28;
    /// From this many days with practice on, nobody begins any more. Our own choice.
    pub const REGULAR: usize = 3;

    /// What a log says about the days before `today`. Reads only those days.
    pub fn before(today: CivilDay, log: &Log) -> Self {
        let days = log.practised_days().range(today.plus(-Self::WINDOW)..today).count();
        Self { days, last: [1, 2].map(|ago| practised_on(today.plus(-ago), log)) }
    }

    /// Whether somebody begins, or begins again after some weeks: they have practised on fewer than [`Self::REGULAR`] days.
    pub fn is_beginning(&self) -> bool {
        self.days < Self::REGULAR
    }

    /// What was practised yesterday, the latest first.
    pub fn yesterday(&self) -> impl Iterator<Item = &str> {
        self.last[0].iter().map(|slug| &**slug)
    }

    /// How long ago a routine was practised: one or two days, or 3 for longer.
    pub(super) fn days_since(&self, slug: &str) -> usize {
        let last = self.last.iter().position(|slugs| slugs.iter().any(|other| other == slug));
        last.map_or(self.last.len() + 1, |place| place + 1)
    }
}

/// What was practised on a day, each routine once, the latest first.
pub fn practised_on(day: CivilDay, log: &Log) -> Vec<RoutineSlug> {
    let sessions = log.sessions_on(day).iter().filter(|session| session.counts());
    let mut slugs: Vec<RoutineSlug> = Vec::new();
    for what in sessions.map(Session::what) {
        if let What::Routine(slug) = what
            && !slugs.contains(&slug)
        {
            slugs.push(slug);
        }
    }
    slugs
}
