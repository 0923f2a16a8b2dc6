//! A file on the person's device that the app may write again and again (File System Access).
//!
//! A write goes to a file beside it, which takes its place once it is complete: a kill, a full disk or a fault leaves the
//! file as it was. (On Android the browser copies the complete text into the place, for want of another way.)
//!
//! `showSaveFilePicker` empties a file that is there already, before the app gets its handle. So it is only for new files: a file
//! that exists is chosen with `showOpenFilePicker`, which leaves it as it is.

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, File, Window};

use super::blob::Blob;
use super::globals::window;

mod stored;

pub(crate) use stored::{forget, notes, save, save_notes, stored};

// web-sys lacks the pickers and permissions, and most of the other members don't catch there.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Window)]
    type PickerWindow;

    #[wasm_bindgen(method, getter, catch, js_name = showSaveFilePicker)]
    fn save_picker(this: &PickerWindow) -> Result<Option<Function>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = showSaveFilePicker)]
    fn show_save_picker(this: &PickerWindow, options: &Options) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = showOpenFilePicker)]
    fn open_picker(this: &PickerWindow) -> Result<Option<Function>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = showOpenFilePicker)]
    fn show_open_picker(this: &PickerWindow, options: &Options) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type Options;

    #[wasm_bindgen(method, setter)]
    fn set_id(this: &Options, id: &str);

    #[wasm_bindgen(method, setter, js_name = suggestedName)]
    fn set_suggested_name(this: &Options, name: &str);

    #[wasm_bindgen(method, setter)]
    fn set_mode(this: &Options, mode: &str);

    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    type Handle;

    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> JsValue;

    #[wasm_bindgen(method, getter, js_name = queryPermission)]
    fn knows_permissions(this: &Handle) -> Option<Function>;

    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    fn query_permission(this: &Handle, options: &Options) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request_permission(this: &Handle, options: &Options) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn get_file(this: &Handle) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createWritable)]
    fn create_writable(this: &Handle) -> Result<Promise, JsValue>;

    type Writable;

    #[wasm_bindgen(method, catch)]
    fn write(this: &Writable, data: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Writable) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn abort(this: &Writable) -> Result<Promise, JsValue>;
}

/// Under this name the browser remembers the folder in which files were chosen.
const PICKER: &str = "unknot-backup";

/// A file that was chosen.
#[derive(Clone)]
pub(crate) struct FileHandle(Handle);

/// Whether the app may write to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permission {
    /// It may.
    Granted,
    /// The browser asks the person, in answer to a tap.
    Prompt,
    /// The person has said no.
    Denied,
}

/// Why a file could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileError {
    /// It is no longer where it was.
    Gone,
    /// The browser or the system doesn't allow it.
    Refused,
    /// There is no room on the disk.
    Full,
    /// Another program, or another tab, is writing it.
    Busy,
    /// Anything else.
    Failed,
}

/// What a file is from outside, and its content.
pub(crate) struct Found {
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: i64,
    /// Its content.
    pub blob: Blob,
}

/// Why no file was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PickError {
    /// The person has closed the picker.
    Cancelled,
    /// The browser shows no picker, or doesn't let pages use that file.
    Failed,
}

/// Whether the person can choose a file that the app may write again.
pub(crate) fn is_supported() -> bool {
    let is_there = |picker: Result<Option<Function>, JsValue>| picker.is_ok_and(|it| it.is_some());
    is_there(pickers().save_picker()) && is_there(pickers().open_picker())
}

/// Has the person choose a place for a new file. A file that is there already is emptied, after the system has asked. Has to
/// be called in the tap itself.
pub(crate) async fn pick_new(suggested_name: &str) -> Result<FileHandle, PickError> {
    let options = picker_options();
    options.set_suggested_name(suggested_name);
    let picked = pickers().show_save_picker(&options).map_err(|_| PickError::Failed)?;
    picked.await.map(|handle| FileHandle(handle.unchecked_into())).map_err(pick_error)
}

