//! How a meditation is guided: the posture, the amount of guidance, the bells of a silence, and the breathing rhythm.

use leptos::prelude::*;

use crate::components::radio_group::RadioGroup;
use crate::components::rhythm_sliders::RhythmSliders;
use crate::state::use_settings;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::routine::Routine;
use unknot_core::domain::settings::{Guidance, SilenceBells};
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{Key, fill, text};

/// The postures; `None` is the meditation's own.
const POSTURES: [(Option<PoseId>, Key); 4] = [
    (None, Key::MannerOwn),
    (Some(PoseId::EasySeat), Key::MannerSitting),
    (Some(PoseId::ConstructiveRest), Key::MannerLying),
    (Some(PoseId::SideLyingRest), Key::MannerSide),
];

const GUIDANCE: [(Guidance, Key); 3] = [
    (Guidance::Full, Key::MannerFull),
    (Guidance::Light, Key::MannerLight),
    (Guidance::Bells, Key::MannerBells),
];

/// The options of a meditation. Only postures that it allows are offered; a walking meditation allows none.
#[component]
pub(super) fn MannerChoices(
    /// The meditation.
    routine: &'static Routine,
) -> impl IntoView {
    let settings = use_settings();
    let allows = move |posture: Option<PoseId>| posture.is_none_or(|pose| routine.allows(pose));
    let postures = POSTURES.into_iter().filter(|(posture, _)| allows(*posture));
    let postures = postures.map(|(posture, name)| (posture, text(name).to_owned())).collect();
    let posture =
        settings.select(move |settings| settings.posture.filter(|pose| routine.allows(*pose)));
    let guidance = GUIDANCE.map(|(guidance, name)| (guidance, text(name).to_owned())).to_vec();
    view! {
        {routine.has_own_rhythm().then(|| view! { <RhythmSliders/> })}
        <RadioGroup
            name="posture"
            legend=|| text(Key::MannerPosture)
            options=postures
            selected=posture
            on_select=move |posture| settings.set_posture(posture)
        />
        <RadioGroup
            name="guidance"
            legend=|| text(Key::MannerGuidance)
            options=guidance
            selected=settings.select(|settings| settings.guidance)
            on_select=move |guidance| settings.set_guidance(guidance)
        />
        {routine.random_bells_every().map(|every| view! { <SilenceBellsChoice every/> })}
    }
}

/// Whether the bells of a silence ring at regular times or at random.
#[component]
fn SilenceBellsChoice(
    /// The time from one bell to the next, on average.
    every: Millis,
) -> impl IntoView {
    let settings = use_settings();
    let minutes = (every.as_secs() / 60).to_string();
    let options = vec![
        (SilenceBells::Regular, fill(Key::MannerEvery, &[("n", &minutes)])),
        (SilenceBells::Random, text(Key::MannerRandom).to_owned()),
    ];
    view! {
        <RadioGroup
            name="silence-bells"
            legend=|| text(Key::MannerSilenceBells)
            options
            selected=settings.select(|settings| settings.silence_bells)
            on_select=move |bells| settings.set_silence_bells(bells)
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, empty_storage, next_frame, show, texts};
    use crate::state::{provide_state_for_test, use_session};
    use unknot_core::domain::catalog::routine;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The choices on the page of a meditation, and the bells of a session that would begin now.
    #[wasm_bindgen_test]
    async fn bells_of_a_silence_may_ring_at_random() {
        empty_storage().await;
        for (slug, is_offered) in [("silent-bells", true), ("breath-awareness", false)] {
            let routine = routine(slug).unwrap();
            let session = RwSignal::new(None);
            let mounted = show(move || {
                provide_state_for_test();
                session.set(Some(use_session()));
                view! {
                    <main>
                        <MannerChoices routine/>
                    </main>
                }
            });
            let bells = move || {
                untrack(|| session.get().unwrap().options(routine, None)).manner.silence_bells
            };
            let legends = texts("main legend");
            let offered = legends.contains(&text(Key::MannerSilenceBells).to_owned());
            assert_eq!(offered, is_offered, "{slug}: {legends:?}");
            if is_offered {
                assert_eq!(bells(), SilenceBells::Regular);
                click("main label:last-of-type input[name=silence-bells]");
                next_frame().await;
                assert_eq!(bells(), SilenceBells::Random);
            }
            drop(mounted);
        }
    }
}
