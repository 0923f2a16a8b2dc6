//! How much pain is all right while moving: a traffic light in words (docs/content.md).

use leptos::prelude::*;

use unknot_core::i18n::{Key, text};

/// Each rule: whom it is for, and its lights from the mildest to the most severe. Somebody whose pain is usually 6 would have to
/// stop before they begin, so their lights are counted from there.
const RULES: [(Key, [Key; 3]); 2] = [
    (Key::HurtMild, [Key::HurtMildGreen, Key::HurtMildAmber, Key::HurtMildRed]),
    (Key::HurtUsual, [Key::HurtUsualGreen, Key::HurtUsualAmber, Key::HurtUsualRed]),
];
const LIGHTS: [&str; 3] = ["light light--green", "light light--amber", "light light--red"];

/// The lights for little usual pain and for more of it, and what holds for both.
#[component]
pub(crate) fn PainLights() -> impl IntoView {
    let rules = RULES.map(|(who, lights)| {
        let lights = LIGHTS.into_iter().zip(lights);
        let lights = lights.map(|(class, key)| view! { <li class=class>{text(key)}</li> });
        view! {
            <div>
                <p>
                    <strong>{text(who)}</strong>
                </p>
                <ul class="lights">{lights.collect_view()}</ul>
            </div>
        }
    });
    view! {
        <p>{text(Key::HurtScale)}</p>
        {rules.into_iter().collect_view()}
        <p>{text(Key::HurtAnyRed)}</p>
    }
}
