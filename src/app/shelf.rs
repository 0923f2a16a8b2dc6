//! The shelf: what is fetched once the first screen is there, and whether it has come: the library, and
//! the code of the screens that come with it.

use crate::dom::Live;
use crate::domain::pack;
use crate::platform::{download, task};

/// Where something is that is fetched later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// On its way.
    Coming,
    /// Here.
    Here,
    /// It could not be fetched.
    Missing,
}

/// What is fetched later.
#[derive(Clone, Copy)]
pub(crate) struct Shelf {
    /// Routines, poses and their words.
    library: Live<Arrival>,
}

impl Shelf {
    /// As it is at the start.
    pub(crate) fn at_start() -> Self {
        let library = if pack::library_is_open() { Arrival::Here } else { Arrival::Coming };
        Self { library: Live::new(library) }
    }

    /// Where the library is.
    pub(crate) fn library(self) -> Arrival {
        self.library.get()
    }

    /// Where what a later screen needs is.
    pub(crate) fn screens(self) -> Arrival {
        self.library.get()
    }

    /// Fetches what is not here.
    pub(crate) fn fetch(self) {
        fetch_to(self.library, async {
            let text = download::text(pack::library_name()).await;
            text.is_some_and(|text| pack::open_library(text).is_ok())
        });
    }
}

fn fetch_to(arrival: Live<Arrival>, comes: impl Future<Output = bool> + 'static) {
    if arrival.get_untracked() == Arrival::Here {
        return;
    }
    arrival.set(Arrival::Coming);
    task::spawn(async move {
        arrival.set(if comes.await { Arrival::Here } else { Arrival::Missing });
    });
}
