//! Whether the app works without a network.

use leptos::prelude::*;

use crate::components::live_region::LiveRegion;
use crate::services::app_updates::{self, OfflineCopy};
use unknot_core::i18n::{Key, text};

/// Whether the app is stored on this device, and if not, why.
#[component]
pub(super) fn OfflineSection() -> impl IntoView {
    let copy = LocalResource::new(app_updates::offline_copy);
    let state = move || {
        Suspend::new(async move {
            let state = text(match copy.await {
                OfflineCopy::Stored => Key::SettingsOfflineStored,
                OfflineCopy::NotYet => Key::SettingsOfflineNotYet,
                OfflineCopy::NoRoom => Key::SettingsOfflineNoRoom,
                OfflineCopy::Altered => Key::SettingsOfflineAltered,
                OfflineCopy::Unsupported => Key::SettingsOfflineUnsupported,
            });
            view! { <p class="soft">{state}</p> }
        })
    };
    view! {
        <section class="card">
            <h2>{text(Key::SettingsOffline)}</h2>
            <LiveRegion>
                <Suspense>{state}</Suspense>
            </LiveRegion>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{Stub, next_frame, show, texts, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Shows the section in a browser whose service worker gives an answer, and waits for a text.
    async fn shows(container: &str, key: Key) {
        let _browser = Stub::property("navigator", "serviceWorker", container);
        let mounted = show(|| view! { <main><OfflineSection/></main> });
        wait_until(async || {
            next_frame().await;
            texts("main [role=status] p") == [text(key)]
        })
        .await;
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn it_says_whether_the_app_is_stored_and_why_not() {
        for (answer, key) in [
            ("stored", Key::SettingsOfflineStored),
            ("network", Key::SettingsOfflineNotYet),
            ("full", Key::SettingsOfflineNoRoom),
            ("altered", Key::SettingsOfflineAltered),
        ] {
            let active = format!("{{ postMessage: (_, [port]) => port.postMessage('{answer}') }}");
            shows(&format!("{{ ready: Promise.resolve({{ active: {active} }}) }}"), key).await;
        }
        let none = "{ ready: Promise.reject() }";
        shows(none, Key::SettingsOfflineNotYet).await;
        shows("undefined", Key::SettingsOfflineUnsupported).await;
    }
}
