//! Ids for records.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Crypto;

use super::globals::{present, window};

// In web-sys `random_uuid` does not catch, though pages that aren't served securely lack the method.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Crypto)]
    type UuidCrypto;

    #[wasm_bindgen(method, catch, js_name = randomUUID)]
    fn random_uuid(this: &UuidCrypto) -> Result<String, JsValue>;
}

/// A new id that no other record has: a UUID, or a substitute where the browser makes none.
pub(crate) fn random_id() -> String {
    let crypto = window().crypto().ok().and_then(present);
    let id = crypto.and_then(|crypto| crypto.unchecked_ref::<UuidCrypto>().random_uuid().ok());
    id.unwrap_or_else(time_and_random_number)
}

/// Unique enough for the records of one person.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are positive")]
fn time_and_random_number() -> String {
    let (time, number) = (js_sys::Date::now(), js_sys::Math::random() * 1e15);
    format!("{}-{}", time as u64, number as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use std::collections::BTreeSet;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn assert_ids_are_distinct_and_valid() {
        let ids: BTreeSet<String> = (0..100).map(|_| random_id()).collect();
        assert_eq!(ids.len(), 100);
        for id in ids {
            // What history::EntryId accepts.
            let is_valid = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
            assert!((1..=64).contains(&id.len()) && id.chars().all(is_valid), "{id}");
        }
    }

    #[wasm_bindgen_test]
    fn ids_are_distinct_and_valid() {
        assert_ids_are_distinct_and_valid();
    }

    #[wasm_bindgen_test]
    fn ids_without_a_secure_context_are_distinct_and_valid() {
        let _insecure = Stub::install(
            "const own = Crypto.prototype.randomUUID;
            delete Crypto.prototype.randomUUID;
            return { restore: () => { Crypto.prototype.randomUUID = own; } };",
        );
        assert_ids_are_distinct_and_valid();
    }
}
