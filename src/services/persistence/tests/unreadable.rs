//! Unreadable text, and settings of other versions.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::platform::testing::{FILLER, empty_storage, fill_local_storage};
use crate::services::notices::Notice;
use unknot_core::domain::settings::Settings;

#[wasm_bindgen_test]
async fn unreadable_settings_are_not_overwritten_before_they_are_quarantined() {
    empty_storage().await;
    let torn = "{\"v\":1,\"data\":{\"safety".repeat(9);
    local_storage::write(keys::SETTINGS, &torn).unwrap();
    fill_local_storage();
    let notices = Notices::new();
    let settings = load_settings(notices).unwrap_or_default();
    save_settings(&settings, &settings, notices);
    assert_eq!(local_storage::read(keys::SETTINGS).as_deref(), Some(torn.as_str()));
    assert_eq!(notices.all(), [Notice::SettingsDamaged, Notice::SettingsFull]);

    local_storage::remove(FILLER);
    let settings = load_settings(notices).unwrap_or_default();
    save_settings(&settings, &settings, notices);
    assert_eq!(local_storage::read(&keys::quarantine(&torn)).as_deref(), Some(torn.as_str()));
    assert_eq!(load_settings(notices), Some(settings));
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn settings_of_version_1_are_read_and_left_untouched() {
    const STORED: &str =
        include_str!("../../../../crates/unknot-core/tests/fixtures/v1/unknot.settings");
    empty_storage().await;
    local_storage::write(keys::SETTINGS_V1, STORED).unwrap();
    let notices = Notices::new();
    let before = load_settings(notices).unwrap();
    assert_eq!(before.bells, 35);
    let settings = Settings { bells: 40, ..before.clone() };
    save_settings(&before, &settings, notices);
    assert_eq!(load_settings(notices), Some(settings));
    assert_eq!(local_storage::read(keys::SETTINGS_V1).as_deref(), Some(STORED));
    assert_eq!(notices.all(), []);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn newer_settings_survive_a_write() {
    const STORED: &str =
        include_str!("../../../../crates/unknot-core/tests/fixtures/v2/newer.settings");
    empty_storage().await;
    local_storage::write(keys::SETTINGS, STORED).unwrap();
    let notices = Notices::new();
    let before = load_settings(notices).unwrap();
    save_settings(&before, &Settings { bells: 40, ..before.clone() }, notices);
    let text = local_storage::read(keys::SETTINGS).unwrap();
    for kept in ["\"bell\":\"koshi\"", "\"reminders\":[{", "\"scoliosis\"", "\"bells\":40"] {
        assert!(text.contains(kept), "{text}");
    }
    assert_eq!(notices.all(), []);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn settings_of_two_tabs_keep_the_changes_of_both() {
    empty_storage().await;
    let (notices, base) = (Notices::new(), Settings::default());
    let quiet = Settings { bells: 10, ..base.clone() };
    let awake = Settings { keep_awake: !base.keep_awake, ..base.clone() };
    assert_eq!(save_settings(&base, &quiet, notices), quiet);
    // This tab has not heard of the other one's change.
    let both = Settings { bells: 10, ..awake.clone() };
    assert_eq!(save_settings(&base, &awake, notices), both);
    assert_eq!(load_settings(notices), Some(both));
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn quarantined_settings_that_this_version_can_read_are_restored_once() {
    empty_storage().await;
    let notices = Notices::new();
    let mut lost = Settings { bells: 35, safety_read: true, ..Settings::default() };
    lost.sore.toggle("cat-cow");
    let text = storage::encode_value(&lost);
    local_storage::write(&keys::quarantine(&text), &text).unwrap();
    let beat = storage::encode_value(&heartbeat("a", 1));
    local_storage::write(&keys::quarantine(&beat), &beat).unwrap();
    // Chosen since.
    let now = Settings { bells: 60, ..Settings::default() };
    save_settings(&now, &now, notices);
    let restored = load_settings(notices).unwrap();
    assert_eq!(restored, Settings { bells: 60, ..lost });
    assert_eq!(local_storage::keys(keys::QUARANTINE_PREFIX), [keys::quarantine(&beat)]);
    let kept = keys::restored(&keys::quarantine(&text));
    assert_eq!(local_storage::read(&kept), Some(text));
    // What the person chooses from now on stays, also if it is the default.
    save_settings(&restored, &now, notices);
    assert_eq!(load_settings(notices), Some(now));
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn unreadable_text_is_quarantined_once_and_stays_where_it_was() {
    empty_storage().await;
    let (line, torn) = (storage::encode_entry(&entry("a")), "{\"v\":1,\"kind\":\"sess");
    let month = format!("{line}\n{torn}\n");
    local_storage::write(&keys::month(day()), &month).unwrap();
    local_storage::write(keys::HEARTBEAT, "no heartbeat").unwrap();

    let persistence = recovered().await;
    assert_eq!(persistence.notices.all(), [Notice::Damaged]);
    assert_eq!(shown(&persistence), ["a"]);
    assert_eq!(local_storage::read(&keys::month(day())), Some(month));
    for text in [torn, "no heartbeat"] {
        assert_eq!(local_storage::read(&keys::quarantine(text)).as_deref(), Some(text));
    }
    // The next start finds it again and does not notify again.
    assert_eq!(recovered().await.notices.all(), []);
    assert_eq!(local_storage::keys("unknot.quarantine.").len(), 2);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn a_damaged_heartbeat_is_reported_once_and_leaves_its_key() {
    empty_storage().await;
    let odd = storage::encode_value(&heartbeat("no id of a record", 1));
    for (id, text) in [("a", "no heartbeat"), ("b", &odd)] {
        local_storage::write(&keys::heartbeat(id), text).unwrap();
    }
    let persistence = recovered().await;
    assert_eq!(persistence.notices.all(), [Notice::Damaged]);
    assert_eq!(persistence.interrupted.get_untracked(), None);
    assert!(local_storage::keys(keys::HEARTBEAT).is_empty());
    for text in ["no heartbeat", &odd] {
        assert_eq!(local_storage::read(&keys::quarantine(text)).as_deref(), Some(text));
    }
    assert_eq!(recovered().await.notices.all(), []);
    empty_storage().await;
}
