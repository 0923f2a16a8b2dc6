//! The plans of restores, in a database of their own: they are as large as what they restore, and the journal is read at
//! every start.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::indexed_db::{Database, Unavailable, drop_detail, result_of};

/// So many pieces, each of some 50 KB, are stored at once. While they are copied, the page doesn't respond.
const AT_ONCE: usize = 3;

thread_local! {
    static PLANS: Rc<Database> = Rc::new(Database::new("unknot-restore", 1, "plans"));
}

/// Stores a plan, in pieces, under its id. Returns once all of them are on disk.
pub(crate) async fn put(id: &str, pieces: &[String]) -> Result<(), Unavailable> {
    let keyed: Vec<_> = pieces.iter().enumerate().map(|(n, text)| (piece(id, n), text)).collect();
    for some in keyed.chunks(AT_ONCE) {
        let value = |text: &&String| Some(JsValue::from(text.as_str()));
        write_all(some.iter().map(|(key, text)| (key.clone(), value(text))).collect()).await?;
    }
    // Without their number, a plan isn't there.
    database().write(&count(id), Some(pieces.len().to_string().into())).await
}

/// The pieces of the plan with this id, if all of it is there.
pub(crate) async fn get(id: &str) -> Result<Option<Vec<String>>, Unavailable> {
    let Some(count) = text(&count(id)).await? else {
        // As it was stored before there were pieces.
        return Ok(text(id).await?.map(|whole| vec![whole]));
    };
    let mut pieces = Vec::new();
    for n in 0..count.parse().unwrap_or(0) {
        let Some(piece) = text(&piece(id, n)).await? else { return Ok(None) };
        pieces.push(piece);
    }
    Ok(Some(pieces).filter(|pieces| !pieces.is_empty()))
}

/// Removes all plans but that with this id.
pub(crate) async fn keep_only(id: Option<&str>) -> Result<(), Unavailable> {
    let keys = database().read().await?.get_all_keys().map_err(drop_detail)?;
    let keys = Array::from(&result_of(&keys).await?);
    let others = keys.iter().filter_map(|key| key.as_string());
    let others = others.filter(|key| id.is_none() || key.split('#').next() != id);
    let others: Vec<_> = others.map(|key| (key, None)).collect();
    if others.is_empty() { Ok(()) } else { write_all(others).await }
}

/// The key of a piece.
fn piece(id: &str, n: usize) -> String {
    format!("{id}#{n}")
}

/// The key of the number of pieces.
fn count(id: &str) -> String {
    format!("{id}#count")
}

async fn text(key: &str) -> Result<Option<String>, Unavailable> {
    let request = database().read().await?.get(&key.into()).map_err(drop_detail)?;
    Ok(result_of(&request).await?.as_string())
}

/// Stores texts, or removes them, in one transaction.
async fn write_all(changes: Vec<(String, Option<JsValue>)>) -> Result<(), Unavailable> {
    let none = IdbKeyRange::only(&"".into()).map_err(drop_detail)?;
    database().change(&none, |_| changes).await
}

fn database() -> Rc<Database> {
    PLANS.with(Rc::clone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn plans_are_stored_until_another_replaces_them() {
        let pieces = |id: &str| (0..25).map(|n| format!("plan {id} {n}")).collect::<Vec<_>>();
        put("a", &pieces("a")).await.unwrap();
        put("b", &pieces("b")).await.unwrap();
        assert_eq!(get("a").await, Ok(Some(pieces("a"))));
        keep_only(Some("b")).await.unwrap();
        assert_eq!(get("a").await, Ok(None));
        assert_eq!(get("b").await, Ok(Some(pieces("b"))));
        database().write("b#12", None).await.unwrap();
        assert_eq!(get("b").await, Ok(None), "half of a plan is none");
        keep_only(None).await.unwrap();
        assert_eq!(get("b").await, Ok(None));
        database().write("old", Some("plan".into())).await.unwrap();
        assert_eq!(get("old").await, Ok(Some(vec!["plan".to_owned()])));
        keep_only(None).await.unwrap();
        assert_eq!(get("old").await, Ok(None));
    }
}