/// Has the person choose a file that is there. It stays as it is. Has to be called in the tap itself.
pub(crate) async fn pick_existing() -> Result<FileHandle, PickError> {
    let picked = pickers().show_open_picker(&picker_options()).map_err(|_| PickError::Failed)?;
    let picked = Array::from(&picked.await.map_err(pick_error)?).get(0);
    if picked.is_undefined() {
        Err(PickError::Cancelled)
    } else {
        Ok(FileHandle(picked.unchecked_into()))
    }
}

fn pick_error(error: JsValue) -> PickError {
    match name_of(&error).as_deref() {
        Some("AbortError") => PickError::Cancelled,
        _ => PickError::Failed,
    }
}

fn picker_options() -> Options {
    let options = Object::new().unchecked_into::<Options>();
    options.set_id(PICKER);
    options
}

fn pickers() -> PickerWindow {
    window().unchecked_into()
}

impl FileHandle {
    /// Its name, without its folder, which browsers keep to themselves.
    pub(crate) fn name(&self) -> String {
        self.0.name().as_string().unwrap_or_default()
    }

    /// Whether the app may write to it now.
    pub(crate) async fn permission(&self) -> Permission {
        self.permission_by(Handle::query_permission).await
    }

    /// Asks the person whether the app may write to it. Has to be called in a tap.
    pub(crate) async fn ask_permission(&self) -> Permission {
        self.permission_by(Handle::request_permission).await
    }

    async fn permission_by(
        &self,
        ask: fn(&Handle, &Options) -> Result<Promise, JsValue>,
    ) -> Permission {
        if self.0.knows_permissions().is_none() {
            // Without permissions nothing is withheld. Writing tells.
            return Permission::Granted;
        }
        let options = Object::new().unchecked_into::<Options>();
        options.set_mode("readwrite");
        let Ok(answer) = ask(&self.0, &options) else { return Permission::Prompt };
        match answer.await.ok().and_then(|answer| answer.as_string()).as_deref() {
            Some("granted") => Permission::Granted,
            Some("denied") => Permission::Denied,
            _ => Permission::Prompt,
        }
    }

    /// What is in it now.
    pub(crate) async fn read(&self) -> Result<Found, FileError> {
        let file = self.0.get_file().map_err(|error| file_error(&error))?;
        let file: File = file.await.map_err(|error| file_error(&error))?.unchecked_into();
        #[expect(clippy::cast_possible_truncation, reason = "a time in whole milliseconds")]
        let modified_ms = file.last_modified() as i64;
        Ok(Found { modified_ms, blob: Blob(file.unchecked_into()) })
    }

    /// Replaces its content. Until all of it is written, and in any failure, it is as it was. [`Self::read`] says whether it is still
    /// there: Chromium makes a file anew that is gone.
    pub(crate) async fn write(&self, content: &Blob) -> Result<(), FileError> {
        let fault = |error| file_error(&error);
        let writable = self.0.create_writable().map_err(fault)?.await.map_err(fault)?;
        let writable: Writable = writable.unchecked_into();
        let written = async {
            writable.write(&content.0)?.await?;
            writable.close()?.await
        };
        if let Err(error) = written.await {
            // A stream that has failed may have been discarded already.
            if let Ok(aborted) = writable.abort() {
                let _ = aborted.await;
            }
            return Err(fault(error));
        }
        Ok(())
    }
}

fn file_error(error: &JsValue) -> FileError {
    match name_of(error).as_deref() {
        Some("NotFoundError") => FileError::Gone,
        Some("NotAllowedError" | "SecurityError") => FileError::Refused,
        Some("QuotaExceededError") => FileError::Full,
        Some("NoModificationAllowedError") => FileError::Busy,
        _ => FileError::Failed,
    }
}

fn name_of(error: &JsValue) -> Option<String> {
    error.dyn_ref::<DomException>().map(DomException::name)
}

#[cfg(test)]
mod tests;
