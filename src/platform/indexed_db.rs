//! Databases of the browser (`IndexedDB`) with one store each and strict durability: a write is on
//! disk when it completes.
//!
//! No crate is used: `idb`, `rexie` and `indexed_db_futures` can't request strict durability.

use std::cell::RefCell;
use std::future::pending;

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::{Either, LocalBoxFuture, Shared, select};
use gloo_events::EventListener;
use js_sys::{Array, Object, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, IdbTransactionMode,
};

use super::globals::{present, window};
use super::home;
use super::scheduling::within;
use super::task;
use unknot_core::domain::time::Millis;

// web-sys keeps the options behind its unstable flag.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &DurableDatabase,
        store: &str,
        mode: IdbTransactionMode,
        options: &TransactionOptions,
    ) -> Result<IdbTransaction, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type TransactionOptions;

    #[wasm_bindgen(method, setter)]
    fn set_durability(this: &TransactionOptions, durability: &str);
}

mod at_root;

/// The time limit for opening and for requests, which another tab may block forever.
const LIMIT: Millis = Millis::secs(3);
/// The time limit for a completed write to reach the disk.
const DISK_LIMIT: Millis = Millis::secs(10);

/// A database can't be used: a private window, a full disk, no `IndexedDB`, or a timeout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unavailable;

/// A database of [this copy of the app](home), with its store. The connection is opened when it is first needed and stays open,
/// because opening takes longer than writing, and heartbeats are frequent.
pub(super) struct Database {
    name: &'static str,
    version: u32,
    store: &'static str,
    /// A key that is stored when the database is created.
    mark: Option<&'static str>,
    opening: RefCell<Option<Opening>>,
}

/// A connection that is open or being opened. All users wait for the same one.
#[derive(Clone)]
struct Opening {
    connection: Shared<LocalBoxFuture<'static, Result<IdbDatabase, Unavailable>>>,
    /// Resolves if a tab with an older version of the database keeps it open.
    blocked: Shared<LocalBoxFuture<'static, ()>>,
}

impl Database {
    /// The database of a name, which is created with its store if it doesn't exist.
    pub(super) const fn new(name: &'static str, version: u32, store: &'static str) -> Self {
        Self { name, version, store, mark: None, opening: RefCell::new(None) }
    }

    /// The same, with a key that is stored when the database is created, and tells that until it is removed.
    pub(super) const fn marked(
        name: &'static str,
        version: u32,
        store: &'static str,
        mark: &'static str,
    ) -> Self {
        Self { name, version, store, mark: Some(mark), opening: RefCell::new(None) }
    }

    /// Stores a value under a key, or removes the key. Returns once the change is on disk.
    pub(super) async fn write(&self, key: &str, value: Option<JsValue>) -> Result<(), Unavailable> {
        let transaction = self.transaction(IdbTransactionMode::Readwrite).await?;
        let completed = JsFuture::from(completion(&transaction));
        let store = transaction.object_store(self.store).map_err(drop_detail)?;
        let key = JsValue::from(key);
        let request = match value {
            Some(value) => store.put_with_key(&value, &key),
            None => store.delete(&key),
        };
        result_of(&request.map_err(drop_detail)?).await?;
        on_disk(completed).await
    }

    /// Stores a value under a key if `replaces` says so of the value that is there (`undefined` if
    /// there is none). Nothing else can write in between. Returns once the change is on disk.
    pub(super) async fn write_if(
        &self,
        key: &str,
        value: JsValue,
        replaces: impl FnOnce(JsValue) -> bool,
    ) -> Result<(), Unavailable> {
        let transaction = self.transaction(IdbTransactionMode::Readwrite).await?;
        let completed = JsFuture::from(completion(&transaction));
        let store = transaction.object_store(self.store).map_err(drop_detail)?;
        let key = JsValue::from(key);
        let found = result_of(&store.get(&key).map_err(drop_detail)?).await?;
        if replaces(found) {
            let request = store.put_with_key(&value, &key).map_err(drop_detail)?;
            result_of(&request).await?;
        }
        on_disk(completed).await
    }

    /// Changes the values of a range of keys in one transaction: `change` gets all keys in the range with their values, and
    /// says what to store under which key (`None` removes it). Nothing else can write in between. Returns once the changes
    /// are on disk.
    pub(super) async fn change(
        &self,
        range: &IdbKeyRange,
        change: impl FnOnce(Vec<(JsValue, JsValue)>) -> Vec<(String, Option<JsValue>)>,
    ) -> Result<(), Unavailable> {
        let transaction = self.transaction(IdbTransactionMode::Readwrite).await?;
        let completed = JsFuture::from(completion(&transaction));
        let store = transaction.object_store(self.store).map_err(drop_detail)?;
        let keys = store.get_all_keys_with_key(range).map_err(drop_detail)?;
        let values = store.get_all_with_key(range).map_err(drop_detail)?;
        let keys = Array::from(&result_of(&keys).await?);
        let values = Array::from(&result_of(&values).await?);
        for (key, value) in change(keys.iter().zip(values.iter()).collect()) {
            let key = JsValue::from(key);
            let request = match value {
                Some(value) => store.put_with_key(&value, &key),
                None => store.delete(&key),
            };
            // If one fails, the transaction fails.
            request.map_err(drop_detail)?;
        }
        on_disk(completed).await
    }

