//! The journal: what must outlive a kill, in `IndexedDB` with strict durability.
//!
//! Browsers write localStorage to disk late: a record was still missing 40 s after a hard kill of
//! Chromium. A transaction with `durability: "strict"` is on disk when it completes.

use std::cell::RefCell;

use js_sys::{Array, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest};

use super::events::window;
use super::reflect;

const DATABASE: &str = "unknot";
const STORE: &str = "journal";

thread_local! {
    /// The open database: opening takes longer than writing, and a heartbeat comes often.
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// The journal could not be reached: a private window, a full disk, or no such thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreachable;

/// Puts a text under a key and answers when it is on disk.
pub(crate) async fn put(key: &str, text: &str) -> Result<(), Unreachable> {
    let (key, text) = (JsValue::from(key), JsValue::from(text));
    write(move |store| store.put_with_key(&text, &key).is_ok()).await
}

/// Forgets a key and answers when that is on disk.
pub(crate) async fn remove(key: &str) -> Result<(), Unreachable> {
    let key = JsValue::from(key);
    write(move |store| store.delete(&key).is_ok()).await
}

/// All keys and their texts.
pub(crate) async fn all() -> Result<Vec<(String, String)>, Unreachable> {
    let database = open().await?;
    let transaction = database.transaction_with_str(STORE).map_err(drop_detail)?;
    let store = transaction.object_store(STORE).map_err(drop_detail)?;
    let keys = store.get_all_keys().map_err(drop_detail)?;
    let texts = store.get_all().map_err(drop_detail)?;
    let keys = Array::from(&done(&keys).await?);
    let texts = Array::from(&done(&texts).await?);
    let pairs = keys.iter().zip(texts.iter());
    Ok(pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
}

async fn write(work: impl FnOnce(&IdbObjectStore) -> bool) -> Result<(), Unreachable> {
    let database = open().await?;
    let options = Object::new();
    reflect::set(&options, "durability", &"strict".into());
    let transaction =
        reflect::call(&database, "transaction", &[&STORE.into(), &"readwrite".into(), &options])
            .ok_or(Unreachable);
    let Ok(transaction) = transaction else {
        // The connection may have been closed under us: the next write opens it anew.
        OPEN.with_borrow_mut(|open| *open = None);
        return Err(Unreachable);
    };
    let transaction: web_sys::IdbTransaction = transaction.unchecked_into();
    let store = transaction.object_store(STORE).map_err(drop_detail)?;
    if !work(&store) {
        return Err(Unreachable);
    }
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(|_| ()).map_err(drop_detail)
}

async fn open() -> Result<IdbDatabase, Unreachable> {
    if let Some(database) = OPEN.with_borrow(Clone::clone) {
        return Ok(database);
    }
    let factory = window().indexed_db().ok().flatten().ok_or(Unreachable)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1).map_err(drop_detail)?;
    let upgrade = {
        let request = request.clone();
        Closure::once_into_js(move |_: JsValue| {
            if let Ok(database) = request.result() {
                // Only a fresh database has no such store.
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = done(&request).await?.unchecked_into();
    OPEN.with_borrow_mut(|open| *open = Some(database.clone()));
    Ok(database)
}

/// The result of a request, when it is there.
async fn done(request: &IdbRequest) -> Result<JsValue, Unreachable> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.map_err(drop_detail)?;
    request.result().map_err(drop_detail)
}

/// Browsers' messages differ and help nobody: what matters is that it did not work.
fn drop_detail(_: JsValue) -> Unreachable {
    Unreachable
}
