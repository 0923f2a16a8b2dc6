//! Restoring a backup: choosing the file, what it would change, doing it, and undoing it.

mod preview;
mod setting_names;

use leptos::prelude::*;

use self::preview::{
    about_the_changes, about_the_damage, about_the_error, about_the_file, differing_settings,
    is_all_here,
};
use self::setting_names::topics;
use super::file_button::FileButton;
use super::file_section::{FileFlow, FileSection, Step};
use super::last_restore::{LastRestoreNote, Texts, not_stored};
use super::lines::Lines;
use crate::components::button::VanishingButton;
use crate::components::radio_group::RadioGroup;
use crate::services::backup::restore::{Blob, Found};
use crate::state::{RestoreState, use_history, use_restore};
use unknot_core::backup::{SettingsChoice, Source};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// The id of the heading, which receives the focus when a button disappears.
const HEADING: &str = "restore-title";
/// The id of the heading of the preview.
const FOUND: &str = "restore-found";

const TEXTS: Texts = Texts {
    done_on: Key::RestoreDoneOn,
    undo: Key::RestoreUndo,
    undo_hint: Key::RestoreUndoHint,
    undone: Key::RestoreUndone,
};

/// Where the person is, and what is known of the file.
#[derive(Clone, Copy)]
pub(super) struct Flow {
    file: FileFlow<Found>,
    restore: RestoreState,
    choice: RwSignal<SettingsChoice>,
    /// Whether no session was recorded here.
    is_empty: Signal<bool>,
}

/// Choosing a backup, its preview, restoring it, and undoing that.
#[component]
pub(super) fn RestoreSection(
    /// Where the person is.
    flow: Flow,
) -> impl IntoView {
    let file = flow.file;
    let read = move |file| flow.read(file);
    view! {
        <FileSection flow=file title=Key::RestoreTitle lead=Key::RestoreLead on_drop=read>
            <Show when=move || file.is_at(Step::Deciding)>
                <FoundBackup flow/>
            </Show>
            <MissingRecordings flow/>
            <LastRestoreNote
                source=Source::Backup
                texts=TEXTS
                focus_next=HEADING
                is_busy=Signal::derive(move || !file.is_at(Step::Choosing))
                said=file.said
            />
            <Show when=move || file.is_at(Step::Choosing)>
                <FileButton
                    id="restore-choose"
                    label=text(Key::RestoreChoose)
                    focus_next=HEADING
                    on_choose=read
                />
            </Show>
        </FileSection>
    }
}

/// What is in the backup, what restoring it would change, and the buttons that do it or not.
#[component]
fn FoundBackup(
    /// Where the person is.
    flow: Flow,
) -> impl IntoView {
    flow.file.found.with_untracked(|found| {
        let found = found.as_ref()?;
        let differing = differing_settings(&found.preview);
        let count = u32::try_from(differing.len()).unwrap_or(u32::MAX);
        let topics = topics(differing).join(", ");
        let mut damage = about_the_damage(found);
        if flow.restore.last_untracked().is_some_and(|last| last.needs_file) {
            damage.push(text(Key::RestoreRecordingsLeft).to_owned());
        }
        Some(view! {
            <h3 id=FOUND tabindex="-1">
                {text(Key::RestoreFound)}
            </h3>
            <Lines class="lines soft" lines=about_the_file(found)/>
            {(!damage.is_empty())
                .then(|| view! { <Lines class="lines lines--alert" lines=damage/> })}
            <Lines class="lines" lines=about_the_changes(&found.preview)/>
            {(count > 0).then(|| view! { <SettingsQuestion flow count topics/> })}
            <div class="row">
                <VanishingButton
                    class="button button--main"
                    label=text(Key::RestoreStart)
                    focus_next=HEADING
                    on_press=move || flow.restore()
                />
                <VanishingButton
                    label=text(Key::RestoreCancel)
                    focus_next=HEADING
                    on_press=move || flow.file.cancel()
                />
            </div>
        })
    })
}

/// Whose settings hold.
#[component]
fn SettingsQuestion(
    /// Where the person is.
    flow: Flow,
    /// The number of settings that differ.
    count: u32,
    /// What they are about.
    topics: String,
) -> impl IntoView {
    let options = [
        (SettingsChoice::KeepOurs, Key::RestoreKeepMine),
        (SettingsChoice::TakeTheirs, Key::RestoreTakeTheirs),
    ];
    view! {
        <RadioGroup
            name="restore-settings"
            legend=move || {
                let about = fill(Key::RestoreSettingsAbout, &[("topics", &topics)]);
                format!("{} {about}", plural(PluralKey::RestoreSettingsDiffer, count))
            }
            options=options.map(|(choice, name)| (choice, text(name).to_owned())).into()
            selected=flow.choice
            on_select=move |choice| flow.choice.set(choice)
        />
    }
}

/// Recordings of a restore that was interrupted are only in the file.
#[component]
fn MissingRecordings(
    /// Where the person is.
    flow: Flow,
) -> impl IntoView {
    let needs_file = Memo::new(move |_| flow.restore.last().is_some_and(|last| last.needs_file));
    view! {
        <Show when=move || needs_file.get() && flow.file.is_at(Step::Choosing)>
            <p>{text(Key::RestoreNeedsFile)}</p>
            <FileButton
                id="restore-choose-again"
                label=text(Key::RestoreChooseAgain)
                focus_next=HEADING
                on_choose=move |file| flow.add_recordings(file)
            />
        </Show>
    }
}

impl Flow {
    /// No file is chosen.
    pub(super) fn new() -> Self {
        let history = use_history();
        Self {
            file: FileFlow::new(HEADING, FOUND),
            restore: use_restore(),
            choice: RwSignal::new(SettingsChoice::KeepOurs),
            is_empty: Signal::derive(move || history.with(|log| log.days().next().is_none())),
        }
    }

    /// Reads a file and shows what is in it.
    pub(super) fn read(self, file: Blob) {
        let Some(ticket) = self.file.begin() else { return };
        let read = self.restore.read(file, move |share| ticket.report(share));
        ticket.after(read, move |read| match read {
            Ok(found) if is_all_here(&found) => self.file.end(text(Key::RestoreAllHere)),
            Ok(found) => self.decide(found),
            Err(why) => self.file.end(&about_the_error(&why)),
        });
    }

    fn decide(self, found: Found) {
        // There is nothing to keep on a new device.
        self.choice.set(if self.is_empty.get_untracked() {
            SettingsChoice::TakeTheirs
        } else {
            SettingsChoice::KeepOurs
        });
        self.file.preview(found);
    }

    /// Restores what was found.
    fn restore(self) {
        let choice = self.choice.get_untracked();
        self.file.work(async move |found| {
            // It can't be stopped, only undone.
            match self.restore.restore(&found, choice, |_| true).await {
                Ok(true) => text(Key::RestoreDone),
                Ok(false) => text(Key::RestoreNothingAdded),
                Err(why) => not_stored(why),
            }
        });
    }

    /// Adds the recordings that are only in the file.
    fn add_recordings(self, file: Blob) {
        let Some(ticket) = self.file.begin() else { return };
        let added = self.restore.add_recordings(file, move |share| ticket.report(share));
        ticket.after(added, move |added| match added {
            Ok(true) => self.file.end(text(Key::RestoreRecordingsHere)),
            Ok(false) => self.file.end(text(Key::RestoreRecordingsNotHere)),
            Err(why) => self.file.end(&about_the_error(&why)),
        });
    }
}

#[cfg(test)]
mod tests;
