//! The person's own note.

use leptos::prelude::*;

use crate::state::use_settings;
use unknot_core::domain::settings::Settings;
use unknot_core::i18n::{Key, text};

/// A field for what the person wants to remember or to ask, the same on all pages. Each letter is stored at once.
#[component]
pub(crate) fn NoteCard() -> impl IntoView {
    let settings = use_settings();
    let note = settings.select(|settings| settings.note.clone());
    view! {
        <section class="card">
            <label class="note">
                <strong>{text(Key::LearnPageNote)}</strong>
                <textarea
                    rows="4"
                    maxlength=Settings::LONGEST_NOTE.to_string()
                    prop:value=note
                    on:input=move |event| settings.set_note(event_target_value(&event))
                ></textarea>
            </label>
            <p class="soft">{text(Key::LearnPageNoteHint)}</p>
        </section>
    }
}
