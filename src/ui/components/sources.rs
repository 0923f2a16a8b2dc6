//! Statements with the numbers of their sources, and the list of these at the end of a screen.

use crate::app::dates;
use crate::dom::{Element, el};
use crate::words::learn::{self, Statement};
use crate::words::{Key, fill, text};

/// The sources that a screen names, numbered as they come.
#[derive(Default)]
pub(crate) struct Sources(Vec<usize>);

impl Sources {
    /// A statement, with the numbers of its sources behind it.
    pub(crate) fn say(&mut self, tag: &'static str, statement: &Statement) -> Element {
        let numbers: Vec<_> = statement.sources.iter().map(|&source| self.number(source)).collect();
        let numbers = numbers.join(", ");
        let aloud = fill(Key::LearnPageSource, &[("n", &numbers)]);
        let mark =
            el("sup", "source").text(&format!(" [{numbers}]")).attribute("aria-hidden", "true");
        el(tag, "")
            .child(el("span", "").text(statement.text))
            .child(mark)
            .child(el("span", "visually-hidden").text(&aloud))
    }

    fn number(&mut self, source: usize) -> String {
        let place = self.0.iter().position(|other| *other == source).unwrap_or_else(|| {
            self.0.push(source);
            self.0.len() - 1
        });
        (place + 1).to_string()
    }

    /// The list of them, and when they were looked at.
    pub(crate) fn list(self) -> Element {
        let rows = self
            .0
            .into_iter()
            .filter_map(learn::source)
            .map(|source| el("li", "").text(&format!("{} ({})", source.name, source.year)));
        let day = learn::checked().map(dates::date).unwrap_or_default();
        let checked = fill(Key::LearnPageChecked, &[("date", &day)]);
        el("section", "soft")
            .child(el("h2", "").text(text(Key::LearnPageSources)))
            .child(el("ol", "plain-list").children(rows.collect::<Vec<_>>()))
            .child(el("p", "").text(&checked))
    }
}
