//! Work that goes on by itself.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::globals::window;
use super::wake::Wake;
use unknot_core::domain::time::Millis;

/// Begins `work` when the code that runs now has come to its end, and goes on with it whenever
/// what it waits for is there.
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(work));
}

/// Lets the browser have its turn, in which it may draw and answer a touch.
pub(crate) async fn turn() {
    let mut wake = None;
    let turn = Promise::new(&mut |resolve, _| wake = Some(Wake::call(Millis::ZERO, resolve)));
    let _ = JsFuture::from(turn).await;
}

/// Waits for the next picture of the page, which a page has that is in sight.
pub(crate) async fn frame() {
    let frame = Promise::new(&mut |resolve, _| {
        // Where there are no frames, there is nobody who would see one.
        let _ = window().request_animation_frame(&resolve);
    });
    let _ = JsFuture::from(frame).await;
}

/// One function for every kind of work.
fn spawn_boxed(work: Pin<Box<dyn Future<Output = ()>>>) {
    spawn_local(work);
}
