//! The app's entry.

/// Draws the app in the page. Outside of a browser there is none, and this stops at once: `./dev serve`.
fn main() {
    unknot::app::mount();
}
