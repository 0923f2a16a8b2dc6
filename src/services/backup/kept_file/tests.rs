use super::*;
use crate::platform::blob::{Blob, BlobBuilder, Bytes};
use crate::platform::local_storage;
use crate::platform::testing::{Stub, kept_file, remove_kept_file};
use crate::services::backup::habit;
use crate::services::backup::testing::{persistence, session, start_empty, store_in_both};
use futures::future::join;
use unknot_core::backup::{Made, Reader, Way, Writer};
use unknot_core::domain::civil::Moment;
use unknot_core::domain::settings::Settings;
use unknot_core::history::Log;
use unknot_core::storage::{encode_value, keys};
use wasm_bindgen_test::wasm_bindgen_test;

const FILE: &str = "kept.txt";

/// A browser with so many sessions, in which a file on its disk can be chosen.
async fn browser(sessions: u32) -> (KeptFile, Stub) {
    start_empty().await;
    remove_kept_file(FILE).await;
    for number in 0..sessions {
        store_in_both(number).await;
    }
    (opened(), kept_file(FILE))
}

/// A page of that browser.
fn opened() -> KeptFile {
    KeptFile::new(persistence(), RwSignal::new(habit::load()))
}

fn kept(file: KeptFile) -> Kept {
    file.kept.get_untracked()
}

async fn choose(file: KeptFile) -> Kept {
    file.choose(file_handle::pick_existing().await).await;
    kept(file)
}

async fn update(file: KeptFile) -> Kept {
    file.update(Consent::default()).await;
    kept(file)
}

async fn handle() -> FileHandle {
    file_handle::pick_existing().await.unwrap()
}

async fn content() -> Vec<u8> {
    handle().await.read().await.unwrap().blob.bytes().await
}

/// The number of sessions in the file, which has to be whole.
async fn sessions_in_file() -> usize {
    let mut reader = Reader::new();
    reader.push(&content().await);
    reader.finish().unwrap().log.entries().count()
}

fn blob(text: &str) -> Blob {
    let mut builder = BlobBuilder::default();
    builder.push_bytes(&Bytes::new(text.as_bytes())).unwrap();
    builder.finish("text/plain").unwrap()
}

/// A backup of another device, with the sessions of these numbers.
fn backup_of(numbers: std::ops::Range<u32>, settings: Option<&str>) -> String {
    let at = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };
    let log: Log = numbers.map(session).collect();
    let mut writer = Writer::new(Made { at, app: "0.1.0".to_owned() }, settings, log, &[]);
    while writer.encode(100) {}
    let mut text = String::new();
    while let Some(piece) = writer.next_piece() {
        text.push_str(&piece);
    }
    text + &writer.finish()
}

async fn put(text: &str) {
    handle().await.write(&blob(text)).await.unwrap();
}

fn permission(answer: &str) -> Stub {
    Stub::property(
        "FileSystemHandle.prototype",
        "queryPermission",
        &format!("async () => '{answer}'"),
    )
}

/// Counts how often a file is written.
fn count_writes() -> Stub {
    Stub::install(
        "const { createWritable } = FileSystemFileHandle.prototype;
        let count = 0;
        FileSystemFileHandle.prototype.createWritable = function (...rest) {
            count += 1;
            return createWritable.apply(this, rest);
        };
        return {
            restore: () => { FileSystemFileHandle.prototype.createWritable = createWritable; },
            report: () => String(count),
        };",
    )
}

#[wasm_bindgen_test]
async fn the_chosen_file_holds_everything_and_is_written_again_when_that_changes() {
    let (file, _picker) = browser(2).await;
    assert_eq!(choose(file).await, Kept::UpToDate);
    assert_eq!((file.name.get_untracked().as_str(), sessions_in_file().await), (FILE, 2));
    let last = habit::load().last.unwrap();
    assert_eq!((last.way, last.sessions), (Way::KeptFile, 2));
    let writes = count_writes();
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!(writes.report(), "0", "nothing has changed");
    store_in_both(2).await;
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!((writes.report().as_str(), sessions_in_file().await), ("1", 3));
    // After a restart.
    let again = opened();
    again.find().await;
    assert_eq!((kept(again), writes.report().as_str()), (Kept::UpToDate, "1"));
}

#[wasm_bindgen_test]
async fn what_was_changed_before_a_kill_is_written_at_the_next_start() {
    let (file, _picker) = browser(1).await;
    choose(file).await;
    store_in_both(1).await;
    let again = opened();
    again.find().await;
    assert_eq!((kept(again), sessions_in_file().await), (Kept::UpToDate, 2));
}

#[wasm_bindgen_test]
async fn a_file_with_more_than_is_here_is_not_written_over() {
    // As after "Clear site data".
    let (file, _picker) = browser(0).await;
    put(&backup_of(0..3, None)).await;
    let before = content().await;
    assert_eq!(choose(file).await, Kept::Trouble(Trouble::HoldsMore));
    assert_eq!(content().await, before);
    // A session doesn't change that.
    store_in_both(7).await;
    assert_eq!(update(file).await, Kept::Trouble(Trouble::HoldsMore));
    assert_eq!(content().await, before);
    // It has been restored.
    for number in 0..3 {
        store_in_both(number).await;
    }
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!(sessions_in_file().await, 4);
}

