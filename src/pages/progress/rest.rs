//! Rest days, set ahead or afterwards.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::counts::counted;
use super::details::LazyDetails;
use super::form_error::{FormError, FormErrorText, Wrong};
use super::undo::focus_undo;
use crate::components::button::IconButton;
use crate::components::icon::IconShape;
use crate::services::dates;
use crate::state::{use_clock, use_history};
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::{Log, RestDays as Days};
use unknot_core::i18n::{Key, fill, text};

const FIRST: &str = "rest-first";
const LAST: &str = "rest-last";
const ERROR: &str = "rest-error";

/// Rest days that ended so many days ago are in a fold.
const RECENT: i32 = 7 * 12;

/// The rest days, and a form that sets more.
#[component]
pub(super) fn RestDays() -> impl IntoView {
    let (clock, history) = (use_clock(), use_history());
    let listed = move |wants_recent: bool| {
        Memo::new(move |_| {
            let since = clock.today().plus(-RECENT);
            let is_listed = |rest: &&Days| (rest.days().end > since) == wants_recent;
            let listed = |log: &Log| log.rest_days().rev().filter(is_listed).cloned().collect();
            history.with(listed)
        })
    };
    let (recent, earlier) = (listed(true), listed(false));
    let counted = counted();
    let body = move || {
        let body = text(Key::ProgressRestBody);
        if counted.get() {
            format!("{body} {}", text(Key::ProgressRestBodyCounts))
        } else {
            body.to_owned()
        }
    };
    view! {
        <LazyDetails class="rest" summary=view! { <h2>{text(Key::ProgressRest)}</h2> }.into_any()>
            <p class="soft" prop:textContent=body></p>
            <RestForm/>
            <RestList rests=recent/>
            <Show when=move || earlier.with(|rests| !rests.is_empty())>
                <LazyDetails class="rest__earlier" summary=text(Key::ProgressRestEarlier).into_any()>
                    <RestList rests=earlier/>
                </LazyDetails>
            </Show>
        </LazyDetails>
    }
}

/// A row for each of some rest days.
#[component]
fn RestList(rests: Memo<Vec<Days>>) -> impl IntoView {
    view! {
        <ul class="list">
            <For each=move || rests.get() key=|rest| rest.id.clone() let(rest)>
                <RestRow rest/>
            </For>
        </ul>
    }
}

/// Rest days that follow each other, and the button that removes them.
#[component]
fn RestRow(rest: Days) -> impl IntoView {
    let history = use_history();
    let days = rest.days();
    let (first, last) = (days.start, days.end.plus(-1));
    let name = if first == last {
        dates::date(first)
    } else {
        fill(
            Key::ProgressRestFromTo,
            &[("first", &dates::date(first)), ("last", &dates::date(last))],
        )
    };
    let label = format!("{} {name}", text(Key::ProgressDelete));
    view! {
        <li class="session-row">
            <div>
                <p>{name}</p>
            </div>
            <IconButton
                shape=IconShape::Close
                label
                on_press=move || {
                    history.delete_rest_days(&rest.id);
                    focus_undo();
                }
            />
        </li>
    }
}

/// The form for the first and the last day.
#[component]
fn RestForm() -> impl IntoView {
    let (clock, history) = (use_clock(), use_history());
    let today = untrack(|| clock.today()).to_string();
    let (first, last) = (RwSignal::new(today.clone()), RwSignal::new(today));
    let error = FormError::new(ERROR);
    // A second tap sets nothing.
    let is_set = move |first: CivilDay, last: CivilDay| {
        let rests = untrack(|| history.with(|log| log.pauses(clock.today())));
        (0..=last.since(first)).all(|n| rests.is_rest(first.plus(n)))
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = (first.get_untracked(), last.get_untracked());
        match days(&typed.0, &typed.1, clock.today()) {
            Ok((first, last)) => {
                error.clear();
                if !is_set(first, last) {
                    history.add_rest_days(first, last);
                    focus_undo();
                }
            }
            Err(wrong) => error.say(wrong),
        }
    };
    view! {
        <form class="form" novalidate on:submit=on_submit>
            <DayField label=Key::ProgressRestFirst id=FIRST day=first error/>
            <DayField label=Key::ProgressRestLast id=LAST day=last error/>
            <FormErrorText error/>
            <button class="button">{text(Key::ProgressRestSet)}</button>
        </form>
    }
}

/// A field for a day.
#[component]
fn DayField(
    label: Key,
    id: &'static str,
    day: RwSignal<String>,
    error: FormError,
) -> impl IntoView {
    view! {
        <label class="field">
            <span>{text(label)}</span>
            <input
                type="date"
                id=id
                aria-invalid=error.invalid(id)
                aria-describedby=error.description(id)
                prop:value=day
                on:input=move |event| day.set(event_target_value(&event))
            />
        </label>
    }
}

/// The days that were typed, or what is wrong with them and in which field.
fn days(first: &str, last: &str, today: CivilDay) -> Result<(CivilDay, CivilDay), Wrong> {
    let day = |typed: &str, field| typed.parse().map_err(|_| (Key::ProgressRestNoDay, field));
    let (first, last): (CivilDay, CivilDay) = (day(first, FIRST)?, day(last, LAST)?);
    if last < first {
        return Err((Key::ProgressRestBackwards, LAST));
    }
    let is_too_long = last.since(first) >= Days::LONGEST;
    if is_too_long || last > today.plus(Days::LONGEST) {
        return Err((Key::ProgressRestTooLong, LAST));
    }
    Ok((first, last))
}

#[cfg(test)]
mod tests;
