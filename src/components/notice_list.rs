//! The notices: those that need an answer above the page, those that only inform over it.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::button::IconButton;
use super::icon::IconShape;
use super::live_region::LiveRegion;
use crate::route::Route;
use crate::services::app_updates::{self, NotNow};
use crate::services::notices::Notice;
use crate::services::page;
use crate::state::{use_assets, use_navigation, use_notices, use_settings};
use unknot_core::i18n::{Key, text};

/// The notices. During a session, and before the first one, only those that matter to its record are shown. What only informs
/// takes no room: nothing moves when it comes or goes.
#[component]
pub(crate) fn NoticeList() -> impl IntoView {
    let (assets, navigation) = (use_assets(), use_navigation());
    let (notices, settings) = (use_notices(), use_settings());
    let shown = Memo::new(move |_| {
        let in_session = navigation.is_in_session();
        let on_today = navigation.with(|route| *route == Route::Today);
        let on_your_data = navigation.with(|route| *route == Route::YourData);
        let is_new_here = settings.with(|settings| !settings.safety_read);
        let has_words = assets.has_library();
        let mut shown = notices.all();
        shown.retain(|notice| {
            let fits = match notice {
                Notice::UpdateReady => !in_session && !is_new_here,
                Notice::OfflineReady
                | Notice::BackupDue
                | Notice::BackupPaused
                | Notice::SevenDays => on_today && !is_new_here,
                Notice::BackupTrouble => !in_session && !on_your_data,
                _ => true,
            };
            fits && (has_words || !notice.needs_library())
        });
        if shown.contains(&Notice::UpdateReady) {
            // A notice that nobody asked for would cover its button, so it waits. "Session in progress" answers a tap.
            shown.retain(|notice| !notice.only_informs() || *notice == Notice::InSession);
        }
        shown
    });
    let which = move |only_informs| {
        let mut shown = shown.get();
        shown.retain(|notice| notice.only_informs() == only_informs);
        shown
    };
    view! {
        <LiveRegion class="notices">
            <For each=move || which(false) key=|notice| *notice let(notice)>
                <NoticeRow notice/>
            </For>
            <div class="notices__passing">
                <For each=move || which(true) key=|notice| *notice let(notice)>
                    <PassingNotice notice/>
                </For>
            </div>
        </LiveRegion>
    }
}

