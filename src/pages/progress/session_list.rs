//! The list of sessions by day, and a button that shows earlier months.

use leptos::prelude::*;

use super::window::Window;
use crate::components::button::IconButton;
use crate::components::icon::IconShape;
use crate::components::labels;
use crate::components::live_region::LiveRegion;
use crate::services::{dates, page};
use crate::state::{use_clock, use_history};
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::{Entry, EntryId, Log, Outcome, Record};
use unknot_core::i18n::{self, Key, PluralKey, fill, plural, text};

/// At least this many sessions are shown at first, and as many more with each press of the button. Ten years of two
/// sessions a day would take a phone a minute to draw.
const AT_A_TIME: usize = 50;

/// The id of the text that says how many sessions are shown.
const SHOWN: &str = "shown";

/// The newest sessions, and a button that shows the earlier ones too.
#[component]
pub(super) fn SessionList(
    /// Deletes a session.
    delete: Callback<EntryId>,
) -> impl IntoView {
    let history = use_history();
    let wanted = RwSignal::new(AT_A_TIME);
    let window = Memo::new(move |_| {
        let window = history.with(|log| Window::of(log, wanted.get()));
        let has_earlier = window.has_earlier || !history.is_complete();
        Window { has_earlier, ..window }
    });
    let total = Memo::new(move |_| {
        if !history.is_complete() {
            // Keeps the height of a line.
            return "\u{a0}".to_owned();
        }
        let all = history.with(Log::total);
        let minutes = u32::try_from(all.minutes()).unwrap_or(u32::MAX);
        format!(
            "{}: {}, {}",
            text(Key::ProgressTotal),
            plural(PluralKey::ProgressCount, all.sessions),
            plural(PluralKey::ProgressMinutes, minutes)
        )
    });
    let days = move || window.with(|window| window.days.clone());
    view! {
        <Show
            when=move || window.with(|window| !window.days.is_empty())
            fallback=|| view! { <p class="soft">{text(Key::ProgressEmpty)}</p> }
        >
            <p class="soft" prop:textContent=move || total.get()></p>
            <For each=days key=|day| *day let(day)>
                <DaySessions day delete/>
            </For>
            <EarlierSessions window wanted/>
        </Show>
    }
}

/// The sessions of a day.
#[component]
fn DaySessions(
    /// The day.
    day: CivilDay,
    /// Deletes a session.
    delete: Callback<EntryId>,
) -> impl IntoView {
    let (clock, history) = (use_clock(), use_history());
    let sessions = Memo::new(move |_| history.with(|log| log.sessions_on(day).to_vec()));
    view! {
        <h3 class="day-heading">{move || dates::long_day(day, clock.today())}</h3>
        <ul class="list day-sessions">
            // The whole entry is the key: another tab may know more of a session, under the same id.
            <For each=move || sessions.get() key=Entry::clone let(entry)>
                {entry.record().cloned().map(|record| view! { <SessionRow record delete/> })}
            </For>
        </ul>
    }
}

/// A session, and the button that deletes it.
#[component]
fn SessionRow(
    /// The session.
    record: Record,
    /// Deletes it.
    delete: Callback<EntryId>,
) -> impl IntoView {
    let name = i18n::routine_name(&record.routine).to_owned();
    let outcome = text(match record.outcome {
        Outcome::Finished => Key::ProgressFinished,
        Outcome::EndedEarly => Key::ProgressEndedEarly,
        Outcome::Interrupted => Key::ProgressInterrupted,
    });
    let time = dates::clock_time(record.started);
    let length = dates::rough_length(record.practised);
    let label = format!("{} {name}, {time}", text(Key::ProgressDelete));
    let hurts: Vec<_> = record.hurts.iter().copied().map(labels::hurt).collect();
    let hurts = (!hurts.is_empty()).then(|| {
        let hurts = fill(Key::HurtRecord, &[("poses", &hurts.join("; "))]);
        view! { <p class="soft">{hurts}</p> }
    });
    view! {
        <li class="session-row">
            <div>
                <p>
                    <strong>{name}</strong>
                </p>
                <p class="soft">{format!("{time} · {length} · {outcome}")}</p>
                {hurts}
            </div>
            <IconButton
                shape=IconShape::Close
                label
                on_press=move || delete.run(record.id.clone())
            />
        </li>
    }
}

