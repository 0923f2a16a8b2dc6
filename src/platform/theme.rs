//! The colours of the page.

use unknot_core::domain::settings::Theme;

use super::globals::document;

/// Puts the theme on the page; the style sheets do the rest.
pub(crate) fn set(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    // An attribute of the root can always be set.
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}
