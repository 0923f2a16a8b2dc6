//! Helpers for the tests in a browser (`./dev test web`). These run one after another, in one page with
//! one storage. They wait for events and responses of the browser, never for time to pass.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use js_sys::{Function, Promise};
use leptos::IntoView;
use leptos::mount::{UnmountHandle, mount_to};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, HtmlIFrameElement, HtmlInputElement, Window};

use super::globals::{document, window};
use super::microphone::Recording;
pub(crate) use super::task::next_frame;
use super::{journal, local_storage, recordings};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// The events of a test, in order, and a way to wait for more of them.
pub(crate) struct EventLog<T> {
    events: RefCell<Vec<T>>,
    waiting: RefCell<Option<oneshot::Sender<()>>>,
}

impl<T: Copy + PartialEq + 'static> EventLog<T> {
    pub(crate) fn new() -> Rc<Self> {
        Rc::new(Self { events: RefCell::default(), waiting: RefCell::default() })
    }

    /// A listener that appends what it is called with.
    pub(crate) fn listener(self: &Rc<Self>) -> impl Fn(T) + Clone + 'static {
        let this = self.clone();
        move |event| {
            this.events.borrow_mut().push(event);
            if let Some(waiting) = this.waiting.take() {
                // The test may no longer be waiting.
                let _ = waiting.send(());
            }
        }
    }

    /// Waits until the log contains `event`.
    pub(crate) async fn until(&self, event: T) {
        while !self.events.borrow().contains(&event) {
            self.next().await;
        }
    }

    /// The first event, waiting for one if there is none.
    pub(crate) async fn first(&self) -> T {
        loop {
            let first = self.events.borrow().first().copied();
            match first {
                Some(first) => return first,
                None => self.next().await,
            }
        }
    }

    async fn next(&self) {
        let (sender, event) = oneshot::channel();
        self.waiting.replace(Some(sender));
        event.await.unwrap();
    }

    /// All events so far. The log is empty afterwards.
    pub(crate) fn take(&self) -> Vec<T> {
        self.events.take()
    }
}

/// Checks the condition until it holds. It has to await the browser, so that time passes.
pub(crate) async fn wait_until(holds: impl AsyncFn() -> bool) {
    for _ in 0..200 {
        if holds().await {
            return;
        }
    }
    panic!("the condition never held");
}

/// Mounts a view in the page until the returned handle is dropped.
pub(crate) fn show<V: IntoView>(view: impl FnOnce() -> V + 'static) -> UnmountHandle<V::State> {
    mount_to(document().body().unwrap(), view)
}

/// The elements of the page that match a selector, in order.
pub(crate) fn elements(selector: &str) -> Vec<Element> {
    let found = document().query_selector_all(selector).unwrap();
    (0..found.length()).map(|place| found.get(place).unwrap().unchecked_into()).collect()
}

/// Their texts.
pub(crate) fn texts(selector: &str) -> Vec<String> {
    elements(selector).iter().map(|element| element.text_content().unwrap()).collect()
}

/// Clicks the first of them.
pub(crate) fn click(selector: &str) {
    elements(selector)[0].unchecked_ref::<HtmlElement>().click();
}

/// Sets the value of the first of them and fires an event, as when a person changes a field.
pub(crate) fn enter(selector: &str, value: &str, event: &str) {
    let field = elements(selector)[0].clone().unchecked_into::<HtmlInputElement>();
    field.set_value(value);
    field.dispatch_event(&Event::new(event).unwrap()).unwrap();
}

/// Fires an event at an element, from which it bubbles.
pub(crate) fn dispatch(element: &Element, name: &str) {
    let event = Event::new(name).unwrap();
    event.init_event_with_bubbles(name, true);
    element.dispatch_event(&event).unwrap();
}

/// Moves the page to another address on its host, and so the app to another folder, until this is dropped.
pub(crate) struct Moved(String);

impl Moved {
    pub(crate) fn to(address: &str) -> Self {
        let back = window().location().href().unwrap();
        move_to(address);
        Self(back)
    }
}

impl Drop for Moved {
    fn drop(&mut self) {
        move_to(&self.0);
    }
}

fn move_to(address: &str) {
    journal::disconnect();
    let history = window().history().unwrap();
    history.replace_state_with_url(&JsValue::NULL, "", Some(address)).unwrap();
}

/// Empties localStorage and the journal.
pub(crate) async fn empty_storage() {
    window().local_storage().unwrap().unwrap().clear().unwrap();
    for (key, _) in journal::all().await.unwrap() {
        journal::remove(&key).await.unwrap();
    }
}

