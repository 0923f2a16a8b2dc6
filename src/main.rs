//! The binary that Trunk builds: the app in a browser (`./dev serve`). On other targets it panics.

fn main() {
    unknot::app::mount();
}
