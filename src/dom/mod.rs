//! The nodes of the page: made at once, and kept up to date by effects.
//!
//! Leptos' `view!` gives every element a type of its own, and every type its own code to build,
//! update and drop. Here an element is an element: the reactive graph is Leptos', what stands on it
//! is the browser's own tree (docs/adr/0006-bytes.md has the measurements).
//!
//! Three things are enough. An [`Element`] is made once. What may change in it (a text, an
//! attribute, a property) is given as a closure, and follows whatever that closure reads. A
//! [`Fragment`] is a run of nodes; [`region`], [`switch`] and [`when`] make one anew when what they
//! read changes, and with the old nodes go their effects and listeners.

mod element;
mod fragment;
mod glide;
mod hold;
mod live;

pub(crate) use element::{Element, el, is_checked, svg, value_of};
pub(crate) use fragment::{Fragment, region, switch, when};
pub(crate) use glide::Glide;
pub(crate) use hold::hold;
pub(crate) use live::{Live, follow};

use wasm_bindgen::JsCast;
use web_sys::{Document, Node};

/// The document. There is one: this code only runs in a page.
fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("the app runs in a page")
}

/// Puts nodes at the end of the page.
pub(crate) fn append_to_page(fragment: &Fragment) {
    if let Some(body) = document().body() {
        append(body.unchecked_ref(), fragment.as_ref());
    }
}

/// Puts a node, or all nodes of a fragment, at the end of another.
fn append(parent: &Node, child: &Node) {
    // Refused only where a node would become its own ancestor.
    let _ = parent.append_child(child);
}
