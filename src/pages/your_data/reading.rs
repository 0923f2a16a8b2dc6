//! The reading of a file: how far it is, and the button that stops it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::VanishingButton;
use unknot_core::i18n::{Key, text};

/// A reading that can be stopped. A new one stops the one before.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// The share that has been read, 0 to 1.
    share: RwSignal<f64>,
    /// Which reading goes on.
    current: StoredValue<u32>,
}

impl Reading {
    pub(super) fn new() -> Self {
        Self { share: RwSignal::new(0.0), current: StoredValue::new(0) }
    }

    /// Begins a reading.
    pub(super) fn begin(self) -> Ticket {
        self.stop();
        self.share.set(0.0);
        Ticket { reading: self, own: self.current.get_value() }
    }

    /// Stops the reading.
    pub(super) fn stop(self) {
        self.current.update_value(|current| *current += 1);
    }
}

/// Belongs to one reading, or to the work that follows it.
#[derive(Clone, Copy)]
pub(super) struct Ticket {
    reading: Reading,
    own: u32,
}

impl Ticket {
    /// Whether nothing has stopped the reading, no other one has begun, and the page is still there.
    pub(super) fn is_valid(self) -> bool {
        self.reading.current.try_get_value() == Some(self.own)
    }

    /// Calls `go_on` with what a task gives, unless it isn't wanted any more by then.
    pub(super) fn after<R: 'static>(
        self,
        task: impl Future<Output = R> + 'static,
        go_on: impl FnOnce(R) + 'static,
    ) {
        spawn_local(async move {
            let done = task.await;
            if self.is_valid() {
                go_on(done);
            }
        });
    }

    /// Shows the share that has been read. Returns whether to go on.
    pub(super) fn report(self, share: f64) -> bool {
        let goes_on = self.is_valid();
        if goes_on {
            self.reading.share.set(share);
        }
        goes_on
    }
}

/// How far a reading is, and the button that stops it.
#[component]
pub(super) fn ReadingProgress(
    /// The reading.
    reading: Reading,
    /// The id of the element that receives the focus when the button disappears.
    focus_next: &'static str,
    /// Called when the person stops it.
    on_stop: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <progress
            class="meter"
            aria-label=text(Key::RestoreReading)
            max="1"
            value=move || reading.share.get().to_string()
        ></progress>
        <p class="soft">{text(Key::RestoreReading)}</p>
        <VanishingButton label=text(Key::RestoreStop) focus_next on_press=on_stop/>
    }
}
