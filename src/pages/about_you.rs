//! About you: a few optional questions, and what the answers mean for practice.

use leptos::prelude::*;

use crate::components::button::VanishingButton;
use crate::components::labels;
use crate::components::live_region::LiveRegion;
use crate::components::sore_toggle::SoreToggle;
use crate::components::title::Title;
use crate::route::Route;
use crate::state::use_settings;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::i18n::{self, Key, text};

/// The questions of each group, under its heading.
const GROUPS: [(Key, &[Caution]); 4] = [
    (Key::AboutYouMoving, &[Caution::Floor, Caution::Balance, Caution::Dizziness, Caution::Drowsy]),
    (
        Key::AboutYouBack,
        &[
            Caution::Flexion,
            Caution::Extension,
            Caution::LegPain,
            Caution::Stenosis,
            Caution::Osteoporosis,
        ],
    ),
    (
        Key::AboutYouJoints,
        &[
            Caution::Neck,
            Caution::Shoulder,
            Caution::Wrist,
            Caution::SoreHip,
            Caution::Hip,
            Caution::Knee,
        ],
    ),
    (
        Key::AboutYouHealth,
        &[
            Caution::Pregnancy,
            Caution::BloodPressure,
            Caution::Lungs,
            Caution::Glaucoma,
            Caution::Reflux,
            Caution::Surgery,
            Caution::Thrombosis,
        ],
    ),
];

/// The id of the button that clears the answers.
const CLEAR: &str = "clear-answers";

/// The directions of the back that can make pain worse.
const DIRECTIONS: Cautions = Cautions::of(&[Caution::Flexion, Caution::Extension]);

/// The questions. Once they have been opened, Today no longer offers them.
#[component]
pub(crate) fn AboutYouPage() -> impl IntoView {
    let settings = use_settings();
    settings.dismiss_questions();
    let groups = GROUPS.map(|(heading, cautions)| view! { <Questions heading cautions/> });
    let advice = settings.select(|settings| advice(settings.cautions));
    let advice = move || advice.get().map(|advice| view! { <p prop:textContent=text(advice)></p> });
    view! {
        <Title heading=text(Key::AboutYouTitle)/>
        <p>{text(Key::AboutYouLead)}</p>
        <p class="soft">{text(Key::AboutYouKept)}</p>
        <SoreList/>
        {groups.collect_view()}
        <LiveRegion>{advice}</LiveRegion>
        <ClearAnswers/>
        <a class="button button--main" href=Route::Today.href()>
            {text(Key::AboutYouDone)}
        </a>
    }
}

/// The answers that were cleared by one press. Each press has its number.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Cleared {
    number: u32,
    answers: Cautions,
}

/// Clears all answers, and offers to undo that until the next answer.
#[component]
fn ClearAnswers() -> impl IntoView {
    let settings = use_settings();
    let (cleared, count) = (RwSignal::new(None::<Cleared>), StoredValue::new(0));
    let has_answers = settings.select(|settings| !settings.cautions.is_empty());
    // A new answer ends the offer for good, also if it is taken back.
    let ended =
        Memo::new(
            move |before: Option<&Option<Cleared>>| {
                if has_answers.get() { cleared.get() } else { before.copied().flatten() }
            },
        );
    let offered = Memo::new(move |_| cleared.get().filter(|cleared| ended.get() != Some(*cleared)));
    let clear = move |_| {
        let answers = settings.with_untracked(|settings| settings.cautions);
        if !answers.is_empty() {
            settings.set_cautions(Cautions::default());
            count.update_value(|count| *count += 1);
            cleared.set(Some(Cleared { number: count.get_value(), answers }));
        }
    };
    let undo = move || {
        if let Some(Cleared { answers, .. }) = offered.get_untracked() {
            settings.set_cautions(answers);
        }
        cleared.set(None);
    };
    view! {
        <button id=CLEAR class="button" on:click=clear>
            {text(Key::AboutYouForget)}
        </button>
        <LiveRegion>
            <Show when=move || offered.get().is_some()>
                <div class="notice">
                    <p>{text(Key::AboutYouForgotten)}</p>
                    <VanishingButton
                        class="button button--quiet"
                        label=text(Key::AboutYouUndo)
                        focus_next=CLEAR
                        on_press=undo
                    />
                </div>
            </Show>
        </LiveRegion>
    }
}

