//! The goal: on how many days of a week somebody wants to practise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::civil::CivilDay;

/// A number of days of a week, 1 to 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "u8")]
pub struct Goal(u8);

impl Goal {
    /// Four days a week.
    pub const DEFAULT: Self = Self(4);

    /// From one day to all seven.
    pub const ALL: [Self; 7] = [Self(1), Self(2), Self(3), Self(4), Self(5), Self(6), Self(7)];

    /// So many days, or the nearest number from 1 to 7.
    pub fn new(days: u8) -> Self {
        Self(days.clamp(1, 7))
    }

    /// The number of days.
    pub const fn days(self) -> u8 {
        self.0
    }
}

impl From<u8> for Goal {
    fn from(days: u8) -> Self {
        Self::new(days)
    }
}

impl Default for Goal {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What is remembered of earlier goals, so that a new one takes nothing away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlierGoals {
    /// The day from which on the present goal is in force. `None` if it has always been.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<CivilDay>,
    /// The last day on which each of the others was in force.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    until: BTreeMap<Goal, CivilDay>,
}

/// The goal, with the earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goals {
    /// The present goal.
    pub now: Goal,
    /// What is remembered of others.
    pub earlier: EarlierGoals,
}

impl Goals {
    /// One goal that has always been in force.
    pub fn always(now: Goal) -> Self {
        Self { now, earlier: EarlierGoals::default() }
    }

    /// Sets the goal on a day. A goal that was set on the same day has only been tried, and isn't
    /// remembered. Any other is, also one that was set on a later day, when the clock was ahead.
    pub fn set(&mut self, goal: Goal, today: CivilDay) {
        if goal == self.now {
            return;
        }
        if self.earlier.since != Some(today) {
            // The clock may have been set back since.
            let until = self.earlier.until.entry(self.now).or_insert(today);
            *until = today.max(*until);
        }
        self.earlier.since = Some(today);
        self.now = goal;
    }

    /// The smallest goal that has been in force since a day. What a day or a week reached with any of
    /// these may have been shown, and stays reached.
    pub fn least_since(&self, day: CivilDay) -> Goal {
        let until = self.earlier.until.iter();
        let later = until.filter(|(_, until)| **until >= day).map(|(goal, _)| *goal);
        later.fold(self.now, Goal::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_that_was_only_tried_leaves_no_trace() {
        let day = CivilDay::from_epoch_days;
        let mut goals = Goals::default();
        for (goal, today) in [(1, 10), (3, 10), (5, 10), (6, 20)] {
            goals.set(Goal::new(goal), day(today));
        }
        let least = |on| goals.least_since(day(on)).days();
        assert_eq!((least(0), least(10), least(11), least(20), least(21)), (4, 4, 5, 5, 6));
        let mut same = goals.clone();
        same.set(Goal::new(6), day(30));
        assert_eq!(same, goals);
    }

    #[test]
    fn a_goal_that_was_set_while_the_clock_was_ahead_is_remembered() {
        let day = CivilDay::from_epoch_days;
        let mut goals = Goals::default();
        goals.set(Goal::new(2), day(100));
        goals.set(Goal::new(6), day(50));
        assert_eq!([50, 51].map(|on| goals.least_since(day(on)).days()), [2, 4]);
    }

    #[test]
    fn goals_out_of_range_are_the_nearest() {
        assert_eq!([0, 1, 7, 8, 255].map(|days| Goal::new(days).days()), [1, 1, 7, 7, 7]);
        let stored = r#"{"since":"2026-11-24","until":{"4":"2026-11-24"}}"#;
        let read: EarlierGoals = serde_json::from_str(stored).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), stored);
    }
}
