//! Passages, their sentences and their grade.

use std::cmp::Reverse;

use crate::syllables::syllables;

/// A text without a full stop and with at most this many words is a label. Labels would lower the
/// average.
const LABEL: usize = 5;

/// A text of the pack and its place.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) place: String,
    pub(crate) text: String,
}

/// Texts that are read together.
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) name: String,
    pub(crate) texts: Vec<Text>,
}

impl Passage {
    /// A passage of texts, without labels.
    pub(crate) fn new(name: &str, mut texts: Vec<Text>) -> Self {
        texts.retain(|text| !text.is_label());
        Self { name: name.to_owned(), texts }
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().flat_map(|text| words(&text.text))
    }

    fn sentences(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().flat_map(|text| sentences(&text.text))
    }

    /// The Flesch-Kincaid grade.
    pub(crate) fn grade(&self) -> f64 {
        let syllables = self.words().map(syllables).sum();
        let [words, sentences, syllables] =
            [self.words().count(), self.sentences().count(), syllables]
                .map(|count| f64::from(u32::try_from(count).unwrap()));
        0.39 * words / sentences + 11.8 * syllables / words - 15.59
    }

    /// Its longest sentence and its longest words.
    pub(crate) fn hardest(&self) -> String {
        let sentence = self.sentences().max_by_key(|sentence| words(sentence).count());
        let mut long: Vec<_> = self.words().filter(|word| syllables(word) > 2).collect();
        long.sort_by_key(|word| Reverse(syllables(word)));
        long.truncate(8);
        format!("«{}», {}", sentence.unwrap_or_default(), long.join(" "))
    }
}

impl Text {
    pub(crate) fn is_label(&self) -> bool {
        let ended = self.text.ends_with(['.', '?', '!', '…', ':']);
        !ended && words(&self.text).count() <= LABEL
    }
}

/// The words of a text. A placeholder counts as its name.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

/// The sentences of a text. Colons and semicolons don't end a sentence, which makes the measure
/// stricter.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let marks = text.match_indices(['.', '?', '!', '…']).map(|(at, mark)| at + mark.len());
    for end in marks.chain([text.len()]) {
        // The point in «5.5» doesn't end a sentence.
        let ended = !text[end..].starts_with(char::is_alphanumeric);
        if ended && text[start..end].contains(char::is_alphanumeric) {
            sentences.push(text[start..end].trim());
            start = end;
        }
    }
    sentences
}

#[test]
fn sentences_end_at_punctuation_but_not_in_numbers() {
    let text = "Breathe at 5.5 a minute, or not: as you like. Lost count? Begin again";
    assert_eq!(
        sentences(text),
        ["Breathe at 5.5 a minute, or not: as you like.", "Lost count?", "Begin again"]
    );
}

#[test]
fn grade_follows_the_published_formula() {
    let text = "A sore back needs movement. Go slowly, and stop when you need to.";
    let text = Text { place: String::new(), text: text.to_owned() };
    let passage = Passage::new("", vec![text]);
    // Thirteen words in two sentences, with fifteen syllables.
    let expected = 0.39 * 13.0 / 2.0 + 11.8 * 15.0 / 13.0 - 15.59;
    assert!((passage.grade() - expected).abs() < 1e-9, "{}", passage.grade());
}
