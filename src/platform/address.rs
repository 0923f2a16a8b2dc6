//! The address: the part after `#` says which page is shown. No router crate does this:
//! `leptos_router` 0.8 has no hash mode (leptos#2184), and a static host serves only one HTML page.

use gloo_events::EventListener;
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use super::globals::window;

// Not in web-sys.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Window)]
    type LaunchWindow;

    #[wasm_bindgen(method, getter, catch, js_name = launchQueue)]
    fn launch_queue(this: &LaunchWindow) -> Result<Option<LaunchQueue>, JsValue>;

    type LaunchQueue;

    #[wasm_bindgen(method, catch, js_name = setConsumer)]
    fn set_consumer(this: &LaunchQueue, consumer: &Function) -> Result<(), JsValue>;

    type LaunchParams;

    #[wasm_bindgen(method, getter, js_name = targetURL)]
    fn target_url(this: &LaunchParams) -> Option<String>;
}

/// The part after `#`, without it.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Navigates to another page. The browser's back button returns to this one.
pub(crate) fn navigate(fragment: &str) {
    // No browser refuses to set a fragment. The page changes with the event.
    let _ = window().location().set_hash(fragment);
}

/// Replaces this page by another, so that back doesn't return to it.
pub(crate) fn replace(fragment: &str) {
    // As for `navigate`.
    let _ = window().location().replace(&format!("#{fragment}"));
}

/// Calls `listener` with the fragment whenever it changes, for the life of the page.
pub(crate) fn on_change(mut listener: impl FnMut(String) + 'static) {
    EventListener::new(&window(), "hashchange", move |_| listener(fragment())).forget();
}

/// Navigates to the target of a shortcut that is used while the app is open. The manifest makes the
/// system only focus the page (`focus-existing`), because a navigation by the system would reload
/// the page if the address differed in more than the fragment, and so end a session.
pub(crate) fn handle_launches() {
    let launch_window = window().unchecked_into::<LaunchWindow>();
    let Ok(Some(queue)) = launch_window.launch_queue() else { return };
    let consumer = Closure::<dyn Fn(LaunchParams)>::new(|launch: LaunchParams| {
        if let Some((_, fragment)) =
            launch.target_url().as_deref().and_then(|url| url.split_once('#'))
        {
            navigate(fragment);
        }
    });
    // Without a consumer a shortcut only brings the app to the front.
    let _ = queue.set_consumer(consumer.into_js_value().unchecked_ref());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{EventLog, Stub};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn back_returns_to_visited_pages_but_not_to_replaced_ones() {
        let visited = EventLog::new();
        let visit = visited.listener();
        on_change(move |fragment| visit(fragment.chars().last()));
        navigate("/a");
        visited.until(Some('a')).await;
        assert_eq!(fragment(), "/a");
        navigate("/b");
        visited.until(Some('b')).await;
        replace("/c");
        visited.until(Some('c')).await;
        visited.take();
        window().history().unwrap().back().unwrap();
        assert_eq!(visited.first().await, Some('a'));
        assert_eq!(fragment(), "/a");
    }

    #[wasm_bindgen_test]
    async fn launch_navigates_to_the_fragment_of_its_target() {
        let browser = Stub::install(
            "let consumer;
            const own = Object.getOwnPropertyDescriptor(window, 'launchQueue');
            const value = { setConsumer: (given) => { consumer = given; } };
            Object.defineProperty(window, 'launchQueue', { value, configurable: true });
            return {
                restore: () => {
                    delete window.launchQueue;
                    if (own) Object.defineProperty(window, 'launchQueue', own);
                },
                report: () => {
                    consumer({ targetURL: null });
                    consumer({ targetURL: 'https://example.org/' });
                    consumer({ targetURL: 'https://example.org/?source=pwa#/launched' });
                    return location.hash;
                },
            };",
        );
        let visited = EventLog::new();
        let visit = visited.listener();
        let _listener = EventListener::new(&window(), "hashchange", move |_| visit(()));
        handle_launches();
        assert_eq!(browser.report(), "#/launched");
        visited.until(()).await;
    }
}
