//! What is shown in place of a page that has failed.

use leptos::logging;
use leptos::prelude::*;

use crate::components::title::Title;
use crate::route::Route;
use crate::services::page;
use unknot_core::i18n::{Key, text};

/// Says that the page can't be shown, and where to go instead. A session that is under way continues.
#[component]
pub(crate) fn PageFailed(
    /// The errors of the page, which are logged.
    errors: ArcRwSignal<Errors>,
) -> impl IntoView {
    Effect::new(move || {
        errors.with(|errors| {
            for (_, error) in errors.iter() {
                logging::error!("{error}");
            }
        });
    });
    view! {
        <Title heading=text(Key::FailureTitle)/>
        <p>{text(Key::FailurePage)}</p>
        <p>{text(Key::FailureKept)}</p>
        <div class="row">
            <button type="button" class="button" on:click=move |_| page::reload()>
                {text(Key::FailureReload)}
            </button>
            <a class="button" href=Route::Today.href()>
                {text(Key::FailureToday)}
            </a>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::next_frame;
    use leptos::mount::mount_to;
    use std::num::ParseIntError;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::HtmlElement;

    #[wasm_bindgen_test]
    async fn failed_page_is_replaced_until_another_page_is_opened() {
        let page = RwSignal::new("7");
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        let mounted = mount_to(root.clone(), move || {
            view! {
                <ErrorBoundary fallback=|errors| view! { <PageFailed errors/> }>
                    {move || -> Result<_, ParseIntError> {
                        let number: u32 = page.get().parse()?;
                        Ok(view! { <p>{format!("Page {number}")}</p> })
                    }}
                </ErrorBoundary>
            }
        });
        let shown = || root.text_content().unwrap_or_default();
        for (opened, is_whole) in [("8", true), ("none", false), ("9", true)] {
            page.set(opened);
            next_frame().await;
            assert_eq!(shown() == format!("Page {opened}"), is_whole, "{}", shown());
            assert_eq!(shown().starts_with(text(Key::FailureTitle)), !is_whole, "{}", shown());
        }
        drop(mounted);
    }
}
