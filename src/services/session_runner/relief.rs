//! “This hurts”: replaces the current step by something gentler.

use std::rc::Rc;

use leptos::prelude::*;

use super::SessionRunner;
use super::signals::Relief;
use unknot_core::adaptation;
use unknot_core::domain::routine::Swap;
use unknot_core::session::Input;

impl SessionRunner {
    /// Swaps the current step for something gentler, and publishes the result as the session's relief.
    pub(crate) fn swap_what_hurts(self: &Rc<Self>) {
        // Brings the engine up to date: its last view may belong to an earlier step.
        self.send(Input::Tick);
        let Some(swap) = self.next_swap() else {
            return self.writer.relief.set(Some(Relief::Nothing));
        };
        self.send(Input::Swap(swap));
        let more = self.next_swap().is_some();
        let given = self.with_session(|session| {
            let (hurt, step) = (session.engine.hurts().last(), session.engine.view().step);
            hurt.map(|&hurt| Relief::Given { hurt, step, more })
        });
        self.writer.relief.set(given.flatten());
    }

    /// The next gentler alternative to the current step, if there is one for this person.
    fn next_swap(&self) -> Option<Swap> {
        let person = self.settings.get_untracked();
        self.with_session(|session| {
            let step = session.routine.steps.get(session.engine.view().step)?;
            adaptation::relief(session.routine, step, session.engine.swap(), &person)
        })?
    }

    /// Clears the published relief, once the person has seen it.
    pub(crate) fn close_relief(&self) {
        self.writer.relief.set(None);
    }
}
