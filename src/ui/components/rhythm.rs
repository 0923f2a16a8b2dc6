//! How long each part of a breath of one's own takes.

use leptos::prelude::{Get, GetUntracked, RwSignal, Set, Update};

use crate::app::App;
use crate::care;
use crate::dom::{Element, Fragment, el, follow, value_of};
use crate::domain::routine::Rhythm;
use crate::words::{Key, fill, text};

/// The parts of a breath.
const PARTS: [Key; 4] =
    [Key::RhythmInhale, Key::RhythmHoldFull, Key::RhythmExhale, Key::RhythmHoldEmpty];

/// The choice of each part, and what a breath comes to.
pub(crate) fn rhythm(app: App) -> Fragment {
    // A slider is pulled over many values, of which the last is kept.
    let shown = RwSignal::new(Rhythm::default());
    follow(move || shown.set(app.settings.with(|settings| settings.rhythm)));
    let may_hold = move || app.settings.with(care::may_hold_breath);
    let sum = move || {
        let [inhale, full, exhale, empty] = shown.get().parts().map(u32::from);
        inhale + exhale + if may_hold() { full + empty } else { 0 }
    };
    let unheld = move || {
        let [_, full, _, empty] = shown.get().parts();
        let is_unheld = (full, empty) != (0, 0) && !may_hold();
        if is_unheld { text(Key::RhythmUnheld).to_owned() } else { String::new() }
    };
    let title = move || fill(Key::RhythmTitle, &[("n", &seconds(sum()))]);
    el("fieldset", "choices")
        .child(el("legend", "").live_text(title))
        .children((0..PARTS.len()).map(|place| part(app, shown, place)))
        .child(el("p", "soft").attribute("role", "status").live_text(unheld))
        .into()
}

/// Half a second at a time.
fn part(app: App, shown: RwSignal<Rhythm>, place: usize) -> Element {
    let (least, most) = Rhythm::RANGES[place];
    let halves = move || shown.get().parts()[place];
    // Those that may be left out are the holds.
    let is_hold = least == 0;
    let told = move || fill(Key::RhythmSeconds, &[("n", &seconds(halves().into()))]);
    let input = el("input", "")
        .attribute("type", "range")
        .attribute("min", &least.to_string())
        .attribute("max", &most.to_string())
        .live_attribute("aria-valuetext", move || Some(told()))
        .live_property("value", move || halves().to_string())
        .live_flag("disabled", move || is_hold && !app.settings.with(care::may_hold_breath))
        .on("input", move |event| {
            if let Ok(halves) = value_of(&event).parse() {
                shown.update(|rhythm| {
                    let mut parts = rhythm.parts();
                    parts[place] = halves;
                    *rhythm = Rhythm::new(parts);
                });
            }
        })
        .on("change", move |_| {
            app.settings.update(|settings| settings.rhythm = shown.get_untracked());
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
