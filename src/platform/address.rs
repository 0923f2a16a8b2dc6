//! The address: the part after `#` is the state of the screen.

use super::events::{listen, window};

/// What stands after `#`, without it.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Goes to another screen, so that the browser's back button returns to this one.
pub(crate) fn go(fragment: &str) {
    // Setting a fragment is refused by no browser; the screen follows the event.
    let _ = window().location().set_hash(fragment);
}

/// Goes to another screen in place of this one, to which back then does not return.
pub(crate) fn replace(fragment: &str) {
    let _ = window().location().replace(&format!("#{fragment}"));
}

/// Calls `listener` with the fragment when it changes.
pub(crate) fn on_change(mut listener: impl FnMut(String) + 'static) {
    listen(&window(), "hashchange", move |_| listener(fragment()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::reflect;
    use crate::platform::testing::Happened;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn history() -> wasm_bindgen::JsValue {
        reflect::get(&window(), "history").unwrap()
    }

    #[wasm_bindgen_test]
    async fn back_returns_to_where_one_went_from_and_not_to_what_was_replaced() {
        let visited = Happened::new();
        let tell = visited.listener();
        on_change(move |fragment| tell(fragment.chars().last()));
        go("/a");
        visited.until(Some('a')).await;
        assert_eq!(fragment(), "/a");
        go("/b");
        visited.until(Some('b')).await;
        replace("/c");
        visited.until(Some('c')).await;
        visited.take();
        reflect::call(&history(), "back", &[]);
        assert_eq!(visited.first().await, Some('a'));
        assert_eq!(fragment(), "/a");
    }
}