/// Stores a recording of a text that no browser can decode.
pub(crate) async fn store_recording(text: &str) {
    let bytes = js_sys::Uint8Array::from(&b"no sound"[..]).buffer();
    let recording = Recording { bytes, mime_type: String::new() };
    recordings::put(text, &recording).await.unwrap();
}

/// Removes all recordings.
pub(crate) async fn empty_recordings() {
    for text in recordings::all().await.unwrap() {
        recordings::remove(&text).await.unwrap();
    }
}

/// The key of the longest value that [`fill_local_storage`] stores.
pub(crate) const FILLER: &str = "filler.0";

/// Fills localStorage to the last character.
pub(crate) fn fill_local_storage() {
    let mut room = 1 << 20;
    let mut values = 0;
    while room > 0 {
        match local_storage::write(&format!("filler.{values}"), &"x".repeat(room)) {
            Ok(()) => values += 1,
            Err(_) => room /= 2,
        }
    }
}

/// Has the pickers choose a file on the disk of the browser, which is made if it doesn't exist. As in Chromium, a new place
/// for a file that exists empties it.
pub(crate) fn kept_file(name: &str) -> Stub {
    Stub::install(&format!(
        "const names = ['showSaveFilePicker', 'showOpenFilePicker'];
        const own = names.map((name) => window[name]);
        const file = async () => (await navigator.storage.getDirectory()).getFileHandle('{name}', {{ create: true }});
        window.showSaveFilePicker = async () => {{
            const handle = await file();
            await (await handle.createWritable()).close();
            return handle;
        }};
        window.showOpenFilePicker = async () => [await file()];
        return {{
            restore: () => names.forEach((name, place) => {{ window[name] = own[place]; }}),
        }};"
    ))
}

/// Removes a file of [`kept_file`] from the disk, as a person does behind the app's back.
pub(crate) async fn remove_kept_file(name: &str) {
    let body = format!(
        "return navigator.storage.getDirectory()
            .then((folder) => folder.removeEntry('{name}')).catch(() => undefined);"
    );
    let removed = Function::new_no_args(&body).call0(&JsValue::UNDEFINED).unwrap();
    Promise::resolve(&removed).await.unwrap();
}

#[wasm_bindgen]
extern "C" {
    type StubHandle;

    #[wasm_bindgen(method)]
    fn restore(this: &StubHandle);

    #[wasm_bindgen(method)]
    fn report(this: &StubHandle) -> String;
}

/// JavaScript that replaces a part of the browser until it is dropped.
pub(crate) struct Stub(StubHandle);

impl Stub {
    /// Runs a function body that installs the stub. It returns an object with the functions `restore`
    /// and, if the test uses it, `report`.
    pub(crate) fn install(body: &str) -> Self {
        Self(Function::new_no_args(body).call0(&JsValue::UNDEFINED).unwrap().unchecked_into())
    }

    /// Replaces the value of a property. All three arguments are JavaScript.
    pub(crate) fn property(object: &str, name: &str, value: &str) -> Self {
        Self::install(&format!(
            "const own = Object.getOwnPropertyDescriptor({object}, '{name}');
            const stub = {{ value: {value}, configurable: true, writable: true }};
            Object.defineProperty({object}, '{name}', stub);
            return {{
                restore: () => {{
                    delete {object}.{name};
                    if (own) Object.defineProperty({object}, '{name}', own);
                }},
            }};"
        ))
    }

    /// Calls the stub's `report`.
    pub(crate) fn report(&self) -> String {
        self.0.report()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.0.restore();
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Window)]
    type PageWindow;

    #[wasm_bindgen(method)]
    fn eval(this: &PageWindow, script: &str) -> JsValue;
}

/// Another page of this origin, like another tab. It is closed when dropped.
pub(crate) struct OtherPage(HtmlIFrameElement);

impl OtherPage {
    pub(crate) fn open() -> Self {
        let frame = document().create_element("iframe").unwrap();
        document().document_element().unwrap().append_child(&frame).unwrap();
        Self(frame.unchecked_into())
    }

    /// Evaluates JavaScript in it, and waits for the result if it is a promise.
    pub(crate) async fn run(&self, script: &str) -> JsValue {
        let window = self.0.content_window().unwrap().unchecked_into::<PageWindow>();
        Promise::resolve(&window.eval(script)).await.unwrap()
    }
}

impl Drop for OtherPage {
    fn drop(&mut self) {
        self.0.remove();
    }
}
