//! The person's own breathing rhythm: how long each part of a breath takes.

use leptos::prelude::*;

use super::live_region::LiveRegion;
use crate::state::use_settings;
use unknot_core::adaptation;
use unknot_core::domain::routine::Rhythm;
use unknot_core::i18n::{Key, fill, text};

/// The names of a breath's parts, in the order of [`Rhythm::parts`].
const NAMES: [Key; 4] =
    [Key::RhythmInhale, Key::RhythmHoldFull, Key::RhythmExhale, Key::RhythmHoldEmpty];

/// A slider for each part of a breath, and the length of the whole breath. Dragging a slider changes only what is
/// shown; the settings change when it is released.
#[component]
pub(crate) fn RhythmSliders() -> impl IntoView {
    let settings = use_settings();
    let dragged = RwSignal::new(None::<Rhythm>);
    let stored = settings.select(|settings| settings.rhythm);
    let shown = Memo::new(move |_| dragged.get().unwrap_or_else(|| stored.get()));
    let may_hold = settings.select(adaptation::may_hold_breath);
    let title = move || {
        let breath = halves_of_breath(shown.get(), may_hold.get());
        fill(Key::RhythmTitle, &[("n", &seconds(breath))])
    };
    let unheld = move || {
        let [_, full, _, empty] = shown.get().parts();
        let leaves_out_holds = (full, empty) != (0, 0) && !may_hold.get();
        leaves_out_holds.then(|| view! { <p class="soft">{text(Key::RhythmUnheld)}</p> })
    };
    let drag = move |place, halves| {
        let mut parts = shown.get_untracked().parts();
        parts[place] = halves;
        dragged.set(Some(Rhythm::new(parts)));
    };
    let release = move || {
        settings.set_rhythm(shown.get_untracked());
        dragged.set(None);
    };
    let sliders = NAMES.into_iter().zip(Rhythm::RANGES).enumerate();
    let sliders = sliders.map(|(place, (name, range))| {
        view! {
            <PartSlider
                name=text(name)
                range
                halves=Signal::derive(move || shown.get().parts()[place])
                // Only the holds can be zero.
                disabled=Signal::derive(move || range.0 == 0 && !may_hold.get())
                on_drag=move |halves| drag(place, halves)
                on_release=release
            />
        }
    });
    view! {
        <fieldset class="choices">
            <legend prop:textContent=title></legend>
            {sliders.collect_view()}
            <LiveRegion>{unheld}</LiveRegion>
        </fieldset>
    }
}

/// A slider of half seconds.
#[component]
fn PartSlider(
    /// The name of the part.
    name: &'static str,
    /// The minimum and the maximum, in half seconds.
    range: (u8, u8),
    /// Its value, in half seconds.
    halves: Signal<u8>,
    /// Whether it is disabled.
    disabled: Signal<bool>,
    /// Called with each value while it is dragged.
    on_drag: impl Fn(u8) + 'static,
    /// Called when it is released.
    on_release: impl Fn() + 'static,
) -> impl IntoView {
    let (least, most) = range;
    let length = move || fill(Key::RhythmSeconds, &[("n", &seconds(halves.get().into()))]);
    let on_input = move |event| {
        if let Ok(halves) = event_target_value(&event).parse() {
            on_drag(halves);
        }
    };
    view! {
        <label class="field">
            <span>
                {name} " "
                // Screen readers get it from the slider itself.
                <strong aria-hidden="true" prop:textContent=length></strong>
            </span>
            <input
                type="range"
                min=least.to_string()
                max=most.to_string()
                aria-valuetext=length
                prop:value=move || halves.get().to_string()
                disabled=disabled
                on:input=on_input
                on:change=move |_| on_release()
            />
        </label>
    }
}

/// The length of a whole breath, in half seconds. Holds count only if the person may hold their breath.
fn halves_of_breath(rhythm: Rhythm, may_hold: bool) -> u32 {
    let [inhale, full, exhale, empty] = rhythm.parts().map(u32::from);
    inhale + exhale + if may_hold { full + empty } else { 0 }
}

/// `4`, or `4½`, which needs no translation.
fn seconds(halves: u32) -> String {
    let half = if halves.is_multiple_of(2) { "" } else { "½" };
    format!("{}{half}", halves / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{empty_storage, enter, next_frame, show, texts};
    use crate::state::provide_state_for_test;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_slider_changes_the_settings_only_when_it_is_released() {
        empty_storage().await;
        let mounted = show(|| {
            provide_state_for_test();
            let stored = use_settings().select(|settings| settings.rhythm.parts()[0]);
            view! {
                <RhythmSliders/>
                <output>{stored}</output>
            }
        });
        let title = || texts("legend").concat();
        let stored = || texts("output").concat();
        let before = title();
        assert_eq!(stored(), "8");

        enter("input", "12", "input");
        next_frame().await;
        assert_ne!(title(), before, "the whole breath is longer");
        assert_eq!(stored(), "8");

        enter("input", "13", "input");
        enter("input", "13", "change");
        next_frame().await;
        assert!(title().contains("12½"), "{}", title());
        assert_eq!(stored(), "13");
        drop(mounted);
    }
}
