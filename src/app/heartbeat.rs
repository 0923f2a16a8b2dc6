//! When a running session's place is written down.

use crate::domain::time::Millis;

/// A place is written at least so often: a killed session resumes within this and what one write
/// takes.
const EVERY: Millis = Millis::secs(5);

/// The rhythm of heartbeats.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    last: Option<(Millis, usize)>,
}

impl Pulse {
    /// Whether the place is to be written now: at the start, every few seconds, at each new
    /// segment, after a jump, and when something happens that is worth it (`at_once`).
    pub(super) fn is_due(&mut self, position: Millis, segment: usize, at_once: bool) -> bool {
        let due = match self.last {
            None => true,
            Some((last, in_segment)) => {
                at_once || in_segment != segment || last + EVERY <= position || position < last
            }
        };
        if due {
            self.last = Some((position, segment));
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn beats_are_regular_and_follow_what_happens() {
        let mut pulse = Pulse::default();
        assert!(pulse.is_due(Millis::ZERO, 0, false));
        assert!(!pulse.is_due(Millis::secs(4), 0, false));
        assert!(pulse.is_due(Millis::secs(4), 0, true));
        assert!(!pulse.is_due(Millis(8_999), 0, false));
        assert!(pulse.is_due(Millis::secs(9), 0, false));
        assert!(pulse.is_due(Millis::secs(10), 1, false));
        assert!(pulse.is_due(Millis::secs(2), 0, false));
    }
}
