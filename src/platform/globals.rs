//! The page's global objects.

/// The window. The shell only runs in a page, so there is one.
pub(super) fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page, which has a window")
}

/// The document of the window.
pub(super) fn document() -> web_sys::Document {
    window().document().expect("a page has a document")
}
