//! A choice of one among a few options.

use leptos::prelude::*;

/// A group of radio buttons.
#[component]
pub(crate) fn RadioGroup<T>(
    /// The name that the buttons share, unique on the page.
    name: &'static str,
    /// The legend, as phrasing content or a heading.
    #[prop(into)]
    legend: ViewFn,
    /// The options, and the label of each.
    options: Vec<(T, String)>,
    /// The option that is selected.
    #[prop(into)]
    selected: Signal<T>,
    /// Called with the option that is chosen.
    on_select: impl Fn(T) + Clone + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let options = options.into_iter().map(|(option, label)| {
        let on_select = on_select.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    prop:checked=move || selected.get() == option
                    on:change=move |_| on_select(option)
                />
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices">
            <legend>{legend.run()}</legend>
            {options.collect_view()}
        </fieldset>
    }
}
