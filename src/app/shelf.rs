//! The shelf: whether the library has come, and the part of the program that belongs to it. Both are
//! fetched once the first screen is there.

use crate::dom::Live;
use crate::domain::pack;
use crate::platform::{download, task};

/// Where the library is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// On its way.
    Coming,
    /// Here: its routines and poses can be asked for.
    Open,
    /// It could not be fetched.
    Missing,
}

/// Where the library is at the start.
pub(crate) fn at_start() -> Shelf {
    if pack::library_is_open() { Shelf::Open } else { Shelf::Coming }
}

/// Fetches the library, unless it is here.
pub(crate) fn fetch(shelf: Live<Shelf>) {
    if shelf.get_untracked() == Shelf::Open {
        return;
    }
    shelf.set(Shelf::Coming);
    task::spawn(async move {
        let text = download::text(pack::library_name()).await;
        let opened = text.is_some_and(|text| pack::open_library(text).is_ok());
        let open = opened && download::later_part().await;
        shelf.set(if open { Shelf::Open } else { Shelf::Missing });
    });
}
