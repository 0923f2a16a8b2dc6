//! The colours of the page and of the browser's bars around it.

use web_sys::Element;

use super::globals::document;
use unknot_core::domain::settings::Theme;

/// The colours of the page in the light and in the dark theme: `--paper` of `style/tokens.css`.
const LIGHT: &str = "#f7f2e9";
const DARK: &str = "#0d1a1e";

/// Applies the theme. The style sheets take the page's colours from an attribute of the root.
pub(crate) fn set(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    let (attribute, light, dark) = match theme {
        Theme::System => (None, LIGHT, DARK),
        Theme::Light => (Some("light"), LIGHT, LIGHT),
        Theme::Dark => (Some("dark"), DARK, DARK),
    };
    // These names and values are valid, so setting them can't fail.
    let _ = match attribute {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
    // The page has a colour for each scheme of the system. A chosen theme sets both to the same colour.
    for (scheme, color) in [("light", light), ("dark", dark)] {
        if let Some(meta) = theme_color(scheme) {
            let _ = meta.set_attribute("content", color);
        }
    }
}

/// The element with the colour of the browser's bars for a color scheme of the system.
fn theme_color(scheme: &str) -> Option<Element> {
    let selector = format!("meta[name=theme-color][media='(prefers-color-scheme: {scheme})']");
    document().query_selector(&selector).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The page that the app ships, and the style sheet with its colours.
    const PAGE: &str = include_str!("../../index.html");
    const TOKENS: &str = include_str!("../../style/tokens.css");

    #[wasm_bindgen_test]
    fn colours_are_those_of_the_page_and_of_the_style_sheet() {
        for (color, scheme) in [(LIGHT, "light"), (DARK, "dark")] {
            let tag = format!("content=\"{color}\" media=\"(prefers-color-scheme: {scheme})\"");
            assert!(PAGE.contains(&tag), "{tag}");
        }
        assert!(TOKENS.contains(&format!("--paper: light-dark({LIGHT}, {DARK});")));
    }

    #[wasm_bindgen_test]
    fn browser_interface_takes_the_colour_of_the_chosen_theme() {
        let root = document().document_element().unwrap();
        let metas = ["light", "dark"].map(|scheme| {
            let meta = document().create_element("meta").unwrap();
            meta.set_attribute("name", "theme-color").unwrap();
            meta.set_attribute("media", &format!("(prefers-color-scheme: {scheme})")).unwrap();
            root.append_child(&meta).unwrap();
            meta
        });
        for (theme, colours) in [
            (Theme::Dark, ["#0d1a1e", "#0d1a1e"]),
            (Theme::Light, ["#f7f2e9", "#f7f2e9"]),
            (Theme::System, ["#f7f2e9", "#0d1a1e"]),
        ] {
            set(theme);
            let shown =
                metas.each_ref().map(|meta| meta.get_attribute("content").unwrap_or_default());
            assert_eq!(shown, colours, "{theme:?}");
        }
        for meta in metas {
            meta.remove();
        }
        assert!(!root.has_attribute("data-theme"));
    }
}
