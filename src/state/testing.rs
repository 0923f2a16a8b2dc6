//! What tests of components share: the contexts, with a session that is ready.

use leptos::prelude::*;

use super::{SessionState, provide_state_for_test, use_session};
use crate::platform::testing::show;
use crate::services::session_runner::signals::Trouble;
use unknot_core::domain::catalog;
use unknot_core::session::{Summary, View};

/// Puts a component in the page, inside `main`, for as long as the answer is kept. The session of a routine is ready.
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

/// Changes what components see of the moment. The session itself is put away, so that no event of its track can set the
/// moment again.
pub(crate) fn set_moment(session: SessionState, change: impl FnOnce(&mut View)) {
    let (signals, writer) = (session.signals(), session.writer());
    let routine = signals.routine.get_untracked();
    let timeline = signals.timeline.get_untracked();
    let trouble = signals.trouble.get_untracked();
    let mut view = signals.view.get_untracked().unwrap();
    session.leave();
    change(&mut view);
    writer.routine.set(routine);
    writer.timeline.set(timeline);
    writer.trouble.set(trouble);
    writer.view.set(Some(view));
}

/// Changes what components see of the trouble.
pub(crate) fn set_trouble(session: SessionState, trouble: Option<Trouble>) {
    session.writer().trouble.set(trouble);
}

/// Changes what components see of the result.
pub(crate) fn set_summary(session: SessionState, summary: Summary) {
    session.writer().summary.set(Some(summary));
}
