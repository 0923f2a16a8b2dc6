//! Odd values of languages, time zones, clocks and starts of the day: nothing panics, and every day that results is a
//! real one near the clock.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use unknot_core::domain::civil::Moment;
use unknot_core::domain::emergency::emergency_in;
use unknot_core::domain::phone_voice::{PhoneVoice, suitable};
use unknot_core::domain::settings::Settings;

/// 1970, the end of 32-bit clocks, 2100, both ends of what JavaScript can count, and moments around midnight.
const CLOCKS: [i64; 10] = [
    0,
    -1,
    951_782_400_000,
    1_795_564_200_000,
    2_147_483_647_000,
    2_147_483_648_000,
    4_107_542_400_000,
    8_640_000_000_000_000,
    -8_640_000_000_000_000,
    1_774_747_799_999,
];
const OFFSETS: [i16; 10] = [0, 60, -570, 345, 840, -720, 1440, -1440, i16::MAX, i16::MIN];
const DAY_STARTS: [u16; 8] = [0, 1, 240, 360, 361, 1439, 1440, u16::MAX];
const LANGUAGES: [&str; 14] = [
    "",
    "C",
    "POSIX",
    "en_US",
    "en-US@posix",
    "en_GB.UTF-8",
    "en-",
    "--",
    "-_.@",
    "en-u-ca-nonsense",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "ünö-ßß-\u{1f9d8}",
    "en-\u{0}",
    "zh-Hant-HK",
];

#[test]
fn odd_clocks_zones_and_starts_of_the_day_give_a_day_near_the_clock() {
    for utc_ms in CLOCKS {
        for offset_min in OFFSETS {
            for day_start in DAY_STARTS {
                let moment = Moment { utc_ms, offset_min };
                let day = moment.day(day_start);
                let utc = utc_ms.div_euclid(86_400_000);
                // An offset of at most 23 days, and a start of the day of at most 46.
                let distance = (i64::from(day.epoch_days()) - utc).abs();
                assert!(distance <= 70, "{moment:?} from {day_start}: {day}");
                assert!(moment.minute_of_day() < 1440, "{moment:?}");
                let (_, month, date) = day.ymd();
                assert!((1..=12).contains(&month) && (1..=31).contains(&date), "{day:?}");
            }
        }
    }
}

#[test]
fn odd_languages_have_voices_and_at_most_one_emergency_number() {
    for device in LANGUAGES {
        assert!(emergency_in(device).is_none_or(|found| !found.number.is_empty()), "{device}");
        for tag in LANGUAGES {
            let voice = PhoneVoice { tag: tag.to_owned(), ..PhoneVoice::default() };
            let found = suitable(vec![voice], "en", device);
            assert_eq!(found.len(), usize::from(tag.starts_with("en")), "{tag} on {device}");
        }
    }
}

#[test]
fn stored_starts_of_the_day_are_in_range() {
    for stored in ["0", "361", "1440", "-1", "65536", "1.5", "\"240\"", "null", "{}", "1e300"] {
        let settings: Result<Settings, _> =
            serde_json::from_str(&format!("{{\"day_start_min\":{stored}}}"));
        let start = settings.map_or(Settings::default().day_start_min, |it| it.day_start_min);
        assert!(start <= Settings::LATEST_DAY_START, "{stored}");
    }
}
