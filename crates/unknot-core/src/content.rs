//! What the app ships, as the build has written it: JSON in two parts, of the types of `unknot-content`.
//!
//! What a first visit needs is in the program. The rest is the library, a file of its own beside the page: the program knows
//! its name and its check sum, and whoever can fetch opens it here.

use std::sync::OnceLock;

use unknot_content::crc::crc32;
use unknot_content::figure::Drawing;
use unknot_content::{Part, PoseId};

include!(concat!(env!("OUT_DIR"), "/content.rs"));

const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.json"));

/// Tests have no network, and need no first visit to be light.
#[cfg(any(test, feature = "library", not(target_arch = "wasm32")))]
const BUILT_IN: Option<&str> = Some(include_str!(concat!(env!("OUT_DIR"), "/library.json")));
#[cfg(not(any(test, feature = "library", not(target_arch = "wasm32"))))]
const BUILT_IN: Option<&str> = None;

static LIBRARY: OnceLock<Part> = OnceLock::new();

/// The part that is in the program.
pub(crate) fn first() -> &'static Part<'static> {
    static PART: OnceLock<Part> = OnceLock::new();
    PART.get_or_init(|| read(FIRST).expect("the build has written it"))
}

/// The library, once it is open.
pub(crate) fn library() -> Option<&'static Part<'static>> {
    LIBRARY.get().or_else(|| {
        let part = read(BUILT_IN?)?;
        Some(LIBRARY.get_or_init(|| part))
    })
}

/// The parts that are there.
pub(crate) fn parts() -> impl Iterator<Item = &'static Part<'static>> {
    [Some(first()), library()].into_iter().flatten()
}

/// The drawing of a pose; none where it is in the library and that is not open.
pub fn drawing(pose: PoseId) -> Option<&'static Drawing> {
    parts().find_map(|part| part.drawings.get(&pose))
}

/// The library's file, beside the page.
pub fn library_name() -> &'static str {
    LIBRARY_NAME
}

/// Whether the library is open.
pub fn library_is_open() -> bool {
    library().is_some()
}

/// A text that is not this program's library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the library of this version")]
pub struct NotTheLibrary;

/// Opens the library, once and for all.
///
/// # Errors
/// The text is another one: of another version, or some answer of a network that was no answer.
pub fn open_library(text: String) -> Result<(), NotTheLibrary> {
    if crc32(text.as_bytes()) != LIBRARY_SUM {
        return Err(NotTheLibrary);
    }
    if library().is_none() {
        let part = read(text.leak()).ok_or(NotTheLibrary)?;
        LIBRARY.get_or_init(|| part);
    }
    Ok(())
}

/// A part, which borrows its texts from the JSON.
fn read(json: &'static str) -> Option<Part<'static>> {
    serde_json::from_str(json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_library_of_this_version_is_opened() {
        let library = BUILT_IN.unwrap().to_owned();
        assert_eq!(open_library("<html>Log in</html>".to_owned()), Err(NotTheLibrary));
        assert_eq!(open_library(library.replace('a', "b")), Err(NotTheLibrary));
        assert_eq!(open_library(library), Ok(()));
        assert!(library_name().contains(&format!("{LIBRARY_SUM:08x}")));
    }

    #[test]
    fn the_parts_are_what_the_build_has_written() {
        serde_json::from_str::<Part>(FIRST).unwrap();
        serde_json::from_str::<Part>(BUILT_IN.unwrap()).unwrap();
    }

    #[test]
    fn the_first_part_has_all_that_its_routines_need() {
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
