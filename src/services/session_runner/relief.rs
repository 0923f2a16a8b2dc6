//! “This hurts”: the session waits for an answer, and then goes on with something gentler.

use std::rc::Rc;

use leptos::prelude::*;

use super::signals::{Relief, Rest};
use super::{Session, SessionRunner};
use unknot_core::adaptation;
use unknot_core::domain::gentle;
use unknot_core::domain::routine::{Effort, Swap};
use unknot_core::domain::settings::Settings;
use unknot_core::session::{Doing, Input, Passage, PauseCause, Phase};

impl SessionRunner {
    /// Pauses the session, and publishes what may help in the current step.
    pub(crate) fn ask_what_helps(self: &Rc<Self>) {
        let view = self.signals.view.get_untracked();
        let was_running = view.is_some_and(|view| view.phase == Phase::Running);
        // A tick brings the engine up to date as well: its last view may belong to an earlier step.
        self.send(if was_running { Input::Pause(PauseCause::Person) } else { Input::Tick });
        let person = self.settings.get_untracked();
        self.writer.relief.set(self.with_session(|session| relief(session, &person, was_running)));
    }

    /// Swaps the step for something gentler, and goes on. Has to be called in the tap itself.
    pub(crate) fn relieve(self: &Rc<Self>, swap: Swap) {
        self.answer(Input::Swap(swap));
    }

    /// Takes back the swaps of the step, and goes on. Has to be called in the tap itself.
    pub(crate) fn undo_relief(self: &Rc<Self>) {
        self.answer(Input::UndoSwap);
    }

    /// An answer is only about the step of its question.
    fn answer(self: &Rc<Self>, input: Input) {
        let step = self.with_session(|session| session.engine.view().step);
        let relief = self.signals.relief.get_untracked();
        if relief.is_some_and(|relief| step == Some(relief.step)) {
            self.send(input);
        }
        self.close_relief();
    }

    /// Withdraws the question, and stays paused until the person goes on.
    pub(crate) fn take_time(&self) {
        self.writer.relief.set(None);
    }

    /// Withdraws the question, and goes on if the session ran before it. Has to be called in the tap itself.
    pub(crate) fn close_relief(self: &Rc<Self>) {
        let relief = self.signals.relief.get_untracked();
        self.writer.relief.set(None);
        if relief.is_some_and(|relief| relief.was_running) {
            self.send(Input::Resume);
            self.note_request();
        }
    }
}

/// What may help in the current step.
fn relief(session: &Session, person: &Settings, was_running: bool) -> Relief {
    let (engine, view) = (&session.engine, session.engine.view());
    if view.passage.is_some_and(Passage::is_way) {
        return Relief {
            step: view.step,
            easier: None,
            rest: None,
            leaves_out: false,
            undo: None,
            on_the_way: true,
            was_running,
        };
    }
    let (step, now) = (&session.routine.steps[view.step], engine.swap());
    let gentler = |now| adaptation::relief(session.routine, step, now, person);
    let easier = gentler(now).filter(|swap| *swap == Swap::Easier);
    let easier_view = easier.map(|swap| engine.preview(swap));
    let rest = gentler(easier.unwrap_or(now)).map(|swap| {
        let view = engine.preview(swap);
        let instead = match swap {
            Swap::Instead(pose) if view.doing != Doing::Rest || view.pose == pose => Some(pose),
            _ => None,
        };
        Rest { swap, instead }
    });
    let is_move = matches!(step.effort, Effort::Hold | Effort::Repeat { .. });
    let is_rest = matches!(now, Swap::Instead(pose) if gentle::pace(pose).is_none());
    Relief {
        step: view.step,
        // With too little of the step left for it, the person would rest in place.
        easier: easier_view
            .filter(|view| view.doing != Doing::Rest)
            .map(|view| (view.pose, view.side)),
        rest,
        leaves_out: is_move && !is_rest,
        undo: engine.preview_undo().map(|view| (view.pose, view.side)),
        on_the_way: false,
        was_running,
    }
}
