//! The address: the part after `#` is the state of the screen.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::globals::window;
use super::reflect;

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
    EventListener::new(&window(), "hashchange", move |_| listener(fragment())).forget();
}

/// Goes where a shortcut leads that is used while the app is open. The manifest has the system bring
/// the page to the front and no more (`focus-existing`): to navigate it itself would load the page
/// anew where the address differs in more than the fragment, and end a session.
pub(crate) fn follow_shortcuts() {
    let Some(queue) = reflect::get(&window(), "launchQueue") else { return };
    let go_there = Closure::<dyn Fn(JsValue)>::new(|launch: JsValue| {
        let target = reflect::get(&launch, "targetURL").and_then(|url| url.as_string());
        if let Some((_, fragment)) = target.as_deref().and_then(|url| url.split_once('#')) {
            go(fragment);
        }
    });
    reflect::call(&queue, "setConsumer", &[&go_there.into_js_value()]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::EventLog;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn history() -> wasm_bindgen::JsValue {
        reflect::get(&window(), "history").unwrap()
    }

    #[wasm_bindgen_test]
    async fn back_returns_to_where_one_went_from_and_not_to_what_was_replaced() {
        let visited = EventLog::new();
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
