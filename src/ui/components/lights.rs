//! How much pain is all right while one moves: a traffic light in words (docs/content.md).

use crate::dom::{Fragment, el};
use crate::words::{Key, text};

/// From the mildest on.
const LIGHTS: [(&str, Key); 3] = [
    ("light light--green", Key::HurtGreen),
    ("light light--amber", Key::HurtAmber),
    ("light light--red", Key::HurtRed),
];

/// The lights, and from where to count.
pub(crate) fn lights() -> Fragment {
    let lights = LIGHTS.map(|(class, words)| el("li", class).text(text(words)));
    Fragment::new()
        .child(el("p", "").text(text(Key::HurtUsual)))
        .child(el("ul", "lights").children(lights))
}
