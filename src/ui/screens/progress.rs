//! Progress: the week, the sum, and every session, newest first.

use leptos::prelude::*;

use crate::app::{dates, use_app};
use crate::history::{EntryId, Outcome, Record, by_day, statistics};
use crate::ui::components::icon::{Icon, IconShape};
use crate::ui::components::title::Title;
use crate::ui::components::week::Week;
use crate::words::{self, Key, PluralKey, plural, text};

/// What was practised.
#[component]
pub(crate) fn Progress() -> impl IntoView {
    let app = use_app();
    let undo = RwSignal::new(None::<EntryId>);
    let sums = Memo::new(move |_| {
        let today = app.today();
        app.log.with(|log| statistics(&log.sessions(), today).all)
    });
    let sum = move || {
        let all = sums.get();
        let minutes = u32::try_from(all.minutes()).unwrap_or(u32::MAX);
        format!(
            "{}: {}, {}",
            text(Key::ProgressTotal),
            plural(PluralKey::ProgressCount, all.sessions),
            plural(PluralKey::ProgressMinutes, minutes)
        )
    };
    let list = move || {
        app.log.with(|log| {
            by_day(&log.sessions())
                .into_iter()
                .map(|group| {
                    let rows: Vec<_> =
                        group.sessions.iter().map(|record| row(record, undo)).collect();
                    view! {
                        <h3 class="day-heading">{dates::long_day(group.day)}</h3>
                        <ul class="list">{rows}</ul>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <Title text=text(Key::ProgressTitle)/>
        <section class="card" aria-label=text(Key::ProgressThisWeek)>
            <Week/>
            <p class="soft">{text(Key::ProgressRestWelcome)}</p>
        </section>
        <div role="status">
            {move || undo.get().map(|deletion| view! { <Undo deletion=deletion undo=undo/> })}
        </div>
        <h2>{text(Key::ProgressSessions)}</h2>
        <Show
            when=move || { sums.get().sessions > 0 }
            fallback=|| view! { <p class="soft">{text(Key::ProgressEmpty)}</p> }
        >
            <p class="soft">{sum}</p>
            {list}
        </Show>
    }
}

fn row(record: &Record, undo: RwSignal<Option<EntryId>>) -> impl IntoView + use<> {
    let app = use_app();
    let name = words::routine(&record.routine)
        .map_or_else(|| record.routine.to_string(), |words| words.name.to_owned());
    let outcome = text(match record.outcome {
        Outcome::Finished => Key::ProgressFinished,
        Outcome::EndedEarly => Key::ProgressEndedEarly,
        Outcome::Interrupted => Key::ProgressInterrupted,
    });
    let time = dates::clock_time(record.started);
    let about = format!("{time} · {} · {outcome}", record.practised);
    let label = format!("{} {name}, {time}", text(Key::ProgressDelete));
    let id = record.id.clone();
    view! {
        <li class="session-row">
            <div>
                <p><strong>{name}</strong></p>
                <p class="soft">{about}</p>
            </div>
            <button
                class="icon-button"
                aria-label=label
                on:click=move |_| undo.set(app.delete(&id))
            >
                <IconShape icon=Icon::Close/>
            </button>
        </li>
    }
}

/// What was removed by a slip comes back.
#[component]
fn Undo(deletion: EntryId, undo: RwSignal<Option<EntryId>>) -> impl IntoView {
    let app = use_app();
    view! {
        <div class="notice">
            <p>{text(Key::ProgressDeleted)}</p>
            <button class="button button--quiet" on:click=move |_| {
                app.undo_delete(deletion.clone());
                undo.set(None);
            }>
                {text(Key::ProgressUndo)}
            </button>
        </div>
    }
}
