//! The strength of a practice: a slow score beside the streak, which one bad week hardly changes.
//!
//! It is an exponential moving average (a low-pass filter of first order) of how full the week up to
//! each day is, measured by the goal. It rises faster than it falls (docs/adr/0033-kind-days.md).

use std::collections::{BTreeSet, VecDeque};

use crate::domain::civil::CivilDay;
use crate::domain::goal::Goals;

use super::pauses::Pauses;
use super::streak::AHEAD;

/// Practice as often as the goal says halves the way to the top in this many weeks.
const WEEKS_TO_RISE: f64 = 2.0;

/// Without any practice the strength is halved in this many days, after the first week.
const DAYS_TO_FALL: f64 = 28.0;

/// Practice that is older than this many days has no effect that could be seen.
const OLDEST: i32 = 30 * 366;

/// The strength of a practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Strength(f64);

impl Strength {
    /// 0 to 1.
    pub const fn share(self) -> f64 {
        self.0
    }

    /// 0 to 100.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
    pub fn percent(self) -> u8 {
        (self.0 * 100.0).round() as u8
    }
}

/// The strength on `today`, from the days with a session that counts.
///
/// A day with practice can only raise it, and a day without can only lower it. Rest days and days of
/// flares without practice are left out, as if the calendar did not have them, and so is today until it has
/// practice.
pub fn strength(
    practised: &BTreeSet<CivilDay>,
    pauses: &Pauses,
    today: CivilDay,
    goals: &Goals,
) -> Strength {
    let latest = today.plus(AHEAD);
    let Some(first) = practised.range(today.plus(-OLDEST)..=latest).next() else {
        return Strength::default();
    };
    let (mut share, mut week) = (0.0, Week::default());
    for day in (first.epoch_days()..=latest.epoch_days()).map(CivilDay::from_epoch_days) {
        let has_practised = practised.contains(&day);
        if !has_practised && (day >= today || pauses.contains(day)) {
            continue;
        }
        let goal = f64::from(goals.least_since(day).days());
        let full = f64::from(week.add(has_practised)).min(goal) / goal;
        share = if has_practised {
            approach(share, full, WEEKS_TO_RISE * goal).max(share)
        } else {
            approach(share, full, DAYS_TO_FALL).min(share)
        };
    }
    Strength(share)
}

/// One step from `share` towards `aim`, of which `half_life` steps go half the way.
fn approach(share: f64, aim: f64, half_life: f64) -> f64 {
    share + (aim - share) * (1.0 - (-half_life.recip()).exp2())
}

/// The last seven days that are looked at.
#[derive(Default)]
struct Week {
    days: VecDeque<bool>,
    practised: u8,
}

impl Week {
    /// Adds a day. Returns how many of the last seven have practice.
    fn add(&mut self, has_practised: bool) -> u8 {
        self.days.push_back(has_practised);
        self.practised += u8::from(has_practised);
        if self.days.len() > 7 && self.days.pop_front() == Some(true) {
            self.practised -= 1;
        }
        self.practised
    }
}
