//! The person's own recordings, each under its text, in a separate database: they are large, and the
//! journal is read at every start. There is a [`spare`] copy of each.

use std::rc::Rc;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use js_sys::{Array, ArrayBuffer, Object, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::indexed_db::{Database, Unavailable, drop_detail, result_of};
use super::microphone::Recording;
use super::{clips, home, local_storage, locks, task};
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

/// The key of the mark in a database that has just been created, until what the spare copy has is in it. No recording has an empty
/// text.
const UNFILLED: &str = "";

thread_local! {
    static RECORDINGS: Rc<Database> =
        Rc::new(Database::marked("unknot-recordings", 1, "lines", UNFILLED));
    static PREPARED: Shared<LocalBoxFuture<'static, ()>> = prepare().boxed_local().shared();
}

/// The texts that have a recording.
pub(crate) async fn all() -> Result<Vec<String>, Unavailable> {
    texts_in(&*database().await).await
}

/// Stores a recording of a text, replacing an earlier one. Returns once it is on disk.
pub(crate) async fn put(text: &str, recording: &Recording) -> Result<(), Unavailable> {
    let database = database().await;
    let _guard = locks::acquire(locks::RECORDINGS).await;
    // A copy of the earlier one would come back. If it can't be removed, it is replaced below.
    let _ = spare::remove(text).await;
    database.write(text, Some(stored(recording).into())).await?;
    // Without a spare copy it is kept all the same.
    let _ = spare::put(text, recording).await;
    Ok(())
}

/// Removes the recording of a text. Returns once the change is on disk.
pub(crate) async fn remove(text: &str) -> Result<(), Unavailable> {
    let database = database().await;
    let _guard = locks::acquire(locks::RECORDINGS).await;
    spare::remove(text).await?;
    database.write(text, None).await
}

/// The recording of a text. `None` if there is none, or the database is unavailable.
pub(crate) async fn get(text: &str) -> Option<Recording> {
    recording_in(&*database().await, text).await.ok().flatten()
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
    let database = database().await;
    let _guard = locks::acquire(locks::RECORDINGS).await;
    database.write_if(&recording.text, stored(&file).into(), is_free).await?;
    mirror(&database, &recording.text).await;
    Ok(())
}

fn is_free(found: JsValue) -> bool {
    found.is_undefined()
}

/// The samples of a recording, between -1 and 1, at `rate` per second. `None` if this browser can't
/// decode it.
pub(crate) async fn samples(recording: &Recording, rate: u32) -> Option<Vec<f32>> {
    // Decoding detaches the buffer, so it gets a copy.
    clips::decode(&recording.bytes.slice(0), rate).await
}

/// The database, once what earlier versions or the spare copy have is in it.
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
    let texts = keys_in(database).await?;
    Ok(texts.into_iter().filter(|text| text != UNFILLED).collect())
}

async fn keys_in(database: &Database) -> Result<Vec<String>, Unavailable> {
    let keys = database.read().await?.get_all_keys().map_err(drop_detail)?;
    let keys = Array::from(&result_of(&keys).await?);
    Ok(keys.iter().filter_map(|key| key.as_string()).collect())
}

async fn recording_in(database: &Database, text: &str) -> Result<Option<Recording>, Unavailable> {
    let request = database.read().await?.get(&text.into()).map_err(drop_detail)?;
    let found = result_of(&request).await?;
    Ok(found.dyn_into::<Object>().ok().and_then(|stored| {
        let stored = stored.unchecked_into::<Stored>();
        let bytes = stored.bytes().dyn_into().ok()?;
        Some(Recording { bytes, mime_type: stored.mime_type().as_string()? })
    }))
}

async fn prepare() {
    take_over().await;
    fill().await;
    // Nobody waits for this.
    task::spawn(mirror_all());
}

/// Fills a database that has just been created from the spare copy: the browser may have deleted the one before. If this is interrupted, the
/// mark stays, and the next start goes on.
async fn fill() {
    let database = RECORDINGS.with(Rc::clone);
    let _guard = locks::acquire(locks::RECORDINGS).await;
    let is_unfilled = keys_in(&database).await.map(|keys| keys.iter().any(|key| key == UNFILLED));
    let fill = async || {
        for text in spare::texts().await? {
            if let Some(recording) = spare::get(&text).await? {
                database.write_if(&text, stored(&recording).into(), is_free).await?;
            }
        }
        database.write(UNFILLED, None).await
    };
    if is_unfilled == Ok(true) {
        let _ = fill().await;
    }
}

/// Copies what the spare copy lacks, and removes from it what is no longer recorded, such as what an earlier version has deleted.
async fn mirror_all() {
    let database = RECORDINGS.with(Rc::clone);
    let (Ok(keys), Ok(copied)) = (keys_in(&database).await, spare::texts().await) else { return };
    if keys.iter().any(|key| key == UNFILLED) {
        return;
    }
    let uncopied = keys.iter().filter(|text| !copied.contains(text));
    let unrecorded = copied.iter().filter(|text| !keys.contains(text));
    for text in uncopied.chain(unrecorded) {
        let _guard = locks::acquire(locks::RECORDINGS).await;
        mirror(&database, text).await;
    }
}

/// Makes the spare copy of a text what the database has now. The lock is held.
async fn mirror(database: &Database, text: &str) {
    // If the copy can't be changed, the next start tries again.
    let _ = match recording_in(database, text).await {
        Ok(Some(recording)) => spare::put(text, &recording).await,
        Ok(None) => spare::remove(text).await,
        Err(Unavailable) => Ok(()),
    };
}

/// The number of recordings that are taken over in one transaction.
const AT_ONCE: usize = 20;

/// Copies, once, the recordings that earlier versions stored in a database which all copies of the app on a host shared.
async fn take_over() {
    if home::is_root() || local_storage::read(keys::HOME_RECORDINGS).is_some() {
        return;
    }
    let database = RECORDINGS.with(Rc::clone);
    if database.take_over(AT_ONCE, |text| text != UNFILLED).await.is_ok() {
        // If this fails, the next start looks again.
        let _ = local_storage::write(keys::HOME_RECORDINGS, keys::HOME_IS_COMPLETE);
    }
}

#[cfg(test)]
mod tests;
