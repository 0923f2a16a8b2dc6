//! The order of candidates on a day.

use super::Lately;
use super::candidate::{BEST, GOOD, Tier};
use crate::domain::catalog::sort_by_rank;
use crate::domain::civil::CivilDay;
use crate::domain::routine::Routine;

/// So many candidates take turns at least, if so many suit.
const LEAST: usize = 3;

/// The candidates in the order of a day: what fits best takes turns with what is as good at any time, so that neighbouring
/// days begin with different routines. What was practised on the last two days comes after the others, and what fits less
/// well at the end.
pub(super) fn order(
    mut candidates: Vec<&'static Routine>,
    tier: &dyn Fn(&Routine) -> Tier,
    day: CivilDay,
    lately: &Lately,
) -> Vec<&'static Routine> {
    sort_by_rank(&mut candidates, tier);
    // Too few take turns? Then also those that fit next best, all that are equally good.
    let last = candidates.get(LEAST - 1).or(candidates.last());
    let worst = last.map_or(GOOD, |last| tier(last).max(GOOD));
    let best = candidates.partition_point(|routine| tier(routine) == BEST);
    let turns = candidates.partition_point(|routine| tier(routine) <= worst);
    let spare = candidates.split_off(turns);
    let good = candidates.split_off(best);
    let mut turns = take_turns(candidates, good, day.epoch_days());
    sort_by_rank(&mut turns, &|routine| usize::MAX - lately.days_since(&routine.slug));
    turns.extend(spare);
    turns
}

/// The best of `best` first on every second day, or on every third if it is a single one, and of `good` on the others.
fn take_turns(
    best: Vec<&'static Routine>,
    good: Vec<&'static Routine>,
    day: i32,
) -> Vec<&'static Routine> {
    if best.is_empty() || good.is_empty() {
        let mut all = [best, good].concat();
        rotate(&mut all, day);
        return all;
    }
    let period = if best.len() == 1 && good.len() > 1 { 3 } else { 2 };
    let (turn, place) = (day.div_euclid(period), day.rem_euclid(period));
    let (mut best, mut good) = (best, good);
    rotate(&mut best, turn);
    rotate(&mut good, turn.wrapping_mul(period - 1).wrapping_add((place - 1).max(0)));
    if place == 0 { [best, good].concat() } else { [good, best].concat() }
}

fn rotate(routines: &mut [&'static Routine], by: i32) {
    if let Ok(count @ 1..) = i32::try_from(routines.len()) {
        routines.rotate_left(usize::try_from(by.rem_euclid(count)).unwrap_or_default());
    }
}
