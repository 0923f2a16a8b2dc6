//! “This hurts”: what has replaced the step, how much pain is acceptable, and when to stop.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::labels;
use crate::components::live_region::LiveRegion;
use crate::components::pain_lights::PainLights;
use crate::components::sore_toggle::SoreToggle;
use crate::services::page;
use crate::services::session_runner::signals::Relief;
use crate::state::use_session;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::{Line, Side};
use unknot_core::domain::routine::{Hurt, Swap};
use unknot_core::i18n::{self, Key, fill, text};
use unknot_core::session::{Doing, Phase, View};

/// The id of the button that closes the dialog.
const GO_ON: &str = "hurt-go-on";
/// The id of the text that says what is done from here on. It also describes the dialog.
const NOW: &str = "hurt-now";

/// The dialog over the player. The session continues behind it, unless the person reads on.
#[component]
pub(super) fn HurtDialog() -> impl IntoView {
    let session = use_session();
    let (is_reading, is_waiting) = (RwSignal::new(false), RwSignal::new(false));
    let read = move |_| {
        // So that nobody has to hurry, the session waits until the dialog is closed.
        if untrack(|| session.phase()) == Some(Phase::Running) {
            session.pause();
            is_waiting.set(true);
        }
        is_reading.set(true);
    };
    let close = move || {
        // A session that was paused already stays paused.
        if is_waiting.get_untracked() {
            session.resume();
        }
        session.close_relief();
    };
    view! {
        <Dialog id="hurt" label=text(Key::PlayerHurts) described_by=NOW on_close=close>
            <form class="dialog__box dialog__box--wide" method="dialog">
                <div class="dialog__part">
                    <FromHereOn/>
                    <button id=GO_ON class="button button--main">
                        {text(Key::HurtGoOn)}
                    </button>
                    <Choices/>
                </div>
                <div class="dialog__part">
                    <div class="card card--alert">
                        <p>{text(Key::HurtStopShort)}</p>
                        <button type="button" class="button" on:click=move |_| session.end()>
                            {text(Key::PlayerEndYes)}
                        </button>
                    </div>
                    <button
                        type="button"
                        class="button"
                        aria-expanded=move || is_reading.get().to_string()
                        on:click=read
                    >
                        {text(Key::HurtRead)}
                    </button>
                    <Show when=move || is_waiting.get()>
                        <p class="soft">{text(Key::HurtWaits)}</p>
                    </Show>
                    <Show when=move || is_reading.get()>
                        <HowMuchAndWhenToStop/>
                    </Show>
                </div>
            </form>
        </Dialog>
    }
}

/// What is done from here on. Changes of it are announced.
#[component]
fn FromHereOn() -> impl IntoView {
    let signals = use_session().signals();
    let words = move || match signals.relief.get() {
        None => ().into_any(),
        Some(Relief::Nothing) => view! { <p>{text(Key::HurtNothing)}</p> }.into_any(),
        Some(Relief::Given { hurt, step, .. }) => {
            // Untracked: as it was when the step was swapped.
            let view = signals.view.get_untracked().filter(|view| view.step == step);
            if view.as_ref().is_some_and(|view| rests_in_place(view, hurt.swap)) {
                return view! { <h2>{text(Key::HurtRest)}</h2> }.into_any();
            }
            let what = match (hurt.swap, view) {
                (Swap::Instead(pose), _) => i18n::pose(pose).name.to_owned(),
                (_, Some(view)) => how(view.pose, view.side),
                (_, None) => how(hurt.pose.easier().unwrap_or(hurt.pose), None),
            };
            view! {
                <h2 prop:textContent=labels::hurt(hurt)></h2>
                <p prop:textContent=what></p>
            }
            .into_any()
        }
    };
    view! {
        <LiveRegion attr:id=NOW>{words}</LiveRegion>
    }
}

/// How to get into a pose, and what to do in it.
fn how(pose: PoseId, side: Option<Side>) -> String {
    let lines = [Line::SetUp(pose, side), Line::Action(pose, side)];
    lines.map(i18n::instruction).join(" ")
}

/// Whether too little of the step is left for an alternative, so that the person rests in place.
fn rests_in_place(view: &View, swap: Swap) -> bool {
    view.doing == Doing::Rest
        && match swap {
            Swap::Keep => false,
            Swap::Easier => true,
            Swap::Instead(pose) => view.pose != pose,
        }
}

/// The other options: for the step while it is under way, and for its pose from now on.
#[component]
fn Choices() -> impl IntoView {
    let session = use_session();
    let relief = session.signals().relief;
    let current_step = session.select(|view| view.step);
    let choice = Memo::new(move |_| match relief.get() {
        Some(Relief::Given { hurt, step, more }) => {
            Some((hurt, more, current_step.get() == Some(step)))
        }
        _ => None,
    });
    move || {
        choice.get().map(|(hurt, more, is_under_way)| {
            let from_now_on = fill(Key::HurtNotAgain, &[("pose", i18n::pose(hurt.pose).name)]);
            view! {
                {(more && is_under_way).then(|| view! { <SwapAgain hurt/> })}
                <SoreToggle pose=hurt.pose label=from_now_on/>
                <p class="soft">{text(Key::HurtNotAgainHint)}</p>
                {is_under_way
                    .then(|| {
                        view! {
                            <button class="link" on:click=move |_| session.undo_swap()>
                                {text(Key::HurtSlip)}
                            </button>
                        }
                    })}
            }
        })
    }
}

/// Offers the next gentler alternative.
#[component]
fn SwapAgain(hurt: Hurt) -> impl IntoView {
    let session = use_session();
    let label = match hurt.swap {
        Swap::Instead(_) => Key::HurtAnother,
        _ => Key::HurtLeaveOut,
    };
    let swap = move |_| {
        session.swap_what_hurts();
        // The button has been replaced, or has disappeared.
        page::focus(GO_ON);
    };
    view! {
        <button
            type="button"
            class="button"
            on:click=swap
            prop:textContent=text(label)
        ></button>
    }
}

/// How much pain is acceptable, and when to stop.
#[component]
fn HowMuchAndWhenToStop() -> impl IntoView {
    view! {
        <section class="dialog__part">
            <h3>{text(Key::HurtHowMuch)}</h3>
            <PainLights/>
            <h3>{text(Key::HurtStopTitle)}</h3>
            <p>{text(Key::HurtStopNow)}</p>
            <p>{text(Key::HurtStop)}</p>
        </section>
    }
}
