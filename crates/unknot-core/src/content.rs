//! What the app ships, as the build has written it: in two parts (`unknot_content::Part`).
//!
//! What a first visit needs is in the program. The rest is the library, a file of its own beside the page: the program knows
//! its name and its check sum, and whoever can fetch opens it here.

use std::sync::OnceLock;

use unknot_content::crc::crc32;
use unknot_content::figure::Drawing;
use unknot_content::{Part, PoseId};

include!(concat!(env!("OUT_DIR"), "/content.rs"));

const FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"));

/// Tests have no network, and need no first visit to be light.
#[cfg(any(test, feature = "library", not(target_arch = "wasm32")))]
const BUILT_IN: Option<&[u8]> = Some(include_bytes!(concat!(env!("OUT_DIR"), "/library.bin")));
#[cfg(not(any(test, feature = "library", not(target_arch = "wasm32"))))]
const BUILT_IN: Option<&[u8]> = None;

static LIBRARY: OnceLock<Part> = OnceLock::new();

/// The part that is in the program.
pub(crate) fn first() -> &'static Part<'static> {
    static PART: OnceLock<Part> = OnceLock::new();
    PART.get_or_init(|| Part::from_bytes(FIRST).expect("the build has written it"))
}

/// The library, once it is open.
pub(crate) fn library() -> Option<&'static Part<'static>> {
    LIBRARY.get().or_else(|| {
        let part = Part::from_bytes(BUILT_IN?).ok()?;
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

/// Bytes that are not this program's library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the library of this version")]
pub struct NotTheLibrary;

/// Opens the library, once and for all.
///
/// # Errors
/// They are other bytes: of another version, or some answer of a network that was no answer.
pub fn open_library(bytes: Vec<u8>) -> Result<(), NotTheLibrary> {
    if crc32(&bytes) != LIBRARY_SUM {
        return Err(NotTheLibrary);
    }
    if library().is_none() {
        let part = Part::from_bytes(bytes.leak()).map_err(|_| NotTheLibrary)?;
        LIBRARY.get_or_init(|| part);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_library_of_this_version_is_opened() {
        let library = BUILT_IN.unwrap().to_owned();
        assert_eq!(open_library(b"<html>Log in</html>".to_vec()), Err(NotTheLibrary));
        let mut altered = library.clone();
        altered[1000] ^= 1;
        assert_eq!(open_library(altered), Err(NotTheLibrary));
        assert_eq!(open_library(library), Ok(()));
        assert!(library_name().contains(&format!("{LIBRARY_SUM:08x}")));
    }

    #[test]
    fn the_parts_are_what_the_build_has_written() {
        Part::from_bytes(FIRST).unwrap();
        Part::from_bytes(BUILT_IN.unwrap()).unwrap();
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
