use super::*;
use crate::platform::testing::{Moved, Stub, empty_recordings, empty_storage};
use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{Cue, CueKind};
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{self as soundtrack, Mix, SAMPLE_RATE, Sounds};
use wasm_bindgen_test::wasm_bindgen_test;

/// A bell as a file, and the number of its samples.
fn bell() -> (Recording, usize) {
    let mix = Mix::new(80, Bell::default());
    let track = soundtrack::preview(&[Cue { at: Millis::ZERO, kind: CueKind::Begin }], &mix);
    let mut bytes = track.header().to_vec();
    for &part in track.parts() {
        bytes.extend(Sounds::new(&mix).render(&track, part));
    }
    let samples = (bytes.len() - track.header().len()) / 2;
    let bytes = js_sys::Uint8Array::from(&*bytes).buffer();
    (Recording { bytes, mime_type: "audio/wav".to_owned() }, samples)
}

#[wasm_bindgen_test]
async fn recordings_are_taken_over_once() {
    let database = || RECORDINGS.with(Rc::clone);
    for folder in ["/a/", "/"] {
        let _moved = Moved::to(folder);
        empty_storage().await;
        database().disconnect();
        for text in all().await.unwrap() {
            remove(&text).await.unwrap();
        }
        database().disconnect();
    }
    let (bell, _) = bell();
    put("Bridge.", &bell).await.unwrap();
    database().disconnect();
    {
        let _moved = Moved::to("/a/");
        take_over().await;
        assert_eq!(all().await.unwrap(), ["Bridge."]);
        assert_eq!(get("Bridge.").await.unwrap().mime_type, "audio/wav");
        remove("Bridge.").await.unwrap();
        take_over().await;
        assert_eq!(all().await.unwrap(), [""; 0], "what was deleted doesn't come back");
        database().disconnect();
    }
    assert_eq!(all().await.unwrap(), ["Bridge."]);
    remove("Bridge.").await.unwrap();
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn recording_is_stored_until_it_is_removed() {
    for text in all().await.unwrap() {
        remove(&text).await.unwrap();
    }
    assert!(get("Bridge.").await.is_none());
    let (bell, length) = bell();
    put("Bridge.", &bell).await.unwrap();
    put("Half-way.", &bell).await.unwrap();
    assert_eq!(all().await.unwrap(), ["Bridge.", "Half-way."]);
    let stored = get("Bridge.").await.unwrap();
    assert_eq!(stored.mime_type, "audio/wav");
    let bridge = file("Bridge.").await.unwrap();
    assert_eq!((&*bridge.text, &*bridge.mime_type), ("Bridge.", "audio/wav"));
    assert_eq!(size("Bridge.").await, Some(bridge.bytes.len() as u64));
    assert_eq!(&bridge.bytes[..4], b"RIFF");
    assert!(file("No such text.").await.is_none() && size("No such text.").await.is_none());
    let copy = backup::Recording { text: "Copy.".to_owned(), ..bridge };
    add_file(&copy).await.unwrap();
    assert_eq!(file("Copy.").await.as_ref(), Some(&copy));
    let other = backup::Recording { bytes: b"other".to_vec(), ..copy.clone() };
    add_file(&other).await.unwrap();
    assert_eq!(file("Copy.").await.as_ref(), Some(&copy), "the person's own stays");
    remove("Copy.").await.unwrap();
    for _ in 0..2 {
        let samples = samples(&stored, SAMPLE_RATE).await.unwrap();
        assert_eq!(samples.len(), length);
        assert!(samples.iter().any(|sample| *sample > 0.05));
    }
    remove("Bridge.").await.unwrap();
    remove("Bridge.").await.unwrap();
    assert_eq!(all().await.unwrap(), ["Half-way."]);
    remove("Half-way.").await.unwrap();
}

/// Leaves the database as the browser does that has deleted it and creates another one.
async fn lose_all(database: &Database) {
    for text in texts_in(database).await.unwrap() {
        database.write(&text, None).await.unwrap();
    }
    database.write(UNFILLED, Some(JsValue::TRUE)).await.unwrap();
}

fn copy(text: &str) -> backup::Recording {
    backup::Recording {
        text: text.to_owned(),
        mime_type: "audio/webm;codecs=opus".to_owned(),
        bytes: b"sound".to_vec(),
    }
}

#[wasm_bindgen_test]
async fn recordings_that_the_browser_has_deleted_come_back_from_the_spare_copy() {
    empty_recordings().await;
    let database = RECORDINGS.with(Rc::clone);
    let (bell, _) = bell();
    put("Bridge.", &copy_of(&bell, b"first take")).await.unwrap();
    put("Bridge.", &bell).await.unwrap();
    add_file(&copy("Half-way: 50 % / 2?")).await.unwrap();
    // One that an earlier version stored has no copy until the next start.
    database.write("Earlier.", Some(stored(&bell).into())).await.unwrap();
    mirror_all().await;
    let texts = all().await.unwrap();
    assert_eq!(texts, ["Bridge.", "Earlier.", "Half-way: 50 % / 2?"]);
    let before = [file(&texts[0]).await.unwrap(), file(&texts[2]).await.unwrap()];
    lose_all(&database).await;
    assert_eq!(all().await.unwrap(), [""; 0]);
    mirror_all().await;
    assert_eq!(spare::texts().await.unwrap().len(), 3, "nothing is removed before it is filled");
    // The start before was interrupted, and something has been recorded since.
    put("Earlier.", &copy_of(&bell, b"newer")).await.unwrap();
    fill().await;
    assert_eq!(all().await.unwrap(), texts);
    assert_eq!([file(&texts[0]).await.unwrap(), file(&texts[2]).await.unwrap()], before);
    assert_eq!(file("Earlier.").await.unwrap().bytes, b"newer");
    assert!(!keys_in(&database).await.unwrap().contains(&UNFILLED.to_owned()));
    for text in &texts {
        remove(text).await.unwrap();
    }
    lose_all(&database).await;
    fill().await;
    assert_eq!(all().await.unwrap(), [""; 0], "what was deleted doesn't come back");
}

fn copy_of(recording: &Recording, bytes: &[u8]) -> Recording {
    Recording { bytes: Uint8Array::from(bytes).buffer(), mime_type: recording.mime_type.clone() }
}

#[wasm_bindgen_test]
async fn what_is_not_recorded_any_more_has_no_copy() {
    empty_recordings().await;
    let (bell, _) = bell();
    put("Bridge.", &bell).await.unwrap();
    put("Rest.", &bell).await.unwrap();
    // An earlier version deletes it, which knows nothing of copies.
    RECORDINGS.with(Rc::clone).write("Rest.", None).await.unwrap();
    fill().await;
    mirror_all().await;
    assert_eq!(all().await.unwrap(), ["Bridge."]);
    assert_eq!(spare::texts().await.unwrap(), ["Bridge."]);
    empty_recordings().await;
    assert_eq!(spare::texts().await.unwrap(), [""; 0]);
}

#[wasm_bindgen_test]
async fn a_copy_of_the_app_in_a_folder_has_copies_of_its_own() {
    let (bell, _) = bell();
    spare::put("Bridge.", &bell).await.unwrap();
    let moved = Moved::to("/recordings/recordings/");
    assert_eq!(spare::texts().await.unwrap(), [""; 0]);
    spare::put("Half-way.", &bell).await.unwrap();
    assert_eq!(spare::texts().await.unwrap(), ["Half-way."]);
    spare::remove("Half-way.").await.unwrap();
    drop(moved);
    assert_eq!(spare::texts().await.unwrap(), ["Bridge."]);
    spare::remove("Bridge.").await.unwrap();
}

#[wasm_bindgen_test]
async fn a_database_that_is_created_has_its_mark_until_that_is_removed() {
    let database = Database::marked("unknot-marked-for-a-test", 1, "lines", UNFILLED);
    assert_eq!(keys_in(&database).await.unwrap(), [UNFILLED]);
    database.disconnect();
    assert_eq!(keys_in(&database).await.unwrap(), [UNFILLED]);
    database.write(UNFILLED, None).await.unwrap();
    database.disconnect();
    assert_eq!(keys_in(&database).await.unwrap(), [""; 0]);
    // For the next run in the same profile.
    database.write(UNFILLED, Some(JsValue::TRUE)).await.unwrap();
    database.disconnect();
}

#[wasm_bindgen_test]
async fn without_caches_there_are_recordings_and_no_spare_copy() {
    let _browser = Stub::property("window", "caches", "undefined");
    let (bell, _) = bell();
    put("Bridge.", &bell).await.unwrap();
    assert_eq!(spare::texts().await.unwrap(), [""; 0]);
    assert!(get("Bridge.").await.is_some());
    remove("Bridge.").await.unwrap();
}

#[wasm_bindgen_test]
async fn undecodable_recording_has_no_samples() {
    let bytes = js_sys::Uint8Array::from(&b"no sound"[..]).buffer();
    let odd = Recording { bytes, mime_type: String::new() };
    assert!(samples(&odd, SAMPLE_RATE).await.is_none());
}
