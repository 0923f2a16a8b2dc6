//! The steps with a file: it is chosen or dropped, read and previewed, and then used, or not.

use leptos::prelude::*;

use super::reading::{Reading, ReadingProgress, Ticket};
use crate::components::live_region::LiveRegion;
use crate::services::backup::restore::{Blob, dropped};
use crate::services::page;
use unknot_core::i18n::{Key, text};

/// How far the person is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// No file is chosen.
    Choosing,
    Reading,
    /// The preview is shown.
    Deciding,
    /// What the person has decided is being done.
    Working,
}

/// Where the person is, and what is known of the file.
pub(super) struct FileFlow<T: 'static> {
    /// The id of the section's heading, which receives the focus when a button disappears.
    heading: &'static str,
    /// The id of the heading of the preview.
    preview_heading: &'static str,
    step: RwSignal<Step>,
    /// What is in the file.
    pub(super) found: RwSignal<Option<T>, LocalStorage>,
    /// The reading that goes on.
    pub(super) reading: Reading,
    /// What is announced.
    pub(super) said: RwSignal<String>,
}

impl<T> Clone for FileFlow<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for FileFlow<T> {}

impl<T> FileFlow<T> {
    /// No file is chosen. The arguments are the ids of the two headings.
    pub(super) fn new(heading: &'static str, preview_heading: &'static str) -> Self {
        let (step, found) = (RwSignal::new(Step::Choosing), RwSignal::new_local(None));
        let (reading, said) = (Reading::new(), RwSignal::new(String::new()));
        Self { heading, preview_heading, step, found, reading, said }
    }

    /// Whether the person is at this step.
    pub(super) fn is_at(self, step: Step) -> bool {
        self.step.get() == step
    }

    /// Begins to read a file. `None` while something else is being done with one.
    pub(super) fn begin(self) -> Option<Ticket> {
        if self.step.get_untracked() == Step::Working {
            return None;
        }
        self.said.set(String::new());
        self.step.set(Step::Reading);
        Some(self.reading.begin())
    }

    /// Stops the reading.
    pub(super) fn stop(self) {
        self.reading.stop();
        self.end(text(Key::RestoreStopped));
    }

    /// Shows what was found, for the person to decide.
    pub(super) fn preview(self, found: T) {
        self.found.set(Some(found));
        self.step.set(Step::Deciding);
        page::focus(self.preview_heading);
    }

    /// Does with what was found what the person has decided, and says what `work` returns.
    pub(super) fn work(self, work: impl AsyncFnOnce(T) -> &'static str + 'static) {
        let Some(found) = self.found.try_update(Option::take).flatten() else { return };
        self.said.set(text(Key::RestoreWorking).to_owned());
        self.step.set(Step::Working);
        self.reading.begin().after(work(found), move |words| self.end(words));
    }

    /// Says how it has ended. Another file can be chosen.
    pub(super) fn end(self, words: &str) {
        self.said.set(words.to_owned());
        self.step.set(Step::Choosing);
    }

    /// Forgets what was found.
    pub(super) fn cancel(self) {
        self.reading.stop();
        self.found.set(None);
        self.end("");
    }
}

/// A section in which a file is chosen or dropped. It says what has happened, and shows how far the reading is.
#[component]
pub(super) fn FileSection<T: 'static>(
    /// Where the person is.
    flow: FileFlow<T>,
    /// The heading.
    title: Key,
    /// What the section is for.
    lead: Key,
    /// Called with a file that is dropped.
    on_drop: impl Fn(Blob) + 'static,
    /// What is below: the preview, what was done last, and the choice of a file.
    children: Children,
) -> impl IntoView {
    let FileFlow { heading, step, reading, said, .. } = flow;
    let drop_file = move |event: leptos::ev::DragEvent| {
        if let Some(file) = dropped(&event).filter(|_| step.get_untracked() == Step::Choosing) {
            on_drop(file);
        }
    };
    view! {
        <section class="card" on:dragover=|event| event.prevent_default() on:drop=drop_file>
            <h2 id=heading tabindex="-1">
                {text(title)}
            </h2>
            <p class="soft">{text(lead)}</p>
            <LiveRegion>
                <Show when=move || said.with(|said| !said.is_empty())>
                    <p prop:textContent=move || said.get()></p>
                </Show>
            </LiveRegion>
            <Show when=move || flow.is_at(Step::Reading)>
                <ReadingProgress reading focus_next=heading on_stop=move || flow.stop()/>
            </Show>
            <Show when=move || flow.is_at(Step::Working)>
                <progress class="meter" aria-label=text(Key::RestoreWorking)></progress>
            </Show>
            {children()}
        </section>
    }
}
