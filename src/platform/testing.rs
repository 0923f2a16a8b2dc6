//! What the tests in the browser share (`./dev test web`). They run one after another, in one page
//! with one storage; each waits for what the browser tells and for nothing else.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use leptos::IntoView;
use leptos::mount::{UnmountHandle, mount_to};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use super::globals::{document, window};
pub(crate) use super::task::frame;
use super::{journal, local_store, reflect};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// What has happened, in order, and a way to wait for more of it.
pub(crate) struct Happened<T> {
    so_far: RefCell<Vec<T>>,
    waits: RefCell<Option<Function>>,
}

impl<T: Copy + PartialEq + 'static> Happened<T> {
    pub(crate) fn new() -> Rc<Self> {
        Rc::new(Self { so_far: RefCell::default(), waits: RefCell::default() })
    }

    /// A listener that writes down what it is told.
    pub(crate) fn listener(self: &Rc<Self>) -> impl Fn(T) + Clone + 'static {
        let this = self.clone();
        move |what| {
            this.so_far.borrow_mut().push(what);
            if let Some(resolve) = this.waits.take() {
                resolve.call0(&JsValue::UNDEFINED).unwrap();
            }
        }
    }

    /// Waits until `what` has happened.
    pub(crate) async fn until(&self, what: T) {
        while !self.so_far.borrow().contains(&what) {
            self.more().await;
        }
    }

    /// The first that has happened, or the next to happen where nothing has.
    pub(crate) async fn first(&self) -> T {
        loop {
            let first = self.so_far.borrow().first().copied();
            match first {
                Some(first) => return first,
                None => self.more().await,
            }
        }
    }

    async fn more(&self) {
        let more = Promise::new(&mut |resolve, _| {
            self.waits.replace(Some(resolve));
        });
        JsFuture::from(more).await.unwrap();
    }

    /// All that has happened, and forgets it.
    pub(crate) fn take(&self) -> Vec<T> {
        self.so_far.take()
    }
}

/// Asks the browser again and again until it is so. What is waited for takes a few of its answers.
pub(crate) async fn until(holds: impl AsyncFn() -> bool) {
    for _ in 0..200 {
        if holds().await {
            return;
        }
    }
    panic!("it has not come about");
}

/// Runs everything at once, and waits for all of it.
pub(crate) async fn together(work: impl IntoIterator<Item = impl Future<Output = ()> + 'static>) {
    let promises = work.into_iter().map(|one| {
        future_to_promise(async move {
            one.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    JsFuture::from(Promise::all(&promises.collect::<Array>())).await.unwrap();
}

/// Puts a view in the page, for as long as the answer is kept.
pub(crate) fn show<V: IntoView>(view: impl FnOnce() -> V + 'static) -> UnmountHandle<V::State> {
    mount_to(document().body().unwrap(), view)
}

/// The elements of the page that match a selector, in order.
pub(crate) fn elements(selector: &str) -> Vec<Element> {
    let body = "return [...document.querySelectorAll(selector)]";
    let all = Function::new_with_args("selector", body);
    let found = all.call1(&JsValue::UNDEFINED, &selector.into()).unwrap();
    Array::from(&found).iter().map(JsCast::unchecked_into).collect()
}

/// Their texts.
pub(crate) fn texts(selector: &str) -> Vec<String> {
    elements(selector).iter().map(|element| element.text_content().unwrap()).collect()
}

/// Clicks the first of them.
pub(crate) fn click(selector: &str) {
    elements(selector)[0].unchecked_ref::<HtmlElement>().click();
}

/// Gives the first of them a value, and reports it with an event, as a field does that a person changes.
pub(crate) fn enter(selector: &str, value: &str, event: &str) {
    let field = elements(selector)[0].clone().unchecked_into::<HtmlInputElement>();
    field.set_value(value);
    field.dispatch_event(&Event::new(event).unwrap()).unwrap();
}

/// Empties both places in which things are kept.
pub(crate) async fn empty_storage() {
    window().local_storage().unwrap().unwrap().clear().unwrap();
    for (key, _) in journal::all().await.unwrap() {
        journal::remove(&key).await.unwrap();
    }
}

/// The longest of the texts with which localStorage is filled.
pub(crate) const FILLER: &str = "filler.0";

/// Fills localStorage until it takes not one more letter.
pub(crate) fn fill_local_storage() {
    let mut room = 1 << 20;
    let mut texts = 0;
    while room > 0 {
        match local_store::write(&format!("filler.{texts}"), &"x".repeat(room)) {
            Ok(()) => texts += 1,
            Err(_) => room /= 2,
        }
    }
}

/// A function made of JavaScript, for what no function of ours can see.
pub(super) fn script(body: &str) -> Function {
    Function::new_no_args(body)
}

/// Another page of this origin, as another tab would be. It is closed when it is dropped.
pub(crate) struct OtherPage(Element);

impl OtherPage {
    pub(crate) fn open() -> Self {
        let frame = document().create_element("iframe").unwrap();
        document().document_element().unwrap().append_child(&frame).unwrap();
        Self(frame)
    }

    /// Runs JavaScript in it. Where that is a promise, waits for it.
    pub(crate) async fn run(&self, body: &str) -> JsValue {
        let window = reflect::get(&self.0, "contentWindow").unwrap();
        let answer = reflect::call(&window, "eval", &[&body.into()]).unwrap();
        JsFuture::from(Promise::resolve(&answer)).await.unwrap()
    }
}

impl Drop for OtherPage {
    fn drop(&mut self) {
        self.0.remove();
    }
}
