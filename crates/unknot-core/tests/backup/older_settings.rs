//! Settings that are stored only as version 1 stored them.

use futures::FutureExt;
use unknot_core::backup::{Change, Contents, Place, Plan, SettingsChoice};
use unknot_core::domain::settings::{Settings, Theme};
use unknot_core::history::Log;
use unknot_core::storage::{decode_value, encode_value, keys};

#[test]
fn undoing_returns_to_settings_of_version_1_with_what_was_set_since() {
    let older = encode_value(&Settings { bells: 3, ..Settings::default() });
    let taken = Settings { bells: 11, ..Settings::default() };
    let contents = Contents { settings: Some(encode_value(&taken)), ..Contents::default() };
    let stored = |_, key: &str| (key == keys::SETTINGS_V1).then(|| older.clone());
    let (ours, choice) = (Log::new(), SettingsChoice::TakeTheirs);
    let plan = Plan::new(&contents, &ours, &[], choice, stored, async || ());
    let plan = plan.now_or_never().unwrap();
    let settings = |change| match change {
        Change::Write(text) => decode_value::<Settings>(&text).unwrap(),
        other => panic!("{other:?}"),
    };
    let place = Place::LocalStorage;
    assert_eq!(settings(plan.apply(place, keys::SETTINGS, None)).bells, 11);
    let after = encode_value(&taken);
    assert_eq!(plan.undo(place, keys::SETTINGS, Some(&after)), Change::Remove);
    let now = encode_value(&Settings { theme: Theme::Dark, ..taken });
    let undone = settings(plan.undo(place, keys::SETTINGS, Some(&now)));
    assert_eq!((undone.bells, undone.theme), (3, Theme::Dark));
}
