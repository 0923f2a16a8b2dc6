//! One choice of a few.

use leptos::prelude::*;

/// A group of radio buttons.
#[component]
pub(crate) fn RadioGroup<T>(
    /// The name that the buttons share, unique on the page.
    name: &'static str,
    /// What is being chosen, as phrasing content or a heading.
    #[prop(into)]
    legend: ViewFn,
    /// What can be chosen, and what each is called.
    options: Vec<(T, String)>,
    /// What is chosen.
    #[prop(into)]
    selected: Signal<T>,
    /// Called with what a person chooses.
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
