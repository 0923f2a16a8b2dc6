use super::*;
use crate::platform::testing::{Stub, kept_file, next_frame, remove_kept_file, show, wait_until};
use crate::services::backup::testing::{start_empty, store_in_both};
use crate::services::persistence::recovery;
use crate::state::{provide_state_for_test, use_navigation, use_notices};
use unknot_core::content;
use wasm_bindgen_test::wasm_bindgen_test;

/// An app on Today that follows its backups.
async fn open() -> (Notices, Backups, impl Sized) {
    content::open_library();
    let context = RwSignal::new(None);
    let mounted = show(move || {
        let persistence = provide_state_for_test();
        persistence.load_log();
        recovery::start(persistence);
        let (navigation, notices, backups) = (use_navigation(), use_notices(), use_backups());
        navigation.replace(&Route::Today);
        backups.follow(navigation, notices);
        context.set(Some((notices, backups, navigation)));
    });
    let (notices, backups, navigation) = context.get_untracked().unwrap();
    wait_until(async || {
        next_frame().await;
        untrack(|| navigation.route()) == Route::Today
    })
    .await;
    settle(&backups).await;
    (notices, backups, mounted)
}

/// Waits until the log is whole, and the chosen file has been looked for.
async fn settle(backups: &Backups) {
    backups.kept.find().await;
    for _ in 0..3 {
        next_frame().await;
    }
}

async fn with_sessions(count: u32) {
    start_empty().await;
    for number in 0..count {
        store_in_both(number).await;
    }
}

fn shown(notices: Notices) -> Vec<Notice> {
    untrack(|| notices.all())
}

#[wasm_bindgen_test]
async fn a_reminder_comes_once_after_ten_sessions() {
    with_sessions(9).await;
    let (notices, _, mounted) = open().await;
    assert_eq!(shown(notices), []);
    drop(mounted);
    store_in_both(9).await;
    let (notices, _, mounted) = open().await;
    assert_eq!(shown(notices), [Notice::BackupDue]);
    drop(mounted);
    store_in_both(10).await;
    let (notices, _, mounted) = open().await;
    assert_eq!(shown(notices), []);
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn who_keeps_a_file_is_not_reminded() {
    const FILE: &str = "reminded.txt";
    remove_kept_file(FILE).await;
    let _picker = kept_file(FILE);
    with_sessions(12).await;
    let chosen = crate::platform::file_handle::pick_existing().await.unwrap();
    crate::platform::file_handle::save(&chosen).await.unwrap();
    let (notices, backups, mounted) = open().await;
    assert_eq!((shown(notices), untrack(|| backups.kept())), (vec![], Kept::UpToDate));
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn a_file_that_waits_for_a_tap_is_mentioned_when_it_is_behind() {
    const FILE: &str = "waits.txt";
    remove_kept_file(FILE).await;
    let _picker = kept_file(FILE);
    with_sessions(1).await;
    let chosen = crate::platform::file_handle::pick_existing().await.unwrap();
    crate::platform::file_handle::save(&chosen).await.unwrap();
    let (_, _, mounted) = open().await;
    drop(mounted);
    let _asks =
        Stub::property("FileSystemHandle.prototype", "queryPermission", "async () => 'prompt'");
    let (notices, _, mounted) = open().await;
    assert_eq!(shown(notices), [], "nothing is missing in it");
    drop(mounted);
    store_in_both(1).await;
    let (notices, _, mounted) = open().await;
    assert_eq!(shown(notices), [Notice::BackupPaused]);
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn safari_in_a_tab_is_said_to_clear_sessions_until_that_is_answered() {
    let _safari = Stub::property("navigator", "vendor", "'Apple Computer, Inc.'");
    with_sessions(0).await;
    let (notices, _, mounted) = open().await;
    assert_eq!(shown(notices), [], "there is nothing to lose");
    drop(mounted);
    store_in_both(0).await;
    for _ in 0..2 {
        let (notices, _, mounted) = open().await;
        assert_eq!(shown(notices), [Notice::SevenDays]);
        drop(mounted);
    }
    let (notices, _, mounted) = open().await;
    notices.dismiss(Notice::SevenDays);
    drop(mounted);
    let (notices, _, mounted) = open().await;
    assert_eq!(shown(notices), []);
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn other_browsers_are_not_said_to_clear_sessions() {
    with_sessions(1).await;
    let (notices, _, mounted) = open().await;
    assert_eq!(shown(notices), []);
    drop(mounted);
    start_empty().await;
}
