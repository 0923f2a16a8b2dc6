//! “This hurts”: the session waits, and goes on with one tap as something gentler.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::components::emergency::{
    AMBULANCE, EmergencyCall, HOSPITAL, SessionEnds, ShortEmergencyCall, TextList,
};
use crate::components::figure::StillFigure;
use crate::components::icon::{Icon, IconShape};
use crate::components::labels;
use crate::components::pain_limits::PainLimits;
use crate::services::page;
use crate::services::session_runner::signals::{Relief, Rest};
use crate::state::use_session;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::routine::Swap;
use unknot_core::i18n::{self, Key, fill, text};

/// The id of the control that asks the question. It gets the focus back.
pub(super) const CONTROL: &str = "this-hurts";
/// The id of the text that says that the session waits.
const WAITS: &str = "hurt-waits";

/// The question over the player. Closing it without an answer goes on as before.
#[component]
pub(super) fn HurtDialog(
    /// What may help.
    relief: Relief,
) -> impl IntoView {
    let session = use_session();
    view! {
        <Dialog
            id="hurt"
            labelled_by="hurt-title"
            described_by=WAITS
            on_close=move || session.close_relief()
        >
            <form class="dialog__box dialog__box--wide hurt" method="dialog">
                <div class="dialog__part">
                    <h2 id="hurt-title">{text(Key::HurtTitle)}</h2>
                    <p id=WAITS class="soft">
                        {text(Key::HurtWaits)}
                    </p>
                    {relief.easier.map(|(pose, side)| view! { <Easier pose side/> })}
                    {match relief.rest {
                        _ if relief.on_the_way => view! { <MoreTime/> }.into_any(),
                        Some(rest) => view! { <InsteadOfIt rest leaves_out=relief.leaves_out/> }.into_any(),
                        None => view! { <p>{text(Key::HurtNothing)}</p> }.into_any(),
                    }}
                    <Answer label=text(Key::PlayerEndYes) on_press=move || session.end()>
                        <Icon shape=IconShape::Close/>
                    </Answer>
                </div>
                <div class="dialog__part">
                    <Signs/>
                    {relief.undo.map(|(pose, side)| view! { <Undo pose side/> })}
                    <div class="hurt__ways">
                        <button class="button button--quiet">{text(Key::HurtGoOn)}</button>
                        <ShortEmergencyCall/>
                    </div>
                    <MoreToRead/>
                </div>
            </form>
        </Dialog>
    }
}

/// The easier way of the pose: its picture and its name. The voice says how, once the session goes on.
#[component]
fn Easier(
    /// The easier way.
    pose: PoseId,
    /// The side that it begins with.
    side: Option<Side>,
) -> impl IntoView {
    let session = use_session();
    view! {
        <Answer
            label=text(Key::HurtEasier)
            details=i18n::pose_on_side(pose, side)
            on_press=move || session.relieve(Swap::Easier)
        >
            <StillFigure pose side/>
        </Answer>
    }
}

/// Time to get down to the floor or up from it.
#[component]
fn MoreTime() -> impl IntoView {
    let session = use_session();
    view! {
        <Answer
            label=text(Key::HurtMoreTime)
            details=text(Key::HurtMoreTimeHint)
            on_press=move || session.take_time()
        >
            <Icon shape=IconShape::Pause/>
        </Answer>
    }
}

/// A rest in place of the pose.
#[component]
fn InsteadOfIt(
    /// The rest.
    rest: Rest,
    /// Whether it leaves a move out.
    leaves_out: bool,
) -> impl IntoView {
    let session = use_session();
    let label = text(if leaves_out { Key::HurtLeaveOut } else { Key::HurtAnother });
    let details = match rest.instead {
        // A name such as “Constructive rest” says less than how one lies or sits.
        Some(pose) => fill(Key::HurtInstead, &[("how", labels::position(pose.pose().position))]),
        None => text(Key::HurtRest).to_owned(),
    };
    view! {
        <Answer label details on_press=move || session.relieve(rest.swap)>
            {match rest.instead {
                Some(pose) => view! { <StillFigure pose/> }.into_any(),
                None => view! { <Icon shape=IconShape::Pause/> }.into_any(),
            }}
        </Answer>
    }
}

