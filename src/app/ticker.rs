//! A time that runs while a screen shows it: for the figure on a pose's page.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{RwSignal, Set};

use crate::domain::time::Millis;
use crate::platform::{clock, page, wake::Wake};

/// A running time. It stops when it is dropped.
pub(crate) struct Ticker {
    wake: Rc<RefCell<Option<Wake>>>,
}

impl Ticker {
    /// Sets `time` to the time since now, frame by frame.
    pub(crate) fn start(time: RwSignal<Millis>) -> Self {
        let wake = Rc::new(RefCell::new(None));
        tick(&wake, time, clock::now().utc_ms);
        Self { wake }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.wake.borrow_mut().take();
    }
}

fn tick(wake: &Rc<RefCell<Option<Wake>>>, time: RwSignal<Millis>, start: i64) {
    let since = clock::now().utc_ms - start;
    time.set(Millis(u32::try_from(since).unwrap_or(0)));
    // Weak, so that a dropped ticker is not kept running by its own next frame.
    let next = Rc::downgrade(wake);
    let body = move || {
        if let Some(wake) = next.upgrade() {
            tick(&wake, time, start);
        }
    };
    // A hidden page has no frames; it is looked at again a second later.
    let asked = if page::is_visible() {
        Wake::at_frame(body)
    } else {
        Some(Wake::after(Millis::secs(1), body))
    };
    *wake.borrow_mut() = asked;
}
