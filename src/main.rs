//! The app's entry.

/// Small, and as quick for a large heap as for a small one (docs/adr/0006-bytes.md).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

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
