//! Checks civil days against jiff.

use proptest::prelude::*;
use unknot_core::domain::civil::CivilDay;

proptest! {
    #[test]
    fn days_agree_with_an_independent_calendar(days in -719_162i32..2_932_896) {
        let day = CivilDay::from_epoch_days(days);
        let oracle = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(days);
        let (year, month, date) = day.ymd();
        prop_assert_eq!(day.to_string(), oracle.to_string());
        prop_assert_eq!(CivilDay::from_ymd(year, month, date), Some(day));
        prop_assert_eq!(day.weekday() as i8, oracle.weekday().to_monday_zero_offset());
        prop_assert_eq!(day.to_string().parse(), Ok(day));
    }
}
