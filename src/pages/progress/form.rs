//! The form of a session that is added or changed.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::form_error::{FormError, FormErrorText, Wrong};
use crate::services::names;
use crate::state::use_clock;
use unknot_core::domain::catalog;
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::{Added, What};
use unknot_core::i18n::{Key, text};

/// What a person can say of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// What was done.
    pub what: What,
    /// The day it counts for.
    pub day: CivilDay,
    /// How long it was, as typed.
    pub minutes: String,
    /// A note.
    pub note: String,
}

/// The earliest day that can be typed.
const EARLIEST: CivilDay = CivilDay::from_epoch_days(0);

/// The id of the heading of the form.
pub(super) const HEADING: &str = "session-form";

const DAY: &str = "session-day";
const MINUTES: &str = "session-minutes";
const ERROR: &str = "session-error";

impl Form {
    /// The length in whole minutes, if it is one that can be saved.
    pub(super) fn whole_minutes(&self) -> Option<u32> {
        whole_minutes(&self.minutes)
    }
}

fn whole_minutes(typed: &str) -> Option<u32> {
    let [least, most] = Added::MINUTES;
    typed.trim().parse().ok().filter(|minutes| (least..=most).contains(minutes))
}

/// The form. Closes its dialog when it is saved or cancelled.
#[component]
pub(super) fn SessionForm(
    /// Its heading.
    heading: Key,
    /// What it shows at first.
    initial: Form,
    /// Whether what was done can be chosen. What the app has recorded is known.
    asks_what: bool,
    /// Called with what can be saved.
    on_save: Callback<Form>,
) -> impl IntoView {
    let clock = use_clock();
    // At two in the morning it is still yesterday here, unless the person goes by the calendar.
    let latest = clock.now().day(0);
    let Form { what, day, minutes, note } = initial.clone();
    let (what, day) = (RwSignal::new(what), RwSignal::new(day.to_string()));
    let (minutes, note) = (RwSignal::new(minutes), RwSignal::new(note));
    let error = FormError::new(ERROR);
    let on_submit = move |event: SubmitEvent| {
        let (what, note) = (what.get_untracked(), note.get_untracked());
        let (day, minutes) = (day.get_untracked(), minutes.get_untracked());
        match checked(&day, &minutes, &initial, latest) {
            // The browser closes the dialog.
            Ok(day) => on_save.run(Form { what, day, minutes, note: note.trim().to_owned() }),
            Err(wrong) => {
                event.prevent_default();
                error.say(wrong);
            }
        }
    };
    let [least, most] = Added::MINUTES.map(|minutes| minutes.to_string());
    view! {
        <div class="dialog__box">
            <h2 id=HEADING>{text(heading)}</h2>
            <form class="form" method="dialog" novalidate on:submit=on_submit>
                {asks_what.then(|| view! { <WhatField what/> })}
                <label class="field">
                    <span>{text(Key::ProgressDay)}</span>
                    <input
                        type="date"
                        id=DAY
                        min=EARLIEST.to_string()
                        max=latest.to_string()
                        aria-invalid=error.invalid(DAY)
                        aria-describedby=error.description(DAY)
                        prop:value=day
                        on:input=move |event| day.set(event_target_value(&event))
                    />
                </label>
                <label class="field">
                    <span>{text(Key::ProgressMinutesField)}</span>
                    <input
                        type="number"
                        id=MINUTES
                        inputmode="numeric"
                        min=least
                        max=most
                        aria-invalid=error.invalid(MINUTES)
                        aria-describedby=error.description(MINUTES)
                        prop:value=minutes
                        on:input=move |event| minutes.set(event_target_value(&event))
                    />
                </label>
                <label class="note">
                    <span>{text(Key::ProgressNote)}</span>
                    <textarea
                        rows="2"
                        maxlength=Added::LONGEST_NOTE.to_string()
                        prop:value=note
                        on:input=move |event| note.set(event_target_value(&event))
                    ></textarea>
                </label>
                <FormErrorText error/>
                <button class="button button--main">{text(Key::ProgressSave)}</button>
            </form>
            <form method="dialog">
                <button class="button">{text(Key::ProgressCancel)}</button>
            </form>
        </div>
    }
}

/// The day that was typed, if it and the minutes can be saved. What hasn't been touched can: another app may have run for
/// longer than can be typed.
fn checked(day: &str, minutes: &str, initial: &Form, latest: CivilDay) -> Result<CivilDay, Wrong> {
    let typed = day.parse().ok();
    let typed = typed.filter(|day| *day == initial.day || (EARLIEST..=latest).contains(day));
    let day = typed.ok_or((Key::ProgressDayError, DAY))?;
    let is_untouched = !minutes.is_empty() && minutes == initial.minutes;
    if is_untouched || whole_minutes(minutes).is_some() {
        Ok(day)
    } else {
        Err((Key::ProgressMinutesError, MINUTES))
    }
}

/// What was done: something else than a session of the app, or one of its routines.
#[component]
fn WhatField(what: RwSignal<What>) -> impl IntoView {
    let others = [What::Walk, What::Stretching, What::Meditation, What::Exercises, What::Other];
    let first = what.get_untracked();
    let mut choices: Vec<What> = others.into_iter().collect();
    // Such as a session of another app.
    if !choices.contains(&first) && !matches!(first, What::Routine(_)) {
        choices.insert(0, first);
    }
    let others = choices.len();
    choices.extend(catalog::routines().map(|routine| What::Routine(routine.slug.clone())));
    let option = |(place, choice): (usize, &What)| {
        let is_selected = *choice == what.get_untracked();
        let label = names::what(choice);
        view! {
            <option value=place.to_string() selected=is_selected>
                {label}
            </option>
        }
    };
    let options: Vec<_> = choices.iter().enumerate().map(option).collect();
    let mut options = options.into_iter();
    let own: Vec<_> = options.by_ref().take(others).collect();
    let routines: Vec<_> = options.collect();
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        if let Some(choice) = place.and_then(|place| choices.get(place)) {
            what.set(choice.clone());
        }
    };
    view! {
        <label class="field">
            <span>{text(Key::ProgressWhat)}</span>
            <select on:change=choose>
                {own} <optgroup label=text(Key::ProgressWhatHere)>{routines}</optgroup>
            </select>
        </label>
    }
}
