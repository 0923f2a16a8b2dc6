//! A session in the list.

use leptos::prelude::*;

use super::edit::edit_button;
use crate::components::button::IconButton;
use crate::components::icon::IconShape;
use crate::components::labels;
use crate::services::{dates, names};
use unknot_core::history::{EntryId, Outcome, Record, Session, What};
use unknot_core::i18n::{Key, fill, text};

/// What the buttons of each session do.
#[derive(Clone, Copy)]
pub(super) struct RowActions {
    /// Opens the form that changes a session.
    pub(super) edit: Callback<EntryId>,
    /// Deletes a session.
    pub(super) delete: Callback<EntryId>,
}

/// A session, and the buttons that change and delete it.
#[component]
pub(super) fn SessionRow(
    /// The session.
    session: Session,
    /// What its buttons do.
    actions: RowActions,
) -> impl IntoView {
    let name = names::what(&session.what());
    let time = session.started().map(dates::clock_time);
    let length = dates::rough_length(session.practised());
    let outcome = outcome(&session);
    let day = dates::short_date(session.day());
    let of = [Some(name.clone()), time.clone(), Some(day)];
    let of = of.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let label = move |verb| format!("{} {of}", text(verb));
    let about = [time, Some(length), Some(outcome.to_owned())];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let hurts = session.record().and_then(hurts);
    let hurts = hurts.map(|hurts| view! { <p class="soft">{hurts}</p> });
    let note = session.note().map(ToOwned::to_owned);
    let note = note.map(|note| view! { <p class="session-row__note">{note}</p> });
    let (to_edit, to_delete) = (session.id().clone(), session.id().clone());
    view! {
        <li class="session-row">
            <div>
                <p>
                    <strong>{name}</strong>
                </p>
                <p class="soft">{about}</p>
                {hurts}
                {note}
            </div>
            <div class="session-row__actions">
                <button
                    id=edit_button(session.id())
                    class="button button--quiet session-row__edit"
                    aria-label=label(Key::ProgressEdit)
                    on:click=move |_| actions.edit.run(to_edit.clone())
                >
                    {text(Key::ProgressEdit)}
                </button>
                <IconButton
                    shape=IconShape::Close
                    label=label(Key::ProgressDelete)
                    on_press=move || actions.delete.run(to_delete.clone())
                />
            </div>
        </li>
    }
}

/// How it ended, such as “ended early”, or where it comes from if the app did not run it.
fn outcome(session: &Session) -> &'static str {
    let is_imported =
        || session.added().is_some_and(|added| matches!(added.what, What::OtherApp(_)));
    text(match session.record().map(|record| record.outcome) {
        Some(Outcome::Finished) => Key::ProgressFinished,
        Some(Outcome::EndedEarly) => Key::ProgressEndedEarly,
        Some(Outcome::Interrupted) => Key::ProgressInterrupted,
        None if is_imported() => Key::ProgressFromFile,
        None => Key::ProgressAdded,
    })
}

/// What hurt.
fn hurts(record: &Record) -> Option<String> {
    let hurts: Vec<_> = record.hurts.iter().copied().map(labels::hurt).collect();
    (!hurts.is_empty()).then(|| fill(Key::HurtRecord, &[("poses", &hurts.join("; "))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{show, texts};
    use unknot_core::domain::civil::{CivilDay, Moment};
    use unknot_core::domain::time::Millis;
    use unknot_core::history::{Added, Entry, Kind, Log};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_session_that_was_added_says_where_it_comes_from() {
        let about = |what: What| {
            let added = Added {
                id: "a".parse().unwrap(),
                at: Moment { utc_ms: 0, offset_min: 0 },
                day: CivilDay::from_ymd(2026, 11, 24).unwrap(),
                started: None,
                what,
                practised: Millis::minutes(25),
                note: String::new(),
            };
            let log = Log::from_iter([Entry::from(Kind::Added(added))]);
            let session = log.sessions()[0].clone();
            let actions = RowActions { edit: Callback::new(|_| {}), delete: Callback::new(|_| {}) };
            let _mounted = show(move || {
                view! {
                    <main>
                        <SessionRow session actions/>
                    </main>
                }
            });
            texts("main .soft").concat()
        };
        let sources = [What::Walk, What::OtherApp("Insight Timer".to_owned())].map(about);
        let expected = [Key::ProgressAdded, Key::ProgressFromFile].map(text);
        for (about, source) in sources.iter().zip(expected) {
            assert!(about.ends_with(source), "{about}");
        }
    }
}
