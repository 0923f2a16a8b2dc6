//! What is wrong with a form.

use leptos::prelude::*;

use crate::services::page;
use unknot_core::i18n::{Key, text};

/// What is wrong with a form and in which field, if anything is.
#[derive(Clone, Copy)]
pub(super) struct FormError {
    /// The id of its text.
    id: &'static str,
    found: RwSignal<Option<Wrong>>,
}

/// What is wrong, and the id of the field.
pub(super) type Wrong = (Key, &'static str);

impl FormError {
    /// Nothing is wrong yet.
    pub(super) fn new(id: &'static str) -> Self {
        Self { id, found: RwSignal::new(None) }
    }

    /// Says what is wrong, and moves the focus to the field.
    pub(super) fn say(self, wrong: Wrong) {
        self.found.set(Some(wrong));
        page::focus(wrong.1);
    }

    /// Nothing is wrong any more.
    pub(super) fn clear(self) {
        self.found.set(None);
    }

    /// The `aria-invalid` of a field.
    pub(super) fn invalid(self, field: &'static str) -> impl Fn() -> Option<&'static str> {
        move || self.is_in(field).then_some("true")
    }

    /// The `aria-describedby` of a field.
    pub(super) fn description(self, field: &'static str) -> impl Fn() -> Option<&'static str> {
        move || self.is_in(field).then_some(self.id)
    }

    fn is_in(self, field: &'static str) -> bool {
        self.found.get().is_some_and(|(_, wrong)| wrong == field)
    }
}

/// Says what is wrong.
#[component]
pub(super) fn FormErrorText(error: FormError) -> impl IntoView {
    let words = move || error.found.get().map_or("", |(why, _)| text(why));
    view! { <p id=error.id class="form__error" role="alert" prop:textContent=words></p> }
}
