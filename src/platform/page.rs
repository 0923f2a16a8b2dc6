//! The page: whether it is visible, its focus, scroll position and title.

use std::cell::Cell;

use gloo_events::EventListener;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, EventTarget, FocusOptions, HtmlElement, MediaQueryList, Navigator, NodeList,
    Window,
};

use super::crash;
use super::globals::{document, window};

// In web-sys these don't catch.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Document)]
    type Page;

    #[wasm_bindgen(method, getter, catch, js_name = visibilityState)]
    fn visibility_state(this: &Page) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = activeElement)]
    fn active_element(this: &Page) -> Result<Option<Element>, JsValue>;

    #[wasm_bindgen(method, setter, catch)]
    fn set_title(this: &Page, title: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(extends = Window)]
    type PageWindow;

    #[wasm_bindgen(method, catch, js_name = scrollTo)]
    fn scroll_to(this: &PageWindow, x: f64, y: f64) -> Result<(), JsValue>;

    #[wasm_bindgen(extends = MediaQueryList)]
    type Query;

    #[wasm_bindgen(method, getter, catch)]
    fn matches(this: &Query) -> Result<bool, JsValue>;

    #[wasm_bindgen(extends = Navigator)]
    type LanguageNavigator;

    // Not typed as text, because browsers have handed over other values.
    #[wasm_bindgen(method, getter, catch)]
    fn language(this: &LanguageNavigator) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// The saved scroll position, in pixels from the top.
    static SCROLL_POSITION: Cell<f64> = const { Cell::new(0.0) };
}

/// Whether the page is visible. If the browser doesn't say, it is taken to be.
pub(crate) fn is_visible() -> bool {
    page().visibility_state().map_or(true, |state| state != "hidden")
}

/// The element with the focus.
pub(super) fn focused() -> Option<Element> {
    page().active_element().ok().flatten()
}

fn page() -> Page {
    document().unchecked_into()
}

/// Calls `listener` with whether the page is visible, for the life of the page: when that changes,
/// and when the page is thawed or restored from the back/forward cache.
pub(crate) fn on_visibility_change(listener: impl Fn(bool) + Clone + 'static) {
    let targets: [(&EventTarget, &str); 3] =
        [(&document(), "visibilitychange"), (&document(), "resume"), (&window(), "pageshow")];
    for (target, name) in targets {
        let listener = listener.clone();
        EventListener::new(target, name, move |_| listener(is_visible())).forget();
    }
}

/// Calls `listener` when the window gets the focus, for the life of the page.
pub(crate) fn on_focus(listener: impl Fn() + 'static) {
    EventListener::new(&window(), "focus", move |_| listener()).forget();
}

/// Calls `listener` when the page may be about to be unloaded.
pub(crate) fn on_page_hide(listener: impl Fn() + 'static) {
    EventListener::new(&window(), "pagehide", move |_| listener()).forget();
}

/// Whether the person has asked the device for less motion.
pub(crate) fn prefers_reduced_motion() -> bool {
    matches_media("(prefers-reduced-motion: reduce)")
}

/// Whether the app is installed and runs in a window of its own.
pub(crate) fn is_installed() -> bool {
    matches_media("(display-mode: standalone)")
}

fn matches_media(query: &str) -> bool {
    let query = window().match_media(query).ok().flatten();
    query.is_some_and(|query| query.unchecked_ref::<Query>().matches() == Ok(true))
}

/// Calls `listener` whenever anything outside of the element with an id is pressed, until the returned listener is dropped.
pub(crate) fn on_press_outside(id: &'static str, listener: impl Fn() + 'static) -> EventListener {
    EventListener::new(&document(), "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_inside =
            |target: Element| target.closest(&format!("#{id}")).is_ok_and(|found| found.is_some());
        if !target.is_some_and(is_inside) {
            listener();
        }
    })
}

/// Focuses the element with an id, if it can be focused.
pub(crate) fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // Browsers don't report an error for an element that can't be focused.
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Focuses the element with an id unless another element has the focus. Doesn't scroll.
pub(crate) fn focus_unless_focused(id: &str) {
    let is_focused = focused().is_some_and(|focused| focused.tag_name() != "BODY");
    if let (false, Some(element)) = (is_focused, document().get_element_by_id(id)) {
        focus_in_place(&element);
    }
}

fn focus_in_place(element: &Element) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.unchecked_ref::<HtmlElement>().focus_with_options(&options);
}

