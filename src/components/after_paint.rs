//! What can wait until the rest of a page is on the screen.

use leptos::prelude::*;

use crate::services::page;

/// Draws its children in a task of their own, once what is around them has been painted. On a slow phone, the top of a long
/// page is seen sooner that way, and a tap doesn't wait for all of it.
#[component]
pub(crate) fn AfterPaint(
    /// What is in their place until then.
    #[prop(into, optional)]
    fallback: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let is_painted = RwSignal::new(false);
    page::after_paint(move || {
        // The page may have been left meanwhile.
        is_painted.try_set(true);
    });
    view! {
        <Show when=move || is_painted.get() fallback>
            {children()}
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, next_frame, show, texts, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn what_can_wait_is_drawn_later() {
        let mounted = show(|| {
            view! {
                <main>
                    <h1>"now"</h1>
                    <AfterPaint fallback=|| view! { <p>"not yet"</p> }>
                        <p>"later"</p>
                    </AfterPaint>
                </main>
            }
        });
        assert_eq!((elements("main h1").len(), texts("main p")), (1, vec!["not yet".to_owned()]));
        wait_until(async || {
            next_frame().await;
            texts("main p") == ["later"]
        })
        .await;
        drop(mounted);
    }
}
