//! Asynchronous tasks of the page's one thread.

use std::future::Future;

use futures::channel::oneshot;
use wasm_bindgen_futures::spawn_local;

use super::scheduling::Scheduled;

/// Spawns a task. It starts once the current code has returned to the browser.
pub(crate) fn spawn(task: impl Future<Output = ()> + 'static) {
    spawn_local(task);
}

/// Waits until the browser is about to paint the next frame. A hidden page has no frames.
pub(crate) async fn next_frame() {
    let (sender, frame) = oneshot::channel();
    // Neither end is dropped early, so neither can fail.
    let _request = Scheduled::next_frame(move || {
        let _ = sender.send(());
    });
    let _ = frame.await;
}
