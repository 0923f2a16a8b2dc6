//! Where the person's data is stored, and whether the browser may evict it.

use leptos::prelude::*;

use crate::components::button::VanishingButton;
use crate::components::live_region::LiveRegion;
use crate::services::device;
use unknot_core::i18n::{Key, text};

/// The id of the heading, which receives the focus when the button disappears.
const HEADING: &str = "storage-title";

/// Whether the browser has promised to keep the app's data, and a button that asks it to.
#[component]
pub(super) fn StorageSection() -> impl IntoView {
    let is_promised = LocalResource::new(device::is_storage_persistent);
    let promise = move || {
        Suspend::new(async move {
            let is_promised = is_promised.await;
            view! { <StoragePromise is_promised/> }
        })
    };
    view! {
        <section class="card">
            <h2 id=HEADING tabindex="-1">
                {text(Key::SettingsData)}
            </h2>
            <p>{text(Key::SettingsDataBody)}</p>
            <LiveRegion>
                <Suspense>{promise}</Suspense>
            </LiveRegion>
        </section>
    }
}

/// Says that the data is persistent, or offers a button that asks for it.
#[component]
fn StoragePromise(
    /// Whether the browser had promised it already when the page was opened.
    is_promised: bool,
) -> impl IntoView {
    let ask = Action::new_local(|(): &()| device::ask_for_persistent_storage());
    let answer = ask.value();
    let is_persistent = move || answer.get().unwrap_or(is_promised);
    let press = move || {
        ask.dispatch_local(());
    };
    view! {
        <Show
            when=is_persistent
            fallback=move || {
                view! {
                    <p class="soft">{text(Key::SettingsNotPersisted)}</p>
                    <VanishingButton
                        label=text(Key::SettingsAskPersist)
                        focus_next=HEADING
                        on_press=press
                    />
                }
            }
        >
            <p class="soft">{text(Key::SettingsPersisted)}</p>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{Stub, click, elements, next_frame, show, texts, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_request_for_persistent_storage_is_announced_when_granted() {
        let _browser = Stub::property(
            "navigator",
            "storage",
            "{ persist: async () => true, persisted: async () => false }",
        );
        let mounted = show(|| {
            view! {
                <main>
                    <StorageSection/>
                </main>
            }
        });
        let region = elements("main [role=status]")[0].clone();
        let has_answer = async |key| {
            next_frame().await;
            texts("main [role=status] p") == [text(key)]
        };
        wait_until(async || has_answer(Key::SettingsNotPersisted).await).await;
        click("main button");
        wait_until(async || has_answer(Key::SettingsPersisted).await).await;
        assert!(elements("main button").is_empty());
        assert!(region.is_connected(), "a new region would not be announced");
        let heading = elements(&format!("#{HEADING}"))[0].clone();
        assert_eq!(document().active_element(), Some(heading));
        drop(mounted);
    }
}
