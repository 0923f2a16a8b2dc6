//! A flare: short, optional sessions, and a step-by-step way back to normal.

use leptos::prelude::*;

use crate::components::button::VanishingButton;
use crate::components::labels;
use crate::components::live_region::LiveRegion;
use crate::components::radio_group::RadioGroup;
use crate::components::routine_card::{RoutineButton, about};
use crate::components::title::Title;
use crate::route::Route;
use crate::state::{use_history, use_session, use_settings};
use unknot_core::adaptation::flare_sessions;
use unknot_core::domain::flare::Pace;
use unknot_core::domain::routine::Routine;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::offer::{Offer, flare_places, flare_session_in};

/// The page, both during a flare and outside of one.
#[component]
pub(crate) fn FlarePage() -> impl IntoView {
    let history = use_history();
    let pace = Memo::new(move |_| history.flare().map(|flare| flare.pace));
    view! {
        <Title heading=text(Key::FlareTitle)/>
        <UndoNote pace/>
        {move || match pace.get() {
            Some(pace) => view! { <InFlare pace/> }.into_any(),
            None => view! { <NoFlare/> }.into_any(),
        }}
    }
}

/// The last note about the flare, and a button to undo it.
#[component]
fn UndoNote(
    /// The current pace; `None` outside of a flare.
    #[prop(into)]
    pace: Signal<Option<Pace>>,
) -> impl IntoView {
    let history = use_history();
    let noted = move || match pace.get() {
        Some(pace) => fill(Key::FlareNoted, &[("step", text(heading(pace)))]),
        None => text(Key::FlareNotedOver).to_owned(),
    };
    view! {
        <LiveRegion>
            <Show when=move || history.last_flare_note().is_some()>
                <div class="notice">
                    <p prop:textContent=noted></p>
                    <VanishingButton
                        class="button button--quiet"
                        label=text(Key::FlareUndo)
                        focus_next="title"
                        on_press=move || history.undo_flare_note()
                    />
                </div>
            </Show>
        </LiveRegion>
    }
}

/// A button that notes how the flare is going.
#[component]
fn NoteButton(
    /// Its classes.
    #[prop(default = "button")]
    class: &'static str,
    /// Its label.
    label: Key,
    /// How much movement is all right from now on; `None` if the flare is over.
    pace: Option<Pace>,
) -> impl IntoView {
    let history = use_history();
    let note = move || history.note_flare(pace);
    view! { <VanishingButton class label=text(label) focus_next="title" on_press=note/> }
}

/// The page outside of a flare: what a flare is, and a button that begins one.
#[component]
fn NoFlare() -> impl IntoView {
    let history = use_history();
    view! {
        // Not offered right after the person has said that a flare is over.
        <Show when=move || history.last_flare_note().is_none()>
            <p>{text(Key::FlareNone)}</p>
            <SignsFirst/>
            <NoteButton
                class="button button--main"
                label=Key::FlareBegin
                pace=Some(Pace::Rest)
            />
        </Show>
        <a class="button" href=Route::Today.href()>
            {text(Key::FlareToToday)}
        </a>
    }
}

/// The page during a flare: its pace, sessions that suit it, and the next steps.
#[component]
fn InFlare(pace: Pace) -> impl IntoView {
    let step = (pace as usize + 1).to_string();
    let steps = Pace::ALL.len().to_string();
    let about = match pace {
        Pace::Rest => Key::FlareRestBody,
        Pace::Small => Key::FlareSmallBody,
        Pace::Short => Key::FlareShortBody,
    };
    view! {
        <p
            class="soft"
            prop:textContent=fill(Key::FlareStep, &[("n", &step), ("count", &steps)])
        ></p>
        <h2 prop:textContent=text(heading(pace))></h2>
        <p prop:textContent=text(about)></p>
        <SignsFirst/>
        <FlareSessions pace/>
        <p>{text(Key::FlareLead)}</p>
        <p>{text(Key::FlareTooLong)}</p>
        <h2>{text(Key::FlareHow)}</h2>
        <div class="row">
            {pace
                .next()
                .map(|next| view! { <NoteButton label=Key::FlareEasier pace=Some(next)/> })}
            {(pace != Pace::Rest)
                .then(|| view! { <NoteButton label=Key::FlareWorse pace=Some(pace.previous())/> })}
            <NoteButton label=Key::FlareOver pace=None/>
        </div>
    }
}

