//! One choice of a few.

use crate::dom::{Element, el};

/// A group of radio buttons: what can be chosen and what each is called; `chosen` is followed, and
/// `choose` is told.
pub(crate) fn choices<T: Copy + PartialEq + 'static>(
    legend: Element,
    name: &str,
    offered: impl IntoIterator<Item = (T, String)>,
    chosen: impl Fn() -> T + Copy + 'static,
    choose: impl Fn(T) + Clone + 'static,
) -> Element {
    let fields = offered.into_iter().map(|(choice, words)| {
        let choose = choose.clone();
        let field = el("input", "")
            .attribute("type", "radio")
            .attribute("name", name)
            .live_property("checked", move || chosen() == choice)
            .on("change", move |_| choose(choice));
        el("label", "choice").child(field).child(el("span", "").text(&words))
    });
    el("fieldset", "choices").child(legend).children(fields)
}
