use super::*;
use crate::platform::file_handle;
use crate::platform::testing::{
    Stub, click, elements, kept_file, next_frame, remove_kept_file, show, store_recording, texts,
    wait_until,
};
use crate::services::backup::habit;
use crate::services::backup::testing::{session, start_empty, store_in_both};
use crate::services::backup::testing_files::{backup, file, recording};
use crate::services::persistence::recovery;
use crate::state::provide_state_for_test;
use unknot_core::backup::Way;
use unknot_core::content;
use unknot_core::i18n::{PluralKey, fill, plural};
use wasm_bindgen_test::wasm_bindgen_test;

/// The page in a browser with so many sessions.
async fn page(sessions: u32) -> impl Sized {
    content::open_library();
    start_empty().await;
    for number in 0..sessions {
        store_in_both(number).await;
    }
    let mounted = open();
    next_frame().await;
    mounted
}

fn open() -> impl Sized {
    show(|| {
        let persistence = provide_state_for_test();
        persistence.load_log();
        recovery::start(persistence);
        view! {
            <main>
                <YourDataPage/>
            </main>
        }
    })
}

async fn until_shown(selector: &str, text: &str) {
    let is_shown = async || {
        next_frame().await;
        texts(selector).iter().any(|shown| shown.contains(text))
    };
    wait_until(is_shown).await;
}

/// Clicks the button with a text.
fn press(label: Key) {
    let buttons = elements("main button");
    let place = buttons.iter().position(|it| it.text_content().as_deref() == Some(text(label)));
    let place = place.unwrap_or_else(|| panic!("no button {label:?}: {:?}", texts("main button")));
    buttons[place].set_attribute("data-pressed", "").unwrap();
    click("main button[data-pressed]");
    buttons[place].remove_attribute("data-pressed").unwrap();
}

fn has_button(label: Key) -> bool {
    texts("main button").iter().any(|shown| shown == text(label))
}

/// Keeps the browser from downloading, and reports the names of what would have been.
fn downloads() -> Stub {
    Stub::install(
        "const seen = [];
        const see = (event) => {
            if (!event.target.download) return;
            seen.push(event.target.download);
            event.preventDefault();
        };
        document.addEventListener('click', see);
        return {
            restore: () => document.removeEventListener('click', see),
            report: () => seen.join(),
        };",
    )
}

