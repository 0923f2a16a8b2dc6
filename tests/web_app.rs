//! The whole app in a page of its own: it draws its first screen, and what stood in for it goes.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a page without what is looked for fails the test")]

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn frame() {
    let promise = Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

#[wasm_bindgen_test]
async fn the_first_screen_takes_the_place_of_the_splash() {
    let page = web_sys::window().unwrap().document().unwrap();
    let splash = page.create_element("div").unwrap();
    splash.set_id("splash");
    page.document_element().unwrap().append_child(&splash).unwrap();

    unknot::app::mount();
    while page.get_element_by_id("splash").is_some() {
        frame().await;
    }
    let heading = page.query_selector("main h1").unwrap().unwrap();
    let text = heading.text_content().unwrap();
    assert!(!text.trim().is_empty());
    assert!(page.title().starts_with(&text), "{}", page.title());
    // The focus comes to it once it is laid out. Where it never does, the runner ends the test.
    while page.active_element().as_ref() != Some(&heading) {
        frame().await;
    }
}
