//! Backups: the files that a person takes out of the browser, the one that keeps itself up to date, and what is remembered about
//! them.

use std::rc::Rc;

use leptos::prelude::*;

use super::{History, Navigation, SettingsState, use_assets};
use crate::platform::{page, task};
use crate::route::Route;
use crate::services::backup::habit;
use crate::services::backup::kept_file::{self, Kept, KeptFile};
use crate::services::backup::outgoing::{Content, Outcome, Outgoing, Stage};
use crate::services::backup::restore::Blob;
use crate::services::device;
use crate::services::notices::{Notice, Notices};
use crate::services::persistence::Persistence;
use unknot_core::backup::{BackupHabit, LastBackup, Way};

/// Backups, and what a person can do about them.
#[derive(Clone, Copy)]
pub(crate) struct Backups {
    habit: RwSignal<BackupHabit>,
    backup: Outgoing,
    table: Outgoing,
    kept: KeptFile,
    settings: SettingsState,
    history: History,
}

/// The backups of this app.
pub(crate) fn use_backups() -> Backups {
    expect_context()
}

impl Backups {
    pub(super) fn new(
        settings: SettingsState,
        history: History,
        persistence: Rc<Persistence>,
    ) -> Self {
        let habit = RwSignal::new(habit::load());
        Self {
            habit,
            backup: Outgoing::new(Content::Backup, persistence.clone(), habit),
            table: Outgoing::new(Content::Table, persistence.clone(), habit),
            kept: KeptFile::new(persistence, habit),
            settings,
            history,
        }
    }

    /// Keeps the chosen file up to date, and tells the person what they should know about their backups, for the life of the
    /// page. Called once the second part of the program is there, which has the code for it.
    pub(crate) fn follow(self, navigation: Navigation, notices: Notices) {
        let Self { habit, kept, .. } = self;
        habit::on_change(move |found| {
            // In a test it is gone with the app.
            let _ = habit.try_set(found);
        });
        let is_found = RwSignal::new(!kept_file::is_supported());
        if kept_file::is_supported() {
            self.follow_changes();
            kept_file::hurry_when_hidden(kept);
            task::spawn(async move {
                kept.find().await;
                let _ = is_found.try_set(true);
            });
        }
        Effect::new(move || match kept.kept() {
            Kept::Paused { is_behind: true } => notices.notify(Notice::BackupPaused),
            // While there is no file, the page where one is chosen says why.
            Kept::Trouble(_) if !kept.name().is_empty() => notices.notify(Notice::BackupTrouble),
            _ => {
                notices.dismiss(Notice::BackupPaused);
                notices.dismiss(Notice::BackupTrouble);
            }
        });
        let on_today = Memo::new(move |_| navigation.with(|route| *route == Route::Today));
        Effect::new(move || {
            let is_alone =
                is_found.get() && matches!(kept.kept(), Kept::Nothing | Kept::Trouble(_));
            if on_today.get() && is_alone && self.history.is_complete() {
                self.remind(notices);
            }
        });
        if device::may_clear_after_a_week() {
            Effect::new(move || {
                if self.sessions() > 0 {
                    notices.notify(Notice::SevenDays);
                }
            });
        }
    }

    /// Writes the chosen file after each change.
    fn follow_changes(self) {
        let Self { kept, settings, history, .. } = self;
        let recordings = use_assets().recordings_revision();
        let here = Memo::new(move |_| {
            let entries = history.with(|log| log.entries().count());
            (entries, settings.with(Clone::clone), recordings.get())
        });
        Effect::watch(move || here.get(), move |_, _, _| kept.has_changed(), false);
    }

    /// Reminds of a backup if it is time for that.
    fn remind(self, notices: Notices) {
        let due = self.habit.with(|habit| habit.reminder_due(self.sessions()));
        if let Some(sessions) = due.filter(|_| page::is_visible()) {
            self.habit.set(habit::remember_reminder(sessions));
            notices.notify(Notice::BackupDue);
        }
    }

    /// The number of sessions in the log.
    pub(crate) fn sessions(self) -> u32 {
        let sessions: usize =
            self.history.with(|log| log.days().map(|(_, sessions)| sessions.len()).sum());
        u32::try_from(sessions).unwrap_or(u32::MAX)
    }

    /// The last backup, and the number of sessions since.
    pub(crate) fn last(self) -> Option<(LastBackup, u32)> {
        self.habit.with(|habit| Some((habit.last?, habit.sessions_since(self.sessions()))))
    }

    /// How far a file is that the person takes out.
    pub(crate) fn stage(self, content: Content) -> Stage {
        self.file(content).stage()
    }

    /// What became of it, once it has been saved.
    pub(crate) fn outcome(self, content: Content) -> Option<Outcome> {
        self.file(content).outcome()
    }

    /// How the file is that keeps itself up to date.
    pub(crate) fn kept(self) -> Kept {
        self.kept.kept()
    }

    /// Its name. Empty if none has been chosen.
    pub(crate) fn kept_name(self) -> String {
        self.kept.name()
    }

    /// What is in it. `None` if it can't be read.
    pub(crate) async fn kept_content(self) -> Option<Blob> {
        self.kept.content().await
    }

    // What a person can do.

    /// Makes a file.
    pub(crate) fn make(self, content: Content) {
        self.file(content).make(self.day_start());
    }

    /// Stops making a file, or drops it.
    pub(crate) fn cancel(self, content: Content) {
        self.file(content).cancel();
    }

    /// Saves a file. Has to be called in the tap itself.
    pub(crate) fn save(self, content: Content, way: Way) {
        self.file(content).save(way);
    }

    /// Chooses a place for a new file that keeps itself up to date. Has to be called in the tap itself.
    pub(crate) fn keep_new(self) {
        self.kept.choose_new(self.day_start());
    }

    /// Chooses a file that is there already. Has to be called in the tap itself.
    pub(crate) fn keep_existing(self) {
        self.kept.choose_existing();
    }

    /// Writes the chosen file, after asking for permission. Has to be called in the tap itself.
    pub(crate) fn go_on_keeping(self) {
        self.kept.go_on();
    }

    /// Writes the chosen file over with the settings that are here.
    pub(crate) fn keep_these_settings(self) {
        self.kept.write_over_settings();
    }

    /// Writes the chosen file without the recordings in it that aren't here.
    pub(crate) fn keep_without_recordings(self) {
        self.kept.write_over_recordings();
    }

    /// No longer writes the chosen file.
    pub(crate) fn stop_keeping(self) {
        self.kept.stop();
    }

    fn file(self, content: Content) -> Outgoing {
        match content {
            Content::Backup => self.backup,
            Content::Table => self.table,
        }
    }

    fn day_start(self) -> u16 {
        self.settings.with_untracked(|settings| settings.day_start_min)
    }
}

#[cfg(test)]
mod tests;
