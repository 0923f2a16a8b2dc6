//! Texts whose size depends on how long they are: the style sheet sets a long one smaller, so that each fits its place
//! and nothing moves.

use leptos::prelude::*;

/// A text of the player that changes.
#[component]
pub(super) fn Fitted(
    /// Its classes.
    class: &'static str,
    /// The text.
    words: Memo<String>,
) -> impl IntoView {
    view! {
        <p
            class=class
            style=("--letters", move || words.with(|words| letters(words)))
            style=("--half", move || words.with(|words| half(words)))
            prop:textContent=words
        ></p>
    }
}

/// The number of characters, as the value of `--letters`.
pub(super) fn letters(text: &str) -> String {
    count(text).to_string()
}

/// The number of characters on the longer one of two lines, as the value of `--half`.
fn half(text: &str) -> String {
    let all = count(text);
    let breaks = text.chars().enumerate().filter(|(_, letter)| *letter == ' ');
    let longer = breaks.map(|(before, _)| before.max(all - before - 1));
    longer.min().unwrap_or(all).to_string()
}

/// At least one: sizes are divided by it.
fn count(text: &str) -> usize {
    text.chars().count().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn characters_are_counted_on_one_line_and_on_two() {
        for (text, on_one, on_two) in [
            ("", "1", "1"),
            ("Rest", "4", "4"),
            ("Breathe out", "11", "7"),
            ("Hold your breath gently", "23", "13"),
            ("Gleich geht’s", "13", "6"),
        ] {
            assert_eq!((letters(text).as_str(), half(text).as_str()), (on_one, on_two), "{text}");
        }
    }
}
