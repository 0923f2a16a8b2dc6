//! The steps of a routine, and the amount of work in each.

use leptos::prelude::*;

use crate::components::figure::StillFigure;
use crate::components::icon::{Icon, IconShape};
use crate::components::labels;
use crate::route::Route;
use crate::state::{use_session, use_settings};
use unknot_core::adaptation;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::routine::{Routine, Step, StepSide, Swap};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, PluralKey, fill, plural, text};
use unknot_core::timeline::{COUNTED_FROM, Options, Segment, SegmentKind, compile};

/// The steps, as links to their poses. The two sides of a pose share a row.
#[component]
pub(super) fn StepList(
    /// The routine.
    routine: &'static Routine,
    /// The length of the session.
    #[prop(into)]
    length: Signal<Millis>,
) -> impl IntoView {
    let (session, settings) = (use_session(), use_settings());
    let done = Memo::new(move |_| {
        let options = session.options(routine, Some(length.get()));
        settings.with(|person| done(routine, &options, person))
    });
    let steps = routine.steps.iter().enumerate();
    let steps = steps.filter(|(_, step)| step.side != StepSide::Second).map(|(place, step)| {
        let as_written = Done { pose: step.pose, ..Done::default() };
        let done = Memo::new(move |_| {
            done.with(|done| done.get(place).cloned()).unwrap_or_else(|| as_written.clone())
        });
        view! { <StepRow done/> }
    });
    view! {
        <h2>{text(Key::RoutinePageStepsTitle)}</h2>
        <ol class="list">{steps.collect_view()}</ol>
    }
}

/// A step: the picture and the name of what is done in it, its amount, and what it is done instead of.
#[component]
fn StepRow(
    /// What is done.
    #[prop(into)]
    done: Signal<Done>,
) -> impl IntoView {
    let pose = Memo::new(move |_| done.with(|done| done.pose));
    let change = Memo::new(move |_| done.with(|done| done.change.clone()));
    view! {
        <li>
            <a
                class="card card--link card--step"
                href=move || Route::Pose(pose.get().slug().to_owned()).href()
            >
                <div class="card__picture" aria-hidden="true">
                    {move || view! { <StillFigure pose=pose.get()/> }}
                </div>
                <div class="card__words">
                    <h3 prop:textContent=move || i18n::pose(pose.get()).name></h3>
                    <p
                        class="soft"
                        prop:textContent=move || done.with(|done| done.amount.clone())
                    ></p>
                    <Show when=move || !change.with(String::is_empty)>
                        <p class="card__note" prop:textContent=move || change.get()></p>
                    </Show>
                </div>
                <Icon shape=IconShape::Chevron/>
            </a>
        </li>
    }
}

/// What is done in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Done {
    /// The pose.
    pose: PoseId,
    /// How often or how long; empty if the routine doesn't compile.
    amount: String,
    /// What it is done instead of, and why; empty if the step is done as it is written.
    change: String,
}

impl Default for Done {
    fn default() -> Self {
        Self { pose: PoseId::EasySeat, amount: String::new(), change: String::new() }
    }
}

/// What this person does in each step. Empty if the routine doesn't compile with these options.
fn done(routine: &Routine, options: &Options, person: &Settings) -> Vec<Done> {
    // The session may be another one that is under way, so its timeline can't be used.
    let Ok(timeline) = compile(routine, options) else { return Vec::new() };
    let works = timeline.segments.iter().filter(|segment| segment.is_work());
    let of_step = |(work, (step, &swap)): (&Segment, (&Step, &Swap))| Done {
        pose: work.pose,
        amount: amount(work, step),
        change: change(routine, step, swap, person),
    };
    works.zip(routine.steps.iter().zip(&options.swaps)).map(of_step).collect()
}

/// “Instead of Bridge, for weak bones.”: how a step is adapted to the person, and why; empty if it isn't.
fn change(routine: &Routine, step: &Step, swap: Swap, person: &Settings) -> String {
    let is_sore = adaptation::is_sore(step.pose, person);
    let why = labels::because_all(adaptation::reasons(routine, step, person), is_sore);
    // A swap without a reason is a posture that the person has chosen.
    if why.is_empty() {
        return String::new();
    }
    let of_pose = [("pose", i18n::pose(step.pose).name), ("why", &why)];
    match swap {
        Swap::Keep => String::new(),
        Swap::Easier => fill(Key::RoutinePageEasier, &of_pose),
        Swap::Instead(_) => fill(Key::RoutinePageInstead, &of_pose),
    }
}

