//! A slider for loudness.

use leptos::prelude::*;

/// A slider from 0 percent upwards. It reports its value when it is released.
#[component]
pub(crate) fn PercentSlider(
    /// Its label.
    label: &'static str,
    /// Its largest value, in percent.
    #[prop(default = 100)]
    most: u8,
    /// Its value, in percent.
    #[prop(into)]
    percent: Signal<u8>,
    /// Called with the value at which it is released.
    on_change: impl Fn(u8) + 'static,
) -> impl IntoView {
    let on_change = move |event| {
        if let Ok(percent) = event_target_value(&event).parse() {
            on_change(percent);
        }
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type="range"
                min="0"
                max=most.to_string()
                step="10"
                aria-valuetext=move || format!("{} %", percent.get())
                prop:value=move || percent.get().to_string()
                on:change=on_change
            />
        </label>
    }
}
