//! The two parts in which all of it is shipped.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::figure::Drawing;
use crate::ids::PoseId;
use crate::routine::Routine;
use crate::words::Words;

/// One of the two parts of what is shipped: the first, which is in the program and has all that a first visit needs, or the
/// library, a file beside the page that is fetched later. Each has what the other has not.
///
/// Texts are borrowed from the JSON, so that none of them may need an escape in it; the build sees to that.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Part<'a> {
    /// Routines, in the order in which they are shown.
    pub routines: Vec<Routine>,
    /// The drawings of poses.
    pub drawings: BTreeMap<PoseId, Drawing>,
    /// Words of all kinds.
    #[serde(borrow)]
    pub words: Words<'a>,
}
