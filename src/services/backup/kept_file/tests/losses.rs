//! What could be lost in the file, if it were written over too soon.

use super::*;
use crate::platform::recordings;
use crate::platform::testing::{next_frame, store_recording, wait_until};
use crate::services::backup::testing::seal;
use crate::services::backup::testing_files::{backup, recording};
use unknot_core::backup::{Contents, Holding, KeptNotes, Recording};
use unknot_core::storage::decode_value;

const LESS: Kept = Kept::Trouble(Trouble::HoldsMore);

/// What is in the file, which has to be whole.
async fn contents() -> Contents {
    let mut reader = Reader::new();
    reader.push(&content().await);
    reader.finish().unwrap()
}

async fn notes() -> KeptNotes {
    decode_value(&file_handle::notes().await.unwrap().unwrap()).unwrap()
}

/// Has other sessions stored here than those that were, as after an undone restore. The file and the notes stay.
async fn replace_sessions(numbers: &[u32]) {
    let (handle, notes) = (handle().await, file_handle::notes().await.unwrap());
    start_empty().await;
    for number in numbers {
        store_in_both(*number).await;
    }
    file_handle::save(&handle).await.unwrap();
    file_handle::save_notes(&notes.unwrap()).await.unwrap();
}

/// Does something with a handle, `file`, when the file is looked at for the given time.
fn at_look(time: u32, action: &str) -> Stub {
    Stub::install(&format!(
        "const {{ getFile }} = FileSystemFileHandle.prototype;
        let looks = 0;
        FileSystemFileHandle.prototype.getFile = async function () {{
            looks += 1;
            const file = this;
            if (looks === {time}) {{ {action} }}
            return getFile.call(this);
        }};
        return {{ restore: () => {{ FileSystemFileHandle.prototype.getFile = getFile; }} }};"
    ))
}

/// JavaScript that writes a text to `file`. Rust's escapes are also JavaScript's.
fn write_by_another(text: &str) -> String {
    format!(
        "const writable = await file.createWritable();
        await writable.write({text:?});
        await writable.close();"
    )
}

/// Has the recording of a text fail to be read.
fn unreadable(text: &str) -> Stub {
    Stub::install(&format!(
        "const {{ get }} = IDBObjectStore.prototype;
        IDBObjectStore.prototype.get = function (key) {{
            if (key === '{text}') throw new DOMException('', 'DataError');
            return get.call(this, key);
        }};
        return {{ restore: () => {{ IDBObjectStore.prototype.get = get; }} }};"
    ))
}

async fn until_up_to_date(file: KeptFile) {
    wait_until(async || {
        next_frame().await;
        kept(file) == Kept::UpToDate
    })
    .await;
}

async fn record(text: &str, bytes: &[u8]) {
    let (text, bytes) = (text.to_owned(), bytes.to_vec());
    let recording = Recording { text, mime_type: "audio/mp4".to_owned(), bytes };
    recordings::remove(&recording.text).await.unwrap();
    recordings::add_file(&recording).await.unwrap();
}

#[wasm_bindgen_test]
async fn sessions_in_the_file_alone_are_not_made_up_for_by_new_ones() {
    let (file, _picker) = browser(3).await;
    choose(file).await;
    replace_sessions(&[0, 7, 8]).await;
    assert_eq!(update(opened()).await, LESS);
    assert_eq!(notes().await, KeptNotes::default(), "the file is read before each write");
    store_in_both(9).await;
    assert_eq!(update(opened()).await, LESS);
    assert_eq!(sessions_in_file().await, 3);
}

