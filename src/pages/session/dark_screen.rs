//! The dark screen of a meditation: black except for a glow, until it is touched.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::services::page;
use crate::state::{use_assets, use_session};
use unknot_core::domain::routine::RoutineKind;
use unknot_core::i18n::{Key, text};
use unknot_core::session::Phase;

/// The button that darkens the screen, and the dark screen. It is offered in meditations, where there is nothing to
/// look at. Anything that stops the session or its sound ends the dark screen, which doesn't come back by itself.
#[component]
pub(super) fn DarkScreenControl() -> impl IntoView {
    let (assets, session) = (use_assets(), use_session());
    let trouble = session.signals().trouble;
    // Its texts come with the library.
    let is_offered = Memo::new(move |_| {
        let routine = session.signals().routine.get();
        assets.has_library() && routine.is_some_and(|routine| routine.kind != RoutineKind::Movement)
    });
    let runs = Memo::new(move |_| {
        trouble.with(Option::is_none) && session.phase() == Some(Phase::Running)
    });
    // Numbers the runs of the session, so that a screen that was darkened in one stays bright in the next.
    let run = Memo::new(move |last: Option<&u32>| {
        last.copied().unwrap_or_default() + u32::from(runs.get())
    });
    let dark_run = RwSignal::new(None);
    let is_dark = Memo::new(move |_| runs.get() && dark_run.get() == Some(run.get()));
    let was_stopped = Memo::new(move |_| !runs.get() && dark_run.get() == Some(run.get()));
    Effect::new(move || {
        if was_stopped.get() {
            // The focus was on the dark screen, which has disappeared.
            page::focus("title");
        }
    });
    view! {
        <Show when=move || is_offered.get()>
            <button
                disabled=move || !runs.get()
                on:click=move |_| dark_run.set(Some(run.get()))
            >
                {text(Key::DimOpen)}
            </button>
        </Show>
        <Show when=move || is_dark.get()>
            <DarkScreen on_close=move || dark_run.set(None)/>
        </Show>
    }
}

/// The dark screen. A press anywhere closes it, and so does Escape.
#[component]
fn DarkScreen(
    /// Called after it has been closed.
    on_close: impl FnMut() + 'static,
) -> impl IntoView {
    view! {
        <Dialog id="dim" class="dim" label=text(Key::DimOpen) on_close>
            <form method="dialog">
                <button class="dim__wake">
                    <span class="dim__glow" aria-hidden="true"></span>
                    <span class="dim__words">{text(Key::DimWake)}</span>
                </button>
            </form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, next_frame, wait_until};
    use crate::services::session_runner::signals::Trouble;
    use crate::state::testing::{set_moment, set_trouble, show_with_session};
    use unknot_core::session::PauseCause;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn stopping_the_session_ends_the_dark_screen() {
        let (session, mounted) =
            show_with_session("breath-awareness", || view! { <DarkScreenControl/> });
        let set_phase = |phase| set_moment(&session, |view| view.phase = phase);
        let is_dark = || !elements("#dim").is_empty();
        assert!(elements("main button")[0].has_attribute("disabled"));
        for stops_with_trouble in [false, true] {
            set_phase(Phase::Running);
            next_frame().await;
            click("main button");
            next_frame().await;
            assert!(is_dark());
            if stops_with_trouble {
                set_trouble(&session, Some(Trouble::NoSound));
            } else {
                set_phase(Phase::Paused(PauseCause::System));
            }
            next_frame().await;
            assert!(!is_dark());
            set_phase(Phase::Running);
            set_trouble(&session, None);
            next_frame().await;
            assert!(!is_dark(), "it does not become dark again by itself");
        }

        click("main button");
        next_frame().await;
        click("#dim .dim__wake");
        // The browser reports the closing of a dialog asynchronously.
        wait_until(async || {
            next_frame().await;
            !is_dark()
        })
        .await;
        session.leave();
        drop(mounted);
    }
}
