//! Values that are kept for as long as what they belong to.

use std::any::Any;
use std::cell::RefCell;

use leptos::prelude::on_cleanup;
use slab::Slab;

thread_local! {
    /// What is held, by numbers, which can go where a value of the browser can't. What Leptos has for this asks in which
    /// thread it is, and a page has but one (docs/adr/0006-bytes.md).
    static HELD: RefCell<Slab<Box<dyn Any>>> = const { RefCell::new(Slab::new()) };
}

/// Keeps a value until what it belongs to (the region of the page, or else the app) is gone.
pub(crate) fn hold(value: impl Any) {
    hold_boxed(Box::new(value));
}

fn hold_boxed(value: Box<dyn Any>) {
    let place = HELD.with_borrow_mut(|held| held.insert(value));
    on_cleanup(move || {
        // Dropped after the borrow has ended: dropping may run code of its own.
        let _value = HELD.with_borrow_mut(|held| held.try_remove(place));
    });
}
