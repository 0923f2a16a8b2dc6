//! Ten years of six days a week, each with a rest day.

use unknot_core::domain::civil::{CivilDay, Moment, Weekday};
use unknot_core::domain::goal::Goals;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Added, Entry, Kind, Log, RestDays, What, streak, strength};

fn added(number: i32) -> Entry {
    let day = CivilDay::from_epoch_days(17_000 + number);
    let at = Moment { utc_ms: i64::from(day.epoch_days()) * 86_400_000, offset_min: 0 };
    Kind::Added(Added {
        id: format!("{:08x}", number.wrapping_mul(0x09e3_779b)).parse().unwrap(),
        at,
        day,
        started: None,
        what: What::Walk,
        practised: Millis::minutes(10),
        note: String::new(),
    })
    .into()
}

/// A rest day a week.
fn rest(week: i32) -> Entry {
    let first = CivilDay::from_epoch_days(17_006 + 7 * week);
    let at = Moment { utc_ms: 0, offset_min: 0 };
    Kind::Rest(RestDays { id: format!("rest-{week}").parse().unwrap(), at, first, last: first })
        .into()
}

#[test]
fn ten_years_with_a_rest_day_a_week_are_one_streak_at_full_strength() {
    let sessions = (0..3650).filter(|day| day % 7 < 6).map(added);
    let log: Log = sessions.chain((0..521).map(rest)).collect();
    let today = CivilDay::from_epoch_days(17_000 + 3649);
    let pauses = log.pauses(today);
    let goals = Goals::default();
    let streak = streak(log.practised_days(), &pauses, today, Weekday::Thursday, &goals);
    let strength = strength(log.practised_days(), &pauses, today, &goals);
    assert_eq!((streak.days, strength.percent()), (3129, 100));
}
