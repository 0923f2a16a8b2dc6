//! Recognises what people call their trouble.

use super::fold::fold;
use super::fuzzy::matches_start;
use crate::domain::caution::Cautions;
use crate::i18n;

/// The longest word that has to be typed as it is: many words begin with “pee”.
const WHOLE: usize = 4;
/// The shortest word that may have a typing error: “fell” isn't “feel”.
const ERRORS_FROM: usize = 6;

/// What a query says about the person's trouble.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Whether it may be a sign that needs a doctor.
    pub is_alarm: bool,
    /// The cautions that it names.
    pub cautions: Cautions,
}

impl Trouble {
    /// Whether it is any trouble at all.
    pub fn is_any(self) -> bool {
        self != Self::default()
    }
}

/// What a text says about the person's trouble.
pub fn trouble(text: &str) -> Trouble {
    let Some(phrases) = i18n::trouble() else { return Trouble::default() };
    let text = fold(text);
    let typed: Vec<&str> = text.split_whitespace().collect();
    let says = |phrase: &&str| {
        phrase.split(' ').all(|word| typed.iter().any(|typed| is_word(typed, word)))
    };
    let named = phrases.cautions.iter().filter(|(_, phrases)| phrases.iter().any(says));
    let named: Vec<_> = named.map(|(caution, _)| *caution).collect();
    Trouble { is_alarm: phrases.alarms.iter().any(says), cautions: Cautions::of(&named) }
}

/// Whether somebody has typed a word, perhaps with an ending (“bladders”) or a typing error.
fn is_word(typed: &str, word: &str) -> bool {
    typed == word
        || (word.len() > WHOLE && typed.starts_with(word))
        || (word.len() >= ERRORS_FROM && matches_start(typed.as_bytes(), word.as_bytes()))
}
