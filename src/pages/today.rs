//! Today: one session with one Start and the reason for it, small others, something for a bad moment and for a flare, the week, and a
//! page to read.

use leptos::prelude::*;

use crate::components::about_you_card::AboutYouCard;
use crate::components::figure::StillFigure;
use crate::components::labels;
use crate::components::reading_card::ReadingCard;
use crate::components::resume_card::ResumeCard;
use crate::components::routine_card::{about, minutes, whole_minutes};
use crate::components::title::Title;
use crate::components::week_card::WeekCard;
use crate::route::Route;
use crate::services::daily_offer::{FOR_A_BAD_MOMENT, time_of_day};
use crate::services::dates;
use crate::state::{
    use_assets, use_clock, use_daily_offer, use_history, use_session, use_settings,
};
use unknot_core::domain::catalog;
use unknot_core::domain::routine::{RoutineKind, TimeOfDay};
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::offer::{How, MOST_OTHERS, Offer, Other, Reason, adapted};

/// The start page.
#[component]
pub(crate) fn Today() -> impl IntoView {
    let (assets, clock, history) = (use_assets(), use_clock(), use_history());
    let (offers, session, settings) = (use_daily_offer(), use_session(), use_settings());
    offers.open();
    let time = Memo::new(move |_| time_of_day(clock.now()));
    let day = Memo::new(move |_| clock.today());
    let is_in_flare = Memo::new(move |_| history.flare().is_some());
    session.keep_prepared(move || {
        let Offer { routine, length } = offers.main();
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
        let main = offers.main();
        let minutes = whole_minutes(main.length());
        match (is_in_flare.get(), main.routine.kind) {
            (true, _) => text(Key::TodayHeadlineFlare).to_owned(),
            (false, RoutineKind::Movement) => fill(Key::TodayHeadlineMove, &[("n", &minutes)]),
            (false, _) => fill(Key::TodayHeadlineCalm, &[("n", &minutes)]),
        }
    });
    let knows_nothing = settings.select(|settings| !settings.asked && settings.cautions.is_empty());
    let flare = move || text(if is_in_flare.get() { Key::TodayFlareMore } else { Key::TodayFlare });
    view! {
        <p class="soft today__date" prop:textContent=greeting></p>
        <Title heading=move || headline.get()/>
        <Show when=move || history.has_practised_on(day.get())>
            <p class="soft today__done">{text(Key::TodayDone)}</p>
        </Show>
        <ResumeCard/>
        <OfferCard/>
        <OtherOffers/>
        <Show when=move || !is_in_flare.get()>
            <BadMoment/>
        </Show>
        <a class="chip" href=Route::Flare.href() prop:textContent=flare></a>
        // The texts of what follows come with the library.
        <Show when=move || assets.has_library() && knows_nothing.get()>
            <AboutYouCard/>
        </Show>
        <Show when=move || assets.has_library()>
            <WeekCard/>
            <ReadingCard/>
        </Show>
    }
}

/// The main offer. The card stays in the page when the offer changes, so that Start keeps the focus. What is only known once the
/// library has come is below Start.
#[component]
fn OfferCard() -> impl IntoView {
    let (offers, session) = (use_daily_offer(), use_session());
    let pose = Memo::new(move |_| offers.main().routine.emblem);
    let about = move || about(offers.main().routine, offers.main().length());
    let why = move || offers.with(|offers| offers.reason.as_ref().map(reason).unwrap_or_default());
    let start = move |_| {
        let Offer { routine, length } = untrack(|| offers.main());
        session.start_routine(routine, length);
    };
    view! {
        <section class="card offer">
            <div class="offer__picture" aria-hidden="true">
                {move || view! { <StillFigure pose=pose.get()/> }}
            </div>
            <h2 prop:textContent=move || i18n::routine_name(&offers.main().routine.slug)></h2>
            <p class="soft" prop:textContent=about></p>
            <p class="offer__reason" prop:textContent=why></p>
            <button class="button button--main" on:click=start>
                {text(Key::TodayStart)}
            </button>
            <OfferDetails/>
        </section>
    }
}

