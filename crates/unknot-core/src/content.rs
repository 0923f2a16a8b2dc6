//! What the app ships, as the build has written it: in two parts (`unknot_content::Part`).
//!
//! The first part has what a first visit needs. The rest is the library, which a release keeps in a part of the program that is
//! fetched later; whoever has fetched it opens it here.

use std::sync::OnceLock;

use unknot_content::figure::Drawing;
use unknot_content::{Part, PoseId};

include!(concat!(env!("OUT_DIR"), "/content.rs"));

const FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"));
const REST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

static LIBRARY: OnceLock<Part> = OnceLock::new();

/// The part that is in the program.
pub(crate) fn first() -> &'static Part<'static> {
    static PART: OnceLock<Part> = OnceLock::new();
    PART.get_or_init(|| Part::from_bytes(FIRST).expect("the build has written it"))
}

/// The library, once it is open. Tests have it open from the start: nothing fetches it for them.
pub(crate) fn library() -> Option<&'static Part<'static>> {
    #[cfg(any(test, feature = "library", not(target_arch = "wasm32")))]
    open_library();
    LIBRARY.get()
}

/// The parts that are there.
pub(crate) fn parts() -> impl Iterator<Item = &'static Part<'static>> {
    [Some(first()), library()].into_iter().flatten()
}

/// The drawing of a pose; none where it is in the library and that is not open.
pub fn drawing(pose: PoseId) -> Option<&'static Drawing> {
    parts().find_map(|part| part.drawings.get(&pose))
}

/// Whether the library is open.
pub fn library_is_open() -> bool {
    library().is_some()
}

/// Opens the library, once and for all. What calls this carries the library's bytes, about 130 KB.
///
/// # Panics
/// Never: the build has written the library.
pub fn open_library() {
    LIBRARY.get_or_init(|| Part::from_bytes(REST).expect("the build has written it"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_what_the_build_has_written() {
        Part::from_bytes(FIRST).unwrap();
        Part::from_bytes(REST).unwrap();
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
