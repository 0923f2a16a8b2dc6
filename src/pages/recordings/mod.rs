//! Your own voice: the lines of a session, each of which can be recorded and played back.

mod line_card;

use leptos::prelude::*;

use self::line_card::LineCard;
use crate::components::icon::{Icon, IconShape};
use crate::components::live_region::LiveRegion;
use crate::components::title::Title;
use crate::route::Route;
use crate::services::recordings::line_recorder::LineRecorder;
use crate::services::recordings::{obsolete_texts, texts_of};
use crate::state::{use_assets, use_session, use_settings};
use unknot_core::domain::routine::Routine;
use unknot_core::domain::settings::Settings;
use unknot_core::i18n::{self, Key, PluralKey, fill, plural, text};
use unknot_core::search::{Person, Query, find};

/// The lines of a routine, or the routines to choose from.
#[component]
pub(crate) fn RecordingsPage(
    /// The slug of the routine; empty for the list of all routines.
    slug: String,
) -> impl IntoView {
    let session = use_session();
    match untrack(|| session.routine(&slug)) {
        Some(routine) => view! { <RoutineLines routine/> }.into_any(),
        None => view! { <RoutineList/> }.into_any(),
    }
}

/// The way back, the heading, and an introduction.
#[component]
fn Head(
    /// The heading.
    heading: String,
    /// Where the link at the top leads.
    back: Route,
    /// The label of that link.
    back_label: Key,
) -> impl IntoView {
    let settings = use_settings();
    view! {
        <a class="link link--back" href=back.href()>
            {text(back_label)}
        </a>
        <Title heading/>
        <p>{text(Key::RecordingsLead)}</p>
        <Show when=move || !settings.with(Settings::speaks_in_track)>
            <p class="soft">{text(Key::RecordingsNotHeard)}</p>
        </Show>
    }
}

/// The routines to choose from, and recordings that no routine uses any more.
#[component]
fn RoutineList() -> impl IntoView {
    let words = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        find(&Query { text: words.get(), ..Query::default() }, &Person::default())
    });
    let count = Memo::new(move |_| {
        let count = found.with(Vec::len);
        plural(PluralKey::ProgressCount, u32::try_from(count).unwrap_or(u32::MAX))
    });
    let row = |routine: &'static Routine| {
        view! {
            <li>
                <a
                    class="card card--link"
                    href=Route::Recordings(routine.slug.to_string()).href()
                >
                    <span class="card__words">{i18n::routine_name(&routine.slug)}</span>
                    <Icon shape=IconShape::Chevron/>
                </a>
            </li>
        }
    };
    view! {
        <Head
            heading=text(Key::RecordingsTitle).to_owned()
            back=Route::Settings
            back_label=Key::SettingsBack
        />
        <h2>{text(Key::RecordingsChoose)}</h2>
        <label class="field">
            <span>{text(Key::FindSearch)}</span>
            <input type="search" on:input=move |event| words.set(event_target_value(&event))/>
        </label>
        <LiveRegion class="soft">
            <span prop:textContent=move || count.get()></span>
        </LiveRegion>
        <ul class="list">
            <For each=move || found.get() key=|routine| &routine.slug children=row/>
        </ul>
        <ObsoleteLines/>
    }
}

/// Recordings of lines that no session uses any more. They can be played and deleted.
#[component]
fn ObsoleteLines() -> impl IntoView {
    let texts = LocalResource::new(obsolete_texts);
    let lines = move || {
        Suspend::new(async move {
            let texts = texts.await;
            (!texts.is_empty()).then(|| {
                view! {
                    <h2>{text(Key::RecordingsLeft)}</h2>
                    <p>{text(Key::RecordingsLeftLead)}</p>
                    <LineList recorder=new_recorder(texts)/>
                }
            })
        })
    };
    view! { <Suspense>{lines}</Suspense> }
}

/// The lines of a routine's sessions.
#[component]
fn RoutineLines(routine: &'static Routine) -> impl IntoView {
    let heading = fill(Key::RecordingsOf, &[("name", i18n::routine_name(&routine.slug))]);
    let lines = if LineRecorder::is_supported() {
        let session = use_session();
        // Untracked: the lines stay the same until the page is left.
        let options = untrack(|| session.options(routine, Some(session.length_of(routine))));
        let recorder = new_recorder(texts_of(routine, &options));
        let all = recorder.texts().len().to_string();
        let progress = move || {
            let recorded = recorder.recorded().to_string();
            fill(Key::RecordingsProgress, &[("n", &recorded), ("all", &all)])
        };
        view! {
            <p class="soft" prop:textContent=progress></p>
            <LineList recorder/>
        }
        .into_any()
    } else {
        view! { <p>{text(Key::RecordingsNone)}</p> }.into_any()
    };
    view! {
        <Head
            heading
            back=Route::Recordings(String::new())
            back_label=Key::RecordingsBack
        />
        {lines}
    }
}

/// A recorder that reports changes once the page is left, so that sessions use the new recordings.
fn new_recorder(texts: Vec<String>) -> LineRecorder {
    let assets = use_assets();
    LineRecorder::new(texts, move || assets.recordings_have_changed())
}

/// The card of each line.
#[component]
fn LineList(recorder: LineRecorder) -> impl IntoView {
    let session = use_session();
    let warning = move || {
        let warning = if session.is_under_way() {
            Key::RecordingsInSession
        } else if recorder.has_playback_failed() {
            Key::SettingsSoundFailed
        } else {
            return None;
        };
        Some(view! { <p prop:textContent=text(warning)></p> })
    };
    let texts = recorder.texts();
    let rows = texts.iter().cloned().enumerate();
    let rows = rows.map(|(line, words)| view! { <LineCard recorder line words/> });
    view! {
        <LiveRegion>{warning}</LiveRegion>
        <ol class="list">{rows.collect_view()}</ol>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::recordings;
    use crate::platform::testing::{
        empty_storage, enter, next_frame, show, store_recording, texts, wait_until,
    };
    use crate::state::provide_state_for_test;
    use unknot_core::domain::catalog::routines;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn show_list() -> impl Sized {
        show(|| {
            provide_state_for_test();
            view! {
                <main>
                    <RecordingsPage slug=String::new()/>
                </main>
            }
        })
    }

    #[wasm_bindgen_test]
    async fn session_to_record_is_found_by_its_name() {
        let mounted = show_list();
        let names = || texts("main .card--link .card__words");
        assert_eq!(names().len(), routines().count());
        enter("main [type=search]", "body scan", "input");
        next_frame().await;
        assert_eq!(names().first().map(String::as_str), Some("Body scan"));
        assert!(names().len() < routines().count());
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn recordings_of_obsolete_lines_are_listed() {
        empty_storage().await;
        store_recording("An obsolete line.").await;
        let mounted = show_list();
        wait_until(async || {
            next_frame().await;
            texts("main .card > p:first-child") == ["An obsolete line."]
        })
        .await;
        assert!(texts("main h2").contains(&text(Key::RecordingsLeft).to_owned()));
        drop(mounted);
        recordings::remove("An obsolete line.").await.unwrap();
    }
}
