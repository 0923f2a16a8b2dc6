//! The background sounds of a session.

use serde::{Deserialize, Serialize};

/// A continuous sound behind bells and speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Background {
    /// No background sound.
    #[default]
    Nothing,
    /// Steady rain.
    Rain,
    /// Low, soft noise.
    BrownNoise,
    /// Ocean waves, six a minute.
    Waves,
    /// A low chord that swells and fades slowly.
    Drone,
}

impl Background {
    /// All backgrounds, in display order.
    pub const ALL: [Self; 5] =
        [Self::Nothing, Self::Rain, Self::BrownNoise, Self::Waves, Self::Drone];
}
