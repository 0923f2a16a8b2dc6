//! One tab at a time runs a session: two at once would count the same minutes twice.
//!
//! The tab that runs one holds two locks: one that all tabs compete for, and one with the session's id, from which the
//! others know which session it is. A tab that takes a session over takes both away. The former owner learns that from
//! its lock, even if it has been asleep.

use std::rc::Rc;

use leptos::prelude::*;

use super::parts::Earlier;
use super::signals::Elsewhere;
use super::{Session, SessionRunner};
use crate::platform::locks::{self, Claim, LockGuard, Mode, Taken};
use crate::platform::scheduling::within;
use crate::platform::{page, task};
use crate::services::persistence::{other_tabs, read_heartbeat};
use crate::services::tabs::{self, Message};
use unknot_core::domain::civil::Moment;
use unknot_core::domain::routine::Routine;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Input, Snapshot};

/// How long a tab may take to release its locks once its session is over.
const RELEASE_LIMIT: Millis = Millis::secs(2);

/// The locks of the tab that runs a session.
pub(super) struct SessionLocks {
    _runner: LockGuard,
    _session: LockGuard,
}

impl SessionRunner {
    /// Follows which session other tabs run, for the life of the page.
    pub(crate) fn follow_other_tabs(self: &Rc<Self>) {
        let this = self.clone();
        tabs::on_message(move |message| {
            if let Message::Begun { id, routine } = message {
                this.set_elsewhere(id, Some(routine));
            }
        });
        let this = self.clone();
        page::on_visibility_change(move |visible| {
            if visible {
                task::spawn(this.clone().look_elsewhere());
            }
        });
        task::spawn(self.clone().look_elsewhere());
    }

    /// Looks for a session that another tab runs.
    async fn look_elsewhere(self: Rc<Self>) {
        let own = self.with_session(|session| session.id.clone());
        if let Some(id) =
            locks::running_sessions().await.into_iter().find(|id| own.as_ref() != Some(id))
        {
            let routine = read_heartbeat(&id).map(|beat| beat.routine);
            self.set_elsewhere(id, routine);
        }
    }

    /// Notes that another tab runs a session, unless this one does.
    fn set_elsewhere(self: &Rc<Self>, id: String, routine: Option<String>) {
        if !self.is_under_way() {
            self.follow_elsewhere(Elsewhere { id, routine });
        }
    }

    /// Shows a session as running in another tab until it is over there.
    fn follow_elsewhere(self: &Rc<Self>, elsewhere: Elsewhere) {
        let (this, id) = (self.clone(), elsewhere.id.clone());
        let is_shown =
            move |shown: &Option<Elsewhere>| shown.as_ref().is_some_and(|it| it.id == id);
        if self.signals.elsewhere.with_untracked(&is_shown) {
            return;
        }
        // Its id is not known while it is just beginning or ending.
        let lock = match elsewhere.id.as_str() {
            "" => locks::RUNNER.to_owned(),
            id => locks::session_lock_name(id),
        };
        self.writer.elsewhere.set(Some(elsewhere));
        task::spawn(async move {
            locks::wait_until_free(&lock).await;
            if this.signals.elsewhere.with_untracked(&is_shown) {
                this.writer.elsewhere.set(None);
                // It may have been killed, and can be resumed here.
                other_tabs::catch_up(&this.persistence);
            }
        });
    }

    /// Continues here with the session that another tab runs, from its last heartbeat. Has to be called in the tap itself.
    /// Returns `false` if the snapshot doesn't fit the routine.
    pub(crate) fn take_over(
        self: &Rc<Self>,
        id: String,
        started: Moment,
        routine: &'static Routine,
        snapshot: Snapshot,
        earlier: Earlier,
    ) -> bool {
        let is_restored = self.restore(id, started, routine, snapshot, earlier);
        if is_restored && self.begin(Mode::Steal) {
            self.send(Input::Start);
        }
        is_restored
    }

    /// Makes this the tab that runs a session. If another tab runs one, this session gives way.
    pub(super) fn claim_locks(self: &Rc<Self>, session: &Session, mode: Mode) {
        self.writer.elsewhere.set(None);
        let (this, id) = (self.clone(), session.id.clone());
        let routine = session.routine.slug.to_string();
        task::spawn(async move {
            let Ok((runner, session)) = claim_both(&id, mode).await else {
                return this.give_way(&id).await;
            };
            // It may have ended in the meantime.
            if !this.runs(&id) {
                return;
            }
            let (runner, lost) = runner.split();
            let locks = SessionLocks { _runner: runner, _session: session.guard };
            this.locks.replace(Some(locks));
            tabs::send(&Message::Begun { id: id.clone(), routine });
            if lost.await {
                this.hand_over(&id);
            }
        });
    }

    /// Whether this tab runs the session with this id.
    fn runs(&self, id: &str) -> bool {
        let runs =
            |session: &Session| session.id == id && session.engine.view().phase.is_under_way();
        self.with_session(runs).unwrap_or(false)
    }

    /// Withdraws a session that has just started, because another tab runs one.
    async fn give_way(self: Rc<Self>, id: &str) {
        let other = locks::running_sessions().await.into_iter().next().unwrap_or_default();
        let is_resumed = self.with_session(|session| session.is_resumed);
        if !self.runs(id) {
            return;
        }
        let routine = read_heartbeat(&other).map(|beat| beat.routine);
        self.follow_elsewhere(Elsewhere { id: other, routine });
        self.discard();
        self.persistence.is_over(id);
        if is_resumed == Some(false) {
            self.persistence.remove_heartbeat(id);
        }
    }

    /// Stops a session that another tab has taken over. It is recorded there.
    fn hand_over(self: &Rc<Self>, id: &str) {
        if !self.runs(id) {
            return;
        }
        self.save_heartbeat(true);
        let routine = self.with_session(|session| session.routine.slug.to_string());
        self.follow_elsewhere(Elsewhere { id: id.to_owned(), routine });
        self.discard();
        self.persistence.is_over(id);
    }
}

/// Claims the lock that all tabs compete for, and that of the session.
async fn claim_both(id: &str, mode: Mode) -> Result<(Claim, Claim), Taken> {
    let name = locks::session_lock_name(id);
    if mode == Mode::Steal {
        // First the session's, so that it is never free while the former owner waits for that.
        let session = locks::claim(&name, mode).await?;
        return Ok((locks::claim(locks::RUNNER, mode).await?, session));
    }
    let mut runner = locks::claim(locks::RUNNER, mode).await;
    if runner.is_err() && locks::running_sessions().await.is_empty() {
        // The other tab's session is over, and its locks are just being released.
        let released = within(RELEASE_LIMIT, locks::claim(locks::RUNNER, Mode::Wait)).await;
        runner = released.unwrap_or(Err(Taken));
    }
    // Only tabs that wait for it can have this one, and they release it at once.
    Ok((runner?, locks::claim(&name, Mode::Wait).await?))
}
