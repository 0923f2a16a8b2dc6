//! Drawing in turns, between which the browser answers a touch: all at once, a session's screen would keep a slow phone from
//! that for longer than nobody notices.

use leptos::prelude::Get;

use crate::app::App;
use crate::dom::{Fragment, when};

/// A part that is drawn in a turn of its own, after what is around it.
pub(crate) fn in_turn(app: App, part: impl Fn() -> Fragment + 'static) -> Fragment {
    let is_turn = app.turn();
    when(move || is_turn.get(), part)
}
