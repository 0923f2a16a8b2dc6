//! All that the app's voice can say, fetched ahead for sessions without a network.

use std::cell::Cell;
use std::rc::Rc;

use super::narrator::clip_of;
use crate::dom::Live;
use crate::domain::pack::VOICE;
use crate::platform::{clips, task};
use crate::words;

thread_local! {
    /// How often it was asked for.
    static TRIES: Cell<u32> = const { Cell::new(0) };
}

/// So many are under way at a time.
const AT_A_TIME: usize = 6;

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Progress {
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
        self.here + self.failed >= self.all
    }
}

/// Begins to fetch, whatever screen is looked at, until `progress` is taken away. What is kept already is not asked of the
/// network again.
pub(super) fn fetch(progress: Live<Option<Progress>>) {
    let Some(voice) = VOICE else { return };
    let names: Vec<_> = words::all_parts().iter().map(|part| clip_of(voice, part)).collect();
    let turn = TRIES.get() + 1;
    TRIES.set(turn);
    progress.set(Some(Progress { all: names.len(), ..Progress::default() }));
    // What was stopped, and begun anew, is another try.
    let is_wanted = move || TRIES.get() == turn && progress.with_untracked(Option::is_some);
    let (names, next) = (Rc::new(names), Rc::new(Cell::new(0)));
    for _ in 0..AT_A_TIME {
        let (names, next) = (names.clone(), next.clone());
        task::spawn(async move {
            while let Some(name) = names.get(next.get()).filter(|_| is_wanted()) {
                next.set(next.get() + 1);
                let is_here = clips::keep(voice, name).await;
                if let Some(mut now) = progress.get_untracked().filter(|_| is_wanted()) {
                    *if is_here { &mut now.here } else { &mut now.failed } += 1;
                    progress.set(Some(now));
                }
            }
        });
    }
}
