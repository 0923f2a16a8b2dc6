//! Today: one session with one Start, the ways out for a bad moment and a bad spell, and the week.

use leptos::prelude::*;

use crate::components::about_you_card::AboutYouCard;
use crate::components::figure::StillFigure;
use crate::components::resume_card::ResumeCard;
use crate::components::routine_card::{about, minutes};
use crate::components::title::Title;
use crate::components::week_card::WeekCard;
use crate::route::Route;
use crate::services::daily_offer::{FOR_A_BAD_MOMENT, time_of_day};
use crate::services::dates;
use crate::state::{
    LoadState, use_assets, use_clock, use_history, use_navigation, use_session, use_settings,
};
use unknot_core::care::flare_sessions;
use unknot_core::domain::catalog;
use unknot_core::domain::flare::Pace;
use unknot_core::domain::routine::{Routine, RoutineKind, TimeOfDay};
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, fill, text};

/// What Today offers: a routine, and its length if that is not the routine's own.
#[derive(Clone, Copy)]
struct Offer {
    routine: &'static Routine,
    length: Option<Millis>,
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.routine, other.routine) && self.length == other.length
    }
}

/// The start page.
#[component]
pub(crate) fn Today() -> impl IntoView {
    let (assets, clock, history) = (use_assets(), use_clock(), use_history());
    let (session, settings) = (use_session(), use_settings());
    let time = Memo::new(move |_| time_of_day(clock.now()));
    let day = Memo::new(move |_| clock.today());
    let pace = Memo::new(move |_| history.flare().map(|flare| flare.pace));
    let offer = Memo::new(move |_| {
        // What suits a flare may be in the library.
        assets.library();
        let gentle =
            pace.get().and_then(|pace| settings.with(|person| flare_sessions(pace, person).next()));
        match gentle {
            Some((routine, length)) => Offer { routine, length: Some(length) },
            None => Offer { routine: session.routine_for(time.get()), length: None },
        }
    });
    // Prepares the player while the person reads, so that a tap on Start sounds at once. Another day or time of day is
    // practised in other words and from the other side, even if the offer is the same.
    Effect::new(move || {
        day.track();
        time.track();
        let Offer { routine, length } = offer.get();
        session.prepare(routine, length);
    });
    let greeting = move || {
        let greeting = text(match time.get() {
            TimeOfDay::Morning => Key::TodayMorning,
            TimeOfDay::Day => Key::TodayAfternoon,
            TimeOfDay::Evening => Key::TodayEvening,
        });
        format!("{greeting} · {}", dates::long_day(day.get()))
    };
    let headline = Memo::new(move |_| {
        text(match (pace.get(), offer.get().routine.kind) {
            (Some(_), _) => Key::TodayHeadlineFlare,
            (None, RoutineKind::Movement) => Key::TodayHeadlineMove,
            (None, _) => Key::TodayHeadlineCalm,
        })
    });
    let is_loaded = Memo::new(move |_| assets.library() == LoadState::Loaded);
    let knows_nothing = settings.select(|settings| !settings.asked && settings.cautions.is_empty());
    view! {
        <p class="soft today__date">{greeting}</p>
        {move || view! { <Title heading=headline.get()/> }}
        <Show when=move || history.has_practised_on(day.get())>
            <p class="soft">{text(Key::TodayDone)}</p>
        </Show>
        <ResumeCard/>
        {move || view! { <OfferCard offer=offer.get()/> }}
        <Show
            when=move || pace.get().is_none()
            fallback=|| {
                view! {
                    <a class="chip" href=Route::Flare.href()>
                        {text(Key::TodayFlareMore)}
                    </a>
                }
            }
        >
            <BadMoment/>
            <FlareButton/>
        </Show>
        // The words of what follows come with the library.
        <Show when=move || is_loaded.get() && knows_nothing.get()>
            <AboutYouCard/>
        </Show>
        <Show when=move || is_loaded.get()>
            <WeekCard/>
        </Show>
    }
}

/// The routine of the day.
#[component]
fn OfferCard(offer: Offer) -> impl IntoView {
    let session = use_session();
    let Offer { routine, length } = offer;
    view! {
        <section class="card offer">
            <div class="offer__picture" aria-hidden="true">
                <StillFigure pose=routine.emblem/>
            </div>
            <h2>{i18n::routine_name(&routine.slug)}</h2>
            <p class="soft">{about(routine, length)}</p>
            <button
                class="button button--main"
                on:click=move |_| session.start_routine(routine, length)
            >
                {text(Key::TodayStart)}
            </button>
            <a class="link" href=Route::Routine(routine.slug.to_string()).href()>
                {text(Key::TodayDetails)}
            </a>
        </section>
    }
}

/// Three minutes of breathing, one tap away.
#[component]
fn BadMoment() -> impl IntoView {
    let session = use_session();
    catalog::routine(FOR_A_BAD_MOMENT).map(|routine| {
        let label = fill(Key::TodayBadDay, &[("length", &minutes(routine.length()))]);
        view! {
            <button class="chip" on:click=move |_| session.start_routine(routine, None)>
                {label}
            </button>
        }
    })
}

/// One tap, and from now on Today is gentle.
#[component]
fn FlareButton() -> impl IntoView {
    let (history, navigation) = (use_history(), use_navigation());
    let begin_flare = move |_| {
        history.note_flare(Some(Pace::Rest));
        navigation.go(&Route::Flare);
    };
    view! {
        <button class="chip" on:click=begin_flare>
            {text(Key::TodayFlare)}
        </button>
    }
}
