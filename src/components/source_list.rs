//! Statements with numbered citations, and the list of sources at the end of a page.
//!
//! Only what can be looked up has a number. What is commonly said has none, and the list says so.

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
        Self::that(statements, &|source| learn::source(source).is_some_and(|it| it.is_named))
    }

    /// Those of them that have a number.
    fn that<'a>(
        statements: impl IntoIterator<Item = &'a Statement>,
        has_number: &dyn Fn(usize) -> bool,
    ) -> Self {
        let mut sources = Vec::new();
        for &source in statements.into_iter().flat_map(|statement| &statement.sources) {
            if has_number(source) && !sources.contains(&source) {
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

    /// The statements of a section with their citations. Where several in a row have the same, the last one shows it.
    pub(crate) fn cite_section<'a>(
        &self,
        statements: impl IntoIterator<Item = &'a Statement>,
    ) -> Vec<AnyView> {
        let section = self.of_section(statements).into_iter();
        section.map(|(said, numbers)| view! { <Citation said numbers/> }.into_any()).collect()
    }

    /// What the statements of a section say, and the numbers that are shown after each.
    fn of_section<'a>(
        &self,
        statements: impl IntoIterator<Item = &'a Statement>,
    ) -> Vec<(&'static str, String)> {
        let said = statements.into_iter().map(|it| (it.text, self.numbers(it)));
        let mut section: Vec<_> = said.collect();
        for place in 1..section.len() {
            if section[place - 1].1 == section[place].1 {
                section[place - 1].1.clear();
            }
        }
        section
    }
}

/// A statement with its citation, if it has one, once for the eye and once for screen readers.
#[component]
fn Citation(said: &'static str, numbers: String) -> impl IntoView {
    let citation = (!numbers.is_empty()).then(|| {
        let aloud = fill(Key::LearnPageSource, &[("n", &numbers)]);
        view! {
            <sup class="source" aria-hidden="true">
                // On the line of the last word.
                {format!("\u{a0}[{numbers}]").replace(' ', "\u{a0}")}
            </sup>
            <span class="visually-hidden">{aloud}</span>
        }
    });
    view! {
        <span>{said}</span>
        {citation}
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
            <p>{text(Key::LearnPageUnnumbered)}</p>
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
        let sources = Sources::that(&statements, &|_| true);
        assert_eq!(sources, Sources(vec![7, 2, 5]));
        let numbers = statements.each_ref().map(|statement| sources.numbers(statement));
        assert_eq!(numbers, ["1", "2, 1", "2, 3"]);
    }

    #[wasm_bindgen_test]
    fn what_is_commonly_said_has_no_number_and_a_run_of_the_same_has_one() {
        let statement = |sources: &[usize]| Statement { text: "", sources: sources.to_vec() };
        let statements = [&[9][..], &[4], &[4, 9], &[4], &[9], &[4], &[5], &[5]].map(statement);
        let sources = Sources::that(&statements, &|source| source != 9);
        let section = sources.of_section(&statements);
        let numbers: Vec<_> = section.iter().map(|(_, numbers)| &**numbers).collect();
        assert_eq!(numbers, ["", "", "", "1", "", "1", "", "2"]);
    }
}
