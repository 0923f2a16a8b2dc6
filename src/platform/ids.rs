//! Ids for what is recorded.

use super::globals::window;
use super::reflect;

/// An id that no other session has: a UUID, or as good as one.
pub(crate) fn fresh() -> String {
    // A page that is not served securely lacks the function, so that it is looked for first.
    let crypto = reflect::get(&window(), "crypto");
    let id = crypto.and_then(|crypto| reflect::call(&crypto, "randomUUID", &[]));
    id.and_then(|id| id.as_string()).unwrap_or_else(by_chance)
}

/// Time and chance, which will do for one person.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are positive")]
fn by_chance() -> String {
    let (time, chance) = (js_sys::Date::now(), js_sys::Math::random() * 1e15);
    format!("{}-{}", time as u64, chance as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::script;
    use std::collections::BTreeSet;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn some() -> BTreeSet<String> {
        (0..100).map(|_| fresh()).collect()
    }

    fn assert_differ_and_fit(ids: BTreeSet<String>) {
        assert_eq!(ids.len(), 100);
        for id in ids {
            // What history::EntryId takes, and nothing else is recorded.
            let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
            assert!((1..=64).contains(&id.len()) && id.chars().all(fits), "{id}");
        }
    }

    #[wasm_bindgen_test]
    fn ids_differ_and_can_be_those_of_records() {
        assert_differ_and_fit(some());
    }

    #[wasm_bindgen_test]
    fn so_do_those_of_a_page_that_is_not_served_securely() {
        let hide = script(
            "const own = Crypto.prototype.randomUUID;
            delete Crypto.prototype.randomUUID;
            return () => { Crypto.prototype.randomUUID = own; };",
        );
        let show: js_sys::Function = hide.call0(&JsValue::UNDEFINED).unwrap().unchecked_into();
        let ids = some();
        show.call0(&JsValue::UNDEFINED).unwrap();
        assert_differ_and_fit(ids);
    }
}
