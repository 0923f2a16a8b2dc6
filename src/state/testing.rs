//! What tests of components share: the contexts, with a session that is ready.

use leptos::prelude::*;

use super::{SessionState, provide_state_for_test, use_session};
use crate::platform::testing::show;
use unknot_core::domain::catalog;
use unknot_core::session::View;

/// Puts a component in the page, inside `main`, for as long as the answer is kept. The session of a routine is ready.
pub(crate) fn show_with_session<V: IntoView + 'static>(
    slug: &'static str,
    component: impl FnOnce() -> V + 'static,
) -> (SessionState, impl Sized) {
    let context = RwSignal::new(None);
    let mounted = show(move || {
        provide_state_for_test();
        let session = use_session();
        session.prepare(catalog::routine(slug).unwrap(), None);
        context.set(Some(session));
        view! { <main>{component()}</main> }
    });
    (context.get_untracked().unwrap(), mounted)
}

/// Changes what components see of the moment. The session itself is put away, so that no event of its track can set the
/// moment again.
pub(crate) fn set_moment(session: SessionState, change: impl FnOnce(&mut View)) {
    let signals = session.signals();
    let routine = signals.routine.get_untracked();
    let timeline = signals.timeline.get_untracked();
    let trouble = signals.trouble.get_untracked();
    let mut view = signals.view.get_untracked().unwrap();
    session.leave();
    change(&mut view);
    signals.routine.set(routine);
    signals.timeline.set(timeline);
    signals.trouble.set(trouble);
    signals.view.set(Some(view));
}
