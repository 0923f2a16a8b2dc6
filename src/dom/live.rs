//! Values that change, and code that follows them.

use std::cell::RefCell;

use leptos::prelude::{ArcTrigger, Notify, RenderEffect, Track, on_cleanup};

/// A value that others follow, for the life of the app. Free to copy.
///
/// Under every one is the same kind of signal, so that a further type of value adds next to no
/// code. It is never freed: what lives as long as a screen is a signal of Leptos.
pub(crate) struct Live<T: 'static>(&'static Inner<T>);

struct Inner<T> {
    value: RefCell<T>,
    changed: ArcTrigger,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T: 'static> Live<T> {
    /// A value to start with.
    pub(crate) fn new(value: T) -> Self {
        let inner = Inner { value: RefCell::new(value), changed: ArcTrigger::new() };
        Self(Box::leak(Box::new(inner)))
    }

    /// Looks at it, and follows it.
    pub(crate) fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.0.changed.track();
        look(&self.0.value.borrow())
    }

    /// Looks at it once.
    pub(crate) fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.0.value.borrow())
    }

    /// Changes it, and tells its followers.
    pub(crate) fn update<R>(self, change: impl FnOnce(&mut T) -> R) -> R {
        let answer = change(&mut self.0.value.borrow_mut());
        self.0.changed.notify();
        answer
    }

    /// Puts another in its place.
    pub(crate) fn set(self, value: T) {
        // The old one is dropped after the borrow has ended: dropping may run code of its own.
        let _old = self.update(|current| std::mem::replace(current, value));
    }
}

impl<T: Clone + 'static> Live<T> {
    /// A copy of it, following it.
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    /// A copy of it.
    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}

/// Runs `update` at once, and again whenever something that it read has changed, until what it
/// belongs to (the region of the page, or else the app) is gone.
pub(crate) fn follow(update: impl FnMut() + 'static) {
    follow_boxed(Box::new(update));
}

/// One function for every closure.
fn follow_boxed(mut update: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_| update());
    on_cleanup(move || drop(effect));
}
