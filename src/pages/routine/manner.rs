//! How a meditation is guided: the posture, the amount of guidance, and the breathing rhythm.

use leptos::prelude::*;

use crate::components::radio_group::RadioGroup;
use crate::components::rhythm_sliders::RhythmSliders;
use crate::state::use_settings;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::routine::Routine;
use unknot_core::domain::settings::Guidance;
use unknot_core::i18n::{Key, text};

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
    }
}
