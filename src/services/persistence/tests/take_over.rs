//! Copies of the app in folders of a host take over what an earlier version stored under names that all of them shared.

use super::super::take_over;
use super::*;
use crate::platform::testing::{Moved, empty_storage};
use unknot_core::domain::settings::Settings;
use wasm_bindgen_test::wasm_bindgen_test;

/// Starts the app in the folder in which the page is.
async fn started() -> Rc<Persistence> {
    take_over::from_local_storage();
    recovered().await
}

fn day_start() -> u16 {
    load_settings(Notices::new()).unwrap_or_default().day_start_min
}

fn change_day_start(minutes: u16) {
    let settings = Settings { day_start_min: minutes, ..Settings::default() };
    save_settings(&Settings::default(), &settings, Notices::new());
}

/// Empties the storage of the root and of both folders.
async fn empty() {
    for folder in ["/a/", "/b/", "/"] {
        let _moved = Moved::to(folder);
        empty_storage().await;
    }
}

/// What an earlier version stored: settings, sessions in one place each, a session that was interrupted.
async fn store_as_an_earlier_version() {
    change_day_start(300);
    put_locally(&[entry("local")]);
    put_in_journal(&entry("journal")).await;
    put_heartbeat_locally(&heartbeat("interrupted", 1));
}

#[wasm_bindgen_test]
async fn both_copies_take_over_everything_and_are_separate_afterwards() {
    empty().await;
    store_as_an_earlier_version().await;
    for folder in ["/a/", "/b/"] {
        let _moved = Moved::to(folder);
        let app = started().await;
        assert_eq!(shown(&app), ["journal", "local"]);
        let offered = app.interrupted().get_untracked().unwrap();
        assert_eq!(offered.id, "interrupted");
        assert_eq!(day_start(), 300);
    }
    {
        let _moved = Moved::to("/a/");
        let app = started().await;
        app.remove_heartbeat("interrupted");
        put_locally(&[entry("local"), entry("journal"), entry("of-a")]);
        change_day_start(360);
        let app = started().await;
        assert_eq!(shown(&app), ["journal", "local", "of-a"]);
        assert!(app.interrupted().get_untracked().is_none(), "what is over doesn't come back");
        assert_eq!(day_start(), 360);
    }
    for folder in ["/b/", "/"] {
        let _moved = Moved::to(folder);
        let app = started().await;
        assert_eq!(shown(&app), ["journal", "local"]);
        assert!(app.interrupted().get_untracked().is_some());
        assert_eq!(day_start(), 300);
    }
    empty().await;
}

#[wasm_bindgen_test]
async fn take_over_that_was_cut_off_loses_and_doubles_nothing() {
    empty().await;
    store_as_an_earlier_version().await;
    let moved = Moved::to("/a/");
    // Cut off before the log, when something was done already.
    change_day_start(360);
    put_locally(&[entry("of-a")]);
    for _ in 0..2 {
        let app = started().await;
        assert_eq!(shown(&app), ["journal", "local", "of-a"]);
        assert_eq!(day_start(), 360);
        // Cut off after the log, and before the end.
        local_storage::remove(keys::HOME);
    }
    assert_eq!(local_storage::read(&keys::month(day())).unwrap().lines().count(), 3);
    drop(moved);
    empty().await;
}

#[wasm_bindgen_test]
async fn session_that_an_earlier_version_is_running_is_taken_over_after_its_end() {
    empty().await;
    store_as_an_earlier_version().await;
    let lock = locks::acquire(&locks::session_lock_name("interrupted")).await;
    let moved = Moved::to("/a/");
    assert!(started().await.interrupted().get_untracked().is_none());
    drop((moved, lock));
    put_in_journal(&entry("interrupted")).await;

    let moved = Moved::to("/a/");
    let app = started().await;
    assert!(app.interrupted().get_untracked().is_none());
    assert_eq!(shown(&app), ["interrupted", "journal", "local"]);
    drop(moved);
    empty().await;
}

#[wasm_bindgen_test]
async fn late_entry_of_an_earlier_version_is_taken_over_until_the_root_has_a_copy_of_its_own() {
    empty().await;
    let in_folder = async || {
        let _moved = Moved::to("/a/");
        shown(&started().await)
    };
    assert_eq!(in_folder().await, [""; 0]);
    put_in_journal(&entry("late")).await;
    assert_eq!(in_folder().await, ["late"]);
    started().await;
    put_in_journal(&entry("of-root")).await;
    assert_eq!(in_folder().await, ["late"]);
    empty().await;
}

#[wasm_bindgen_test]
async fn settings_come_first_where_there_is_no_room_for_everything() {
    empty().await;
    store_as_an_earlier_version().await;
    local_storage::write("unknot.log.v1.1999-01", &"x".repeat(2_000_000)).unwrap();
    local_storage::write("filler", &"x".repeat(2_000_000)).unwrap();
    let moved = Moved::to("/a/");
    let app = started().await;
    assert_eq!(day_start(), 300);
    assert_eq!(shown(&app), ["journal", "local"]);
    assert_eq!(local_storage::read(keys::HOME), None, "the next start tries again");
    drop(moved);
    local_storage::remove("filler");

    let moved = Moved::to("/a/");
    started().await;
    assert_eq!(local_storage::read("unknot.log.v1.1999-01").unwrap().len(), 2_000_000);
    assert!(local_storage::read(keys::HOME).is_some());
    drop(moved);
    empty().await;
}
