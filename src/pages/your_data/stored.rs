//! What is stored on this device, and whether the browser may evict it.

use leptos::prelude::*;

use super::size::size;
use crate::components::button::VanishingButton;
use crate::components::live_region::LiveRegion;
use crate::services::backup::{Amount, amount};
use crate::services::device;
use crate::state::{use_backups, use_history};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// The id of the heading, which receives the focus when the button disappears.
const HEADING: &str = "storage-title";

/// What is stored, whether the browser has promised to keep it, and a button that asks it to.
#[component]
pub(super) fn StoredSection() -> impl IntoView {
    let (backups, history) = (use_backups(), use_history());
    let recordings = LocalResource::new(amount);
    let sessions = Memo::new(move |_| {
        if history.is_complete() {
            plural(PluralKey::YourDataSessions, backups.sessions())
        } else {
            text(Key::YourDataCounting).to_owned()
        }
    });
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
                {text(Key::YourDataHere)}
            </h2>
            <ul class="plain-list">
                <li data-sessions prop:textContent=move || sessions.get()></li>
                <li>{text(Key::YourDataHereSettings)}</li>
                {move || recordings.get().map(recordings_row)}
                {device::can_work_offline()
                    .then(|| view! { <li>{text(Key::YourDataHereApp)}</li> })}
            </ul>
            <LiveRegion>
                <Suspense>{promise}</Suspense>
            </LiveRegion>
        </section>
    }
}

/// The person's recordings and their size, if there are any.
fn recordings_row(amount: Amount) -> impl IntoView {
    let Amount { recordings, recordings_size } = amount;
    let what = plural(PluralKey::YourDataRecordings, recordings);
    let row = fill(Key::YourDataWithSize, &[("what", &what), ("size", &size(recordings_size))]);
    (recordings > 0).then(|| view! { <li prop:textContent=row></li> })
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
    let not_promised = move || match answer.get() {
        Some(false) => Key::SettingsAskRefused,
        _ => Key::SettingsNotPersisted,
    };
    let press = move || {
        ask.dispatch_local(());
    };
    view! {
        <Show
            when=is_persistent
            fallback=move || {
                view! {
                    <p class="soft" prop:textContent=move || text(not_promised())></p>
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
    use crate::state::provide_state_for_test;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_request_for_persistent_storage_is_announced_when_granted() {
        let _browser = Stub::property(
            "navigator",
            "storage",
            "{ persist: async () => true, persisted: async () => false }",
        );
        let mounted = show(|| {
            provide_state_for_test();
            view! {
                <main>
                    <StoredSection/>
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
