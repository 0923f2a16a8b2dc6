//! An idle network: for a moment, no response to the page has ended. `src/failure.js` waits for the same.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use super::globals::window;
use super::scheduling::within;
use unknot_core::domain::time::Millis;

// In web-sys these don't catch.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Window)]
    type TimedWindow;

    #[wasm_bindgen(method, getter, catch)]
    fn performance(this: &TimedWindow) -> Result<Timeline, JsValue>;

    type Timeline;

    #[wasm_bindgen(method, catch)]
    fn now(this: &Timeline) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getEntriesByType)]
    fn entries(this: &Timeline, kind: &str) -> Result<Vec<Response>, JsValue>;

    type Response;

    #[wasm_bindgen(method, getter, catch, js_name = responseEnd)]
    fn end(this: &Response) -> Result<f64, JsValue>;
}

/// The network is idle once this time has passed since the last response, in milliseconds.
const IDLE: f64 = 500.0;

/// The time between two looks, in milliseconds.
const LOOK: u32 = 250;

/// The longest wait.
const PATIENCE: Millis = Millis::secs(4);

/// Waits until the network is idle, but no longer than four seconds.
pub(super) async fn network_idle() {
    let idle = async {
        // A browser that doesn't say when responses ended is taken to be idle.
        while since_last_response().is_ok_and(|passed| passed < IDLE) {
            TimeoutFuture::new(LOOK).await;
        }
    };
    within(PATIENCE, idle).await;
}

/// The time since the last response ended, in milliseconds. Infinite if there was none.
fn since_last_response() -> Result<f64, JsValue> {
    let timeline = window().unchecked_into::<TimedWindow>().performance()?;
    let responses = timeline.entries("resource")?;
    let last = responses.iter().filter_map(|one| one.end().ok()).fold(f64::NEG_INFINITY, f64::max);
    Ok(timeline.now()? - last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Responses that ended so long ago, in milliseconds.
    fn responses(ages: &str) -> Stub {
        Stub::install(&format!(
            "const {{ getEntriesByType }} = performance;
            const began = performance.now();
            performance.getEntriesByType = () => {ages}.map((age) => ({{ responseEnd: began - age }}));
            return {{
                restore: () => {{ performance.getEntriesByType = getEntriesByType; }},
                report: () => String(performance.now() - began),
            }};"
        ))
    }

    #[wasm_bindgen_test]
    async fn network_is_idle_some_time_after_the_last_response() {
        for (ages, least, most) in [
            ("[]", 0.0, 3_000.0),
            ("[900, 600]", 0.0, 3_000.0),
            ("[900, 100]", 400.0, 3_000.0),
            // Responses that never stop.
            ("[-60000]", 4_000.0, 60_000.0),
        ] {
            let page = responses(ages);
            network_idle().await;
            let passed: f64 = page.report().parse().unwrap();
            assert!((least..most).contains(&passed), "{ages}: {passed} ms");
        }
    }

    #[wasm_bindgen_test]
    async fn browser_that_does_not_say_is_idle() {
        let _browser = Stub::install(
            "const { getEntriesByType } = performance;
            performance.getEntriesByType = () => { throw new Error('not here'); };
            return { restore: () => { performance.getEntriesByType = getEntriesByType; } };",
        );
        assert!(since_last_response().is_err());
        network_idle().await;
    }
}