/// The way to the signs that need a doctor, before anything is done.
#[component]
fn SignsFirst() -> impl IntoView {
    view! {
        <section class="card card--alert">
            <p>{text(Key::FlareSigns)}</p>
            <a class="link" href=Route::Safety.href()>
                {text(Key::FlareSignsOpen)}
            </a>
        </section>
    }
}

/// One session with one Start, for where the person is, and the others of the pace that suit. Tapping one starts it.
#[component]
fn FlareSessions(pace: Pace) -> impl IntoView {
    let (session, settings) = (use_session(), use_settings());
    let places = settings.with_untracked(|person| flare_places(pace, person));
    let place = RwSignal::new(places.first().copied());
    let main = Memo::new(move |_| {
        let in_place =
            |place| settings.with(|person| flare_session_in(place, pace, person)).map(as_offer);
        place.get().and_then(in_place)
    });
    let others = settings
        .select(move |person| flare_sessions(pace, person).map(as_offer).collect::<Vec<_>>());
    let others = move || {
        let main = main.get();
        let others = others.get().into_iter();
        others.filter(|other| Some(*other) != main).collect::<Vec<_>>()
    };
    let of_main = move |read: fn(Offer) -> String| main.get().map(read).unwrap_or_default();
    let name = move || of_main(|offer| i18n::routine_name(&offer.routine.slug).to_owned());
    let facts = move || of_main(|offer| about(offer.routine, offer.length()));
    let start = move |_| {
        if let Some(Offer { routine, length }) = main.get_untracked() {
            session.start_routine(routine, length);
        }
    };
    let options = places.into_iter().map(|place| (Some(place), labels::place(place).to_owned()));
    view! {
        <RadioGroup
            name="place"
            legend=|| text(Key::TodayWhere)
            options=options.collect()
            selected=place
            on_select=move |chosen| place.set(chosen)
        />
        <div class="card">
            <strong prop:textContent=name></strong>
            <p class="soft" prop:textContent=facts></p>
            <button class="button button--main" on:click=start>
                {text(Key::TodayStart)}
            </button>
        </div>
        <h3>{text(Key::TodayOthers)}</h3>
        <ul class="list">
            <For
                each=others
                key=|offer| (&*offer.routine.slug, offer.length)
                let(offer)
            >
                <li>
                    <RoutineButton
                        routine=offer.routine
                        length=offer.length()
                        on_press=move || session.start_routine(offer.routine, offer.length)
                    />
                </li>
            </For>
        </ul>
    }
}

fn as_offer((routine, length): (&'static Routine, Millis)) -> Offer {
    Offer { routine, length: Some(length) }
}

/// The name of a pace.
fn heading(pace: Pace) -> Key {
    match pace {
        Pace::Rest => Key::FlareRest,
        Pace::Small => Key::FlareSmall,
        Pace::Short => Key::FlareShort,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, empty_storage, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_flare_changes_pace_by_steps_that_can_be_undone() {
        empty_storage().await;
        let mounted = show(|| {
            provide_state_for_test();
            view! {
                <main>
                    <FlarePage/>
                </main>
            }
        });
        let headings = || texts("main h2");
        let status = elements("main [role=status]")[0].clone();
        assert_eq!(headings(), [""; 0]);

        click("main .button--main");
        next_frame().await;
        assert_eq!(headings()[0], text(Key::FlareRest));
        assert!(elements("main .list .card--link").len() >= 3);
        assert!(status.text_content().unwrap().contains(text(Key::FlareRest)));

        click("main .row .button");
        next_frame().await;
        assert_eq!(headings()[0], text(Key::FlareSmall));

        click("main .notice .button");
        next_frame().await;
        assert_eq!(headings()[0], text(Key::FlareRest));
        assert!(status.is_connected(), "a new region would not be announced");
        assert_eq!(status.text_content().as_deref(), Some(""));
        drop(mounted);
        empty_storage().await;
    }
}
