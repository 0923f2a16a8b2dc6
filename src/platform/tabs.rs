//! Messages to the other tabs and windows of this copy of the app (`BroadcastChannel`). In a browser without it,
//! tabs only learn from each other through what is stored.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::globals::window;
use super::home;

/// The name of the channel.
const CHANNEL: &str = "unknot";

thread_local! {
    static TABS: Option<BroadcastChannel> = open();
}

/// Sends a text to all other tabs.
pub(crate) fn post(text: &str) {
    TABS.with(|channel| {
        if let Some(channel) = channel {
            // A text can be sent on an open channel, and this one is never closed.
            let _ = channel.post_message(&text.into());
        }
    });
}

/// Calls `listener` with each text that another tab sends, for the life of the page.
pub(crate) fn on_message(listener: impl Fn(&str) + 'static) {
    TABS.with(|channel| {
        let Some(channel) = channel else { return };
        EventListener::new(channel, "message", move |event| {
            let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(text) = text {
                listener(&text);
            }
        })
        .forget();
    });
}

fn open() -> Option<BroadcastChannel> {
    // The constructor of a missing class throws an error that `catch` doesn't see.
    let exists = js_sys::Reflect::has(&window(), &"BroadcastChannel".into()).unwrap_or(false);
    exists.then(|| BroadcastChannel::new(&home::name(CHANNEL)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{EventLog, Moved, OtherPage};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn message_reaches_other_tabs_and_theirs_are_received() {
        let log = EventLog::new();
        let listener = log.listener();
        on_message(move |text| {
            if text == "answer: question" {
                listener("answered");
            }
        });
        let tab = OtherPage::open();
        tab.run(
            "(() => {
                const channel = new BroadcastChannel('unknot');
                channel.onmessage = ({ data }) => channel.postMessage(`answer: ${data}`);
            })()",
        )
        .await;
        post("question");
        log.until("answered").await;
    }

    #[wasm_bindgen_test]
    fn each_folder_has_a_channel_of_its_own() {
        let _moved = Moved::to("/a/");
        assert_eq!(open().unwrap().name(), "/a/unknot");
    }
}
