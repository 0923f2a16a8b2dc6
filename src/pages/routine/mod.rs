//! The page of a routine: what it does, how long it takes, how it is guided, when to stop, Start, and its steps.

mod manner;
mod steps;

use leptos::prelude::*;

use self::manner::MannerChoices;
use self::steps::StepList;
use super::about_you::advice;
use super::missing::Missing;
use crate::components::button::ToggleButton;
use crate::components::labels;
use crate::components::radio_group::RadioGroup;
use crate::components::routine_card::{RoutineCard, facts, minutes};
use crate::components::title::Title;
use crate::route::Route;
use crate::state::{use_session, use_settings};
use unknot_core::adaptation::{self, Fit};
use unknot_core::domain::routine::{Routine, RoutineKind};
use unknot_core::domain::settings::Settings;
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::offer::suitable_instead;

/// The page of a routine, or a note that there is no such routine.
#[component]
pub(crate) fn RoutinePage(
    /// The routine's slug.
    slug: String,
) -> impl IntoView {
    let session = use_session();
    match untrack(|| session.routine(&slug)) {
        Some(routine) => view! { <RoutineDetails routine/> }.into_any(),
        None => view! { <Missing what=Key::ErrorRoutineMissing/> }.into_any(),
    }
}

/// What there is to know about a routine, its options, and Start.
#[component]
fn RoutineDetails(routine: &'static Routine) -> impl IntoView {
    let (session, settings) = (use_session(), use_settings());
    let length = Memo::new(move |_| session.length_of(routine));
    let asked_length = Memo::new(move |_| Some(length.get()).filter(|&n| n != routine.length()));
    session.keep_prepared(move || (routine, asked_length.get()));
    let is_favourite = settings.select(|settings| settings.favourites.has(&routine.slug));
    let words = i18n::routine(&routine.slug);
    let needs = needs(routine);
    let notes = [words.map_or("", |words| words.note), &needs]
        .into_iter()
        .filter(|note| !note.is_empty())
        .map(|note| view! { <p>{note.to_owned()}</p> })
        .collect_view();
    let lengths = routine.lengths().into_iter().map(|length| (length, minutes(length)));
    let is_movement = routine.kind == RoutineKind::Movement;
    let suits = settings.select(|person| adaptation::fit(routine, person) != Fit::NotNow);
    let start =
        move || text(if suits.get() { Key::RoutinePageStart } else { Key::RoutinePageStartAnyway });
    view! {
        <a class="link link--back" href=Route::Library.href()>
            {text(Key::LibraryPageBack)}
        </a>
        <Title heading=i18n::routine_name(&routine.slug)/>
        <p class="soft" prop:textContent=move || facts(routine, length.get())></p>
        <p>{words.map_or("", |words| words.summary)}</p>
        {notes}
        <FitNotice routine/>
        <RadioGroup
            name="length"
            legend=|| text(Key::RoutinePageLength)
            options=lengths.collect()
            selected=length
            on_select=move |length| session.choose_length(routine, length)
        />
        {(!is_movement).then(|| view! { <MannerChoices routine/> })}
        <p class="soft">
            {text(if is_movement { Key::SafetyRulesStop } else { Key::SafetyRulesWhere })}
        </p>
        <div class:bottom-action=suits>
            <button
                class="button"
                class:button--main=suits
                on:click=move |_| session.start_routine(routine, asked_length.get_untracked())
                prop:textContent=start
            ></button>
        </div>
        <ToggleButton
            label=text(Key::RoutinePageFavourite)
            pressed=is_favourite
            on_press=move || settings.toggle_favourite(&routine.slug)
        />
        {is_movement.then(|| view! { <StepList routine length/> })}
    }
}

/// What the page says about how the routine suits the person; `None` if it suits them unchanged.
fn notice_of(routine: &Routine, settings: &Settings) -> Option<Key> {
    let asks_first = adaptation::must_ask_first(routine, settings);
    let advice = advice(settings.cautions).filter(|key| asks_first && *key != Key::CautionWhichWay);
    match adaptation::fit(routine, settings) {
        Fit::Whole => None,
        Fit::Adapted => Some(Key::AboutYouAdapted),
        Fit::NotNow => Some(advice.unwrap_or(Key::AboutYouNotNow)),
    }
}

/// Says that the routine is adapted to the person, or that it isn't for them now and what is; nothing if it suits them
/// unchanged.
#[component]
fn FitNotice(routine: &'static Routine) -> impl IntoView {
    let notice = use_settings().select(|settings| notice_of(routine, settings));
    move || {
        notice.get().map(|notice| {
            view! {
                <div class="card">
                    <p prop:textContent=text(notice)></p>
                    <a class="link" href=Route::AboutYou.href()>
                        {text(Key::AboutYouChange)}
                    </a>
                </div>
                {(notice == Key::AboutYouNotNow).then(|| view! { <Better routine/> })}
            }
        })
    }
}

/// Two routines that suit the person in place of one that doesn't.
#[component]
fn Better(routine: &'static Routine) -> impl IntoView {
    let settings = use_settings();
    let better = settings.with_untracked(|person| suitable_instead(routine, person, 2));
    let cards = better.into_iter().map(|routine| {
        view! {
            <li>
                <RoutineCard routine/>
            </li>
        }
    });
    view! {
        <h2>{text(Key::RoutinePageBetter)}</h2>
        <ul class="list">{cards.collect_view()}</ul>
    }
}

/// The props to have ready; empty if none are needed.
fn needs(routine: &Routine) -> String {
    let things = labels::things(routine);
    if things.is_empty() {
        return String::new();
    }
    fill(Key::RoutinePageNeeds, &[("things", &things)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::catalog::routines;
    use unknot_core::domain::caution::{Caution, Cautions};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_routine_that_does_not_suit_says_so() {
        let said = [Key::AboutYouNotNow, Key::AboutYouAskFirst, Key::AboutYouSeeToday];
        let mut count = 0;
        for caution in Caution::ALL {
            let cautions = Cautions::of(&[caution]);
            let person = Settings { cautions, ..Settings::default() };
            for routine in routines().filter(|it| adaptation::fit(it, &person) == Fit::NotNow) {
                let notice = notice_of(routine, &person);
                assert!(notice.is_some_and(|key| said.contains(&key)), "{}", routine.slug);
                count += 1;
            }
        }
        assert!(count > 10, "{count}");
    }
}
