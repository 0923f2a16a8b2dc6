//! Buttons with behaviour of their own.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::icon::{Icon, IconShape};
use crate::services::page;

/// A button that shows an icon.
#[component]
pub(crate) fn IconButton(
    /// The icon.
    shape: IconShape,
    /// Its name for screen readers.
    #[prop(into)]
    label: String,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let mut on_press = on_press;
    view! {
        <button class="icon-button" aria-label=label on:click=move |_| on_press()>
            <Icon shape/>
        </button>
    }
}

/// A button that stays pressed until it is pressed again.
#[component]
pub(crate) fn ToggleButton(
    /// Its label.
    #[prop(into)]
    label: String,
    /// Whether it is pressed.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let mut on_press = on_press;
    view! {
        <button
            type="button"
            class="button button--quiet"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| on_press()
            prop:textContent=label
        ></button>
    }
}

/// A button that may disappear. If it does so because it was pressed, the keyboard's focus moves to another element and is
/// not lost.
///
/// The focus also moves if something else makes the button disappear while it has the focus. That does not hold for a
/// button in a row of a `<For>`: rows are cleaned up after they have left the page, when the browser has dropped the
/// focus already.
#[component]
pub(crate) fn VanishingButton(
    /// Its classes.
    #[prop(default = "button")]
    class: &'static str,
    /// Its label.
    #[prop(into)]
    label: TextProp,
    /// The id of the element that receives the focus.
    #[prop(into)]
    focus_next: String,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let (mut on_press, was_pressed) = (on_press, StoredValue::new(false));
    let button = NodeRef::<html::Button>::new();
    // In a `<Show>` this runs while the button is still in the page; in a `<For>` it runs afterwards.
    on_cleanup(move || {
        let has_focus = button
            .get_untracked()
            .is_some_and(|button| button.matches(":focus").unwrap_or_default());
        if was_pressed.get_value() || has_focus {
            page::focus(focus_next);
        }
    });
    view! {
        <button
            node_ref=button
            type="button"
            class=class
            on:click=move |_| {
                // Some browsers don't focus a button when it is clicked.
                was_pressed.set_value(true);
                request_animation_frame(move || {
                    was_pressed.try_set_value(false);
                });
                on_press();
            }
            prop:textContent=move || label.get().to_string()
        ></button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::next_frame;
    use leptos::mount::mount_to;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    #[wasm_bindgen_test]
    async fn a_disappearing_button_passes_on_the_focus() {
        let (is_shown, hides_itself) = (RwSignal::new(true), RwSignal::new(true));
        let body = document().body().unwrap();
        let mounted = mount_to(body, move || {
            view! {
                <h2 id="next" tabindex="-1"></h2>
                <a id="other" href="#"></a>
                <Show when=move || is_shown.get()>
                    <VanishingButton
                        label="Stop"
                        focus_next="next"
                        on_press=move || is_shown.set(!hides_itself.get_untracked())
                        attr:id="stop"
                    />
                </Show>
            }
        });
        let press = || {
            let button = document().get_element_by_id("stop").unwrap();
            button.unchecked_into::<HtmlElement>().click();
        };
        let focus = async |id: &'static str| {
            page::focus(id);
            next_frame().await;
            assert_eq!(focused().as_deref(), Some(id));
        };

        focus("stop").await;
        is_shown.set(false);
        next_frame().await;
        assert_eq!(focused().as_deref(), Some("next"), "removed while it had the focus");

        is_shown.set(true);
        next_frame().await;
        focus("other").await;
        press();
        next_frame().await;
        assert_eq!(focused().as_deref(), Some("next"), "removed by the press");

        is_shown.set(true);
        hides_itself.set(false);
        next_frame().await;
        press();
        next_frame().await;
        focus("other").await;
        is_shown.set(false);
        next_frame().await;
        assert_eq!(focused().as_deref(), Some("other"), "removed long after the press");
        drop(mounted);
    }

    #[wasm_bindgen_test]
    async fn a_button_that_removes_its_row_passes_on_the_focus() {
        let rows = RwSignal::new(vec!["first", "second"]);
        let body = document().body().unwrap();
        let mounted = mount_to(body, move || {
            view! {
                <h2 id="next" tabindex="-1"></h2>
                <For each=move || rows.get() key=|row| *row let(row)>
                    <VanishingButton
                        label=row
                        focus_next="next"
                        on_press=move || rows.update(|rows| rows.retain(|other| *other != row))
                        attr:id=row
                    />
                </For>
            }
        });
        let button = |id| document().get_element_by_id(id);
        button("first").unwrap().unchecked_into::<HtmlElement>().click();
        next_frame().await;
        assert_eq!(focused().as_deref(), Some("next"));
        assert!(button("first").is_none() && button("second").is_some());
        drop(mounted);
    }

    fn focused() -> Option<String> {
        document().active_element().map(|element| element.id())
    }
}
