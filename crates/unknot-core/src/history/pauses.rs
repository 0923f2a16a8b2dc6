//! Days that can't break anything: rest days and the days of flares.

use core::ops::Range;

use crate::domain::civil::CivilDay;

use super::log::Log;

/// Rest days and the days of flares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses {
    rests: Spans,
    all: Spans,
}

/// Ranges of days in order, without overlaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Spans(Vec<Range<CivilDay>>);

impl Pauses {
    /// From ranges in any order.
    pub fn new(
        rests: impl IntoIterator<Item = Range<CivilDay>>,
        flares: impl IntoIterator<Item = Range<CivilDay>>,
    ) -> Self {
        let rests = Spans::new(rests);
        let all = Spans::new(rests.0.iter().cloned().chain(flares));
        Self { rests, all }
    }

    /// Whether a day is a rest day.
    pub fn is_rest(&self, day: CivilDay) -> bool {
        self.rests.contains(day)
    }

    /// Whether a day is a rest day or a day of a flare.
    pub fn contains(&self, day: CivilDay) -> bool {
        self.all.contains(day)
    }
}

impl Spans {
    fn new(ranges: impl IntoIterator<Item = Range<CivilDay>>) -> Self {
        Self(merged(ranges))
    }

    fn contains(&self, day: CivilDay) -> bool {
        let after = self.0.partition_point(|days| days.start <= day);
        after.checked_sub(1).is_some_and(|last| day < self.0[last].end)
    }
}

/// The same days in order and without overlaps.
pub(super) fn merged(ranges: impl IntoIterator<Item = Range<CivilDay>>) -> Vec<Range<CivilDay>> {
    let mut ranges: Vec<_> = ranges.into_iter().filter(|days| days.start < days.end).collect();
    ranges.sort_by_key(|days| days.start);
    let mut spans: Vec<Range<CivilDay>> = Vec::new();
    for days in ranges {
        match spans.last_mut() {
            Some(last) if days.start <= last.end => last.end = last.end.max(days.end),
            _ => spans.push(days),
        }
    }
    spans
}

impl Log {
    /// The rest days and the days of flares, of which the current one ends with `today`.
    pub fn pauses(&self, today: CivilDay) -> Pauses {
        Pauses::new(self.rest_days().map(super::RestDays::days), self.flare_days(today))
    }
}