#[wasm_bindgen_test]
async fn good_settings_are_not_lost_because_those_here_are_damaged() {
    let (file, _picker) = browser(1).await;
    let good = encode_value(&Settings { bells: 7, ..Settings::default() });
    local_storage::write(keys::SETTINGS, &good).unwrap();
    assert_eq!(choose(file).await, Kept::UpToDate);
    for damaged in [good[1..].to_owned(), seal(r#"{"v":2,"data":7}"#).trim_end().to_owned()] {
        local_storage::write(keys::SETTINGS, &damaged).unwrap();
        assert_eq!(update(file).await, Kept::Trouble(Trouble::OtherSettings));
    }
    // Settings that were chosen since, in place of the damaged ones.
    let since = encode_value(&Settings { bells: 9, ..Settings::default() });
    local_storage::write(keys::SETTINGS, &since).unwrap();
    assert_eq!(update(file).await, Kept::Trouble(Trouble::OtherSettings));
    assert_eq!(contents().await.settings, Some(good));
}

#[wasm_bindgen_test]
async fn lines_that_only_a_newer_version_knows_are_not_dropped() {
    let (file, _picker) = browser(1).await;
    let text = backup_of(0..1, None);
    let (lines, _end) = text.trim_end().rsplit_once('\n').unwrap();
    let lines = format!("{lines}\n{}", seal(r#"{"backup":"mood","mood":3}"#));
    let sums = lines.lines().map(|line| u32::from_str_radix(&line[line.len() - 8..], 16).unwrap());
    let sum = sums.fold(0, |all, sum| all ^ sum);
    let count = lines.lines().count();
    let end = seal(&format!(r#"{{"backup":"end","lines":{count},"sum":"{sum:08x}"}}"#));
    put(&(lines + &end)).await;
    assert_eq!(contents().await.unknown, 1);
    let before = content().await;
    assert_eq!(choose(file).await, Kept::Trouble(Trouble::Newer));
    assert_eq!(content().await, before);
}

#[wasm_bindgen_test]
async fn what_is_written_while_the_backup_is_made_is_not_written_over() {
    let (file, _picker) = browser(2).await;
    choose(file).await;
    store_in_both(2).await;
    {
        let _other = at_look(2, &write_by_another(&backup_of(0..5, None)));
        assert_eq!(update(file).await, LESS);
    }
    assert_eq!(sessions_in_file().await, 5);
}

#[wasm_bindgen_test]
async fn what_is_written_right_after_the_backup_is_not_taken_for_it() {
    let (file, _picker) = browser(2).await;
    choose(file).await;
    store_in_both(2).await;
    {
        let _other = at_look(3, &write_by_another(&backup_of(0..5, None)));
        assert_eq!(update(file).await, Kept::Trouble(Trouble::Busy));
    }
    assert_eq!(habit::load().last.unwrap().sessions, 2, "it counts as a backup");
    assert_eq!(update(file).await, LESS);
    assert_eq!(sessions_in_file().await, 5);
}

#[wasm_bindgen_test]
async fn a_recording_that_is_made_again_is_written() {
    let (file, _picker) = browser(1).await;
    record("Bridge.", b"first").await;
    choose(file).await;
    record("Bridge.", b"second").await;
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!(contents().await.recordings[0].bytes, 6);
}

#[wasm_bindgen_test]
async fn recordings_in_the_file_alone_are_given_up_by_the_person_only() {
    let (file, _picker) = browser(1).await;
    record("Bridge.", b"first").await;
    choose(file).await;
    recordings::remove("Bridge.").await.unwrap();
    let trouble = Kept::Trouble(Trouble::OtherRecordings { over_settings: false });
    assert_eq!(update(file).await, trouble);
    // Another take, which the app hasn't written there.
    record("Bridge.", b"second").await;
    assert_eq!(update(file).await, trouble);
    assert_eq!(contents().await.recordings[0].bytes, 5);
    file.write_over_recordings();
    until_up_to_date(file).await;
    assert_eq!(contents().await.recordings[0].bytes, 6);
}

#[wasm_bindgen_test]
async fn of_settings_and_recordings_in_the_file_each_is_given_up() {
    let (file, _picker) = browser(1).await;
    let theirs = encode_value(&Settings { bells: 7, ..Settings::default() });
    let text = backup(&[session(0)], Some(&theirs), &[recording("Bridge.")]);
    put(&text).await;
    assert_eq!(choose(file).await, Kept::Trouble(Trouble::OtherSettings));
    file.update(Consent { over_recordings: true, ..Consent::default() }).await;
    assert_eq!(kept(file), Kept::Trouble(Trouble::OtherSettings));
    file.update(Consent { over_settings: true, ..Consent::default() }).await;
    let trouble = Trouble::OtherRecordings { over_settings: true };
    assert_eq!(kept(file), Kept::Trouble(trouble));
    assert_eq!(content().await, text.as_bytes());
    file.write_over_recordings();
    until_up_to_date(file).await;
    assert_eq!(contents().await.recordings, []);
}

#[wasm_bindgen_test]
async fn an_own_write_that_was_torn_is_written_again() {
    let (file, _picker) = browser(2).await;
    choose(file).await;
    let made = contents().await.made[0].clone();
    let text = String::from_utf8(content().await).unwrap();
    put(&text[..text.len() - 60]).await;
    assert_eq!(update(file).await, Kept::Trouble(Trouble::Incomplete), "of another device");
    let attempt = KeptNotes::default().before_write(made, Holding::default());
    file_handle::save_notes(&encode_value(&attempt)).await.unwrap();
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!(sessions_in_file().await, 2);
}

#[wasm_bindgen_test]
async fn a_recording_that_cannot_be_read_does_not_stop_the_rest() {
    let (file, _picker) = browser(1).await;
    store_recording("Bridge.").await;
    store_recording("Sphinx.").await;
    {
        let _broken = unreadable("Bridge.");
        assert_eq!(choose(file).await, Kept::LacksUnreadable);
        assert_eq!(update(file).await, Kept::LacksUnreadable, "nothing has changed");
        store_in_both(1).await;
        assert_eq!(update(file).await, Kept::LacksUnreadable);
        assert_eq!(sessions_in_file().await, 2);
    }
    assert_eq!(update(file).await, Kept::UpToDate);
    assert_eq!(contents().await.recordings.len(), 2);
    // Now the file has it, and keeps it.
    let _broken = unreadable("Bridge.");
    store_in_both(2).await;
    let trouble = Trouble::OtherRecordings { over_settings: false };
    assert_eq!(update(file).await, Kept::Trouble(trouble));
    assert_eq!(contents().await.recordings.len(), 2);
}

#[wasm_bindgen_test]
async fn a_file_is_chosen_between_two_writes() {
    let (file, _picker) = browser(1).await;
    let lock = locks::acquire(LOCK).await;
    let chosen = file_handle::pick_existing().await;
    task::spawn(async move { file.choose(chosen).await });
    for _ in 0..10 {
        next_frame().await;
    }
    assert!(file_handle::stored().await.unwrap().is_none(), "another tab is writing");
    drop(lock);
    until_up_to_date(file).await;
}
