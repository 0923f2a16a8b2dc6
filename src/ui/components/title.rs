//! The heading of a screen, which takes the focus when the screen is entered, so that a screen
//! reader begins there.

use crate::app::App;
use crate::dom::{Element, el};
use crate::words::{Key, text};

/// A screen's heading.
pub(crate) fn title(app: App, words: &str) -> Element {
    app.arrive(format!("{words} · {}", text(Key::AppName)), "title");
    el("h1", "title").attribute("id", "title").attribute("tabindex", "-1").text(words)
}
