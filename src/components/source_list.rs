//! Statements with numbered citations, and the list of sources at the end of a page.

use leptos::prelude::*;

use crate::services::dates;
use unknot_core::i18n::learn::{self, Statement};
use unknot_core::i18n::{Key, fill, text};

/// The sources of a page, numbered from 1 in the order in which its statements first cite them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sources(Vec<usize>);

impl Sources {
    /// The sources of a page's statements, given in the order in which they appear on the page.
    pub(crate) fn of<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> Self {
        let mut sources = Vec::new();
        for &source in statements.into_iter().flat_map(|statement| &statement.sources) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        Self(sources)
    }

    /// The citation numbers of a statement: “1, 3”.
    fn numbers(&self, statement: &Statement) -> String {
        let number = |source| self.0.iter().position(|other| other == source);
        let numbers = statement.sources.iter().filter_map(number);
        numbers.map(|place| (place + 1).to_string()).collect::<Vec<_>>().join(", ")
    }

    /// A statement with its citation.
    pub(crate) fn cite(&self, statement: &Statement) -> impl IntoView + use<> {
        let numbers = self.numbers(statement);
        view! { <Citation said=statement.text numbers/> }
    }
}

/// A statement with its citation, once for the eye and once for screen readers.
#[component]
fn Citation(said: &'static str, numbers: String) -> impl IntoView {
    let aloud = fill(Key::LearnPageSource, &[("n", &numbers)]);
    view! {
        <span>{said}</span>
        <sup class="source" aria-hidden="true">
            {format!(" [{numbers}]")}
        </sup>
        <span class="visually-hidden">{aloud}</span>
    }
}

/// The sources in order of their numbers, and when the statements were last checked against them. Folded, so that they don't
/// stand between a reader and what follows.
#[component]
pub(crate) fn SourceList(
    /// The sources.
    sources: Sources,
) -> impl IntoView {
    let rows = sources.0.into_iter().filter_map(learn::source);
    let rows = rows.map(|source| view! { <li>{format!("{} ({})", source.name, source.year)}</li> });
    let day = learn::checked().map(dates::date).unwrap_or_default();
    view! {
        <details class="card soft">
            <summary>{text(Key::LearnPageSources)}</summary>
            <ol class="plain-list">{rows.collect_view()}</ol>
            <p>{fill(Key::LearnPageChecked, &[("date", &day)])}</p>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn sources_are_numbered_in_order_of_their_first_citation() {
        let statement = |sources: &[usize]| Statement { text: "", sources: sources.to_vec() };
        let statements = [statement(&[7]), statement(&[2, 7]), statement(&[2, 5])];
        let sources = Sources::of(&statements);
        assert_eq!(sources, Sources(vec![7, 2, 5]));
        let numbers = statements.each_ref().map(|statement| sources.numbers(statement));
        assert_eq!(numbers, ["1", "2, 1", "2, 3"]);
    }
}
