//! The two parts in the making.

use unknot_content::{Key, Part};

/// What a first visit needs, and the rest.
pub(crate) struct Parts<'a> {
    first: Part<'a>,
    library: Part<'a>,
}

impl Default for Parts<'_> {
    fn default() -> Self {
        let mut parts = Self { first: Part::default(), library: Part::default() };
        for part in [&mut parts.first, &mut parts.library] {
            part.words.texts = vec![""; Key::all().len()];
        }
        parts
    }
}

impl<'a> Parts<'a> {
    /// The part for what a first visit needs, or the one for all else.
    pub(crate) fn part(&mut self, is_first: bool) -> &mut Part<'a> {
        if is_first { &mut self.first } else { &mut self.library }
    }

    /// The part for all that a first visit does not need.
    pub(crate) fn library(&mut self) -> &mut Part<'a> {
        self.part(false)
    }

    /// Both as the app reads them, the first part first.
    pub(crate) fn to_bytes(&self) -> (Vec<u8>, Vec<u8>) {
        (self.first.to_bytes(), self.library.to_bytes())
    }
}