/// Back to the pose as it was, if the swap was a mistake.
#[component]
fn Undo(
    /// The pose that was swapped.
    pose: PoseId,
    /// Its side.
    side: Option<Side>,
) -> impl IntoView {
    let session = use_session();
    let label = fill(Key::HurtSlip, &[("pose", &i18n::pose_on_side(pose, side))]);
    view! {
        <button
            type="button"
            class="button button--quiet"
            on:click=move |_| {
                session.undo_relief();
                page::focus(CONTROL);
            }
            prop:textContent=label
        ></button>
    }
}

/// A large answer: a picture or an icon beside the words.
#[component]
fn Answer(
    /// What it does.
    label: &'static str,
    /// More about it.
    #[prop(optional, into)]
    details: Option<String>,
    /// Called when it is chosen.
    on_press: impl FnMut() + 'static,
    /// Its picture.
    children: Children,
) -> impl IntoView {
    let mut on_press = on_press;
    let details = details.map(|details| view! { <span class="soft">{details}</span> });
    view! {
        <button
            type="button"
            class="card card--link answer"
            on:click=move |_| {
                on_press();
                // The dialog is gone with its button.
                page::focus(CONTROL);
            }
        >
            <span class="card__picture" aria-hidden="true">
                {children()}
            </span>
            <span class="card__words">
                <strong>{label}</strong>
                {details}
            </span>
        </button>
    }
}

/// The signs of an emergency, before the way back to the exercise.
#[component]
fn Signs() -> impl IntoView {
    view! {
        <div class="answer__signs">
            <p>
                <strong>{text(Key::HurtStopEmergency)}</strong>
            </p>
            <p>{text(Key::HurtStopShort)}</p>
        </div>
    }
}

/// How much pain is all right, and all signs, on request.
#[component]
fn MoreToRead() -> impl IntoView {
    let is_reading = RwSignal::new(false);
    // Enter on a number would submit the dialog's form, and the session would go on.
    let keep_open = |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    view! {
        <button
            type="button"
            class="link"
            aria-expanded=move || is_reading.get().to_string()
            on:click=move |_| is_reading.update(|is_reading| *is_reading = !*is_reading)
        >
            {text(Key::HurtRead)}
        </button>
        <Show when=move || is_reading.get()>
            <section class="dialog__part">
                <h3>{text(Key::SafetyPainTitle)}</h3>
                <div on:keydown=keep_open>
                    <PainLimits/>
                </div>
                <h3>{text(Key::HurtStopEmergency)}</h3>
                <EmergencyCall/>
                <TextList keys=&AMBULANCE/>
                <TextList keys=&HOSPITAL/>
                <SessionEnds/>
            </section>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, next_frame, texts};
    use crate::state::testing::show_with_session;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// No other pose helps somebody who is on their knees.
    #[wasm_bindgen_test]
    async fn on_the_way_to_the_floor_time_is_what_helps() {
        // It begins with the way down.
        let (session, mounted) = show_with_session("morning-mobility", || {
            let relief = use_session().signals().relief;
            move || relief.get().map(|relief| view! { <HurtDialog relief/> })
        });
        session.ask_what_helps();
        next_frame().await;
        let answers = [Key::HurtMoreTime, Key::PlayerEndYes].map(text);
        assert_eq!(texts("#hurt .answer strong"), answers);
        assert!(!elements("#hurt .answer__signs").is_empty());
        click("#hurt .answer");
        next_frame().await;
        assert!(elements("#hurt").is_empty());
        assert!(!untrack(|| session.is_running()), "it waits");
        session.leave();
        drop(mounted);
    }
}
