//! Copies what earlier versions stored under a name that all copies of the app on a host shared (docs/adr/0023-names-by-folder.md).

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use futures::future::try_join_all;
use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbTransactionMode};

use super::{
    Database, LIMIT, Unavailable, completion, drop_detail, factory, on_disk, result_of, settled,
    within,
};

/// The database of the copy of the app at the root of the host.
struct AtRoot {
    connection: IdbDatabase,
    store: &'static str,
}

impl Drop for AtRoot {
    fn drop(&mut self) {
        // An open connection would block a tab that deletes or upgrades the database.
        self.connection.close();
    }
}

impl AtRoot {
    /// Opens the database with that name. `None` if it doesn't exist, or is of another project.
    async fn open(name: &str, store: &'static str) -> Result<Option<Self>, Unavailable> {
        let request = factory()?.open(name).map_err(drop_detail)?;
        let is_missing = Rc::new(Cell::new(false));
        let found_missing = is_missing.clone();
        let _on_upgrade = EventListener::once(&request, "upgradeneeded", move |event| {
            found_missing.set(true);
            abort(event);
        });
        match within(LIMIT, settled(&request)).await {
            Some(Ok(connection)) => {
                let this = Self { connection: connection.unchecked_into(), store };
                Ok(this.read().is_ok().then_some(this))
            }
            Some(Err(_)) if is_missing.get() => Ok(None),
            _ => Err(Unavailable),
        }
    }

    /// The store, for read requests. They have to be made before anything is awaited.
    fn read(&self) -> Result<IdbObjectStore, Unavailable> {
        let transaction = self.connection.transaction_with_str(self.store).map_err(drop_detail)?;
        transaction.object_store(self.store).map_err(drop_detail)
    }

    async fn values(&self, keys: &[String]) -> Result<Vec<JsValue>, Unavailable> {
        let store = self.read()?;
        let requests: Result<Vec<_>, _> = keys.iter().map(|key| store.get(&key.into())).collect();
        let requests = requests.map_err(drop_detail)?;
        try_join_all(requests.iter().map(result_of)).await
    }
}

impl Database {
    /// Copies what the database of the same name at the root of the host has under the keys that are `wanted`, so many values
    /// in one transaction. What is here stays, and what is there, too.
    pub(crate) async fn take_over(
        &self,
        at_once: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<(), Unavailable> {
        let Some(source) = AtRoot::open(self.name, self.store).await? else { return Ok(()) };
        let mut missing = keys_in(&source.read()?).await?;
        let present: HashSet<_> = keys_in(&self.read().await?).await?.into_iter().collect();
        missing.retain(|key| wanted(key) && !present.contains(key));
        for keys in missing.chunks(at_once) {
            self.add_missing(keys, &source.values(keys).await?).await?;
        }
        Ok(())
    }

    /// Stores values under those of the keys that have none. Returns once they are on disk.
    async fn add_missing(&self, keys: &[String], values: &[JsValue]) -> Result<(), Unavailable> {
        let transaction = self.transaction(IdbTransactionMode::Readwrite).await?;
        let completed = JsFuture::from(completion(&transaction));
        let store = transaction.object_store(self.store).map_err(drop_detail)?;
        // Another tab may have stored some since.
        let present: HashSet<_> = keys_in(&store).await?.into_iter().collect();
        for (key, value) in keys.iter().zip(values) {
            if !present.contains(key) && !value.is_undefined() {
                store.put_with_key(value, &key.into()).map_err(drop_detail)?;
            }
        }
        on_disk(completed).await
    }
}

/// The keys in a store. All of them are texts.
async fn keys_in(store: &IdbObjectStore) -> Result<Vec<String>, Unavailable> {
    let keys = store.get_all_keys().map_err(drop_detail)?;
    let keys = Array::from(&result_of(&keys).await?);
    Ok(keys.iter().filter_map(|key| key.as_string()).collect())
}

/// Aborts the creation of a database, so that none is left.
fn abort(event: &Event) {
    let request = event.target().map(JsCast::unchecked_into::<IdbOpenDbRequest>);
    if let Some(transaction) = request.and_then(|request| request.transaction()) {
        // It is active during the event, so it can be aborted.
        let _ = transaction.abort();
    }
}

#[cfg(test)]
mod tests;