/// How many sessions are shown, if not all of them, and the button that shows more. The button keeps the focus, so that
/// it can be pressed again. It disappears once all sessions are shown, and the focus moves to the number.
#[component]
fn EarlierSessions(
    /// The sessions that are shown.
    #[prop(into)]
    window: Signal<Window>,
    /// At least how many sessions the person wants to see.
    wanted: RwSignal<usize>,
) -> impl IntoView {
    let has_earlier = move || window.with(|window| window.has_earlier);
    let shown = Memo::new(move |_| {
        let shown = window.with(|window| u32::try_from(window.shown).unwrap_or(u32::MAX));
        let has_asked = wanted.get() > AT_A_TIME;
        (has_asked || has_earlier()).then(|| plural(PluralKey::ProgressShown, shown))
    });
    let show_more = move |_| {
        wanted.set(window.with_untracked(|window| window.shown) + AT_A_TIME);
        if !untrack(has_earlier) {
            page::focus(SHOWN);
        }
    };
    view! {
        <LiveRegion class="soft" attr:id=SHOWN attr:tabindex="-1">
            {move || shown.get().map(|shown| view! { <span prop:textContent=shown></span> })}
        </LiveRegion>
        <Show when=has_earlier>
            <button class="button" on:click=show_more>
                {text(Key::ProgressEarlier)}
            </button>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::local_storage;
    use crate::platform::testing::{click, elements, empty_storage, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use unknot_core::domain::civil::Moment;
    use unknot_core::domain::time::Millis;
    use unknot_core::storage::{append, keys};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Stores two sessions for each of `days` days, up to a day.
    fn store_sessions(last: CivilDay, days: i32) {
        for day in (0..days).map(|ago| last.plus(-ago)) {
            for hour in [7, 20] {
                let record = Record {
                    id: format!("{day}-{hour}").parse().unwrap(),
                    started: Moment {
                        utc_ms: (i64::from(day.epoch_days()) * 24 + hour) * 3_600_000,
                        offset_min: 0,
                    },
                    day,
                    routine: "morning-mobility".into(),
                    planned: Millis::minutes(10),
                    practised: Millis::minutes(10),
                    outcome: Outcome::Finished,
                    skipped: None,
                    hurts: Vec::new(),
                };
                let segment = local_storage::read(&keys::month(day)).unwrap_or_default();
                let segment = append(&segment, &Entry::from(record));
                local_storage::write(&keys::month(day), &segment).unwrap();
            }
        }
    }

    #[wasm_bindgen_test]
    async fn earlier_months_are_shown_on_request_and_a_deletion_keeps_the_other_rows() {
        empty_storage().await;
        // 10 days of March, all of February and a day of January.
        store_sessions(CivilDay::from_ymd(2026, 3, 10).unwrap(), 39);
        let mounted = show(|| {
            provide_state_for_test();
            let history = use_history();
            let delete = Callback::new(move |id| {
                history.delete(&id);
            });
            view! {
                <main>
                    <SessionList delete/>
                </main>
            }
        });
        let rows = || elements("main .session-row");
        let status = || texts("main [role=status]").concat();
        assert_eq!(rows().len(), 2 * (10 + 28));
        assert_eq!(status(), plural(PluralKey::ProgressShown, 76));

        let (first, last) = (rows()[1].clone(), rows()[75].clone());
        click("main .session-row button");
        next_frame().await;
        assert_eq!(rows().len(), 75);
        assert_eq!((&rows()[0], &rows()[74]), (&first, &last));

        click("main > .button");
        next_frame().await;
        assert_eq!(rows().len(), 77);
        assert_eq!(rows()[0], first);
        assert_eq!(elements("main > .button").len(), 0);
        assert_eq!(status(), plural(PluralKey::ProgressShown, 77));
        drop(mounted);
        empty_storage().await;
    }
}
