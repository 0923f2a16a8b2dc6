//! The app's entry.

/// Draws the app in the page.
#[cfg(target_arch = "wasm32")]
fn main() {
    unknot::ui::mount();
}

/// Outside a browser there is nothing to run.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Unknot runs in a browser: ./dev serve");
}
