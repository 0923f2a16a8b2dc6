//! Downloads every clip of the app's voice, for sessions without a network.

use std::cell::Cell;
use std::rc::Rc;

use crate::domain::pack::VOICE;
use crate::platform::{clips, task};
use crate::services::narration::clip_name;
use crate::words;
use leptos::prelude::*;

thread_local! {
    /// The number of the latest download.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

/// How many clips are fetched at a time.
const AT_A_TIME: usize = 6;

/// How far the download has come.
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
    /// Whether every clip is here or has failed.
    pub(crate) fn is_over(self) -> bool {
        self.here + self.failed >= self.all
    }
}

/// Downloads every clip that is not here yet, whatever page is shown, until `progress` is set to `None`.
pub(crate) fn start(progress: RwSignal<Option<Progress>>) {
    let Some(voice) = VOICE else { return };
    let names: Vec<_> = words::all_parts().iter().map(|part| clip_name(voice, part)).collect();
    let number = LATEST.get() + 1;
    LATEST.set(number);
    progress.set(Some(Progress { all: names.len(), ..Progress::default() }));
    // A download that was stopped and started again is another one.
    let is_wanted = move || LATEST.get() == number && progress.with_untracked(Option::is_some);
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
