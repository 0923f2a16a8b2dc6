use super::*;
use crate::platform::blob::{BlobBuilder, Bytes};
use crate::platform::testing::{Stub, kept_file};
use wasm_bindgen_test::wasm_bindgen_test;

fn blob(text: &str) -> Blob {
    let mut builder = BlobBuilder::default();
    builder.push_bytes(&Bytes::new(text.as_bytes())).unwrap();
    builder.finish("text/plain").unwrap()
}

async fn content(handle: &FileHandle) -> String {
    String::from_utf8(handle.read().await.unwrap().blob.bytes().await).unwrap()
}

/// A file on the disk of the browser, chosen in the picker.
async fn picked(name: &str) -> (FileHandle, Stub) {
    let picker = kept_file(name);
    (pick_existing().await.unwrap(), picker)
}

#[wasm_bindgen_test]
async fn a_file_is_chosen_written_and_remembered() {
    let (handle, _picker) = picked("remembered.txt").await;
    assert!(is_supported());
    assert_eq!(handle.name(), "remembered.txt");
    handle.write(&blob("first, and longer")).await.unwrap();
    handle.write(&blob("second")).await.unwrap();
    save(&handle).await.unwrap();
    assert_eq!(notes().await, Ok(None));
    save_notes("notes").await.unwrap();
    assert_eq!(notes().await.unwrap().as_deref(), Some("notes"));
    let again = stored().await.unwrap().unwrap();
    assert_eq!(content(&again).await, "second");
    save(&again).await.unwrap();
    assert_eq!(notes().await, Ok(None), "notes about another file say nothing about this one");
    forget().await.unwrap();
    assert!(stored().await.unwrap().is_none());
    assert_eq!(content(&handle).await, "second", "the file itself stays");
}

#[wasm_bindgen_test]
async fn a_write_that_fails_leaves_the_file_as_it_was() {
    let (handle, _picker) = picked("old.txt").await;
    handle.write(&blob("old")).await.unwrap();
    for (name, error) in [
        ("QuotaExceededError", FileError::Full),
        ("NotAllowedError", FileError::Refused),
        ("NoModificationAllowedError", FileError::Busy),
        ("NotFoundError", FileError::Gone),
        ("InvalidStateError", FileError::Failed),
    ] {
        for part in ["write", "close"] {
            let _disk = Stub::property(
                "FileSystemWritableFileStream.prototype",
                part,
                &format!("async () => {{ throw new DOMException('', '{name}'); }}"),
            );
            assert_eq!(handle.write(&blob("new")).await, Err(error), "{part} {name}");
            assert_eq!(content(&handle).await, "old");
        }
    }
    handle.write(&blob("new")).await.unwrap();
    assert_eq!(content(&handle).await, "new", "a write that failed isn't in the way");
}

#[wasm_bindgen_test]
async fn a_file_that_is_gone_is_said_to_be() {
    let (handle, _picker) = picked("gone.txt").await;
    crate::platform::testing::remove_kept_file("gone.txt").await;
    assert_eq!(handle.read().await.err(), Some(FileError::Gone));
}

#[wasm_bindgen_test]
async fn permission_is_what_the_browser_says() {
    let (handle, _picker) = picked("asked.txt").await;
    for (answer, permission) in [
        ("async () => 'granted'", Permission::Granted),
        ("async () => 'denied'", Permission::Denied),
        ("async () => 'prompt'", Permission::Prompt),
        ("async () => { throw new DOMException('', 'SecurityError'); }", Permission::Prompt),
    ] {
        let _query = Stub::property("FileSystemHandle.prototype", "queryPermission", answer);
        let _request = Stub::property("FileSystemHandle.prototype", "requestPermission", answer);
        assert_eq!(handle.permission().await, permission, "{answer}");
        assert_eq!(handle.ask_permission().await, permission, "{answer}");
    }
    let _none = Stub::property("FileSystemHandle.prototype", "queryPermission", "undefined");
    assert_eq!(handle.permission().await, Permission::Granted);
}

#[wasm_bindgen_test]
async fn a_picker_that_is_closed_is_no_failure() {
    for (name, error) in
        [("AbortError", PickError::Cancelled), ("SecurityError", PickError::Failed)]
    {
        let fail = format!("async () => {{ throw new DOMException('', '{name}'); }}");
        let _save = Stub::property("window", "showSaveFilePicker", &fail);
        let _open = Stub::property("window", "showOpenFilePicker", &fail);
        assert_eq!(pick_new("a.txt").await.err(), Some(error));
        assert_eq!(pick_existing().await.err(), Some(error));
    }
    let _none = Stub::property("window", "showSaveFilePicker", "undefined");
    assert!(!is_supported());
    assert_eq!(pick_new("a.txt").await.err(), Some(PickError::Failed));
}
