//! Elements, and what of them may change.

use leptos::prelude::untrack;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomTokenList, Event, Node, Text};

use super::{append, document, follow, hold};

/// An element of the page.
#[derive(Clone)]
#[must_use = "an element is seen where it is put"]
pub(crate) struct Element(web_sys::Element);

/// An element with that tag and those classes; empty for none.
pub(crate) fn el(tag: &str, class: &str) -> Element {
    made(document().create_element(tag)).classed(class)
}

/// An element of a drawing.
pub(crate) fn svg(tag: &str, class: &str) -> Element {
    made(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag)).classed(class)
}

fn made(element: Result<web_sys::Element, JsValue>) -> Element {
    // Tags stand in the code: none is refused.
    Element(element.unwrap_or_else(|error| wasm_bindgen::throw_val(error)))
}

impl Element {
    fn classed(self, class: &str) -> Self {
        if class.is_empty() { self } else { self.attribute("class", class) }
    }

    /// Sets an attribute.
    pub(crate) fn attribute(self, name: &str, value: &str) -> Self {
        set_attribute(&self.0, name, Some(value));
        self
    }

    /// An attribute that changes; it is taken away while there is none.
    pub(crate) fn live_attribute(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        follow_attribute(self.0.clone(), name, Box::new(value));
        self
    }

    /// A flag that is up or down.
    pub(crate) fn live_flag(self, name: &'static str, is_up: impl Fn() -> bool + 'static) -> Self {
        self.live_attribute(name, move || is_up().then(String::new))
    }

    /// A class that comes and goes.
    pub(crate) fn live_class(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        follow_class(self.0.class_list(), name, Box::new(is_on));
        self
    }

    /// A property that changes: what a field shows is not in its attributes.
    pub(crate) fn live_property<V: Into<JsValue>>(
        self,
        name: &'static str,
        value: impl Fn() -> V + 'static,
    ) -> Self {
        follow_property(self.0.clone(), name, Box::new(move || value().into()));
        self
    }

    /// Puts a text at its end.
    pub(crate) fn text(self, text: &str) -> Self {
        append(&self.0, &document().create_text_node(text));
        self
    }

    /// Puts a text that changes at its end.
    pub(crate) fn live_text(self, text: impl Fn() -> String + 'static) -> Self {
        let node = document().create_text_node("");
        append(&self.0, &node);
        follow_text(node, Box::new(text));
        self
    }

    /// Puts an element or a fragment at its end.
    pub(crate) fn child(self, child: impl AsRef<Node>) -> Self {
        append(&self.0, child.as_ref());
        self
    }

    /// Puts several at its end.
    pub(crate) fn children<C: AsRef<Node>>(self, children: impl IntoIterator<Item = C>) -> Self {
        for child in children {
            append(&self.0, child.as_ref());
        }
        self
    }

    /// Calls `listener` at each event of that name, until the element is gone.
    pub(crate) fn on(self, name: &str, listener: impl FnMut(Event) + 'static) -> Self {
        listen(&self.0, name, Box::new(listener));
        self
    }

    /// Calls `press` at each click.
    pub(crate) fn on_click(self, press: impl FnMut() + 'static) -> Self {
        press_at_click(&self.0, Box::new(press));
        self
    }

    /// Puts another at its end, wherever that was before.
    pub(crate) fn append(&self, child: &Self) {
        append(&self.0, &child.0);
    }

    /// Shows it, or hides it from everybody.
    pub(crate) fn show(&self, shown: bool) {
        set_attribute(&self.0, "hidden", (!shown).then_some(""));
    }

    /// Sets an attribute of an element that is in the page.
    pub(crate) fn set(&self, name: &str, value: &str) {
        set_attribute(&self.0, name, Some(value));
    }
}

impl AsRef<Node> for Element {
    fn as_ref(&self) -> &Node {
        &self.0
    }
}

fn set_attribute(element: &web_sys::Element, name: &str, value: Option<&str>) {
    // Names stand in the code: none is refused.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

// The closures that are given to an element differ, and each is a type of its own. They are boxed
// at once, so that what is done with them is compiled once.

fn follow_attribute(
    element: web_sys::Element,
    name: &'static str,
    value: Box<dyn Fn() -> Option<String>>,
) {
    follow_changes(value, Box::new(move |value| set_attribute(&element, name, value)));
}

fn follow_text(node: Text, text: Box<dyn Fn() -> String>) {
    follow_changes(Box::new(move || Some(text())), Box::new(move |text| node.set_node_value(text)));
}

fn follow_class(list: DomTokenList, name: &'static str, is_on: Box<dyn Fn() -> bool>) {
    follow(move || {
        // A class is a word of the code.
        let _ = list.toggle_with_force(name, is_on());
    });
}

fn follow_property(element: web_sys::Element, name: &'static str, value: Box<dyn Fn() -> JsValue>) {
    follow(move || {
        let _ = js_sys::Reflect::set(&element, &name.into(), &value());
    });
}

/// Puts a text where it is seen, or takes it away.
type Carry = dyn Fn(Option<&str>);

/// Carries a text into the page, and touches the page only when it is another than before.
fn follow_changes(value: Box<dyn Fn() -> Option<String>>, carry: Box<Carry>) {
    let mut last = None;
    follow(move || {
        let value = value();
        if last.as_ref() != Some(&value) {
            carry(value.as_deref());
            last = Some(value);
        }
    });
}

fn press_at_click(element: &web_sys::Element, mut press: Box<dyn FnMut()>) {
    listen(element, "click", Box::new(move |_| press()));
}

fn listen(element: &web_sys::Element, name: &str, mut listener: Box<dyn FnMut(Event)>) {
    // What a listener reads it reads once.
    let closure = Closure::<dyn FnMut(Event)>::new(move |event| untrack(|| listener(event)));
    // An element of the page always takes a listener.
    let _ = element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    // Held by the region of the page in which the element is made.
    hold(closure);
}

/// What the field of an event shows.
pub(crate) fn value_of(event: &Event) -> String {
    leptos::prelude::event_target_value(event)
}

/// Whether the field of an event is ticked.
pub(crate) fn is_checked(event: &Event) -> bool {
    leptos::prelude::event_target_checked(event)
}
