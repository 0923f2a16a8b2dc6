//! The shipped content, as the build script wrote it: two `unknot_content::Part`s.
//!
//! The first part has what a first visit needs. The rest is the library. A release keeps it in a
//! part of the program that is fetched later (`services::library` of the app), which calls
//! [`open_library`].

use std::sync::OnceLock;

use unknot_content::figure::{Drawing, Way};
use unknot_content::{Part, PoseId};

include!(concat!(env!("OUT_DIR"), "/content.rs"));

/// The clips of one of the app's voices.
pub(crate) struct Clips {
    /// The folder below `voice/`.
    pub folder: &'static str,
    /// The size of all of them in megabytes, rounded.
    pub megabytes: u32,
}

const FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"));
const REST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

static LIBRARY: OnceLock<Part> = OnceLock::new();

/// The part that a first visit needs.
pub(crate) fn first() -> &'static Part<'static> {
    static PART: OnceLock<Part> = OnceLock::new();
    PART.get_or_init(|| Part::from_bytes(FIRST).expect("the build script writes a valid part"))
}

/// The library, if it is open. It always is on native targets and in tests, which can't fetch it.
pub(crate) fn library() -> Option<&'static Part<'static>> {
    #[cfg(any(test, feature = "library", not(target_arch = "wasm32")))]
    open_library();
    LIBRARY.get()
}

/// The available parts: the first one, and the library if it is open.
pub(crate) fn parts() -> impl Iterator<Item = &'static Part<'static>> {
    [Some(first()), library()].into_iter().flatten()
}

/// The drawing of a pose. `None` if it is in the library and the library isn't open.
pub fn drawing(pose: PoseId) -> Option<&'static Drawing> {
    pose.drawn_as().find_map(|drawn| parts().find_map(|part| part.drawings.get(&drawn)))
}

/// The drawing of a way.
///
/// # Panics
/// Never: the build checks that each is in the first part.
pub fn way(way: Way) -> &'static Drawing {
    first().ways.get(&way).expect("the build draws every way")
}

/// Whether the library is open.
pub fn library_is_open() -> bool {
    library().is_some()
}

/// Opens the library for the life of the program. Opening it again has no effect.
///
/// The library's bytes, about 130 KB, are in whichever part of the program calls this.
///
/// # Panics
/// Never: the build script writes a valid part.
pub fn open_library() {
    LIBRARY.get_or_init(|| Part::from_bytes(REST).expect("the build script writes a valid part"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_parts_parse() {
        Part::from_bytes(FIRST).unwrap();
        Part::from_bytes(REST).unwrap();
    }

    #[test]
    fn first_part_has_everything_its_routines_need() {
        use unknot_content::routine::Effort;

        let Part { routines, drawings, words, .. } = first();
        assert!(!routines.is_empty() && !library().unwrap().routines.is_empty());
        for routine in routines {
            assert!(words.routines.contains_key(&*routine.slug));
            for step in &routine.steps {
                // The easier way too, before the library has come: it must never be the pose itself.
                for pose in [Some(step.pose), step.pose.easier()].into_iter().flatten() {
                    let is_drawn = pose.drawn_as().any(|drawn| drawings.contains_key(&drawn));
                    assert!(words.poses.contains_key(&pose) && is_drawn, "{pose:?}");
                }
                if let Effort::Rest { guide, .. } = step.effort {
                    assert!(guide.iter().all(|guide| guide.line.0 < words.guides.len()));
                }
            }
        }
    }

    /// They take the place of any step, whatever the first routines are.
    #[test]
    fn first_part_has_the_gentle_moves() {
        use crate::domain::gentle::{LYING, SITTING};

        for (gentle, _) in LYING.into_iter().chain(SITTING) {
            for pose in [Some(gentle), gentle.easier()].into_iter().flatten() {
                assert!(first().words.poses.contains_key(&pose), "{pose:?}");
                assert!(pose.drawn_as().any(|drawn| first().drawings.contains_key(&drawn)));
            }
        }
    }
}
