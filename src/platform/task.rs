//! Asynchronous tasks of the page's one thread.

use std::future::Future;

use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::scheduling::{Scheduled, within};
use unknot_core::domain::time::Millis;

/// The longest wait for a frame, after which the page is taken to be hidden.
const HIDDEN_AFTER: Millis = Millis(300);

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

/// Waits until the browser has painted what is drawn, or longer than a frame takes if the page is hidden.
pub(crate) async fn after_paint() {
    within(HIDDEN_AFTER, next_frame()).await;
    next_task().await;
}

/// Lets the browser handle what is waiting, such as a tap, before the rest of a long piece of work.
pub(crate) async fn next_task() {
    TimeoutFuture::new(0).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn next_task_comes_after_what_the_browser_has_to_do() {
        let is_handled = Rc::new(Cell::new(false));
        let handled = is_handled.clone();
        let _waiting = Scheduled::after(Millis::ZERO, move || handled.set(true));
        next_task().await;
        assert!(is_handled.get());
    }

    #[wasm_bindgen_test]
    async fn after_paint_comes_after_what_is_done_before_a_frame() {
        let has_frame = Rc::new(Cell::new(false));
        let frame = has_frame.clone();
        let _frame = Scheduled::next_frame(move || frame.set(true));
        after_paint().await;
        assert!(has_frame.get());
    }
}
