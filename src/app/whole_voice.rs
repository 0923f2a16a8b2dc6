//! All that the app's voice can say, fetched ahead for sessions without a network.

use std::cell::Cell;
use std::rc::Rc;

use super::narrator::file_of;
use crate::dom::Live;
use crate::domain::pack::VOICE;
use crate::platform::{download, task};
use crate::words;

/// So many are under way at a time.
const AT_A_TIME: usize = 6;

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Which try it is.
    turn: u32,
    /// How many clips there are.
    pub all: usize,
    /// How many are here.
    pub here: usize,
    /// How many could not be had.
    pub failed: usize,
}

impl Progress {
    /// Whether nothing more will come.
    pub(crate) fn is_over(self) -> bool {
        self.here + self.failed == self.all
    }
}

/// Begins to fetch, whatever screen is looked at, until `progress` is taken away. What is kept already is not asked of the
/// network again: the service worker has it.
pub(super) fn fetch(progress: Live<Option<Progress>>) {
    let Some(folder) = VOICE else { return };
    let names: Vec<_> = words::all_parts().iter().map(|part| file_of(folder, part)).collect();
    let turn = progress.get_untracked().map_or(0, |last| last.turn.wrapping_add(1));
    progress.set(Some(Progress { turn, all: names.len(), ..Progress::default() }));
    let is_wanted = move || progress.get_untracked().is_some_and(|now| now.turn == turn);
    let (names, next) = (Rc::new(names), Rc::new(Cell::new(0)));
    for _ in 0..AT_A_TIME {
        let (names, next) = (names.clone(), next.clone());
        task::spawn(async move {
            while let Some(name) = names.get(next.get()).filter(|_| is_wanted()) {
                next.set(next.get() + 1);
                let is_here = download::can_be_had(name).await;
                if let Some(mut now) = progress.get_untracked().filter(|_| is_wanted()) {
                    *if is_here { &mut now.here } else { &mut now.failed } += 1;
                    progress.set(Some(now));
                }
            }
        });
    }
}
