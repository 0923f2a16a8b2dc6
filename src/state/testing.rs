//! Helpers for the tests of components: the contexts, with a session that is ready.

use leptos::prelude::*;

use super::{SessionState, provide_state_for_test, use_session};
use crate::platform::testing::show;
use crate::services::session_runner::signals::Trouble;
use unknot_core::domain::catalog;
use unknot_core::session::{Summary, View};

/// Mounts a component inside `main` until the returned handle is dropped. The session of a routine is ready.
pub(crate) fn show_with_session<V: IntoView + 'static>(
    slug: &'static str,
    component: impl FnOnce() -> V + 'static,
) -> (SessionState, impl Sized) {
    let context = RwSignal::new(None);
    let mounted = show(move || {
        provide_state_for_test();
        let session = use_session();
        session.prepare_for_page(catalog::routine(slug).unwrap(), None).unwrap();
        context.set(Some(session));
        view! { <main>{component()}</main> }
    });
    (context.get_untracked().unwrap(), mounted)
}

/// Changes the moment that components see, which has no passage unless `change` sets one. The session itself is released, so that no event of its track can change the
/// moment again.
pub(crate) fn set_moment(session: &SessionState, change: impl FnOnce(&mut View)) {
    let (signals, writer) = (session.signals(), session.writer());
    let routine = signals.routine.get_untracked();
    let timeline = signals.timeline.get_untracked();
    let trouble = signals.trouble.get_untracked();
    let mut view = signals.view.get_untracked().unwrap();
    session.leave();
    view.passage = None;
    change(&mut view);
    writer.routine.set(routine);
    writer.timeline.set(timeline);
    writer.trouble.set(trouble);
    writer.show(view);
}

/// Changes the trouble that components see.
pub(crate) fn set_trouble(session: &SessionState, trouble: Option<Trouble>) {
    session.writer().trouble.set(trouble);
}

/// Changes the result that components see.
pub(crate) fn set_summary(session: &SessionState, summary: Summary) {
    session.writer().summary.set(Some(summary));
}
