//! What can wait until the rest of a page is on the screen.

use leptos::prelude::*;

use crate::services::page;

/// Draws its children in a task of their own, once what is around them has been painted. On a slow phone, the top of a long
/// page is seen sooner that way, and a tap doesn't wait for all of it.
#[component]
pub(crate) fn AfterPaint(children: ChildrenFn) -> impl IntoView {
    let is_painted = RwSignal::new(false);
    page::after_paint(move || {
        // The page may have been left meanwhile.
        is_painted.try_set(true);
    });
    view! { <Show when=move || is_painted.get()>{children()}</Show> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{elements, show, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn what_can_wait_is_drawn_later() {
        let mounted = show(|| {
            view! {
                <main>
                    <h1>"now"</h1>
                    <AfterPaint>
                        <p>"later"</p>
                    </AfterPaint>
                </main>
            }
        });
        assert_eq!((elements("main h1").len(), elements("main p").len()), (1, 0));
        wait_until(async || elements("main p").len() == 1).await;
        drop(mounted);
    }
}
