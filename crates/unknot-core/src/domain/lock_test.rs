//! A minute with the phone locked: whether the sound goes on is told by what was played, not by what is promised.
//!
//! Some makers of phones stop what plays when the screen is off, and nothing tells a page whether this phone does. So it is
//! tried: the track rings while nobody looks, and afterwards its place is held against the clock on the wall.

use super::cue::{Cue, CueKind};
use super::time::Millis;

/// How long it takes.
pub const LENGTH: Millis = Millis::secs(60);

/// How far apart the bells are.
const APART: Millis = Millis::secs(10);
/// Who looks away for less was not away.
const AWAY: Millis = Millis::secs(3);
/// So long the screen has to be off, or the test says nothing: what stops apps waits for a while.
const ENOUGH: Millis = Millis::secs(30);
/// What a player takes to begin, and to tell where it is.
const SLACK: Millis = Millis::secs(2);

/// What is heard: a bell each ten seconds, and the bell of the end.
pub fn cues() -> Vec<Cue> {
    let bells = (1..).map(|n| Millis(APART.0 * n)).take_while(|at| *at < LENGTH);
    let bells = bells.map(|at| Cue { at, kind: CueKind::Interval });
    bells.chain([Cue { at: LENGTH, kind: CueKind::End }]).collect()
}

/// What it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It went on for so long with nobody looking.
    Passed(Millis),
    /// It stopped so long after somebody looked last.
    Stopped(Millis),
    /// Nobody looked away for long enough.
    NotLocked,
}

/// A test that is under way.
#[derive(Clone, Copy, Debug)]
pub struct LockTest {
    /// When somebody looked last, by the clock on the wall, and where the track was.
    seen: (i64, Millis),
    /// It has stood since then, after so long.
    stood: Option<Millis>,
}

impl LockTest {
    /// Begins, with the track at its start and somebody looking.
    pub fn begin(wall_ms: i64) -> Self {
        Self { seen: (wall_ms, Millis::ZERO), stood: None }
    }

    /// The track is at `at`, and nobody looks. Whether it stands is told by this, where the phone lets the page know; what
    /// stands and goes on by itself looks well to who comes back.
    pub fn heard(&mut self, wall_ms: i64, at: Millis) {
        let (away, played) = self.since(wall_ms, at);
        if at < LENGTH && played + SLACK < away {
            self.stood.get_or_insert(played);
        }
    }

    /// Somebody looks, and the track is at `at`. To be told at least once a second while the page is seen, and never while it
    /// is not. Answers as soon as there is a verdict.
    pub fn seen(&mut self, wall_ms: i64, at: Millis) -> Option<Verdict> {
        self.heard(wall_ms, at);
        let (away, played) = self.since(wall_ms, at);
        self.seen = (wall_ms, at);
        let stood = self.stood.take();
        if away >= AWAY {
            if let Some(after) = stood {
                return Some(Verdict::Stopped(after));
            }
            // Somebody may have sent it on from the lock screen: that is not played.
            let played = played.min(away);
            if played >= ENOUGH {
                return Some(Verdict::Passed(played));
            }
        }
        (at >= LENGTH).then_some(Verdict::NotLocked)
    }

    /// How long it is since somebody looked, by the clock on the wall and by the track.
    fn since(&self, wall_ms: i64, at: Millis) -> (Millis, Millis) {
        let (last_ms, last_at) = self.seen;
        (Millis(u32::try_from(wall_ms - last_ms).unwrap_or(0)), at.saturating_sub(last_at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks four times a second up to a time, then at those times and places, in seconds.
    fn told(looks_until: u32, then: &[(u32, u32)]) -> Option<Verdict> {
        let mut test = LockTest::begin(5_000);
        let looks = (0..looks_until * 4).map(|n| (n * 250, n * 250));
        let then = then.iter().map(|(wall, at)| (wall * 1000, at * 1000));
        looks.chain(then).find_map(|(wall, at)| test.seen(5_000 + i64::from(wall), Millis(at)))
    }

    #[test]
    fn it_rings_every_ten_seconds_and_at_the_end() {
        let at: Vec<_> = cues().iter().map(|cue| cue.at.as_secs()).collect();
        assert_eq!(at, [10, 20, 30, 40, 50, 60]);
        assert_eq!(cues().last().map(|cue| cue.kind), Some(CueKind::End));
    }

    #[test]
    fn a_phone_that_plays_on_passes() {
        assert_eq!(told(5, &[(50, 50)]), Some(Verdict::Passed(Millis(45_250))));
        // Whoever comes back late.
        assert_eq!(told(5, &[(300, 60)]), Some(Verdict::Passed(Millis(55_250))));
    }

    #[test]
    fn a_phone_that_stops_is_told_from_one_that_is_slow() {
        assert_eq!(told(5, &[(50, 20)]), Some(Verdict::Stopped(Millis(15_250))));
        assert_eq!(told(5, &[(300, 5)]), Some(Verdict::Stopped(Millis(250))));
        assert_eq!(told(5, &[(50, 49)]), Some(Verdict::Passed(Millis(44_250))));
    }

    #[test]
    fn who_looks_all_the_time_or_comes_back_at_once_has_not_tried() {
        assert_eq!(told(61, &[]), Some(Verdict::NotLocked));
        assert_eq!(told(5, &[(20, 20)]), None, "it can still be locked");
        assert_eq!(told(5, &[(20, 20), (55, 55)]), Some(Verdict::Passed(Millis(35_000))));
        assert_eq!(told(50, &[(61, 60)]), Some(Verdict::NotLocked));
    }

    #[test]
    fn what_stands_and_goes_on_by_itself_has_stopped() {
        let mut test = LockTest::begin(0);
        for second in 1..30 {
            test.heard(i64::from(second) * 1000, Millis::secs(second.min(12)));
        }
        // It went on then, and was over when somebody came back.
        test.heard(90_000, Millis::secs(60));
        assert_eq!(test.seen(120_000, Millis::secs(60)), Some(Verdict::Stopped(Millis::secs(12))));
    }

    #[test]
    fn what_is_sent_on_is_not_played() {
        assert_eq!(told(5, &[(15, 50)]), None);
    }

    #[test]
    fn a_clock_that_was_put_back_is_no_verdict() {
        let mut test = LockTest::begin(100_000);
        assert_eq!(test.seen(40_000, Millis::secs(1)), None);
    }
}
