//! The two parts in which all of it is shipped.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::figure::{Drawing, Way};
use crate::ids::PoseId;
use crate::routine::Routine;
use crate::words::Words;

/// One of the two parts of what is shipped: the first, which is in the program and has all that a first visit needs, or the
/// library, a file beside the page that is fetched later. Each has what the other has not.
///
/// It is shipped in [postcard](https://postcard.jamesmunns.com)'s format, which names neither fields nor variants: only the
/// program that was built with it can read it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Part<'a> {
    /// Routines, in the order in which they are shown.
    pub routines: Vec<Routine>,
    /// The drawings of poses.
    pub drawings: BTreeMap<PoseId, Drawing>,
    /// The drawings of the ways to the floor and up, in the first part.
    pub ways: BTreeMap<Way, Drawing>,
    /// Words of all kinds.
    #[serde(borrow)]
    pub words: Words<'a>,
}

/// These bytes are not a part of what this version ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPart;

impl<'a> Part<'a> {
    /// The bytes that are shipped.
    ///
    /// # Panics
    /// Never: a part is plain data.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("a part is plain data")
    }

    /// Reads what [`Part::to_bytes`] wrote. Texts are borrowed from it.
    ///
    /// # Errors
    /// The bytes are those of something else.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, NotAPart> {
        postcard::from_bytes(bytes).map_err(|_| NotAPart)
    }
}
