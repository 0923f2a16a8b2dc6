//! Words that are typed in a hurry, found in texts all the same.

/// From this length on a word may have one slip, and from the second on two.
const ONE_SLIP: usize = 4;
const TWO_SLIPS: usize = 8;

/// The words that are looked for.
pub(super) struct Search(Vec<Vec<u8>>);

impl Search {
    /// Those of a text.
    pub(super) fn of(text: &str) -> Self {
        Self(words(text).collect())
    }

    /// Whether there are none: then everything has them.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether each word is in one of the texts, as the beginning of a word there, give or take a
    /// slip.
    pub(super) fn is_in(&self, texts: &[&str]) -> bool {
        self.0.iter().all(|wanted| {
            texts.iter().any(|text| words(text).any(|word| begins_with(&word, wanted)))
        })
    }
}

/// The words of a text, in small letters. Letters with marks are taken as they are.
fn words(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let parts = text.as_bytes().split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(<[u8]>::to_ascii_lowercase)
}

fn begins_with(word: &[u8], wanted: &[u8]) -> bool {
    let allowed = match wanted.len() {
        length if length >= TWO_SLIPS => 2,
        length if length >= ONE_SLIP => 1,
        _ => 0,
    };
    // Nobody mistypes the first letter and means the word.
    word.starts_with(wanted)
        || (allowed > 0 && word.first() == wanted.first() && slips(word, wanted) <= allowed)
}

/// How many letters are wrong, missing, too many or swapped with their neighbour, between what is
/// wanted and the beginning of a word (optimal string alignment).
fn slips(word: &[u8], wanted: &[u8]) -> usize {
    // Of each beginning of the word, how far it is from what of the wanted has been gone through.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (i, &letter) in wanted.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &other) in word.iter().enumerate() {
            let mut best = (last[j] + usize::from(letter != other)).min(last[j + 1] + 1);
            best = best.min(row[j] + 1);
            let swapped = i > 0 && j > 0 && letter == word[j - 1] && wanted[i - 1] == other;
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.into_iter().min().unwrap_or(wanted.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_forgiven_in_a_word_that_is_long_enough() {
        let found =
            |wanted: &str| Search::of(wanted).is_in(&["Hips and hamstrings", "Cat and cow"]);
        for wanted in
            ["hips", "HAMSTR", "hamstirngs", "hamstings", "hamsttrings", "cat cow", "", "  "]
        {
            assert!(found(wanted), "{wanted}");
        }
        for wanted in ["hop", "amstrings", "hamsters x", "cat dog", "knees"] {
            assert!(!found(wanted), "{wanted}");
        }
    }

    #[test]
    fn slips_are_counted_to_the_nearest_beginning() {
        let slips = |word: &str, wanted: &str| slips(word.as_bytes(), wanted.as_bytes());
        assert_eq!(slips("hamstring", "hamst"), 0);
        assert_eq!(slips("bridge", "birdge"), 1);
        assert_eq!(slips("bridge", "bride"), 1);
        assert_eq!(slips("bridge", "brxdxe"), 2);
        assert_eq!(slips("", "abc"), 3);
    }
}
