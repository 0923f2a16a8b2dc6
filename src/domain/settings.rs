//! What the person has chosen. Every field has a default that suits a first session.

use super::time::Millis;

/// The person's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Loudness of bells and chimes in percent, 0 to 100; 0 leaves only the carrier.
    pub bells: u8,
    /// Whether lines are spoken by the phone's own voice while the page is in front.
    pub voice: bool,
    /// Whether cues vibrate, where the device can.
    pub vibration: bool,
    /// Whether the screen is kept on in a session.
    pub keep_awake: bool,
    /// Time to settle before the first step.
    pub preparation: Millis,
    /// Colours.
    pub theme: Theme,
    /// When the person's day starts, in minutes after midnight, 0 to 360.
    pub day_start_min: u16,
    /// Whether the safety screen has been read.
    pub safety_read: bool,
    /// Slugs of the routines that the person likes best, with spaces between them.
    pub favourites: String,
}

/// Which colours the screens take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device.
    #[default]
    System,
    /// Warm paper.
    Light,
    /// Deep water.
    Dark,
}

impl Settings {
    /// Preparation times that are offered.
    pub const PREPARATIONS: [Millis; 5] =
        [Millis::ZERO, Millis::secs(10), Millis::secs(20), Millis::secs(40), Millis::secs(90)];

    /// Whether a routine is a favourite.
    pub fn is_favourite(&self, slug: &str) -> bool {
        self.favourites.split(' ').any(|favourite| favourite == slug)
    }

    /// Makes a routine a favourite, or one no more.
    pub fn toggle_favourite(&mut self, slug: &str) {
        let was_one = self.is_favourite(slug);
        let mut favourites = String::new();
        let others = self.favourites.split(' ').filter(|favourite| *favourite != slug);
        for favourite in others.chain((!was_one).then_some(slug)) {
            if !favourites.is_empty() {
                favourites.push(' ');
            }
            favourites.push_str(favourite);
        }
        self.favourites = favourites;
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bells: 80,
            voice: true,
            vibration: true,
            keep_awake: true,
            preparation: Millis::secs(10),
            theme: Theme::System,
            // People who wind down after midnight still mean the day before.
            day_start_min: 240,
            safety_read: false,
            favourites: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn favourites_come_and_go() {
        let mut settings = Settings::default();
        for slug in ["desk-break-3", "desk-reset-5", "thoracic"] {
            assert!(!settings.is_favourite(slug));
            settings.toggle_favourite(slug);
            assert!(settings.is_favourite(slug));
        }
        settings.toggle_favourite("desk-reset-5");
        assert!(!settings.is_favourite("desk-reset-5") && !settings.is_favourite("desk"));
        assert_eq!(settings.favourites, "desk-break-3 thoracic");
    }
}
