//! How much pain is all right while moving: a traffic light in words (docs/content.md).

use leptos::prelude::*;

use unknot_core::i18n::{Key, text};

/// From the mildest to the most severe.
const LIGHTS: [(&str, Key); 3] = [
    ("light light--green", Key::HurtGreen),
    ("light light--amber", Key::HurtAmber),
    ("light light--red", Key::HurtRed),
];

/// The three lights, and what they are measured against.
#[component]
pub(crate) fn PainLights() -> impl IntoView {
    let lights = LIGHTS.map(|(class, key)| view! { <li class=class>{text(key)}</li> });
    view! {
        <p>{text(Key::HurtUsual)}</p>
        <ul class="lights">{lights.into_iter().collect_view()}</ul>
    }
}
