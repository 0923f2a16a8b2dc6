//! A running time for the figure on the page of a pose.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::scheduling::Scheduled;
use crate::platform::{clock, page};
use unknot_core::domain::time::Millis;

/// The time between two pictures of a figure. The quickest steps take half a second.
const FRAME: Millis = Millis(30);
/// How often a hidden page is updated.
const HIDDEN: Millis = Millis::secs(1);

/// The time since this call, updated every [`FRAME`] until the current reactive owner is cleaned up.
pub(crate) fn running_time() -> Signal<Millis> {
    let time = RwSignal::new(Millis::ZERO);
    let wake = Rc::new(RefCell::new(None));
    tick(&wake, time, clock::now().utc_ms);
    let wake = StoredValue::new_local(wake);
    on_cleanup(move || {
        wake.with_value(|wake| wake.borrow_mut().take());
    });
    time.into()
}

fn tick(wake: &Rc<RefCell<Option<Scheduled>>>, time: RwSignal<Millis>, start: i64) {
    let since = clock::now().utc_ms - start;
    time.set(Millis(u32::try_from(since).unwrap_or(0)));
    // Weak, so that the timer doesn't keep itself alive.
    let next = Rc::downgrade(wake);
    let body = move || {
        if let Some(wake) = next.upgrade() {
            tick(&wake, time, start);
        }
    };
    let delay = if page::is_visible() { FRAME } else { HIDDEN };
    *wake.borrow_mut() = Some(Scheduled::after(delay, body));
}
