//! The person's own recordings, each under its text, in a separate database: they are large, and the
//! journal is read at every start. There is a [`spare`] copy of each.

use std::rc::Rc;
use std::slice;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use js_sys::{Array, ArrayBuffer, Object, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::indexed_db::{Database, Unavailable, drop_detail, result_of};
use super::microphone::Recording;
use super::{clips, home, local_storage};
use unknot_core::backup;
use unknot_core::storage::keys;

mod spare;

// The stored format of a recording, which later versions have to be able to read.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type Stored;

    #[wasm_bindgen(method, getter)]
    fn bytes(this: &Stored) -> JsValue;

    #[wasm_bindgen(method, setter)]
    fn set_bytes(this: &Stored, bytes: &ArrayBuffer);

    #[wasm_bindgen(method, getter, js_name = type)]
    fn mime_type(this: &Stored) -> JsValue;

    #[wasm_bindgen(method, setter, js_name = type)]
    fn set_mime_type(this: &Stored, mime_type: &str);
}

thread_local! {
    static RECORDINGS: Rc<Database> = Rc::new(Database::new("unknot-recordings", 1, "lines"));
    static PREPARED: Shared<LocalBoxFuture<'static, ()>> = prepare().boxed_local().shared();
}

/// The texts that have a recording.
pub(crate) async fn all() -> Result<Vec<String>, Unavailable> {
    texts_in(&*database().await).await
}

/// Stores a recording of a text, replacing an earlier one. Returns once it is on disk.
pub(crate) async fn put(text: &str, recording: &Recording) -> Result<(), Unavailable> {
    database().await.write(text, Some(stored(recording).into())).await?;
    // Without a spare copy it is kept all the same.
    spare::put(text, recording).await;
    Ok(())
}

/// Removes the recording of a text. Returns once the change is on disk.
pub(crate) async fn remove(text: &str) -> Result<(), Unavailable> {
    let database = database().await;
    spare::remove(text).await?;
    database.write(text, None).await
}

/// The recording of a text. `None` if there is none, or the database is unavailable.
pub(crate) async fn get(text: &str) -> Option<Recording> {
    recording_in(&*database().await, text).await
}

/// The recording of a text as a file, with its bytes. `None` if there is none, or the database is unavailable.
pub(crate) async fn file(text: &str) -> Option<backup::Recording> {
    let Recording { bytes, mime_type } = get(text).await?;
    Some(backup::Recording {
        text: text.to_owned(),
        mime_type,
        bytes: Uint8Array::new(&bytes).to_vec(),
    })
}

/// The size of the recording of a text in bytes. `None` if there is none, or the database is unavailable.
pub(crate) async fn size(text: &str) -> Option<u64> {
    get(text).await.map(|recording| u64::from(recording.bytes.byte_length()))
}

/// Stores a recording of a backup, unless its text has one. Returns once it is on disk.
pub(crate) async fn add_file(recording: &backup::Recording) -> Result<(), Unavailable> {
    let bytes = Uint8Array::from(&*recording.bytes).buffer();
    let file = Recording { bytes, mime_type: recording.mime_type.clone() };
    let is_free = |found: JsValue| found.is_undefined();
    database().await.write_if(&recording.text, stored(&file).into(), is_free).await?;
    copy_to_spare(slice::from_ref(&recording.text)).await;
    Ok(())
}

/// The samples of a recording, between -1 and 1, at `rate` per second. `None` if this browser can't
/// decode it.
pub(crate) async fn samples(recording: &Recording, rate: u32) -> Option<Vec<f32>> {
    // Decoding detaches the buffer, so it gets a copy.
    clips::decode(&recording.bytes.slice(0), rate).await
}

/// The database, once each recording is in it and in the spare copy.
async fn database() -> Rc<Database> {
    PREPARED.with(Shared::clone).await;
    RECORDINGS.with(Rc::clone)
}

fn stored(recording: &Recording) -> Stored {
    let stored = Object::new().unchecked_into::<Stored>();
    stored.set_bytes(&recording.bytes);
    stored.set_mime_type(&recording.mime_type);
    stored
}

async fn texts_in(database: &Database) -> Result<Vec<String>, Unavailable> {
    let keys = database.read().await?.get_all_keys().map_err(drop_detail)?;
    let keys = Array::from(&result_of(&keys).await?);
    Ok(keys.iter().filter_map(|key| key.as_string()).collect())
}

async fn recording_in(database: &Database, text: &str) -> Option<Recording> {
    let request = database.read().await.ok()?.get(&text.into()).ok()?;
    let stored = result_of(&request).await.ok()?.dyn_into::<Object>().ok()?;
    let stored = stored.unchecked_into::<Stored>();
    let bytes = stored.bytes().dyn_into().ok()?;
    Some(Recording { bytes, mime_type: stored.mime_type().as_string()? })
}

