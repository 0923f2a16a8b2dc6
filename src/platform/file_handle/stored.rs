//! The chosen file and the notes about it, in a database of their own: the journal holds texts.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};

use super::FileHandle;
use crate::platform::indexed_db::{Database, Unavailable, drop_detail, result_of};

/// The key of the handle.
const HANDLE: &str = "handle";
/// The key of the notes.
const NOTES: &str = "notes";

thread_local! {
    static DATABASE: Rc<Database> = Rc::new(Database::new("unknot-kept-file", 1, "file"));
}

/// The file that was chosen, if any.
pub(crate) async fn stored() -> Result<Option<FileHandle>, Unavailable> {
    let handle = get(HANDLE).await?;
    Ok(handle.is_object().then(|| FileHandle(handle.unchecked_into())))
}

/// The text of the notes, if there are any.
pub(crate) async fn notes() -> Result<Option<String>, Unavailable> {
    Ok(get(NOTES).await?.as_string())
}

/// Remembers a file that was chosen. Nothing is noted about it yet.
pub(crate) async fn save(handle: &FileHandle) -> Result<(), Unavailable> {
    // The notes go first: those of another file would say that this one may be written over.
    database().write(NOTES, None).await?;
    database().write(HANDLE, Some(handle.0.clone().into())).await
}

/// Stores the text of the notes.
pub(crate) async fn save_notes(text: &str) -> Result<(), Unavailable> {
    database().write(NOTES, Some(text.into())).await
}

/// Forgets the file, which stays where it is.
pub(crate) async fn forget() -> Result<(), Unavailable> {
    database().write(HANDLE, None).await?;
    database().write(NOTES, None).await
}

async fn get(key: &str) -> Result<JsValue, Unavailable> {
    let request = database().read().await?.get(&key.into()).map_err(drop_detail)?;
    result_of(&request).await
}

fn database() -> Rc<Database> {
    DATABASE.with(Rc::clone)
}
