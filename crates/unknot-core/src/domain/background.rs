//! What can be heard behind a session.

use serde::{Deserialize, Serialize};

/// A sound that goes on all the time, behind bells and speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Background {
    /// Nothing.
    #[default]
    Nothing,
    /// Even rain.
    Rain,
    /// A low, soft rush.
    BrownNoise,
    /// Waves that come and go, six a minute.
    Waves,
    /// A low chord that swells and ebbs slowly.
    Drone,
}

impl Background {
    /// All of them, as they are offered.
    pub const ALL: [Self; 5] =
        [Self::Nothing, Self::Rain, Self::BrownNoise, Self::Waves, Self::Drone];
}
