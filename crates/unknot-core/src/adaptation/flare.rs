//! The sessions offered in a flare: three to ten minutes, from breathing alone to shortened normal
//! routines.
//!
//! The choice and the order are our own (docs/content.md).

use super::{Fit, fit};
use crate::domain::catalog;
use crate::domain::flare::Pace;
use crate::domain::routine::Routine;
use crate::domain::settings::Settings;
use crate::domain::time::Millis;

/// The longest session offered in a flare.
pub const LONGEST: Millis = Millis::minutes(10);

/// Routine slugs and minutes. Today offers the first suitable one.
const REST: &[(&str, u32)] = &[
    ("breathing-space", 3),
    ("flare-sos-5", 5),
    ("breath-awareness", 5),
    ("in-bed-5", 5),
    ("body-scan", 10),
];
const SMALL: &[(&str, u32)] = &[
    ("flare-gentle", 8),
    ("chair-only", 7),
    ("in-bed-5", 5),
    ("three-minute-reset", 3),
    ("breathing-space", 5),
];
const SHORT: &[(&str, u32)] = &[
    ("morning-mobility", 7),
    ("desk-reset-5", 5),
    ("evening-wind-down", 7),
    ("breath-awareness", 10),
];

/// The sessions at this pace that suit the person, with their lengths, the preferred one first.
pub fn flare_sessions(
    pace: Pace,
    person: &Settings,
) -> impl Iterator<Item = (&'static Routine, Millis)> {
    let sessions = match pace {
        Pace::Rest => REST,
        Pace::Small => SMALL,
        Pace::Short => SHORT,
    };
    sessions.iter().filter_map(move |&(slug, minutes)| {
        let routine = catalog::routine(slug)?;
        let length = routine.length_near(Millis::minutes(minutes));
        (fit(routine, person) != Fit::NotNow).then_some((routine, length))
    })
}
