//! What has to be told beside the screen: quietly, above it, until it is closed.

use leptos::prelude::*;

use super::icon::{Icon, IconShape};
use crate::app::notice::Notice;
use crate::app::route::Route;
use crate::app::use_app;
use crate::words::{Key, text};

/// The notices. In a session, and before the first one, only what
/// endangers its record is shown.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let app = use_app();
    let shown = move || {
        let (in_session, on_today) = app
            .route
            .with(|route| (matches!(route, Route::Session { .. }), *route == Route::Today));
        let is_new_here = app.settings.with(|settings| !settings.safety_read);
        let is_shown = |notice: &Notice| match notice {
            Notice::UpdateReady => !in_session && !is_new_here,
            Notice::OfflineReady => on_today && !is_new_here,
            _ => true,
        };
        app.notices.with(|notices| notices.iter().copied().filter(is_shown).collect::<Vec<_>>())
    };
    let close =
        move |notice| app.notices.update(|notices| notices.retain(|other| *other != notice));
    let row = move |notice: Notice| {
        view! {
            <div class="notice">
                <p>{text(notice.text())}</p>
                {(notice == Notice::UpdateReady).then(|| view! {
                    <button class="button button--quiet" on:click=move |_| app.update()>
                        {text(Key::NoticeUpdateNow)}
                    </button>
                })}
                <button
                    class="icon-button"
                    aria-label=text(Key::NoticeDismiss)
                    on:click=move |_| close(notice)
                >
                    <IconShape icon=Icon::Close/>
                </button>
            </div>
        }
    };
    view! {
        <div class="notices" role="status">
            <For each=shown key=|notice| *notice as u8 children=row/>
        </div>
    }
}
