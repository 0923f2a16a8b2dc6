//! All routines.

use crate::app::App;
use crate::dom::{Fragment, el};
use crate::domain::catalog::routines;
use crate::ui::components::routine_card::routine_card;
use crate::ui::components::title::title;
use crate::words::{Key, text};

/// All routines.
pub(crate) fn library(app: App) -> Fragment {
    let cards = routines().map(|routine| el("li", "").child(routine_card(routine)));
    Fragment::new()
        .child(title(app, text(Key::LibraryTitle)))
        .child(el("p", "soft").text(text(Key::LibraryIntro)))
        .child(el("ul", "list").children(cards))
}
