//! The page as a whole: its title, the keyboard's focus, and where it is scrolled to.

use leptos::prelude::on_cleanup;

use crate::platform::{page, task};

pub(crate) use crate::platform::page::{is_installed, prefers_reduced_motion, reload, set_title};
pub(crate) use crate::platform::task::next_frame;

/// Puts the keyboard's focus on the element with that id, as soon as it is in the page.
pub(crate) fn focus(id: impl Into<String>) {
    let id = id.into();
    task::spawn(async move { page::focus(&id) });
}

/// Shows a new page from its top: its title names the window, and its heading takes the focus. A page that takes the place of
/// the same one in the HTML leaves the reader where they are.
pub(crate) fn arrive(title: String, heading: &'static str) {
    let is_being_read = page::stands_in_html(&title);
    task::spawn(async move {
        page::set_title(&title);
        // Focusing forces a layout, which the next frame needs anyway.
        task::next_frame().await;
        if is_being_read {
            page::focus_unless_focused(heading);
        } else {
            page::scroll_to_top();
            page::focus(heading);
        }
    });
}

/// Goes back to where the page was scrolled to when it was left the last time; the library alone does.
pub(crate) fn restore_scroll() {
    task::spawn(async {
        // After the heading has taken the focus, at the top.
        task::next_frame().await;
        page::restore_scroll_position();
    });
    on_cleanup(page::save_scroll_position);
}
