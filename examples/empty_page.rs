//! An empty Leptos page, beside which `tools/bench/playing.mjs` measures the app.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <h1>"Empty"</h1> });
}