/// Brings in what an earlier version stored, or what the browser has deleted, and copies what has no spare copy yet.
async fn prepare() {
    take_over().await;
    mirror().await;
}

/// Fills a database that is empty from the spare copy. In one that is not, whatever is missing was removed.
async fn mirror() {
    let database = RECORDINGS.with(Rc::clone);
    let Ok(texts) = texts_in(&database).await else { return };
    let copied = spare::texts().await;
    if !texts.is_empty() {
        let uncopied: Vec<_> = texts.into_iter().filter(|text| !copied.contains(text)).collect();
        copy_to_spare(&uncopied).await;
        return;
    }
    for text in copied {
        if let Some(recording) = spare::get(&text).await {
            // If this fails, the next start tries again.
            let _ = database.write(&text, Some(stored(&recording).into())).await;
        }
    }
}

/// Copies the recordings of these texts, as far as there is room.
async fn copy_to_spare(texts: &[String]) {
    let database = RECORDINGS.with(Rc::clone);
    for text in texts {
        if let Some(recording) = recording_in(&database, text).await {
            spare::put(text, &recording).await;
        }
    }
}

/// The number of recordings that are taken over in one transaction.
const AT_ONCE: usize = 20;

/// Copies, once, the recordings that earlier versions stored in a database which all copies of the app on a host shared.
async fn take_over() {
    if home::is_root() || local_storage::read(keys::HOME_RECORDINGS).is_some() {
        return;
    }
    let database = RECORDINGS.with(Rc::clone);
    if database.take_over(AT_ONCE, |_| true).await.is_ok() {
        // If this fails, the next start looks again.
        let _ = local_storage::write(keys::HOME_RECORDINGS, keys::HOME_IS_COMPLETE);
    }
}

#[cfg(test)]
mod tests {
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

    #[wasm_bindgen_test]
    async fn recordings_that_the_browser_has_deleted_come_back_from_the_spare_copy() {
        empty_recordings().await;
        let database = RECORDINGS.with(Rc::clone);
        let (bell, _) = bell();
        let copy = |text: &str| backup::Recording {
            text: text.to_owned(),
            mime_type: "audio/webm;codecs=opus".to_owned(),
            bytes: b"sound".to_vec(),
        };
        put("Bridge.", &bell).await.unwrap();
        add_file(&copy("Half-way: 50 % / 2?")).await.unwrap();
        let before = [file("Bridge.").await.unwrap(), file("Half-way: 50 % / 2?").await.unwrap()];
        // One that an earlier version stored has no copy until the next start.
        database.write("Earlier.", Some(stored(&bell).into())).await.unwrap();
        mirror().await;
        let texts = all().await.unwrap();
        assert_eq!(texts.len(), 3);
        for text in &texts {
            database.write(text, None).await.unwrap();
        }
        assert_eq!(all().await.unwrap(), [""; 0]);
        mirror().await;
        assert_eq!(all().await.unwrap(), texts);
        let after = [file("Bridge.").await.unwrap(), file("Half-way: 50 % / 2?").await.unwrap()];
        assert_eq!(after, before);
        for text in &texts {
            remove(text).await.unwrap();
        }
        mirror().await;
        assert_eq!(all().await.unwrap(), [""; 0], "what was deleted doesn't come back");
    }

    #[wasm_bindgen_test]
    async fn what_was_removed_stays_away_while_others_are_there() {
        empty_recordings().await;
        let (bell, _) = bell();
        put("Bridge.", &bell).await.unwrap();
        put("Rest.", &bell).await.unwrap();
        RECORDINGS.with(Rc::clone).write("Rest.", None).await.unwrap();
        mirror().await;
        assert_eq!(all().await.unwrap(), ["Bridge."]);
        empty_recordings().await;
        remove("Rest.").await.unwrap();
    }

    #[wasm_bindgen_test]
    async fn without_caches_there_are_recordings_and_no_spare_copy() {
        let _browser = Stub::property("window", "caches", "undefined");
        let (bell, _) = bell();
        put("Bridge.", &bell).await.unwrap();
        assert_eq!(spare::texts().await, [""; 0]);
        assert!(get("Bridge.").await.is_some());
        remove("Bridge.").await.unwrap();
    }

    #[wasm_bindgen_test]
    async fn undecodable_recording_has_no_samples() {
        let bytes = js_sys::Uint8Array::from(&b"no sound"[..]).buffer();
        let odd = Recording { bytes, mime_type: String::new() };
        assert!(samples(&odd, SAMPLE_RATE).await.is_none());
    }
}
