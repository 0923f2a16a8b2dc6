//! Versions of the app: reports when it is ready for offline starts, and when a newer version is waiting.

use crate::platform::service_worker::{self, VersionEvent};
use crate::platform::{offline_copy, task};
use crate::services::notices::{Notice, Notices};

pub(crate) use crate::platform::service_worker::{NotNow, check_now, take_over};

pub(crate) use crate::platform::offline_copy::OfflineCopy;

/// Registers the service worker, notifies the person of what it reports, has it store what the browser has evicted, and
/// looks for a newer version whenever the page comes to the front.
pub(crate) fn start(notices: Notices) {
    offline_copy::follow();
    task::spawn(async {
        // Settings shows the state when it is opened.
        let _ = offline_copy::complete().await;
    });
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

/// Whether the app is stored on this device, after what is missing has been stored if that is possible.
pub(crate) async fn offline_copy() -> OfflineCopy {
    offline_copy::complete().await
}
