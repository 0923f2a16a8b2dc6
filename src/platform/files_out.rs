//! Ways out of the browser for a file: as a download, or through the share sheet (`navigator.share`).

use std::future::pending;

use js_sys::{Array, Object, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BlobPropertyBag, DomException, File, FilePropertyBag, HtmlElement, Navigator, Url};

use super::blob::{Blob, BlobError};
use super::globals::{document, window};
use super::scheduling::within;
use super::task;
use unknot_core::domain::time::Millis;

// web-sys keeps these behind its unstable flag, or they don't catch.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type SharingNavigator;

    #[wasm_bindgen(method, catch, js_name = canShare)]
    fn can_share(this: &SharingNavigator, data: &ShareData) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn share(this: &SharingNavigator, data: &ShareData) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type ShareData;

    #[wasm_bindgen(method, setter)]
    fn set_files(this: &ShareData, files: &Array);
}

/// How long a download keeps its address: browsers read the file some time after the click.
const READ_BY: Millis = Millis::minutes(10);

/// A file with a name, ready to leave the browser.
#[derive(Clone)]
pub(crate) struct NamedFile(File);

/// Why a file was not shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShareError {
    /// The person has closed the share sheet.
    Cancelled,
    /// The browser doesn't share it, for example because the tap was too long ago.
    Failed,
}

impl NamedFile {
    /// Gives a file a name. Its media type stays.
    pub(crate) fn new(file: &Blob, name: &str) -> Result<Self, BlobError> {
        let options = FilePropertyBag::new();
        options.unchecked_ref::<BlobPropertyBag>().set_type(&file.0.type_());
        let parts = Array::of1(&file.0);
        File::new_with_blob_sequence_and_options(&parts, name, &options)
            .map(Self)
            .map_err(|_| BlobError)
    }

    /// Its name.
    pub(crate) fn name(&self) -> String {
        self.0.name()
    }

    /// Whether the share sheet takes it.
    pub(crate) fn can_be_shared(&self) -> bool {
        navigator().can_share(&self.share_data()).unwrap_or(false)
    }

    /// Opens the share sheet with it. Has to be called in the tap itself.
    pub(crate) async fn share(&self) -> Result<(), ShareError> {
        let shared = navigator().share(&self.share_data()).map_err(|_| ShareError::Failed)?;
        shared.await.map(drop).map_err(|error| {
            match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
                Some("AbortError") => ShareError::Cancelled,
                _ => ShareError::Failed,
            }
        })
    }

    fn share_data(&self) -> ShareData {
        let data = Object::new().unchecked_into::<ShareData>();
        data.set_files(&Array::of1(&self.0));
        data
    }

    /// Downloads it. Browsers don't say what becomes of a download.
    pub(crate) fn download(&self) -> Result<(), BlobError> {
        let url = Url::create_object_url_with_blob(&self.0).map_err(|_| BlobError)?;
        let clicked = click_link(&url, &self.name());
        task::spawn(async move {
            within(READ_BY, pending::<()>()).await;
            let _ = Url::revoke_object_url(&url);
        });
        clicked.map_err(|_| BlobError)
    }
}

/// Clicks a link that isn't shown. Firefox only follows one that is in the page.
fn click_link(url: &str, name: &str) -> Result<(), JsValue> {
    let link = document().create_element("a")?;
    link.set_attribute("href", url)?;
    link.set_attribute("download", name)?;
    link.set_attribute("hidden", "")?;
    let body = document().body().ok_or(JsValue::UNDEFINED)?;
    body.append_child(&link)?;
    link.unchecked_ref::<HtmlElement>().click();
    link.remove();
    Ok(())
}

fn navigator() -> SharingNavigator {
    window().navigator().unchecked_into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::blob::{BlobBuilder, Bytes};
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn file() -> NamedFile {
        let mut builder = BlobBuilder::default();
        builder.push_bytes(&Bytes::new(b"two words")).unwrap();
        NamedFile::new(&builder.finish("text/plain").unwrap(), "words.txt").unwrap()
    }

    #[wasm_bindgen_test]
    async fn a_file_is_shared_with_its_name_type_and_content() {
        let shared = Stub::install(
            "const own = ['canShare', 'share'].map((name) => [name, navigator[name]]);
            const seen = [];
            const see = ({ files: [file] }) => seen.push(`${file.name} ${file.type} ${file.size}`);
            const stub = (name, value) => Object.defineProperty(navigator, name, { value, configurable: true });
            stub('canShare', (data) => see(data) > 0);
            stub('share', async (data) => { see(data); });
            return {
                restore: () => { for (const [name] of own) delete navigator[name]; },
                report: () => seen.join(', '),
            };",
        );
        assert!(file().can_be_shared());
        assert_eq!(file().share().await, Ok(()));
        assert_eq!(shared.report(), "words.txt text/plain 9, words.txt text/plain 9");
        assert_eq!(Blob(file().0.unchecked_into()).bytes().await, b"two words");
    }

    #[wasm_bindgen_test]
    async fn a_share_sheet_that_is_closed_is_no_failure() {
        for (share, error) in [
            ("() => Promise.reject(new DomEx('AbortError'))", ShareError::Cancelled),
            ("() => Promise.reject(new DomEx('NotAllowedError'))", ShareError::Failed),
            ("() => { throw new TypeError(); }", ShareError::Failed),
            ("undefined", ShareError::Failed),
        ] {
            let share = share.replace("new DomEx(", "new DOMException('', ");
            let _sheet = Stub::property("navigator", "share", &share);
            assert_eq!(file().share().await, Err(error), "{share}");
        }
        let _browser = Stub::property("navigator", "canShare", "undefined");
        assert!(!file().can_be_shared());
    }

    #[wasm_bindgen_test]
    fn a_download_is_a_click_on_a_link_that_does_not_stay() {
        let clicks = Stub::install(
            "const seen = [];
            const see = (event) => {
                seen.push(`${event.target.download} ${event.target.href.slice(0, 5)}`);
                event.preventDefault();
            };
            document.addEventListener('click', see);
            return {
                restore: () => document.removeEventListener('click', see),
                report: () => `${seen.join()} ${document.querySelectorAll('a[download]').length}`,
            };",
        );
        file().download().unwrap();
        assert_eq!(clicks.report(), "words.txt blob: 0");
    }
}
