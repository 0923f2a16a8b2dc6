//! Versions of the app: what is stored for starts without a network, and a newer one that waits for the person's word.
//! Nobody waits for it, so its code comes later (docs/adr/0009-later-code.md).

use std::cell::Cell;

use super::keeper::tell;
use super::notice::Notice;
use crate::dom::Live;
use crate::platform::updates::{self, Version};

/// What follows versions, to be called by an effect once its code has come. Where `updating` says so, the waiting one takes
/// over.
pub(super) fn following(notices: Live<Vec<Notice>>, updating: Live<bool>) -> Box<dyn Fn()> {
    let is_registered = Cell::new(false);
    Box::new(move || {
        if !is_registered.replace(true) {
            updates::register(move |version| {
                let notice = match version {
                    Version::OfflineReady => Notice::OfflineReady,
                    Version::Waiting => Notice::UpdateReady,
                };
                tell(notices, notice);
            });
        }
        if updating.get() {
            updates::apply(move || tell(notices, Notice::InSession));
        }
    })
}
