//! The routine of a session, and how this person practises it.

use leptos::prelude::*;
use unknot_core::adaptation;
use unknot_core::domain::catalog;
use unknot_core::domain::routine::Routine;
use unknot_core::domain::time::Millis;
use unknot_core::timeline::{Manner, Options, preparation};

use super::SessionState;
use crate::route::OF_THE_DAY;
use crate::services::daily_offer;

impl SessionState {
    /// The routine with a slug, or the routine of the day.
    pub(crate) fn routine(self, slug: &str) -> Option<&'static Routine> {
        if slug == OF_THE_DAY {
            return Some(self.daily_offer.main().routine);
        }
        catalog::routine(slug)
    }

    /// Whether looking up a slug is conclusive: either its routine is known, or the library has loaded.
    pub(crate) fn can_look_up(self, slug: &str) -> bool {
        self.assets.has_library() || self.routine(slug).is_some()
    }

    /// The length of a routine: the last one chosen for it, or its own.
    pub(crate) fn length_of(self, routine: &Routine) -> Millis {
        let chosen = self.chosen_length.get().filter(|(of, _)| of.slug == routine.slug);
        chosen.map_or_else(|| routine.length(), |(_, length)| length)
    }

    /// Chooses the length of a routine.
    pub(crate) fn choose_length(self, routine: &'static Routine, length: Millis) {
        self.chosen_length.set(Some((routine, length)));
    }

    /// How this person practises a routine now, tracking everything that this depends on.
    pub(crate) fn options(self, routine: &Routine, length: Option<Millis>) -> Options {
        let today = self.clock.today();
        let manner = self.manner(routine);
        self.settings.with(|settings| Options {
            length: length.map(|length| routine.length_near(length)),
            preparation: preparation(routine, settings.preparation, manner.care.kit),
            first_side: daily_offer::first_side(today),
            extra: Vec::new(),
            swaps: adaptation::swaps(routine, settings),
            manner,
        })
    }

    /// How this person is guided through a meditation now. The wording changes with every session.
    fn manner(self, routine: &Routine) -> Manner {
        let now = self.clock.now();
        let told = self.history.sessions_in_month(self.clock.today());
        self.settings.with(|settings| Manner {
            guidance: settings.guidance,
            silence_bells: settings.silence_bells,
            wording: u8::try_from(told % 256).unwrap_or_default(),
            time: daily_offer::time_of_day(now),
            posture: settings.posture,
            holds: adaptation::may_hold_breath(settings),
            rhythm: routine.has_own_rhythm().then_some(settings.rhythm),
            care: adaptation::care(routine, settings),
        })
    }
}
