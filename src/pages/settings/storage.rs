//! Where the person's data is, and whether the browser keeps it.

use leptos::prelude::*;

use crate::components::button::VanishingButton;
use crate::components::live_region::LiveRegion;
use crate::services::device;
use unknot_core::i18n::{Key, text};

/// The id of the heading, which takes the focus when the button disappears.
const HEADING: &str = "storage-title";

/// Whether the browser has promised to keep what the app stores, and the way to ask for that.
#[component]
pub(super) fn StorageSection() -> impl IntoView {
    let promised = LocalResource::new(device::is_storage_persistent);
    let ask = Action::new_local(|(): &()| device::ask_for_persistent_storage());
    // Unknown until the browser has answered.
    let is_persistent = Memo::new(move |_| ask.value().get().or_else(|| promised.get()));
    view! {
        <section class="card">
            <h2 id=HEADING tabindex="-1">
                {text(Key::SettingsData)}
            </h2>
            <p>{text(Key::SettingsDataBody)}</p>
            <LiveRegion>
                <Show when=move || is_persistent.get() == Some(true)>
                    <p class="soft">{text(Key::SettingsPersisted)}</p>
                </Show>
                <Show when=move || is_persistent.get() == Some(false)>
                    <p class="soft">{text(Key::SettingsNotPersisted)}</p>
                    <VanishingButton
                        label=text(Key::SettingsAskPersist)
                        focus_next=HEADING
                        on_press=move || {
                            ask.dispatch_local(());
                        }
                    />
                </Show>
            </LiveRegion>
        </section>
    }
}
