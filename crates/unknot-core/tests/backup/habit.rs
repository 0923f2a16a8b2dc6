//! What is remembered about backups, when a reminder is due, and which ways a file has out of a device.

use unknot_core::backup::{BackupHabit, Device, LastBackup, Way};
use unknot_core::domain::civil::Moment;
use unknot_core::storage::{decode_value, encode_value};

const AT: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };

fn after_backup_of(sessions: u32) -> BackupHabit {
    BackupHabit { last: Some(LastBackup { at: AT, way: Way::Download, sessions }), reminded_at: 0 }
}

/// The numbers of sessions at which a person who never makes a backup is reminded.
fn reminders(mut habit: BackupHabit, sessions: std::ops::RangeInclusive<u32>) -> Vec<u32> {
    let mut reminders = Vec::new();
    for count in sessions {
        if let Some(milestone) = habit.reminder_due(count) {
            reminders.push(count);
            habit.reminded_at = milestone;
        }
    }
    reminders
}

#[test]
fn a_reminder_comes_after_10_and_50_and_each_hundred_sessions() {
    assert_eq!(reminders(BackupHabit::default(), 0..=320), [10, 50, 100, 200, 300]);
}

#[test]
fn somebody_with_years_of_sessions_is_reminded_once() {
    assert_eq!(reminders(BackupHabit::default(), 757..=799), [757]);
}

#[test]
fn a_backup_answers_the_reminders_up_to_it() {
    assert_eq!(reminders(after_backup_of(60), 60..=210), [100, 200]);
    assert_eq!(reminders(after_backup_of(130), 130..=199), [0; 0]);
}

#[test]
fn deleted_sessions_bring_no_reminder_back() {
    let habit = BackupHabit { reminded_at: 50, ..BackupHabit::default() };
    assert_eq!(habit.reminder_due(12), None);
    assert_eq!(after_backup_of(20).sessions_since(12), 0);
}

#[test]
fn sessions_since_the_last_backup_are_counted() {
    assert_eq!(after_backup_of(20).sessions_since(23), 3);
    assert_eq!(BackupHabit::default().sessions_since(23), 23);
}

#[test]
fn what_is_remembered_is_read_back_and_a_way_of_a_newer_version_spoils_nothing() {
    let habit = BackupHabit { reminded_at: 50, ..after_backup_of(7) };
    let text = encode_value(&habit);
    assert!(text.starts_with(
        r#"{"v":1,"data":{"last":{"at":{"utc_ms":1795500000000,"offset_min":60},"way":"download","sessions":7},"reminded_at":50}}"#
    ), "{text}");
    assert_eq!(decode_value(&text), Ok(habit.clone()));
    let sealed = |json: &str| {
        let sum = unknot_content::crc::crc32(json.as_bytes());
        format!("{json}\t{sum:08x}")
    };
    let newer = sealed(
        r#"{"v":1,"data":{"last":{"at":{"utc_ms":1795500000000,"offset_min":60},"way":"pigeon","sessions":7},"reminded_at":50}}"#,
    );
    let last = habit.last.map(|last| LastBackup { way: Way::Unknown, ..last });
    assert_eq!(decode_value(&newer), Ok(BackupHabit { last, ..habit }));
}

#[test]
fn an_installed_app_on_an_iphone_shares_and_does_not_download() {
    let ways = |can_share, is_installed, is_apple_mobile| {
        Device { can_share, is_installed, is_apple_mobile }.ways()
    };
    assert_eq!(ways(true, true, true), [Way::Share]);
    assert_eq!(ways(true, false, true), [Way::Share, Way::Download]);
    for is_installed in [false, true] {
        assert_eq!(ways(true, is_installed, false), [Way::Download, Way::Share]);
        assert_eq!(ways(false, is_installed, false), [Way::Download]);
        assert_eq!(ways(false, is_installed, true), [Way::Download], "there is no other way");
    }
}
