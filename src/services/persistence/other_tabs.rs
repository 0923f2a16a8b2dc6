//! What other tabs do: their entries are adopted at once, and a tab that has been asleep catches up when it is shown.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Persistence, local, recovery, restores};
use crate::platform::{local_storage, page, task};
use crate::services::tabs::{self, Message};
use unknot_core::history::{Entry, Log};
use unknot_core::storage::{self, keys};

/// Follows what other tabs do, for the life of the page.
pub(crate) fn follow(persistence: &Rc<Persistence>) {
    let this = persistence.clone();
    tabs::on_message(move |message| match message {
        Message::Entry(entry) => this.adopt(entry),
        Message::Begun { id, .. } => this.withdraw_offer(&id),
        Message::Restored => task::spawn(restores::adopt(this.clone())),
    });
    // The message may arrive before what the other tab has written to localStorage. The mark is written last, and so it
    // arrives after that.
    let this = persistence.clone();
    local_storage::on_change(keys::RESTORE_MARK, move || {
        task::spawn(restores::adopt(this.clone()));
    });
    let this = persistence.clone();
    page::on_visibility_change(move |visible| {
        if visible {
            catch_up(&this);
        }
    });
}

/// Reads what other tabs have stored, and looks for a session that one of them was killed in.
pub(crate) fn catch_up(persistence: &Rc<Persistence>) {
    if persistence.has_lost_lines() {
        // Another tab has undone a restore.
        task::spawn(restores::adopt(persistence.clone()));
    } else {
        persistence.adopt_changed_months();
    }
    // Nothing is offered during a session.
    if persistence.running.borrow().is_none() {
        task::spawn(recovery::look_again(persistence.clone()));
    }
}

impl Persistence {
    /// Adds an entry that another tab has stored.
    fn adopt(&self, entry: Entry) {
        if let Some(record) = entry.record() {
            self.withdraw_offer(record.id.as_str());
        }
        if self.log.with_untracked(|log| !log.contains(&entry)) {
            self.young.borrow_mut().push(entry.clone());
            self.log.update(|log| {
                log.insert(entry);
            });
        }
    }

    /// Adds the entries of the months that other tabs have changed.
    pub(crate) fn adopt_changed_months(&self) {
        let found = self.read_changed_months();
        if self.log.with_untracked(|log| found.missing_in(log).next().is_some()) {
            self.log.update(|log| *log = std::mem::take(log).merge(found));
        }
    }

    /// Remembers months that have been read, so that only changed ones are read again.
    pub(super) fn remember_months(&self, segments: &[(String, String)]) {
        let lengths = segments.iter().map(|(key, text)| (key.clone(), text.len()));
        self.months.borrow_mut().extend(lengths);
    }

    /// Whether a month has become shorter since it was last read. Months only grow, but for undone restores.
    fn has_lost_lines(&self) -> bool {
        let months = self.months.borrow();
        let length = |key: &str| local_storage::read(key).map_or(0, |text| text.len());
        months.iter().any(|(key, before)| length(key) < *before)
    }

    /// The log of the months in localStorage that have changed since they were last read.
    pub(super) fn read_changed_months(&self) -> Log {
        let mut months = self.months.borrow_mut();
        let mut segments = local::values(keys::LOG_PREFIX);
        segments.retain(|(key, text)| months.insert(key.clone(), text.len()) != Some(text.len()));
        storage::decode_log(segments.iter().map(|(_, text)| text.as_str()))
    }
}
