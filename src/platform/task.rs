//! Asynchronous tasks of the page's one thread.

use std::future::Future;

use futures::channel::oneshot;
use gloo_render::request_animation_frame;
use wasm_bindgen_futures::spawn_local;

/// Spawns a task. It starts once the current code has returned to the browser.
pub(crate) fn spawn(task: impl Future<Output = ()> + 'static) {
    spawn_local(task);
}

/// Waits until the browser is about to paint the next frame. A hidden page has no frames.
pub(crate) async fn next_frame() {
    let (sender, frame) = oneshot::channel();
    // Neither end is dropped early, so neither can fail.
    let _request = request_animation_frame(move |_| {
        let _ = sender.send(());
    });
    let _ = frame.await;
}