#[wasm_bindgen_test]
async fn the_page_says_what_is_stored() {
    let mounted = page(3).await;
    store_recording("Bridge.").await;
    drop(mounted);
    let mounted = open();
    until_shown("main li", &plural(PluralKey::YourDataSessions, 3)).await;
    until_shown("main li", &plural(PluralKey::YourDataRecordings, 1)).await;
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn a_backup_is_made_then_saved_and_then_remembered() {
    let _share = Stub::property("navigator", "canShare", "undefined");
    let mounted = page(3).await;
    let downloads = downloads();
    until_shown("main [data-backup]", text(Key::YourDataLastNone)).await;
    press(Key::YourDataMake);
    until_shown("main button", text(Key::YourDataSave)).await;
    assert_eq!(downloads.report(), "", "it waits for a tap");
    assert!(habit::load().last.is_none(), "it isn't saved yet");
    press(Key::YourDataSave);
    until_shown("main [data-backup]", &fill(Key::YourDataLast, &[("day", "")])).await;
    let name = downloads.report();
    assert!(name.starts_with("unknot-backup-"), "{name}");
    until_shown("main [role=status]", &name).await;
    let last = habit::load().last.unwrap();
    assert_eq!((last.way, last.sessions), (Way::Download, 3));
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn a_table_is_no_backup() {
    let mounted = page(1).await;
    let downloads = downloads();
    press(Key::YourDataTableMake);
    until_shown("main button", text(Key::YourDataSave)).await;
    press(Key::YourDataSave);
    next_frame().await;
    assert!(downloads.report().starts_with("unknot-sessions-"));
    assert!(habit::load().last.is_none());
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn an_installed_app_on_an_iphone_shares() {
    let _apple = Stub::property("navigator", "standalone", "true");
    let _touch = Stub::property("navigator", "maxTouchPoints", "5");
    let _installed = Stub::install(
        "const own = window.matchMedia;
        window.matchMedia = (query) => query.includes('standalone') ? { matches: true } : own.call(window, query);
        return { restore: () => { window.matchMedia = own; } };",
    );
    let _can = Stub::property("navigator", "canShare", "() => true");
    let mounted = page(2).await;
    assert!(!texts("main h2").iter().any(|it| it == text(Key::YourDataMoving)));
    press(Key::YourDataMake);
    until_shown("main button", text(Key::YourDataShareFirst)).await;
    assert!(!has_button(Key::YourDataSave), "a download fails there");
    {
        let closed = "async () => { throw new DOMException('', 'AbortError'); }";
        let _sheet = Stub::property("navigator", "share", closed);
        press(Key::YourDataShareFirst);
        next_frame().await;
        assert!(habit::load().last.is_none(), "it was not saved");
    }
    let _sheet = Stub::property("navigator", "share", "async () => {}");
    press(Key::YourDataShareFirst);
    until_shown("main [data-backup]", &fill(Key::YourDataLast, &[("day", "")])).await;
    assert_eq!(habit::load().last.unwrap().way, Way::Share);
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn moving_is_explained_in_a_tab_on_an_iphone() {
    let has_moving = || texts("main h2").iter().any(|it| it == text(Key::YourDataMoving));
    let mounted = page(0).await;
    assert!(!has_moving());
    drop(mounted);
    let _apple = Stub::property("navigator", "standalone", "false");
    let _touch = Stub::property("navigator", "maxTouchPoints", "5");
    let mounted = page(0).await;
    assert!(has_moving());
    drop(mounted);
}

#[wasm_bindgen_test]
async fn a_file_is_chosen_and_given_up_again() {
    const FILE: &str = "page.txt";
    remove_kept_file(FILE).await;
    let _picker = kept_file(FILE);
    let mounted = page(2).await;
    press(Key::YourDataKeptNew);
    until_shown("main [role=status]", &fill(Key::YourDataKeptUpToDate, &[("name", FILE)])).await;
    assert!(!has_button(Key::YourDataKeptNew));
    press(Key::YourDataKeptStop);
    until_shown("main button", text(Key::YourDataKeptNew)).await;
    assert!(file_handle::stored().await.unwrap().is_none());
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn a_file_that_is_cut_off_can_be_looked_into() {
    const FILE: &str = "cut.txt";
    remove_kept_file(FILE).await;
    let _picker = kept_file(FILE);
    let whole = backup(&[session(0)], None, &[]);
    let chosen = file_handle::pick_existing().await.unwrap();
    chosen.write(&file(&whole[..whole.len() - 40])).await.unwrap();
    let mounted = page(1).await;
    press(Key::YourDataKeptExisting);
    until_shown("main [role=status]", &fill(Key::YourDataKeptIncomplete, &[("name", FILE)])).await;
    assert_eq!(texts("main .button--main"), [text(Key::YourDataKeptRestore)], "it is advised");
    press(Key::YourDataKeptRestore);
    until_shown("main li", text(Key::RestoreIncomplete)).await;
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn recordings_in_the_file_alone_are_given_up_at_a_tap() {
    const FILE: &str = "recordings.txt";
    remove_kept_file(FILE).await;
    let _picker = kept_file(FILE);
    let chosen = file_handle::pick_existing().await.unwrap();
    chosen.write(&file(&backup(&[], None, &[recording("Bridge.")]))).await.unwrap();
    let mounted = page(1).await;
    press(Key::YourDataKeptExisting);
    let asked = fill(Key::YourDataKeptOtherRecordings, &[("name", FILE)]);
    until_shown("main [role=status]", &asked).await;
    assert!(has_button(Key::YourDataKeptRestore));
    press(Key::YourDataKeptWithoutRecordings);
    until_shown("main [role=status]", &fill(Key::YourDataKeptUpToDate, &[("name", FILE)])).await;
    drop(mounted);
    start_empty().await;
}

#[wasm_bindgen_test]
async fn a_browser_without_such_files_does_not_mention_them() {
    let _browser = Stub::property("window", "showSaveFilePicker", "undefined");
    let mounted = page(0).await;
    assert!(!texts("main h2").iter().any(|it| it == text(Key::YourDataKept)));
    drop(mounted);
}
