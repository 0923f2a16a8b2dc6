//! The signs of an emergency in few words, and whom to call.

use leptos::prelude::*;

use crate::services::{dates, device};
use unknot_core::i18n::{Key, fill, text};

/// The signs for which an ambulance has to come.
pub(crate) const AMBULANCE: [Key; 3] =
    [Key::SafetyAmbulanceChest, Key::SafetyAmbulanceTearing, Key::SafetyAmbulanceStroke];
/// The signs that belong in a hospital on the same day.
pub(crate) const HOSPITAL: [Key; 4] = [
    Key::SafetyHospitalSaddle,
    Key::SafetyHospitalLegs,
    Key::SafetyHospitalWeak,
    Key::SafetyHospitalAccident,
];

/// A list of texts.
#[component]
pub(crate) fn TextList(
    /// The texts.
    keys: &'static [Key],
) -> impl IntoView {
    let items = keys.iter().map(|key| view! { <li>{text(*key)}</li> });
    view! { <ul class="plain-list">{items.collect_view()}</ul> }
}

/// Whom to call, as a link if the device's language tag names a region. `src/first_call.js` writes the same into the page that is
/// shown before the program runs.
#[component]
pub(crate) fn EmergencyCall() -> impl IntoView {
    let Some(emergency) = device::emergency_number() else {
        return view! { <p>{text(Key::SafetyCallUnknown)}</p> }.into_any();
    };
    let country = dates::country(emergency.country);
    let call = fill(Key::SafetyCall, &[("country", &country), ("number", emergency.number)]);
    view! {
        <a class="button button--main button--alert" href=format!("tel:{}", emergency.number)>
            {call}
        </a>
        <p class="soft">{text(Key::SafetyCallElsewhere)}</p>
    }
    .into_any()
}

/// The number alone, as a small link; nothing if it isn't known.
#[component]
pub(crate) fn ShortEmergencyCall() -> impl IntoView {
    device::emergency_number().map(|emergency| {
        let call = fill(Key::SafetyCallShort, &[("number", emergency.number)]);
        view! {
            <a class="button button--alert" href=format!("tel:{}", emergency.number)>
                {call}
            </a>
        }
    })
}

/// The signs that end a session, and what to do then.
#[component]
pub(crate) fn SessionEnds() -> impl IntoView {
    view! {
        <h3>{text(Key::HurtStopSession)}</h3>
        <TextList keys=&[
            Key::HurtStopNumb,
            Key::HurtStopGives,
            Key::HurtStopDown,
            Key::HurtStopDizzy,
        ]/>
        <p>{text(Key::HurtStopThen)}</p>
    }
}
