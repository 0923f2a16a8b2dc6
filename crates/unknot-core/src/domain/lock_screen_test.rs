//! The lock-screen test: checks whether this phone keeps playing with its screen off.
//!
//! Some manufacturers stop background audio when the screen goes off, and no browser API reports
//! it. The test plays a one-minute track while the phone is locked. When the page is visible again,
//! it compares the playback position with the wall clock (docs/adr/0012-lock-screen-test.md).

use super::cue::{Cue, CueKind};
use super::time::Millis;

/// Length of the test track.
pub const LENGTH: Millis = Millis::secs(60);

/// Interval between bells.
const BELL_INTERVAL: Millis = Millis::secs(10);
/// Shorter absences are treated as if the page had stayed visible.
const MIN_ABSENCE: Millis = Millis::secs(3);
/// The test passes only after this much hidden playback, because phones suspend apps with a delay.
const MIN_PLAYED: Millis = Millis::secs(30);
/// Tolerance for the player's start-up delay and for imprecise position reports.
const SLACK: Millis = Millis::secs(2);

/// The cues of the test track: a bell every ten seconds, and the end bell.
pub fn cues() -> Vec<Cue> {
    let bells = (1..).map(|n| Millis(BELL_INTERVAL.0 * n)).take_while(|at| *at < LENGTH);
    let bells = bells.map(|at| Cue { at, kind: CueKind::Interval });
    bells.chain([Cue { at: LENGTH, kind: CueKind::End }]).collect()
}

/// The result of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The track played this long while the page was hidden.
    Passed(Millis),
    /// Playback stopped this long after the page was hidden.
    Stopped(Millis),
    /// The page was not hidden for long enough to tell.
    NotLocked,
}

/// A running test: track positions compared with the wall clock.
///
/// Wall-clock times are in milliseconds; only their differences matter.
#[derive(Clone, Copy, Debug)]
pub struct Measurement {
    /// Wall-clock time and track position when the page was last visible.
    last_visible: (i64, Millis),
    /// Set once playback has fallen behind the wall clock since then: how long it had played.
    stalled_after: Option<Millis>,
}

impl Measurement {
    /// Starts the measurement. The page is visible and the track is at its start.
    pub fn start(wall_ms: i64) -> Self {
        Self { last_visible: (wall_ms, Millis::ZERO), stalled_after: None }
    }

    /// Records the track position `at` while the page is hidden.
    ///
    /// Without these reports, playback that stalls and recovers before the person returns would go
    /// unnoticed.
    pub fn observe_hidden(&mut self, wall_ms: i64, at: Millis) {
        let (away, played) = self.since_visible(wall_ms, at);
        if at < LENGTH && played + SLACK < away {
            self.stalled_after.get_or_insert(played);
        }
    }

    /// Records the track position `at` while the page is visible, and returns the verdict once
    /// there is one.
    ///
    /// Call this at least once a second while the page is visible, and never while it is hidden.
    pub fn observe_visible(&mut self, wall_ms: i64, at: Millis) -> Option<Verdict> {
        self.observe_hidden(wall_ms, at);
        let (away, played) = self.since_visible(wall_ms, at);
        self.last_visible = (wall_ms, at);
        let stalled_after = self.stalled_after.take();
        if away >= MIN_ABSENCE {
            if let Some(after) = stalled_after {
                return Some(Verdict::Stopped(after));
            }
            // A seek on the lock screen moves the position without playing.
            let played = played.min(away);
            if played >= MIN_PLAYED {
                return Some(Verdict::Passed(played));
            }
        }
        (at >= LENGTH).then_some(Verdict::NotLocked)
    }

    /// Time since the page was last visible, by the wall clock and by the track.
    fn since_visible(&self, wall_ms: i64, at: Millis) -> (Millis, Millis) {
        let (last_ms, last_at) = self.last_visible;
        (Millis(u32::try_from(wall_ms - last_ms).unwrap_or(0)), at.saturating_sub(last_at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Watches the page four times a second for `visible_secs`, then observes it at each `(wall,
    /// track)` in seconds. Returns the first verdict.
    fn verdict(visible_secs: u32, then: &[(u32, u32)]) -> Option<Verdict> {
        let mut test = Measurement::start(5_000);
        let visible = (0..visible_secs * 4).map(|n| (n * 250, n * 250));
        let then = then.iter().map(|(wall, at)| (wall * 1000, at * 1000));
        visible
            .chain(then)
            .find_map(|(wall, at)| test.observe_visible(5_000 + i64::from(wall), Millis(at)))
    }

    #[test]
    fn bells_ring_every_ten_seconds_and_at_the_end() {
        let at: Vec<_> = cues().iter().map(|cue| cue.at.as_secs()).collect();
        assert_eq!(at, [10, 20, 30, 40, 50, 60]);
        assert_eq!(cues().last().map(|cue| cue.kind), Some(CueKind::End));
    }

    #[test]
    fn continuous_playback_passes() {
        assert_eq!(verdict(5, &[(50, 50)]), Some(Verdict::Passed(Millis(45_250))));
        // The person returns long after the end of the track.
        assert_eq!(verdict(5, &[(300, 60)]), Some(Verdict::Passed(Millis(55_250))));
    }

    #[test]
    fn stalled_playback_fails_and_slight_lag_passes() {
        assert_eq!(verdict(5, &[(50, 20)]), Some(Verdict::Stopped(Millis(15_250))));
        assert_eq!(verdict(5, &[(300, 5)]), Some(Verdict::Stopped(Millis(250))));
        assert_eq!(verdict(5, &[(50, 49)]), Some(Verdict::Passed(Millis(44_250))));
    }

    #[test]
    fn short_absences_are_inconclusive() {
        assert_eq!(verdict(61, &[]), Some(Verdict::NotLocked));
        assert_eq!(verdict(5, &[(20, 20)]), None, "the phone can still be locked");
        assert_eq!(verdict(5, &[(20, 20), (55, 55)]), Some(Verdict::Passed(Millis(35_000))));
        assert_eq!(verdict(50, &[(61, 60)]), Some(Verdict::NotLocked));
    }

    #[test]
    fn playback_that_stalls_and_recovers_has_stopped() {
        let mut test = Measurement::start(0);
        for second in 1..30 {
            test.observe_hidden(i64::from(second) * 1000, Millis::secs(second.min(12)));
        }
        // Playback resumes and reaches the end before the person returns.
        test.observe_hidden(90_000, Millis::secs(60));
        let verdict = test.observe_visible(120_000, Millis::secs(60));
        assert_eq!(verdict, Some(Verdict::Stopped(Millis::secs(12))));
    }

    #[test]
    fn seeking_does_not_count_as_playing() {
        assert_eq!(verdict(5, &[(15, 50)]), None);
    }

    #[test]
    fn clock_set_back_gives_no_verdict() {
        let mut test = Measurement::start(100_000);
        assert_eq!(test.observe_visible(40_000, Millis::secs(1)), None);
    }
}
