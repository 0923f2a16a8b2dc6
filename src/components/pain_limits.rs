//! How much pain is all right while moving: the rule for everybody, or the limits of the person's own usual pain
//! (docs/content.md).

use leptos::prelude::*;

use super::emergency::TextList;
use super::live_region::LiveRegion;
use super::radio_group::RadioGroup;
use crate::state::use_settings;
use unknot_core::domain::pain::{self, HIGH, Limits, USUAL, WORST, limits};
use unknot_core::i18n::{Key, fill, text};

/// The rule, from little usual pain to much of it.
pub(crate) const PAIN_RULES: [Key; 3] =
    [Key::SafetyPainMild, Key::SafetyPainUsual, Key::SafetyPainHigh];

/// The rule, and a choice of the usual pain, which turns it into limits.
#[component]
pub(crate) fn PainLimits() -> impl IntoView {
    let settings = use_settings();
    let usual = settings.select(|settings| settings.usual_pain);
    let numbers = USUAL.map(|pain| {
        let name = if pain == pain::MILD { text(Key::HurtMild).into() } else { pain.to_string() };
        (Some(pain), name)
    });
    let options = [(None, text(Key::HurtNotSaid).to_owned())].into_iter().chain(numbers);
    view! {
        <p>{text(Key::SafetyScale)}</p>
        <RadioGroup
            name="usual-pain"
            legend=|| text(Key::HurtUsual)
            options=options.collect()
            selected=usual
            on_select=move |pain| settings.set_usual_pain(pain)
        />
        <LiveRegion class="limits">
            {move || match usual.get() {
                Some(usual) => view! { <OwnLimits usual/> }.into_any(),
                None => view! {
                    <TextList keys=&PAIN_RULES/>
                    <p>{text(Key::SafetyPainHigher)}</p>
                }
                .into_any(),
            }}
        </LiveRegion>
        <p>{text(Key::HurtAnyRed)}</p>
    }
}

/// What to do at which pain. The colours repeat what the words say.
#[component]
fn OwnLimits(
    /// The usual pain.
    usual: u8,
) -> impl IntoView {
    let rows = rows(usual).map(|(light, pain, what)| {
        view! {
            <tr class=format!("limit {}", light.class())>
                <th scope="row">{pain}</th>
                <td>{text(what)}</td>
            </tr>
        }
    });
    let bar = (0..=WORST).map(|pain| {
        view! { <span class=format!("limit {}", Light::of(pain, usual).class())>{pain}</span> }
    });
    view! {
        <div class="limits__bar" aria-hidden="true">
            {bar.collect_view()}
        </div>
        <table>
            <thead>
                <tr>
                    <th scope="col">{text(Key::HurtOwnNumber)}</th>
                    <th scope="col">{text(Key::HurtOwnAnswer)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
        {(usual >= HIGH).then(|| view! { <p>{text(Key::HurtHighMore)}</p> })}
    }
}

/// The parts of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Light {
    Green,
    Amber,
    Red,
}

impl Light {
    /// The part of the scale that a pain belongs to, for somebody with this usual pain. If that is high, it is the edge: any
    /// rise ends the move.
    fn of(pain: u8, usual: u8) -> Self {
        let limits = limits(usual);
        match pain {
            pain if usual >= HIGH && pain == limits.carry_on => Self::Amber,
            pain if pain <= limits.carry_on => Self::Green,
            pain if pain <= limits.smaller => Self::Amber,
            _ => Self::Red,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Green => "limit--green",
            Self::Amber => "limit--amber",
            Self::Red => "limit--red",
        }
    }
}

/// Each part of the scale that this person has: which pain, and what to do.
fn rows(usual: u8) -> impl Iterator<Item = (Light, String, Key)> {
    let Limits { carry_on, smaller } = limits(usual);
    let range = |from: u8, to: u8| match (from, to) {
        (from, to) if from == to => from.to_string(),
        (from, to) => fill(Key::HurtRange, &[("from", &from.to_string()), ("to", &to.to_string())]),
    };
    let row = |light, from, to, what| (from <= to).then(|| (light, range(from, to), what));
    if usual >= HIGH {
        // No number is needed for a rise, and after the worst pain there is none is left.
        let rise = text(Key::HurtRise).to_owned();
        return [
            row(Light::Green, 0, carry_on - 1, Key::HurtCarryOn),
            row(Light::Amber, carry_on, carry_on, Key::HurtCarryOnHigh),
            Some((Light::Red, rise, Key::HurtStopMove)),
        ]
        .into_iter()
        .flatten();
    }
    [
        row(Light::Green, 0, carry_on, Key::HurtCarryOn),
        row(Light::Amber, carry_on + 1, smaller, Key::HurtSmaller),
        row(Light::Red, smaller + 1, WORST, Key::HurtStopMove),
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{click, elements, empty_storage, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn the_usual_pain_turns_the_rule_into_limits() {
        empty_storage().await;
        let mounted = show(|| {
            provide_state_for_test();
            let kept = use_settings().select(|settings| format!("{:?}", settings.usual_pain));
            view! {
                <main>
                    <PainLimits/>
                </main>
                <output>{kept}</output>
            }
        });
        let rows = || texts("main tbody th").join(", ");
        assert_eq!((rows(), texts("main .limits li").len()), (String::new(), PAIN_RULES.len()));
        for (place, kept, expected) in [
            (2, "Some(3)", "0 to 3, 4 to 5, 6 to 10"),
            (4, "Some(5)", "0 to 6, 7, 8 to 10"),
            (6, "Some(7)", "0 to 8, 9, 10"),
            (7, "Some(8)", "0 to 7, 8, Any rise"),
            (9, "Some(10)", "0 to 9, 10, Any rise"),
        ] {
            click(&format!("main .choice:nth-of-type({place}) input"));
            next_frame().await;
            assert_eq!((rows().as_str(), texts("output").concat().as_str()), (expected, kept));
            let is_high = texts("main .limits p") == [text(Key::HurtHighMore)];
            assert_eq!(is_high, place >= 7, "{kept}");
            let green = elements("main .limits__bar .limit--green").len();
            assert!(green < USUAL.len() + 3, "{kept}: nothing is left to stop at");
        }
        // It can be taken back.
        click("main .choice:nth-of-type(1) input");
        next_frame().await;
        assert_eq!((rows(), texts("output").concat()), (String::new(), "None".to_owned()));
        drop(mounted);
        empty_storage().await;
    }

    /// The bar and the table say the same.
    #[wasm_bindgen_test]
    fn every_pain_has_one_answer_in_bar_and_table() {
        for usual in USUAL {
            let lights: Vec<_> = (0..=WORST).map(|pain| Light::of(pain, usual)).collect();
            let count = |light| lights.iter().filter(|one| **one == light).count();
            assert_ne!(count(Light::Green), lights.len(), "{usual}");
            for (light, pain, _) in rows(usual) {
                let range: Vec<usize> = pain.split(" to ").flat_map(str::parse).collect();
                let length = match range[..] {
                    [one] => usize::from(lights[one] == light),
                    [from, to] => to - from + 1,
                    _ => continue,
                };
                assert_eq!(length, count(light), "{usual}: {light:?} {pain}");
            }
        }
    }
}
