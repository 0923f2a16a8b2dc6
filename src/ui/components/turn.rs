//! Drawing in turns, between which the browser answers a touch. On a slow phone a screen takes longer than anybody waits
//! without noticing.

use leptos::prelude::{Get, RwSignal, Set};

use crate::dom::{Fragment, when};
use crate::platform::task;

/// A part that is drawn in a turn of its own, after what is around it.
pub(crate) fn in_turn(part: impl Fn() -> Fragment + 'static) -> Fragment {
    let is_turn = RwSignal::new(false);
    task::spawn(async move {
        task::turn().await;
        // Where the screen has been left meanwhile, there is nothing to draw.
        is_turn.try_set(true);
    });
    when(move || is_turn.get(), part)
}
