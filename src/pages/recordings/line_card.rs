//! A line: its text, its status, and the buttons that record, play and delete it.

use leptos::prelude::*;

use crate::components::button::VanishingButton;
use crate::components::live_region::LiveRegion;
use crate::services::page;
use crate::services::recordings::line_recorder::LineRecorder;
use crate::services::recordings::status::{Activity, LineState, Outcome, Undo};
use crate::state::{use_session, use_settings};
use unknot_core::i18n::{Key, text};

/// A line that can be recorded.
#[component]
pub(super) fn LineCard(
    /// The recorder of all lines of the page.
    recorder: LineRecorder,
    /// The index of the line in the recorder.
    line: usize,
    /// The text of the line.
    words: String,
) -> impl IntoView {
    let message = Memo::new(move |_| message(recorder, line));
    let has_recording = move || {
        recorder.state(line) != LineState::Empty && recorder.activity().line() != Some(line)
    };
    view! {
        <li class="card">
            <p id=text_id(line)>{words}</p>
            <LiveRegion>{move || message.get().map(|key| view! { <p prop:textContent=text(key)></p> })}</LiveRegion>
            // Not announced, or the screen reader would be recorded.
            <Show when=move || recorder.activity() == Activity::Recording(line)>
                <p>{text(Key::RecordingsSpeak)}</p>
            </Show>
            <div class="row">
                <RecordButton recorder line/>
                <Show when=has_recording>
                    <PlaybackButton recorder line/>
                    <DeleteButton recorder line/>
                </Show>
                <UndoButton recorder line/>
            </div>
        </li>
    }
}

/// Starts and stops recording.
#[component]
fn RecordButton(recorder: LineRecorder, line: usize) -> impl IntoView {
    let session = use_session();
    let label = move || {
        text(match recorder.activity() {
            Activity::RequestingMicrophone(of) | Activity::Recording(of) if of == line => {
                Key::RecordingsStop
            }
            _ if recorder.state(line) == LineState::Empty => Key::RecordingsRecord,
            _ => Key::RecordingsAgain,
        })
    };
    // Not disabled while this line is being recorded or stored, or the button would lose the focus.
    let is_disabled =
        move || session.is_under_way() || recorder.activity().line().is_some_and(|of| of != line);
    view! {
        <button
            class="button"
            class:button--main=move || recorder.activity() == Activity::Recording(line)
            id=record_id(line)
            aria-describedby=text_id(line)
            disabled=is_disabled
            on:click=move |_| recorder.toggle_recording(line)
            prop:textContent=label
        ></button>
    }
}

/// Starts and stops playback.
#[component]
fn PlaybackButton(recorder: LineRecorder, line: usize) -> impl IntoView {
    let settings = use_settings();
    let is_busy = is_busy(recorder);
    let label = move || {
        text(if recorder.is_playing(line) { Key::RecordingsStop } else { Key::RecordingsListen })
    };
    let toggle = move |_| {
        settings.with_untracked(|settings| recorder.toggle_playback(line, settings));
    };
    view! {
        <button
            class="button"
            aria-describedby=text_id(line)
            disabled=move || is_busy.get() || recorder.state(line) != LineState::Recorded
            on:click=toggle
            prop:textContent=label
        ></button>
    }
}

/// Deletes the recording.
#[component]
fn DeleteButton(recorder: LineRecorder, line: usize) -> impl IntoView {
    let is_busy = is_busy(recorder);
    view! {
        <VanishingButton
            class="button button--quiet"
            label=text(Key::RecordingsDelete)
            focus_next=record_id(line)
            on_press=move || recorder.delete(line)
            attr:aria-describedby=text_id(line)
            attr:disabled=move || is_busy.get()
        />
    }
}

/// Undoes the last change, if it was to this line.
#[component]
fn UndoButton(recorder: LineRecorder, line: usize) -> impl IntoView {
    let is_busy = is_busy(recorder);
    let undoable = Memo::new(move |_| recorder.undoable(line));
    let press = move |_| {
        recorder.undo();
        // This button is disabled now, and disappears.
        page::focus(record_id(line));
    };
    move || {
        undoable.get().map(|undo| {
            let label = match undo {
                Undo::Deletion => Key::RecordingsUndo,
                Undo::Replacement => Key::RecordingsOldBack,
            };
            view! {
                <button
                    class="button button--quiet"
                    disabled=move || is_busy.get()
                    on:click=press
                >
                    {text(label)}
                </button>
            }
        })
    }
}

/// Whether playing, deleting and undoing are disabled for now.
fn is_busy(recorder: LineRecorder) -> Memo<bool> {
    let session = use_session();
    Memo::new(move |_| session.is_under_way() || recorder.activity() != Activity::Idle)
}

/// The status message of a line.
fn message(recorder: LineRecorder, line: usize) -> Option<Key> {
    match recorder.activity() {
        Activity::RequestingMicrophone(of) | Activity::Saving(of) if of == line => {
            return Some(Key::RecordingsWait);
        }
        Activity::Recording(of) if of == line => return None,
        _ => {}
    }
    let Some(outcome) = recorder.outcome(line) else {
        return (recorder.state(line) == LineState::Unplayable).then_some(Key::RecordingsDamaged);
    };
    Some(match outcome {
        Outcome::Saved => Key::RecordingsKept,
        Outcome::Replaced => Key::RecordingsReplaced,
        Outcome::Deleted => Key::RecordingsDeleted,
        Outcome::Restored => Key::RecordingsBroughtBack,
        Outcome::NotAllowed => Key::RecordingsNotAllowed,
        Outcome::NoMicrophone => Key::RecordingsNoMicrophone,
        Outcome::NothingHeard => Key::RecordingsNothingHeard,
        Outcome::Interrupted => Key::RecordingsInterrupted,
        Outcome::NotSaved => Key::RecordingsNotKept,
        Outcome::NotDeleted => Key::RecordingsNotDeleted,
    })
}

fn text_id(line: usize) -> String {
    format!("line-{line}")
}

fn record_id(line: usize) -> String {
    format!("record-{line}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{next_frame, wait_until};
    use crate::state::provide_state_for_test;
    use leptos::mount::mount_to;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn other_lines_are_disabled_while_one_is_busy() {
        let root = document().create_element("div").unwrap();
        let made = Rc::new(Cell::new(None));
        let slot = made.clone();
        let mounted = mount_to(root.clone().unchecked_into(), move || {
            provide_state_for_test();
            let recorder = LineRecorder::new(vec!["One.".to_owned(), "Two.".to_owned()], || ());
            slot.set(Some(recorder));
            view! {
                <LineCard recorder line=0 words="One.".to_owned()/>
                <LineCard recorder line=1 words="Two.".to_owned()/>
            }
        });
        let recorder = made.get().unwrap();
        let find = |selector: &str| root.query_selector(selector).unwrap();
        assert!(find("button:disabled").is_none());
        recorder.delete(0);
        // The effects have run, but the database has not responded yet.
        leptos::task::tick().await;
        assert!(find("#record-0:enabled").is_some() && find("#record-1:disabled").is_some());
        wait_until(async || {
            next_frame().await;
            untrack(|| recorder.activity()) == Activity::Idle
        })
        .await;
        next_frame().await;
        assert!(find("button:disabled").is_none());
        assert!(find("#line-0 + [role=status] > p").is_some());
        assert!(find("#line-1 + [role=status]:empty").is_some());
        drop(mounted);
    }
}
