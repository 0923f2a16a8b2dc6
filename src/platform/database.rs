//! Databases of the browser (`IndexedDB`) with one store each, and strict durability: a transaction is on disk when it
//! completes.

use std::cell::RefCell;
use std::thread::LocalKey;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::globals::window;
use super::reflect;
use super::scheduling::within;
use crate::domain::time::Millis;

/// How long a database may take to open or to be read: another page may be in the way for ever.
const PATIENCE: Millis = Millis::secs(3);

/// A database could not be reached: a private window, a full disk, no such thing, or no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreachable;

/// A database with its store. What is written for one is compiled for each: that of the recordings comes later.
pub(super) trait Place {
    /// The name of the database, which is made where there is none.
    const DATABASE: &'static str;
    /// The name of its store.
    const STORE: &'static str;

    /// The open database: opening takes longer than writing, and a heartbeat comes often.
    fn connection() -> &'static LocalKey<Connection>;
}

/// A database that is open, or not yet.
pub(super) type Connection = RefCell<Option<IdbDatabase>>;

/// Puts a value under a key, or takes it away, and answers when that is on disk.
pub(super) async fn write<P: Place>(key: &str, value: Option<JsValue>) -> Result<(), Unreachable> {
    let transaction = begin::<P>("readwrite").await?;
    let store = transaction.object_store(P::STORE).map_err(drop_detail)?;
    let key = JsValue::from(key);
    let asked = match value {
        Some(value) => store.put_with_key(&value, &key),
        None => store.delete(&key),
    };
    asked.map_err(drop_detail)?;
    JsFuture::from(complete(&transaction)).await.map(|_| ()).map_err(drop_detail)
}

/// When a transaction is on disk. Not written for each database: the code would be the same, and so might be left under the name
/// of that which comes later.
fn complete(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    })
}

/// The store, to be read.
pub(super) async fn read<P: Place>() -> Result<IdbObjectStore, Unreachable> {
    begin::<P>("readonly").await?.object_store(P::STORE).map_err(drop_detail)
}

/// A transaction that is on disk when it completes.
async fn begin<P: Place>(mode: &str) -> Result<IdbTransaction, Unreachable> {
    let options = Object::new();
    reflect::set(&options, "durability", &"strict".into());
    // A connection may be closed under us, as is told of Safari in the background: then another is
    // opened.
    for _ in 0..2 {
        let database = open::<P>().await?;
        let arguments: [&JsValue; 3] = [&P::STORE.into(), &mode.into(), &options];
        if let Some(transaction) = reflect::call(&database, "transaction", &arguments) {
            return Ok(transaction.unchecked_into());
        }
        P::connection().take();
    }
    Err(Unreachable)
}

async fn open<P: Place>() -> Result<IdbDatabase, Unreachable> {
    if let Some(database) = P::connection().with_borrow(Clone::clone) {
        return Ok(database);
    }
    let factory = window().indexed_db().ok().flatten().ok_or(Unreachable)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(P::DATABASE, 1).map_err(drop_detail)?;
    let upgrade = {
        let request = request.clone();
        Closure::once_into_js(move |_: JsValue| {
            if let Ok(database) = request.result() {
                // Only a fresh database has no such store.
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(P::STORE);
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = done(&request).await?.unchecked_into();
    // Kept open it would be in the way of a page that deletes it, or of a newer version.
    if let Some(close) = reflect::get(&database, "close") {
        let close = close.unchecked_into::<Function>().bind0(&database);
        database.set_onversionchange(Some(&close));
    }
    P::connection().set(Some(database.clone()));
    Ok(database)
}

/// The result of a request, when it is there.
pub(super) async fn done(request: &IdbRequest) -> Result<JsValue, Unreachable> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let done = within(PATIENCE, JsFuture::from(promise)).await;
    done.ok_or(Unreachable)?.map_err(drop_detail)?;
    request.result().map_err(drop_detail)
}

/// Browsers' messages differ and help nobody: what matters is that it did not work.
pub(super) fn drop_detail(_: JsValue) -> Unreachable {
    Unreachable
}