/// A group of questions, each a checkbox.
#[component]
fn Questions(heading: Key, cautions: &'static [Caution]) -> impl IntoView {
    let settings = use_settings();
    let boxes = cautions.iter().map(|&caution| {
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=settings.select(move |settings| settings.cautions.has(caution))
                    on:change=move |_| settings.toggle_caution(caution)
                />
                <span>{labels::caution(caution)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices ticks">
            <legend>{text(heading)}</legend>
            {boxes.collect_view()}
        </fieldset>
    }
}

/// The poses that hurt when the page is opened. The list stays the same while the page is shown, so that a pose that was
/// removed by mistake can be added again.
#[component]
fn SoreList() -> impl IntoView {
    let sore: Vec<PoseId> = use_settings().with_untracked(|settings| {
        let poses = PoseId::all().iter().copied();
        poses.filter(|pose| settings.sore.has(pose.slug())).collect()
    });
    if sore.is_empty() {
        return None;
    }
    let rows = sore.into_iter().map(|pose| {
        view! {
            <li>
                <SoreToggle pose label=i18n::pose(pose).name/>
            </li>
        }
    });
    Some(view! {
        <h2>{text(Key::AboutYouSkipped)}</h2>
        <p class="soft">{text(Key::AboutYouSore)}</p>
        <ul class="list">{rows.collect_view()}</ul>
    })
}

/// What to do before any exercise, or what else to tick, if the cautions call for it.
pub(super) fn advice(cautions: Cautions) -> Option<Key> {
    if cautions.has(Caution::Thrombosis) {
        Some(Key::AboutYouSeeToday)
    } else if cautions.has(Caution::Surgery) {
        Some(Key::AboutYouAskFirst)
    } else if cautions.has(Caution::LegPain) && cautions.and(DIRECTIONS).is_empty() {
        Some(Key::CautionWhichWay)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, empty_storage, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn an_answer_leads_to_advice_until_it_is_cleared() {
        empty_storage().await;
        let mounted = show(|| {
            provide_state_for_test();
            let asked = use_settings().select(|settings| settings.asked.to_string());
            view! {
                <main>
                    <AboutYouPage/>
                </main>
                <output>{asked}</output>
            }
        });
        let advice = || texts("main [role=status]").concat();
        assert_eq!(texts("output"), ["true"]);
        assert_eq!(advice(), "");

        // The last group is about health. It ends with the questions that lead to advice.
        click("main fieldset:last-of-type label:nth-of-type(6) input");
        next_frame().await;
        assert_eq!(advice(), text(Key::AboutYouAskFirst));
        click("main fieldset:last-of-type label:nth-of-type(7) input");
        next_frame().await;
        assert_eq!(advice(), text(Key::AboutYouSeeToday));

        // Undone, the answers are there again; answered anew, there is nothing to undo.
        let clear = "main #clear-answers";
        click(clear);
        next_frame().await;
        assert_eq!(advice(), [text(Key::AboutYouForgotten), text(Key::AboutYouUndo)].concat());
        click("main .notice button");
        next_frame().await;
        assert_eq!(advice(), text(Key::AboutYouSeeToday));
        click(clear);
        next_frame().await;
        click("main fieldset:last-of-type label:nth-of-type(6) input");
        next_frame().await;
        assert_eq!(advice(), text(Key::AboutYouAskFirst));
        // Also if that answer is taken back.
        click("main fieldset:last-of-type label:nth-of-type(6) input");
        next_frame().await;
        assert_eq!(advice(), "");
        drop(mounted);
    }
}
