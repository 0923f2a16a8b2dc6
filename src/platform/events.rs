//! Listeners that live as long as the app.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Calls `listener` at each event `name` of `target`, for the life of the page.
///
/// The app has one page and listens until it is closed, so the closure is given away; a listener
/// that has to end is not made with this.
pub(super) fn listen(target: &EventTarget, name: &str, listener: impl FnMut(Event) + 'static) {
    listen_boxed(target, name, Box::new(listener));
}

/// One function for every listener.
fn listen_boxed(target: &EventTarget, name: &str, listener: Box<dyn FnMut(Event)>) {
    let closure = Closure::wrap(listener);
    // An element of the page always takes a listener.
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The window. There is one: this code only runs in a page.
pub(super) fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page, which has a window")
}

/// The document of the window.
pub(super) fn document() -> web_sys::Document {
    window().document().expect("a page has a document")
}

/// A listener that ends when it is dropped.
pub(crate) struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    pub(super) fn new(
        target: &EventTarget,
        name: &'static str,
        listener: impl FnMut(Event) + 'static,
    ) -> Self {
        let closure = Closure::<dyn FnMut(Event)>::new(listener);
        // As in `listen`.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self { target: target.clone(), name, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.name, callback);
    }
}
