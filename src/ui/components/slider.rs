//! How loud something is.

use crate::app::App;
use crate::dom::{Element, el, value_of};
use crate::domain::settings::Settings;
use crate::words::{Key, text};

/// A slider from 0 to 100 percent, with its name.
pub(crate) fn slider(
    app: App,
    name: Key,
    percent: fn(&Settings) -> u8,
    set: fn(&mut Settings, u8),
    then: impl Fn() + 'static,
) -> Element {
    let input = el("input", "")
        .attribute("type", "range")
        .attribute("min", "0")
        .attribute("max", "100")
        .attribute("step", "10")
        .live_attribute("aria-valuetext", move || Some(format!("{} %", app.settings.with(percent))))
        .live_property("value", move || app.settings.with(percent).to_string())
        .on("change", move |event| {
            if let Ok(percent) = value_of(&event).parse() {
                app.settings.update(|settings| set(settings, percent));
                then();
            }
        });
    el("label", "field").child(el("span", "").text(text(name))).child(input)
}
