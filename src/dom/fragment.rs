//! Runs of nodes, and regions of the page that are made anew.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{ArcTrigger, Notify, Track, untrack};
use web_sys::{DocumentFragment, Node};

use super::{Element, append, document, follow};

/// Nodes that stand side by side. Put somewhere, it is empty.
#[must_use = "nodes are seen where they are put"]
pub(crate) struct Fragment(DocumentFragment);

impl Fragment {
    /// No nodes.
    pub(crate) fn new() -> Self {
        Self(document().create_document_fragment())
    }

    /// With one more, or with all of another fragment, at its end.
    pub(crate) fn child(self, child: impl AsRef<Node>) -> Self {
        append(&self.0, child.as_ref());
        self
    }
}

impl AsRef<Node> for Fragment {
    fn as_ref(&self) -> &Node {
        &self.0
    }
}

impl<C: AsRef<Node>> FromIterator<C> for Fragment {
    fn from_iter<I: IntoIterator<Item = C>>(nodes: I) -> Self {
        nodes.into_iter().fold(Self::new(), Self::child)
    }
}

impl From<Element> for Fragment {
    fn from(element: Element) -> Self {
        Self::new().child(element)
    }
}

/// Nodes that are made anew whenever something that `make` read has changed.
pub(crate) fn region(make: impl Fn() -> Fragment + 'static) -> Fragment {
    region_boxed(Box::new(make))
}

fn region_boxed(make: Box<dyn Fn() -> Fragment>) -> Fragment {
    // Two empty texts mark where it is; what stands between them is its own.
    let (start, end) = (document().create_text_node(""), document().create_text_node(""));
    let place = Fragment::new().child(&start).child(&end);
    follow(move || {
        let nodes = make();
        if let Ok(range) = document().create_range() {
            // Both marks are in the page, or both in the fragment that will be.
            let _ = range.set_start_after(&start);
            let _ = range.set_end_before(&end);
            let _ = range.delete_contents();
        }
        if let Some(parent) = end.parent_node() {
            let _ = parent.insert_before(nodes.as_ref(), Some(&end));
        }
    });
    place
}

/// Nodes that are made anew when `key` is another than before, and only then.
pub(crate) fn switch<K: PartialEq + 'static>(
    key: impl Fn() -> K + 'static,
    make: impl Fn(&K) -> Fragment + 'static,
) -> Fragment {
    let current = Rc::new(RefCell::new(None));
    let seen = current.clone();
    switch_boxed(
        Box::new(move || {
            let key = Some(key());
            let is_other = *seen.borrow() != key;
            if is_other {
                *seen.borrow_mut() = key;
            }
            is_other
        }),
        Box::new(move || current.borrow().as_ref().map_or_else(Fragment::new, &make)),
    )
}

fn switch_boxed(has_changed: Box<dyn Fn() -> bool>, make: Box<dyn Fn() -> Fragment>) -> Fragment {
    let changed = ArcTrigger::new();
    let tell = changed.clone();
    follow(move || {
        if has_changed() {
            tell.notify();
        }
    });
    region(move || {
        changed.track();
        untrack(&*make)
    })
}

/// Nodes that are there while something holds.
pub(crate) fn when(
    holds: impl Fn() -> bool + 'static,
    make: impl Fn() -> Fragment + 'static,
) -> Fragment {
    when_boxed(Box::new(holds), Box::new(make))
}

fn when_boxed(holds: Box<dyn Fn() -> bool>, make: Box<dyn Fn() -> Fragment>) -> Fragment {
    switch(holds, move |&holds| if holds { make() } else { Fragment::new() })
}
