//! How long each part of a breath of one's own takes.

use crate::app::App;
use crate::care;
use crate::dom::{Element, Fragment, el, value_of, when};
use crate::domain::routine::Rhythm;
use crate::words::{Key, fill, text};

/// The parts of a breath.
const PARTS: [Key; 4] =
    [Key::RhythmInhale, Key::RhythmHoldFull, Key::RhythmExhale, Key::RhythmHoldEmpty];

/// The choice of each part, and what a breath comes to.
pub(crate) fn rhythm(app: App) -> Fragment {
    let parts = move || app.settings.with(|settings| settings.rhythm.parts());
    let sum = move || parts().iter().map(|part| u32::from(*part)).sum();
    let is_unheld = move || {
        let [_, full, _, empty] = parts();
        (full, empty) != (0, 0) && app.settings.with(|settings| !care::may_hold_breath(settings))
    };
    el("fieldset", "choices")
        .child(
            el("legend", "").live_text(move || fill(Key::RhythmTitle, &[("n", &seconds(sum()))])),
        )
        .children((0..PARTS.len()).map(|place| part(app, place)))
        .child(when(is_unheld, || el("p", "soft").text(text(Key::RhythmUnheld)).into()))
        .into()
}

/// Half a second at a time.
fn part(app: App, place: usize) -> Element {
    let (least, most) = Rhythm::RANGES[place];
    let halves = move || app.settings.with(|settings| settings.rhythm.parts()[place]);
    let told = move || fill(Key::RhythmSeconds, &[("n", &seconds(halves().into()))]);
    let input = el("input", "")
        .attribute("type", "range")
        .attribute("min", &least.to_string())
        .attribute("max", &most.to_string())
        .live_attribute("aria-valuetext", move || Some(told()))
        .live_property("value", move || halves().to_string())
        .on("input", move |event| {
            if let Ok(halves) = value_of(&event).parse() {
                app.settings.update(|settings| {
                    let mut parts = settings.rhythm.parts();
                    parts[place] = halves;
                    settings.rhythm = Rhythm::new(parts);
                });
            }
        });
    // The slider tells it itself.
    let value = el("strong", "").attribute("aria-hidden", "true").live_text(told);
    let named = el("span", "").text(text(PARTS[place])).text(" ").child(value);
    el("label", "field").child(named).child(input)
}

/// `4`, or `4½`, which every language can read.
fn seconds(halves: u32) -> String {
    let half = if halves.is_multiple_of(2) { "" } else { "½" };
    format!("{}{half}", halves / 2)
}
