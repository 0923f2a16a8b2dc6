//! The address: the part after `#` is the state of the screen.

use super::events::{listen, window};

/// What stands after `#`, without it.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Goes to another screen, so that the browser's back button returns to this one.
pub(crate) fn go(fragment: &str) {
    // Setting a fragment is refused by no browser; the screen follows the event.
    let _ = window().location().set_hash(fragment);
}

/// Goes to another screen in place of this one, to which back then does not return.
pub(crate) fn replace(fragment: &str) {
    let _ = window().location().replace(&format!("#{fragment}"));
}

/// Calls `listener` with the fragment when it changes.
pub(crate) fn on_change(mut listener: impl FnMut(String) + 'static) {
    listen(&window(), "hashchange", move |_| listener(fragment()));
}
