//! The page as a whole: its title, the keyboard's focus, and the scroll position.

use leptos::prelude::on_cleanup;

use crate::platform::{page, task};

pub(crate) use crate::platform::keyboard::is_typing;
pub(crate) use crate::platform::page::{
    is_installed, on_press_outside, prefers_reduced_motion, print, reload, set_title,
};

/// Calls a function in a task of its own, once what has been drawn so far is on the screen.
pub(crate) fn after_paint(then: impl FnOnce() + 'static) {
    task::spawn(async move {
        task::after_paint().await;
        then();
    });
}

/// Moves the keyboard's focus to the element with an id, as soon as it is in the page.
pub(crate) fn focus(id: impl Into<String>) {
    let id = id.into();
    task::spawn(async move { page::focus(&id) });
}

/// Arrives at a new page: sets the window's title, scrolls to the top, and moves the focus to the heading. If the page
/// replaces its own static copy in the HTML, focus and scroll position are left alone.
pub(crate) fn arrive(title: String, heading: &'static str) {
    let is_being_read = page::is_in_html(&title);
    task::spawn(async move {
        page::set_title(&title);
        // Focusing forces a layout, which the next frame requires anyway.
        task::next_frame().await;
        if is_being_read {
            page::focus_unless_focused(heading);
        } else {
            page::scroll_to_top();
            page::focus(heading);
        }
    });
}

/// Restores the scroll position at which the page was last left. Only the library does this.
pub(crate) fn restore_scroll() {
    task::spawn(async {
        // Once the heading has received the focus, which scrolls to the top.
        task::next_frame().await;
        page::restore_scroll_position();
    });
    on_cleanup(page::save_scroll_position);
}