/// What the main offer needs, how it is adapted to the person, and a link to its page.
#[component]
fn OfferDetails() -> impl IntoView {
    let (offers, settings) = (use_daily_offer(), use_settings());
    let details = move || {
        let routine = offers.main().routine;
        let things = labels::things(routine);
        let needs = (!things.is_empty()).then(|| fill(Key::TodayNeeds, &[("things", &things)]));
        let adapted = settings.with(|person| adapted(routine, person)).map(|adapted| {
            let why = labels::because_all(adapted.why, adapted.is_sore);
            let (n, of) = (adapted.moves.to_string(), adapted.of.to_string());
            fill(Key::TodayAdapted, &[("why", &why), ("n", &n), ("of", &of)])
        });
        let details: Vec<_> = adapted.into_iter().chain(needs).collect();
        details.join(" ")
    };
    view! {
        <div class="offer__more soft">
            <p prop:textContent=details></p>
            <a
                class="link"
                href=move || Route::Routine(offers.main().routine.slug.to_string()).href()
            >
                {text(Key::TodayDetails)}
            </a>
        </div>
    }
}

/// “Chosen because you can't get down to the floor.”
fn reason(reason: &Reason) -> String {
    let key = match reason {
        Reason::MadeFor(caution) => {
            return fill(Key::TodayReasonMadeFor, &[("what", labels::because(*caution))]);
        }
        Reason::Yesterday(slug) => {
            // Its name may only come with the library.
            return i18n::routine(slug).map_or_else(
                || text(Key::TodayReasonChange).to_owned(),
                |words| fill(Key::TodayReasonYesterday, &[("routine", words.name)]),
            );
        }
        Reason::NoMovement => Key::TodayReasonNoMovement,
        Reason::OffTheFloor => Key::TodayReasonFloor,
        Reason::Beginning => Key::TodayReasonBeginning,
        Reason::Time(TimeOfDay::Morning) => Key::TodayReasonMorning,
        Reason::Time(TimeOfDay::Day) => Key::TodayReasonDay,
        Reason::Time(TimeOfDay::Evening) => Key::TodayReasonEvening,
        Reason::Quiet(TimeOfDay::Morning) => Key::TodayReasonQuietMorning,
        Reason::Quiet(TimeOfDay::Day) => Key::TodayReasonQuietDay,
        Reason::Quiet(TimeOfDay::Evening) => Key::TodayReasonQuietEvening,
        Reason::Change => Key::TodayReasonChange,
    };
    text(key).to_owned()
}

/// Small offers beside the main one: shorter, longer, sitting or lying, or of another kind.
#[component]
fn OtherOffers() -> impl IntoView {
    let others = (0..MOST_OTHERS).map(|place| view! { <OtherOffer place/> });
    view! {
        <section class="other-offers" aria-label=text(Key::TodayOthers)>
            {others.collect_view()}
        </section>
    }
}

/// One of the other offers; hidden if there are fewer. A tap starts it.
#[component]
fn OtherOffer(
    /// Its place among them.
    place: usize,
) -> impl IntoView {
    let (offers, session) = (use_daily_offer(), use_session());
    let other = move || offers.with(|offers| offers.others.get(place).copied());
    let of = move |read: fn(Other) -> String| other().map(read).unwrap_or_default();
    let how = move || of(|other| text(how(other.how)).to_owned());
    let name = move || of(|other| i18n::routine_name(&other.offer.routine.slug).to_owned());
    let about = move || {
        of(|Other { offer, .. }| {
            [minutes(offer.length()), labels::places(offer.routine)].join(" · ")
        })
    };
    let start = move |_| {
        if let Some(Other { offer: Offer { routine, length }, .. }) = untrack(other) {
            session.start_routine(routine, length);
        }
    };
    view! {
        <button class="card other-offer" hidden=move || other().is_none() on:click=start>
            <span class="other-offer__how" prop:textContent=how></span>
            <strong prop:textContent=name></strong>
            <span class="soft" prop:textContent=about></span>
        </button>
    }
}

/// “Shorter”.
fn how(how: How) -> Key {
    match how {
        How::Shorter => Key::TodayShorter,
        How::Longer => Key::TodayLonger,
        How::Sitting => Key::TodaySitting,
        How::Lying => Key::TodayLying,
        How::Moving => Key::TodayMoving,
        How::Quiet => Key::TodayQuiet,
        How::Another => Key::TodayAnother,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, empty_storage, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use unknot_core::domain::flare::Pace;
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
