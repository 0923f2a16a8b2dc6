//! Versions of the app: tells when it is stored for offline starts, and when a newer version is waiting.

use crate::platform::service_worker::{self, VersionEvent};
use crate::services::notices::{Notice, Notices};

pub(crate) use crate::platform::service_worker::check_now;

/// Registers the service worker and notifies the person of what it reports; looks for a newer version whenever the page
/// comes to the front.
pub(crate) fn start(notices: Notices) {
    service_worker::register(move |version| {
        notices.notify(match version {
            VersionEvent::OfflineReady => Notice::OfflineReady,
            VersionEvent::Waiting => Notice::UpdateReady,
        });
    });
    crate::platform::page::on_visibility_change(|visible| {
        if visible {
            service_worker::check();
        }
    });
}

/// Reloads into the waiting version, unless a session runs in any tab: then the person is told so.
pub(crate) fn apply(notices: Notices) {
    service_worker::apply_update(move || notices.notify(Notice::InSession));
}