/// A notice that leaves by itself, unless the pointer or the focus is on it.
#[component]
fn PassingNotice(notice: Notice) -> impl IntoView {
    let (is_pointed_at, has_focus) = (RwSignal::new(false), RwSignal::new(false));
    let is_held = Signal::derive(move || is_pointed_at.get() || has_focus.get());
    use_notices().let_leave(notice, is_held);
    view! {
        <div
            on:pointerenter=move |_| is_pointed_at.set(true)
            on:pointerleave=move |_| is_pointed_at.set(false)
            on:focusin=move |_| has_focus.set(true)
            on:focusout=move |_| has_focus.set(false)
        >
            <NoticeRow notice/>
        </div>
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
            {(notice == Notice::UpdateReady).then(|| view! { <UpdateButton/> })}
            {notice
                .leads_to()
                .map(|(route, label)| {
                    view! {
                        <a
                            class="button button--quiet"
                            href=route.href()
                            on:click=move |_| notices.dismiss(notice)
                        >
                            {text(label)}
                        </a>
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

/// The id of the button that updates the app.
const UPDATE_BUTTON: &str = "update";

/// Updates the app. That takes a while if the worker is busy, so it says that it has begun. Nothing reloads the page under
/// somebody who has gone on to something else.
#[component]
fn UpdateButton() -> impl IntoView {
    let notices = use_notices();
    let is_updating = RwSignal::new(false);
    let update = move |_| {
        if is_updating.get_untracked() {
            return;
        }
        is_updating.set(true);
        let has_gone_on = Rc::new(Cell::new(false));
        let gone_on = has_gone_on.clone();
        let presses = page::on_press_outside(UPDATE_BUTTON, move || gone_on.set(true));
        spawn_local(async move {
            let outcome = app_updates::take_over().await;
            drop(presses);
            match outcome {
                // The notice has been dismissed, or a session has begun.
                _ if is_updating.is_disposed() => {}
                Ok(()) if !has_gone_on.get() && !page::is_typing() => page::reload(),
                outcome => {
                    is_updating.set(false);
                    if outcome == Err(NotNow::InSession) {
                        notices.notify(Notice::InSession);
                    }
                }
            }
        });
    };
    view! {
        <button
            id=UPDATE_BUTTON
            class="button button--quiet"
            class:button--working=move || is_updating.get()
            aria-disabled=move || is_updating.get().to_string()
            on:click=update
        >
            {move || text(if is_updating.get() { Key::NewsUpdating } else { Key::NewsUpdateNow })}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{
        Stub, click, dispatch, elements, empty_storage, next_frame, show, texts, wait_until,
    };
    use crate::services::notices::{Notices, STAY};
    use crate::state::{Navigation, provide_state_for_test, use_settings};
    use unknot_core::content;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Keeps back the timers that run for [`STAY`]. Each report lets the time pass, and says whether a timer was running.
    fn hold_time() -> Stub {
        Stub::install(&format!(
            "const [set, clear] = [window.setTimeout, window.clearTimeout];
            const waiting = new Map();
            window.setTimeout = (call, delay, ...rest) => {{
                if (delay !== {}) return set.call(window, call, delay, ...rest);
                const id = -1 - waiting.size;
                waiting.set(id, call);
                return id;
            }};
            window.clearTimeout = (id) => {{
                if (!waiting.delete(id)) clear.call(window, id);
            }};
            return {{
                restore: () => {{ [window.setTimeout, window.clearTimeout] = [set, clear]; }},
                report: () => {{
                    const [due] = waiting.values();
                    waiting.clear();
                    due?.();
                    return String(due !== undefined);
                }},
            }};",
            STAY.0
        ))
    }

    /// The list of an app on Today, and its notices.
    async fn list() -> (Notices, impl Sized) {
        empty_storage().await;
        open().await
    }

    async fn open() -> (Notices, impl Sized) {
        content::open_library();
        let context = RwSignal::new(None);
        let mounted = show(move || {
            provide_state_for_test();
            use_settings().accept_safety();
            context.set(Some((use_notices(), use_navigation())));
            view! {
                <main id="main">
                    <NoticeList/>
                </main>
            }
        });
        let (notices, navigation): (Notices, Navigation) = context.get_untracked().unwrap();
        // Another test may have left the page elsewhere.
        navigation.replace(&Route::Today);
        wait_until(async || {
            next_frame().await;
            untrack(|| navigation.route()) == Route::Today
        })
        .await;
        (notices, mounted)
    }

    async fn shown() -> Vec<String> {
        next_frame().await;
        next_frame().await;
        texts("main .notice p")
    }

    #[wasm_bindgen_test]
    async fn a_notice_that_only_informs_leaves_by_itself() {
        let time = hold_time();
        let (notices, mounted) = list().await;
        notices.notify(Notice::InSession);
        notices.notify(Notice::StorageFull);
        let [passing, staying] = [Key::PlayerReturn, Key::NoticeStorageFull].map(text);
        assert_eq!(shown().await, [staying, passing]);
        // It is over the page, and the other one above it.
        assert_eq!(texts("main .notices__passing .notice p"), [passing]);
        assert_eq!(time.report(), "true");
        assert_eq!(shown().await, [staying]);
        assert_eq!(time.report(), "false", "a notice that needs an answer leaves, too");
        click("main .notice button");
        assert!(shown().await.is_empty());
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn a_notice_does_not_leave_while_it_is_held_or_the_page_is_hidden() {
        let time = hold_time();
        let (notices, mounted) = list().await;
        notices.notify(Notice::InSession);
        shown().await;
        let held = |what: &str, selector: &str| dispatch(&elements(selector)[0], what);
        let (row, close) = ("main .notices__passing > div", "main .notice button");
        for (hold, release, target) in
            [("pointerenter", "pointerleave", row), ("focusin", "focusout", close)]
        {
            held(hold, target);
            next_frame().await;
            assert_eq!(time.report(), "false", "it leaves after {hold}");
            held(release, target);
            next_frame().await;
        }
        {
            let _hidden = Stub::property("document", "visibilityState", "'hidden'");
            dispatch(&elements("html")[0], "visibilitychange");
            next_frame().await;
            assert_eq!(time.report(), "false", "it leaves in a hidden page");
        }
        dispatch(&elements("html")[0], "visibilitychange");
        assert_eq!(shown().await.len(), 1);
        assert_eq!(time.report(), "true");
        assert!(shown().await.is_empty());
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn what_only_informs_waits_until_an_update_is_answered() {
        let _time = hold_time();
        let (notices, mounted) = list().await;
        for notice in [Notice::OfflineReady, Notice::VoiceMissing, Notice::UpdateReady] {
            notices.notify(notice);
        }
        assert_eq!(shown().await, [text(Notice::UpdateReady.text())]);
        notices.notify(Notice::InSession);
        assert_eq!(
            shown().await,
            [Notice::UpdateReady, Notice::InSession].map(|it| text(it.text()))
        );
        notices.dismiss(Notice::InSession);
        notices.dismiss(Notice::VoiceMissing);
        notices.dismiss(Notice::UpdateReady);
        assert_eq!(shown().await, [text(Key::NewsOfflineReady)]);
        drop(mounted);
        empty_storage().await;
    }

    #[wasm_bindgen_test]
    async fn that_the_app_works_offline_is_said_once() {
        let _time = hold_time();
        let (notices, mounted) = list().await;
        notices.notify(Notice::OfflineReady);
        assert_eq!(shown().await, [text(Key::NewsOfflineReady)]);
        drop(mounted);
        let (notices, mounted) = open().await;
        notices.notify(Notice::OfflineReady);
        assert!(shown().await.is_empty());
        drop(mounted);
        empty_storage().await;
    }
}
