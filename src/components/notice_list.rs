//! The notices above the page.

use leptos::prelude::*;

use super::button::IconButton;
use super::icon::IconShape;
use super::live_region::LiveRegion;
use crate::route::Route;
use crate::services::app_updates;
use crate::services::notices::Notice;
use crate::services::page;
use crate::state::{use_assets, use_navigation, use_notices, use_settings};
use unknot_core::i18n::{Key, text};

/// The notices, until they are dismissed. During a session, and before the first one, only those that matter to its record
/// are shown.
#[component]
pub(crate) fn NoticeList() -> impl IntoView {
    let (assets, navigation) = (use_assets(), use_navigation());
    let (notices, settings) = (use_notices(), use_settings());
    let shown = move || {
        let in_session = navigation.is_in_session();
        let on_today = navigation.with(|route| *route == Route::Today);
        let is_new_here = settings.with(|settings| !settings.safety_read);
        let has_words = assets.has_library();
        let mut shown = notices.all();
        shown.retain(|notice| {
            let fits = match notice {
                Notice::UpdateReady => !in_session && !is_new_here,
                Notice::OfflineReady => on_today && !is_new_here,
                _ => true,
            };
            fits && (has_words || !notice.needs_library())
        });
        shown
    };
    view! {
        <LiveRegion class="notices">
            <For each=shown key=|notice| *notice let(notice)>
                <NoticeRow notice/>
            </For>
        </LiveRegion>
    }
}

/// A notice, with a button that dismisses it.
#[component]
fn NoticeRow(notice: Notice) -> impl IntoView {
    let notices = use_notices();
    let dismiss = move || {
        notices.dismiss(notice);
        // The button disappears with its notice.
        page::focus("main");
    };
    view! {
        <div class="notice">
            <p>{text(notice.text())}</p>
            {(notice == Notice::UpdateReady)
                .then(|| {
                    view! {
                        <button
                            class="button button--quiet"
                            on:click=move |_| app_updates::apply(notices)
                        >
                            {text(Key::NewsUpdateNow)}
                        </button>
                    }
                })}
            <IconButton
                shape=IconShape::Close
                label=text(Key::NoticeDismiss)
                on_press=dismiss
            />
        </div>
    }
}