/// “8 times, each side”.
fn amount(work: &Segment, step: &Step) -> String {
    // A rest in place of a step has no sides. An easier way has those of its pose.
    let is_own = work.pose.base() == step.pose.base();
    let sides = if is_own { work.pose.pose().sides } else { Sides::Both };
    let (amount, is_of_side) = match work.kind {
        SegmentKind::Move { count, every, .. } if every >= COUNTED_FROM => {
            let each = if sides == Sides::Alternating { count / 2 } else { count };
            (plural(PluralKey::RoutinePageTimes, each), sides != Sides::Both)
        }
        _ => (duration(work.length), sides == Sides::Each),
    };
    if is_of_side { format!("{amount}, {}", text(Key::RoutinePageEachSide)) } else { amount }
}

/// “45 s”, or from 90 seconds on “1 min 30 s”, to the nearest five seconds: nobody plans with 16.
fn duration(time: Millis) -> String {
    let in_unit = |key, n: u32| fill(key, &[("n", &n.to_string())]);
    let seconds = ((time.0 + 2500) / 5000 * 5).max(5);
    if seconds < 90 {
        return in_unit(Key::RoutinePageSeconds, seconds);
    }
    let minutes = in_unit(Key::TodayMinutes, seconds / 60);
    match seconds % 60 {
        0 => minutes,
        rest => format!("{minutes} {}", in_unit(Key::RoutinePageSeconds, rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{empty_storage, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use unknot_core::domain::catalog;
    use unknot_core::domain::caution::Caution;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn amounts_follow_the_length_and_the_cautions() {
        empty_storage().await;
        let routine = catalog::routine("morning-mobility").unwrap();
        let length = RwSignal::new(routine.length());
        let contexts = RwSignal::new(None);
        let mounted = show(move || {
            provide_state_for_test();
            contexts.set(Some(use_settings()));
            view! {
                <main>
                    <StepList routine length/>
                </main>
            }
        });
        let amounts = || texts("main .card--step p.soft");
        let as_usual = amounts();
        assert!(as_usual.iter().all(|amount| !amount.is_empty()), "{as_usual:?}");

        length.set(routine.least_length());
        next_frame().await;
        assert_ne!(amounts(), as_usual);

        length.set(routine.length());
        contexts.get_untracked().unwrap().toggle_caution(Caution::Wrist);
        next_frame().await;
        let adapted = amounts();
        assert_eq!(adapted.len(), as_usual.len());
        let wrist = labels::because(Caution::Wrist);
        let notes = texts("main .card__note");
        assert!(notes.iter().any(|note| note.contains(wrist)), "{notes:?}");

        // What is done is drawn and named, and what it replaces is told.
        contexts.get_untracked().unwrap().toggle_sore(PoseId::OpenBook);
        next_frame().await;
        let names = texts("main .card--step h3");
        let sore = i18n::pose(PoseId::OpenBook).name;
        assert!(!names.iter().any(|name| name == sore), "{names:?}");
        assert!(texts("main .card__note").iter().any(|note| note.contains(sore)));

        // A length that is too short for the routine has no amounts.
        length.set(Millis::ZERO);
        next_frame().await;
        drop(mounted);
    }

    #[wasm_bindgen_test]
    fn durations_below_ninety_seconds_are_in_seconds() {
        assert_eq!(duration(Millis::secs(45)), "45 s");
        assert_eq!(duration(Millis::secs(90)), "1 min 30 s");
    }

    #[wasm_bindgen_test]
    fn durations_are_round() {
        for (seconds, shown) in [(16, "15 s"), (17, "15 s"), (18, "20 s"), (88, "1 min 30 s")] {
            assert_eq!(duration(Millis::secs(seconds)), shown);
        }
        assert_eq!(duration(Millis::secs(119)), "2 min");
    }
}
