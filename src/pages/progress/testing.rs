//! Sessions for the tests of the page, and the page.

use leptos::mount::UnmountHandle;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;

use super::ProgressPage;
use crate::platform::testing::{elements, empty_storage, next_frame, show, wait_until};
use crate::platform::{clock, journal, local_storage};
use crate::services::persistence::recovery;
use crate::state::{History, provide_state_for_test, use_history};
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Outcome, Record};
use unknot_core::storage::{append, keys, lines};

/// A finished session of ten minutes at an hour of a day.
pub(super) fn session(day: CivilDay, hour: i64) -> Record {
    Record {
        id: format!("{day}-{hour}").parse().unwrap(),
        started: Moment {
            utc_ms: (i64::from(day.epoch_days()) * 24 + hour) * 3_600_000,
            offset_min: 0,
        },
        day,
        routine: "morning-mobility".into(),
        planned: Millis::minutes(10),
        practised: Millis::minutes(10),
        worked: Some(Millis::minutes(8)),
        outcome: Outcome::Finished,
        skipped: None,
        hurts: Vec::new(),
    }
}

/// Stores two sessions for each of `days` days, up to a day.
pub(super) fn store_sessions(last: CivilDay, days: i32) {
    for day in (0..days).map(|ago| last.plus(-ago)) {
        for hour in [7, 20] {
            let segment = local_storage::read(&keys::month(day)).unwrap_or_default();
            let segment = append(&segment, &Entry::from(session(day, hour)));
            local_storage::write(&keys::month(day), &segment).unwrap();
        }
    }
}

/// The page with some sessions.
pub(super) struct Shown {
    pub(super) history: History,
    pub(super) today: CivilDay,
    pub(super) mounted: Mounted,
}

/// Shows the page until it is ended.
pub(super) struct Mounted {
    owner: Owner,
    _handle: UnmountHandle<AnyViewState>,
}

impl Mounted {
    /// Does something with the contexts of the page.
    pub(super) fn with<R>(&self, act: impl FnOnce() -> R) -> R {
        self.owner.with(act)
    }

    /// Leaves the page once everything is stored, so that nothing is written into the storage of the next test.
    pub(super) async fn end(self) {
        let entries = self.with(|| use_history().with(|log| log.entries().count()));
        until_stored(entries).await;
        drop(self);
        empty_storage().await;
    }
}

/// Waits until both places have so many entries.
pub(super) async fn until_stored(entries: usize) {
    wait_until(async || {
        some_frames().await;
        let journal = journal::all().await.unwrap_or_default();
        let is_entry = |(key, _): &&(String, String)| key.starts_with(keys::JOURNAL_ENTRY_PREFIX);
        let months = local_storage::keys(keys::LOG_PREFIX).into_iter();
        let months = months.filter_map(|month| local_storage::read(&month));
        let lines: usize = months.map(|month| lines(&month).count()).sum();
        lines == entries && journal.iter().filter(is_entry).count() == entries
    })
    .await;
}

/// The id of the element with the focus.
pub(super) fn focused() -> Option<String> {
    document().active_element().map(|element| element.id())
}

/// Lets time pass, also on a busy machine.
async fn some_frames() {
    for _ in 0..6 {
        next_frame().await;
    }
}

/// Shows the page with sessions that are made for today, once all of them are there.
pub(super) async fn show_progress<F: Fn(CivilDay) -> Record>(sessions: &[F]) -> Shown {
    empty_storage().await;
    let today = clock::now().day(240);
    for record in sessions.iter().map(|session| session(today)) {
        let key = keys::month(record.day);
        let segment = local_storage::read(&key).unwrap_or_default();
        local_storage::write(&key, &append(&segment, &Entry::from(record))).unwrap();
    }
    let found = std::rc::Rc::new(std::cell::RefCell::new(None));
    let finding = found.clone();
    let handle = show(move || {
        recovery::start(provide_state_for_test());
        let owner = Owner::current().unwrap();
        *finding.borrow_mut() = Some((use_history(), owner));
        view! {
            <main>
                <ProgressPage/>
            </main>
        }
        .into_any()
    });
    let (history, owner) = found.take().unwrap();
    wait_until(async || {
        some_frames().await;
        let (rows, records) = (elements("main .session-row"), elements("main .record__print"));
        let is_drawn = rows.len() == sessions.len() && records.is_empty() == sessions.is_empty();
        untrack(|| history.is_complete()) && is_drawn
    })
    .await;
    Shown { history, today, mounted: Mounted { owner, _handle: handle } }
}
