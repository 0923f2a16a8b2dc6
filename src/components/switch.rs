//! A switch.

use leptos::prelude::*;

/// A switch with its label.
#[component]
pub(crate) fn Switch(
    /// Its label.
    label: &'static str,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with the new state when it is toggled.
    on_change: impl Fn(bool) + 'static,
) -> impl IntoView {
    view! {
        <label class="switch">
            <span>{label}</span>
            <input
                type="checkbox"
                role="switch"
                prop:checked=move || on.get()
                on:change=move |event| on_change(event_target_checked(&event))
            />
        </label>
    }
}
