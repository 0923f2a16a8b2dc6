//! The two parts of the content, while they are compiled.

use unknot_content::{Key, Part};

/// The part that a first visit needs, and the library.
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
    /// The part for the first visit, or the library.
    pub(crate) fn part(&mut self, is_first: bool) -> &mut Part<'a> {
        if is_first { &mut self.first } else { &mut self.library }
    }

    /// The part that a first visit doesn't need.
    pub(crate) fn library(&mut self) -> &mut Part<'a> {
        self.part(false)
    }

    /// Both parts as bytes: the first visit's, then the library.
    pub(crate) fn to_bytes(&self) -> (Vec<u8>, Vec<u8>) {
        (self.first.to_bytes(), self.library.to_bytes())
    }
}