#[wasm_bindgen_test]
async fn what_another_device_has_added_is_not_written_over() {
    let (file, _picker) = browser(2).await;
    choose(file).await;
    put(&backup_of(0..5, None)).await;
    store_in_both(2).await;
    assert_eq!(update(file).await, Kept::Trouble(Trouble::HoldsMore));
    assert_eq!(sessions_in_file().await, 5);
}

#[wasm_bindgen_test]
async fn what_was_lost_here_stays_in_the_file() {
    let (file, picker) = browser(3).await;
    choose(file).await;
    let handle = handle().await;
    drop(picker);
    let notes = file_handle::notes().await.unwrap().unwrap();
    start_empty().await;
    store_in_both(0).await;
    file_handle::save(&handle).await.unwrap();
    file_handle::save_notes(&notes).await.unwrap();
    let _picker = kept_file(FILE);
    assert_eq!(update(opened()).await, Kept::Trouble(Trouble::HoldsMore));
    assert_eq!(sessions_in_file().await, 3);
}

#[wasm_bindgen_test]
async fn other_settings_are_written_over_only_if_the_person_says_so() {
    let (file, _picker) = browser(1).await;
    let theirs = encode_value(&Settings { bells: 7, ..Settings::default() });
    put(&backup_of(0..1, Some(&theirs))).await;
    let before = content().await;
    assert_eq!(choose(file).await, Kept::Trouble(Trouble::OtherSettings));
    assert_eq!(content().await, before);
    file.update(Consent { over_settings: true, ..Consent::default() }).await;
    assert_eq!(kept(file), Kept::UpToDate);
    // Settings that are changed here are ours.
    let ours = encode_value(&Settings { bells: 9, ..Settings::default() });
    local_storage::write(keys::SETTINGS, &ours).unwrap();
    assert_eq!(update(file).await, Kept::UpToDate);
    assert!(String::from_utf8(content().await).unwrap().contains(&ours));
}

#[wasm_bindgen_test]
async fn files_that_are_no_whole_backup_are_left_alone() {
    let (file, _picker) = browser(1).await;
    let whole = backup_of(0..1, None);
    let newer = crate::services::backup::testing::seal(
        r#"{"backup":"unknot","v":99,"app":"9.0.0","made":{"utc_ms":0,"offset_min":0}}"#,
    );
    for (text, trouble) in [
        ("Dear diary".to_owned(), Trouble::NotABackup),
        (whole[..whole.len() - 40].to_owned(), Trouble::Incomplete),
        (newer, Trouble::Newer),
    ] {
        put(&text).await;
        assert_eq!(choose(file).await, Kept::Trouble(trouble));
        assert_eq!(content().await, text.as_bytes());
    }
}

#[wasm_bindgen_test]
async fn the_file_waits_for_permission() {
    let (file, _picker) = browser(1).await;
    choose(file).await;
    {
        let _asks = permission("prompt");
        assert_eq!(update(file).await, Kept::Paused { is_behind: false });
        store_in_both(1).await;
        assert_eq!(update(file).await, Kept::Paused { is_behind: true });
    }
    {
        let _refuses = permission("denied");
        assert_eq!(update(file).await, Kept::Trouble(Trouble::Refused));
    }
    assert_eq!(sessions_in_file().await, 1);
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!(sessions_in_file().await, 2);
}

#[wasm_bindgen_test]
async fn a_file_that_is_gone_is_written_once_it_is_back() {
    let (file, picker) = browser(1).await;
    choose(file).await;
    let text = content().await;
    drop(picker);
    remove_kept_file(FILE).await;
    store_in_both(1).await;
    assert_eq!(update(file).await, Kept::Trouble(Trouble::Gone));
    let _picker = kept_file(FILE);
    put(&String::from_utf8(text).unwrap()).await;
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!(sessions_in_file().await, 2);
}

#[wasm_bindgen_test]
async fn a_full_disk_leaves_the_file_as_it_was() {
    let (file, _picker) = browser(1).await;
    choose(file).await;
    store_in_both(1).await;
    let before = content().await;
    {
        let full = "async () => { throw new DOMException('', 'QuotaExceededError'); }";
        let _disk = Stub::property("FileSystemWritableFileStream.prototype", "write", full);
        assert_eq!(update(file).await, Kept::Trouble(Trouble::Full));
    }
    assert_eq!(content().await, before);
    assert_eq!(habit::load().last.unwrap().sessions, 1, "it counts as a backup");
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!(sessions_in_file().await, 2);
}

#[wasm_bindgen_test]
async fn of_two_tabs_one_writes() {
    let (file, _picker) = browser(1).await;
    choose(file).await;
    let other = opened();
    store_in_both(1).await;
    let writes = count_writes();
    assert_eq!(join(update(file), update(other)).await, (Kept::UpToDate, Kept::UpToDate));
    assert_eq!((writes.report().as_str(), sessions_in_file().await), ("1", 2));
}

mod losses;