    /// The store, for read requests. They have to be made before anything is awaited.
    pub(super) async fn read(&self) -> Result<IdbObjectStore, Unavailable> {
        let transaction = self.transaction(IdbTransactionMode::Readonly).await?;
        transaction.object_store(self.store).map_err(drop_detail)
    }

    async fn transaction(&self, mode: IdbTransactionMode) -> Result<IdbTransaction, Unavailable> {
        let options = Object::new().unchecked_into::<TransactionOptions>();
        options.set_durability("strict");
        for _ in 0..2 {
            let database = self.connection().await?;
            let durable = database.unchecked_ref::<DurableDatabase>();
            match durable.transaction(self.store, mode, &options) {
                Ok(transaction) => return Ok(transaction),
                // The connection was closed, by the browser (as Safari does in the background) or
                // by us for another tab. Another is opened.
                Err(_) => self.forget(&Ok(database)),
            }
        }
        Err(Unavailable)
    }

    async fn connection(&self) -> Result<IdbDatabase, Unavailable> {
        let opening = self.opening.borrow().clone();
        let opening = match opening {
            Some(opening) => opening,
            None => self.opening.borrow_mut().insert(self.open()?).clone(),
        };
        match within(LIMIT, select(opening.connection, opening.blocked)).await {
            Some(Either::Left((connection, _))) => {
                if connection.is_err() {
                    self.forget(&connection);
                }
                connection
            }
            // The browser's request continues, and a later call may find the connection open. A
            // new request would only queue behind it.
            Some(Either::Right(_)) | None => Err(Unavailable),
        }
    }

    /// Forgets a connection that is unusable, unless another has replaced it already.
    fn forget(&self, connection: &Result<IdbDatabase, Unavailable>) {
        self.opening.borrow_mut().take_if(|opening| opening.connection.peek() == Some(connection));
    }

    fn open(&self) -> Result<Opening, Unavailable> {
        let name = home::name(self.name);
        let request = factory()?.open_with_u32(&name, self.version).map_err(drop_detail)?;
        let (sender, blocked) = oneshot::channel();
        let on_blocked = EventListener::once(&request, "blocked", move |_| {
            // There may be no receiver any more.
            let _ = sender.send(());
        });
        let (store, mark) = (self.store, self.mark);
        let on_upgrade = EventListener::once(&request, "upgradeneeded", move |event| {
            let created = opened_by(event).map(|database| database.create_object_store(store));
            // An upgraded database has the store already.
            if let (Some(Ok(created)), Some(mark)) = (created, mark) {
                // Without the mark, it is a database like any other.
                let _ = created.put_with_key(&JsValue::TRUE, &mark.into());
            }
        });
        let connection = async move {
            let database: IdbDatabase = settled(&request).await?.unchecked_into();
            drop((on_blocked, on_upgrade));
            // An open connection would block a tab that deletes or upgrades the database.
            EventListener::new(&database, "versionchange", close).forget();
            Ok(database)
        };
        let connection = connection.boxed_local().shared();
        // It continues even if nothing waits for it any more.
        task::spawn(connection.clone().map(drop));
        let blocked = async move {
            if blocked.await.is_err() {
                // The request was never blocked.
                pending::<()>().await;
            }
        };
        Ok(Opening { connection, blocked: blocked.boxed_local().shared() })
    }

    /// The connection, if it is open.
    #[cfg(test)]
    pub(super) fn open_connection(&self) -> Option<IdbDatabase> {
        self.opening.borrow().as_ref()?.connection.peek()?.clone().ok()
    }

    /// Closes the connection, if it is open, and forgets it.
    #[cfg(test)]
    pub(super) fn disconnect(&self) {
        if let Some(connection) = self.open_connection() {
            connection.close();
        }
        self.opening.take();
    }
}

fn factory() -> Result<IdbFactory, Unavailable> {
    window().indexed_db().ok().flatten().and_then(present).ok_or(Unavailable)
}

fn opened_by(event: &Event) -> Option<IdbDatabase> {
    let request = event.target()?.unchecked_into::<IdbOpenDbRequest>();
    Some(request.result().ok()?.unchecked_into())
}

fn close(event: &Event) {
    if let Some(database) = event.target() {
        database.unchecked_ref::<IdbDatabase>().close();
    }
}

/// Resolves when a transaction is on disk.
fn completion(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    })
}

/// Waits for the completion of a transaction.
async fn on_disk(completed: JsFuture) -> Result<(), Unavailable> {
    let completed = within(DISK_LIMIT, completed).await.ok_or(Unavailable)?;
    completed.map(|_| ()).map_err(drop_detail)
}

/// The result of a request in a transaction. A request that takes too long is aborted together with
/// its transaction: it is waiting for another tab, and later requests would only queue behind it.
pub(super) async fn result_of(request: &IdbRequest) -> Result<JsValue, Unavailable> {
    if let Some(result) = within(LIMIT, settled(request)).await {
        return result;
    }
    if let Some(transaction) = request.transaction() {
        // Fails if the transaction has ended by now.
        let _ = transaction.abort();
    }
    Err(Unavailable)
}

async fn settled(request: &IdbRequest) -> Result<JsValue, Unavailable> {
    let settled = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(settled).await.map_err(drop_detail)?;
    request.result().map_err(drop_detail)
}

/// Browsers' errors differ, and no caller can do more about one than about another.
pub(super) fn drop_detail(_: JsValue) -> Unavailable {
    Unavailable
}

#[cfg(test)]
mod tests;
