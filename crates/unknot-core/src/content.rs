//! The shipped content, as the build script wrote it: two JSON documents of the types in
//! `unknot-content`.
//!
//! The first part has what a first visit needs, and is compiled into the program. The rest is the
//! library, a separate file that the shell fetches and passes to [`open_library`]. The program
//! knows its file name and its CRC-32.

use std::sync::OnceLock;

use unknot_content::figure::Drawing;
use unknot_content::{Part, PoseId};

include!(concat!(env!("OUT_DIR"), "/content.rs"));

const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.json"));

/// The library is compiled in for native targets and for tests, which can't fetch it.
#[cfg(any(test, feature = "library", not(target_arch = "wasm32")))]
const BUILT_IN: Option<&str> = Some(include_str!(concat!(env!("OUT_DIR"), "/library.json")));
#[cfg(not(any(test, feature = "library", not(target_arch = "wasm32"))))]
const BUILT_IN: Option<&str> = None;

static LIBRARY: OnceLock<Part> = OnceLock::new();

/// The part that is compiled into the program.
pub(crate) fn first() -> &'static Part<'static> {
    static PART: OnceLock<Part> = OnceLock::new();
    PART.get_or_init(|| parse(FIRST).expect("the build script writes a valid part"))
}

/// The library, if it is open.
pub(crate) fn library() -> Option<&'static Part<'static>> {
    LIBRARY.get().or_else(|| {
        let part = parse(BUILT_IN?)?;
        Some(LIBRARY.get_or_init(|| part))
    })
}

/// The available parts: the first one, and the library if it is open.
pub(crate) fn parts() -> impl Iterator<Item = &'static Part<'static>> {
    [Some(first()), library()].into_iter().flatten()
}

/// The drawing of a pose. `None` if it is in the library and the library isn't open.
pub fn drawing(pose: PoseId) -> Option<&'static Drawing> {
    parts().find_map(|part| part.drawings.get(&pose))
}

/// The file name of the library, relative to the page.
pub fn library_name() -> &'static str {
    LIBRARY_NAME
}

/// Whether the library is open.
pub fn library_is_open() -> bool {
    library().is_some()
}

/// The text isn't the library that was built with this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the library of this version")]
pub struct WrongLibrary;

/// Opens the library for the life of the program. Opening it again has no effect.
///
/// # Errors
/// If the checksum differs: the text is from another version, or a network returned a page of its
/// own.
pub fn open_library(text: String) -> Result<(), WrongLibrary> {
    if crc32(text.as_bytes()) != LIBRARY_SUM {
        return Err(WrongLibrary);
    }
    if library().is_none() {
        let part = parse(text.leak()).ok_or(WrongLibrary)?;
        LIBRARY.get_or_init(|| part);
    }
    Ok(())
}

/// Parses a part, which borrows its texts from the JSON.
fn parse(json: &'static str) -> Option<Part<'static>> {
    serde_json::from_str(json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_library_rejects_other_texts() {
        let library = BUILT_IN.unwrap().to_owned();
        assert_eq!(open_library("<html>Log in</html>".to_owned()), Err(WrongLibrary));
        assert_eq!(open_library(library.replace('a', "b")), Err(WrongLibrary));
        assert_eq!(open_library(library), Ok(()));
        assert!(library_name().contains(&format!("{LIBRARY_SUM:08x}")));
    }

    #[test]
    fn built_parts_parse() {
        serde_json::from_str::<Part>(FIRST).unwrap();
        serde_json::from_str::<Part>(BUILT_IN.unwrap()).unwrap();
    }

    #[test]
    fn first_part_has_everything_its_routines_need() {
        use unknot_content::routine::Effort;

        let Part { routines, drawings, words } = first();
        assert!(!routines.is_empty() && !library().unwrap().routines.is_empty());
        for routine in routines {
            assert!(words.routines.contains_key(&*routine.slug));
            for step in &routine.steps {
                let pose = step.pose;
                assert!(
                    words.poses.contains_key(&pose) && drawings.contains_key(&pose),
                    "{pose:?}"
                );
                if let Effort::Rest { guide, .. } = step.effort {
                    assert!(guide.iter().all(|guide| guide.line.0 < words.guides.len()));
                }
            }
        }
    }
}
