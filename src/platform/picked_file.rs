//! The file that a person picks in a field, or drops on the page.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, FileList, HtmlInputElement};

use super::blob::Blob;

/// The file that has been chosen in the field which the event is of. The field is emptied, so that the same file can be
/// chosen again.
pub(crate) fn chosen_in(event: &Event) -> Option<Blob> {
    let field = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let file = first_of(field.files());
    field.set_value("");
    file
}

/// The file that has been dropped. The browser doesn't open it.
pub(crate) fn dropped(event: &DragEvent) -> Option<Blob> {
    event.prevent_default();
    first_of(event.data_transfer()?.files())
}

fn first_of(files: Option<FileList>) -> Option<Blob> {
    files?.get(0).map(|file| Blob(file.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::OtherPage;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn file_that_is_dropped_is_not_opened() {
        let event = OtherPage::open()
            .run(
                "(() => {
                    const dropped = new parent.DataTransfer();
                    dropped.items.add(new parent.File(['four'], 'a.txt'));
                    return new parent.DragEvent('drop', { cancelable: true, dataTransfer: dropped });
                })()",
            )
            .await
            .unchecked_into::<DragEvent>();
        let file = dropped(&event).unwrap();
        assert!(event.default_prevented());
        assert_eq!(file.bytes().await, b"four");
    }
}
