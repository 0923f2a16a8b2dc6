//! Today: one session with one Start, something for a bad moment and for a flare, and the week.

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
use crate::state::{use_assets, use_clock, use_history, use_navigation, use_session, use_settings};
use unknot_core::adaptation::flare_sessions;
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
        // The sessions for a flare may only come with the library.
        assets.library();
        let gentle =
            pace.get().and_then(|pace| settings.with(|person| flare_sessions(pace, person).next()));
        match gentle {
            Some((routine, length)) => Offer { routine, length: Some(length) },
            None => Offer { routine: session.routine_for(time.get()), length: None },
        }
    });
    session.keep_prepared(move || {
        let Offer { routine, length } = offer.get();
        (routine, length)
    });
    let greeting = move || {
        let greeting = text(match time.get() {
            TimeOfDay::Morning => Key::TodayMorning,
            TimeOfDay::Day => Key::TodayAfternoon,
            TimeOfDay::Evening => Key::TodayEvening,
        });
        format!("{greeting} · {}", dates::long_day(day.get(), day.get()))
    };
    let headline = Memo::new(move |_| {
        text(match (pace.get(), offer.get().routine.kind) {
            (Some(_), _) => Key::TodayHeadlineFlare,
            (None, RoutineKind::Movement) => Key::TodayHeadlineMove,
            (None, _) => Key::TodayHeadlineCalm,
        })
    });
    let knows_nothing = settings.select(|settings| !settings.asked && settings.cautions.is_empty());
    view! {
        <p class="soft today__date" prop:textContent=greeting></p>
        <Title heading=move || headline.get()/>
        <Show when=move || history.has_practised_on(day.get())>
            <p class="soft">{text(Key::TodayDone)}</p>
        </Show>
        <ResumeCard/>
        <OfferCard offer/>
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
        // The texts of what follows come with the library.
        <Show when=move || assets.has_library() && knows_nothing.get()>
            <AboutYouCard/>
        </Show>
        <Show when=move || assets.has_library()>
            <WeekCard/>
        </Show>
    }
}

/// The routine of the day. The card stays in the page when the offer changes, so that Start keeps the focus.
#[component]
fn OfferCard(
    /// What is offered.
    #[prop(into)]
    offer: Signal<Offer>,
) -> impl IntoView {
    let session = use_session();
    let pose = Memo::new(move |_| offer.get().routine.emblem);
    let about = move || {
        let Offer { routine, length } = offer.get();
        about(routine, length)
    };
    let start = move |_| {
        let Offer { routine, length } = offer.get();
        session.start_routine(routine, length);
    };
    view! {
        <section class="card offer">
            <div class="offer__picture" aria-hidden="true">
                {move || view! { <StillFigure pose=pose.get()/> }}
            </div>
            <h2 prop:textContent=move || i18n::routine_name(&offer.get().routine.slug)></h2>
            <p class="soft" prop:textContent=about></p>
            <button class="button button--main" on:click=start>
                {text(Key::TodayStart)}
            </button>
            <a
                class="link"
                href=move || Route::Routine(offer.get().routine.slug.to_string()).href()
            >
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

/// Notes that a flare has begun, from when on Today offers gentle sessions.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, empty_storage, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    #[wasm_bindgen_test]
    async fn start_keeps_the_focus_when_the_offer_changes() {
        empty_storage().await;
        let context = RwSignal::new(None);
        let mounted = show(move || {
            provide_state_for_test();
            context.set(Some(use_history()));
            view! {
                <main>
                    <Today/>
                </main>
            }
        });
        let history = context.get_untracked().unwrap();
        let shown = || (texts("main h1").concat(), texts("main .offer h2, main .offer p").concat());
        // The heading takes the focus when the page is opened, but not afterwards.
        next_frame().await;
        next_frame().await;
        let start = elements("main .offer button")[0].clone().unchecked_into::<HtmlElement>();
        start.focus().unwrap();
        let mut before = shown();
        for pace in [Some(Pace::Rest), Some(Pace::Short), None] {
            history.note_flare(pace);
            next_frame().await;
            next_frame().await;
            assert_ne!(shown().1, before.1, "{pace:?}");
            assert_eq!(document().active_element().as_ref(), Some(start.as_ref()), "{pace:?}");
            assert!(document().title().starts_with(&shown().0), "{}", document().title());
            before = shown();
        }
        drop(mounted);
        empty_storage().await;
    }
}
