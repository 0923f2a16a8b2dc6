//! Names of what was done.

use unknot_core::history::What;
use unknot_core::i18n::{self, Key, text};

/// “Morning mobility”, “Walk”: what was done in a session.
pub(crate) fn what(what: &What) -> String {
    match what {
        What::Routine(slug) => return i18n::routine_name(slug).to_owned(),
        What::OtherApp(name) if !name.is_empty() => return name.clone(),
        What::OtherApp(_) => text(Key::ProgressDidOtherApp),
        What::Walk => text(Key::ProgressDidWalk),
        What::Stretching => text(Key::ProgressDidStretching),
        What::Meditation => text(Key::ProgressDidMeditation),
        What::Exercises => text(Key::ProgressDidExercises),
        What::Other => text(Key::ProgressDidOther),
    }
    .to_owned()
}
