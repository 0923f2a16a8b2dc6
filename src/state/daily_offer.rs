//! What Today offers to this person now, and that it doesn't change under their finger.

use leptos::prelude::*;

use super::{Assets, Clock, History, SettingsState};
use crate::platform::scheduling::Scheduled;
use crate::services::daily_offer::time_of_day;
use unknot_core::adaptation::flare_sessions;
use unknot_core::domain::catalog::{first_routines, is_same};
use unknot_core::domain::flare::Pace;
use unknot_core::domain::routine::Routine;
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::offer::{self, Choice, Lately, Next, Offer, Other, Reason, When};

/// So long after Today has opened, nobody has read its offer and tapped Start yet.
const UNREAD: Millis = Millis(400);

/// What Today offers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TodayOffers {
    /// The main offer.
    pub(crate) main: Offer,
    /// Why it is the main offer; `None` in a flare.
    pub(crate) reason: Option<Reason>,
    /// Up to four others.
    pub(crate) others: Vec<Other>,
}

/// What Today offers to this person.
///
/// Today is drawn before the library has come. Its routines are then offered at once if nobody can have read the offer
/// yet, and otherwise when Today is opened the next time.
#[derive(Clone, Copy)]
pub(crate) struct DailyOffer {
    choice: RwSignal<Choice>,
    offers: Memo<TodayOffers>,
    settings: SettingsState,
    history: History,
    clock: Clock,
    assets: Assets,
}

/// The offer of this app.
pub(crate) fn use_daily_offer() -> DailyOffer {
    expect_context()
}

impl DailyOffer {
    pub(super) fn new(
        settings: SettingsState,
        history: History,
        clock: Clock,
        assets: Assets,
    ) -> Self {
        let choice = RwSignal::new(Choice::First);
        let offers = Memo::new(move |_| {
            let day = clock.today();
            let (choice, when) = (choice.get(), When { day, time: time_of_day(clock.now()) });
            let (pace, lately) =
                history.with(|log| (log.flare().map(|flare| flare.pace), Lately::before(day, log)));
            settings.with(|person| {
                let in_flare = pace.and_then(|pace| in_flare(pace, person, choice));
                in_flare.unwrap_or_else(|| {
                    let offers = offer::offers(when, person, &lately, choice);
                    let offer::Offers { main, reason, others } =
                        offers.expect("some routines are compiled in");
                    TodayOffers { main, reason: Some(reason), others }
                })
            })
        });
        Self { choice, offers, settings, history, clock, assets }
    }

    /// Reads what Today offers now, tracking everything that this depends on.
    pub(crate) fn with<R>(self, read: impl FnOnce(&TodayOffers) -> R) -> R {
        self.offers.with(read)
    }

    /// The main offer.
    pub(crate) fn main(self) -> Offer {
        self.with(|offers| offers.main)
    }

    /// What could come after a session of a routine that is just over.
    pub(crate) fn after(self, done: &Routine) -> Next {
        let choice = if self.assets.has_library() { Choice::All } else { Choice::First };
        let day = self.clock.today();
        let when = When { day, time: time_of_day(self.clock.now()) };
        let (pace, lately, today) = self.history.with(|log| {
            let pace = log.flare().map(|flare| flare.pace);
            (pace, Lately::before(day, log), offer::practised_on(day, log))
        });
        self.settings.with(|person| match pace {
            None => offer::next(done, &today, when, person, &lately, choice),
            // In a flare one short session a day is plenty.
            Some(_) if !today.is_empty() => Next::Rest,
            Some(pace) => {
                let offers = in_flare(pace, person, choice);
                let all = offers.into_iter().flat_map(|offers| {
                    let others = offers.others.into_iter().map(|other| other.offer);
                    [offers.main].into_iter().chain(others)
                });
                let mut others = all.filter(|offer| offer.routine.slug != done.slug);
                others.next().map_or(Next::Rest, Next::Now)
            }
        })
    }

    /// To be called when Today is opened, in its component: offers all routines that are available, and those of the
    /// library also if they come before anybody can have read the offer.
    pub(crate) fn open(self) {
        let has_library = untrack(|| self.assets.has_library());
        self.choice.set(if has_library { Choice::All } else { Choice::First });
        let is_read = RwSignal::new(has_library);
        let timer = Scheduled::after(UNREAD, move || {
            // It is gone if Today is.
            let _ = is_read.try_set(true);
        });
        let timer = StoredValue::new_local(Some(timer));
        on_cleanup(move || drop(timer.try_set_value(None)));
        Effect::new(move || {
            if self.assets.has_library() && !is_read.get_untracked() {
                self.choice.set(Choice::All);
            }
        });
    }
}

/// The first sessions at a pace that suit the person; `None` if there are none.
fn in_flare(pace: Pace, person: &Settings, choice: Choice) -> Option<TodayOffers> {
    let is_available = |routine: &Routine| {
        choice == Choice::All || first_routines().iter().any(|first| is_same(first, routine))
    };
    let sessions = flare_sessions(pace, person).filter(|(routine, _)| is_available(routine));
    let mut offers = sessions.map(|(routine, length)| Offer { routine, length: Some(length) });
    let main = offers.next()?;
    let others = offers.take(2).map(|other| Other::beside(main, other, person)).collect();
    Some(TodayOffers { main, reason: None, others })
}