/// The language tag of the device. Empty if the browser doesn't provide one.
pub(crate) fn language() -> String {
    let navigator = window().navigator().unchecked_into::<LanguageNavigator>();
    navigator.language().ok().and_then(|tag| tag.as_string()).unwrap_or_default()
}

/// Scrolls to the top.
pub(crate) fn scroll_to_top() {
    scroll_to(0.0);
}

fn scroll_to(y: f64) {
    // If this fails, the page stays where it is.
    let _ = window().unchecked_into::<PageWindow>().scroll_to(0.0, y);
}

/// Saves the scroll position.
pub(crate) fn save_scroll_position() {
    SCROLL_POSITION.set(window().scroll_y().unwrap_or_default());
}

/// Scrolls to the saved position.
pub(crate) fn restore_scroll_position() {
    scroll_to(SCROLL_POSITION.get());
}

/// Reloads the page.
pub(crate) fn reload() {
    // A page may always reload itself.
    let _ = window().location().reload();
}

/// Opens the browser's dialog for printing the page.
pub(crate) fn print() {
    // Where there is no such dialog, nothing happens.
    let _ = window().print();
}

/// Sets the title of the page.
pub(crate) fn set_title(title: &str) {
    // Without it the window keeps the app's name.
    let _ = page().set_title(title);
}

/// Whether the HTML has a static copy of the page of that title: the safety page is readable before the program runs.
pub(crate) fn is_in_html(title: &str) -> bool {
    let heading = document().query_selector("[data-start='safety'] #splash h1").ok().flatten();
    let heading = heading.and_then(|heading| heading.text_content());
    heading.is_some_and(|heading| title.starts_with(&heading))
}

/// Removes the static content of the HTML once the program has drawn its first page, and reports that it has. If one of its
/// controls has the focus, the focus moves to the corresponding control of the page.
pub(crate) fn remove_splash() {
    if let Some(splash) = document().get_element_by_id("splash") {
        let focused = focused();
        let place = controls("#splash main").position(|control| Some(&control) == focused.as_ref());
        splash.remove();
        if let Some(successor) = place.and_then(|place| controls("#main").nth(place)) {
            focus_in_place(&successor);
        }
    }
    crash::has_drawn();
}

fn controls(within: &str) -> impl Iterator<Item = Element> {
    let found = document().query_selector_all(&format!("{within} :is(a, button)")).ok();
    let count = found.as_ref().map_or(0, NodeList::length);
    (0..count).filter_map(move |place| found.as_ref()?.get(place)?.dyn_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::EventLog;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::Event;

    /// An element of the page, removed when it is dropped.
    struct InPage(Element);

    impl InPage {
        fn new(tag: &str, id: &str) -> Self {
            let element = document().create_element(tag).unwrap();
            element.set_id(id);
            document().document_element().unwrap().append_child(&element).unwrap();
            Self(element)
        }
    }

    impl Drop for InPage {
        fn drop(&mut self) {
            self.0.remove();
        }
    }

    #[wasm_bindgen_test]
    fn listener_is_called_when_the_page_is_shown_thawed_or_hidden() {
        let log = EventLog::new();
        on_visibility_change(log.listener());
        for name in ["visibilitychange", "resume"] {
            document().dispatch_event(&Event::new(name).unwrap()).unwrap();
        }
        window().dispatch_event(&Event::new("pageshow").unwrap()).unwrap();
        assert_eq!(log.take(), [true; 3]);
    }

    #[wasm_bindgen_test]
    fn focus_moves_to_the_element_if_it_can() {
        let button = InPage::new("button", "test-focus");
        let _text = InPage::new("p", "test-text");
        for id in ["test-focus", "test-text", "test-missing"] {
            focus(id);
            assert_eq!(document().active_element().as_ref(), Some(&button.0), "{id}");
        }
    }

    #[wasm_bindgen_test]
    fn scroll_position_is_restored() {
        let tall = InPage::new("div", "test-tall");
        tall.0.set_attribute("style", "height: 5000px").unwrap();
        window().scroll_to_with_x_and_y(0.0, 1234.0);
        save_scroll_position();
        scroll_to_top();
        assert!(window().scroll_y().unwrap().abs() < 0.5);
        restore_scroll_position();
        assert!((window().scroll_y().unwrap() - 1234.0).abs() < 0.5);
        scroll_to_top();
    }
}
