//! Fuzzy prefix matching of words.
//!
//! Hand-written because edit-distance crates compare whole words, whereas this compares the query
//! with prefixes.

/// The minimum length of a query word for one typing error.
const ONE_ERROR: usize = 4;
/// The minimum length of a query word for two typing errors.
const TWO_ERRORS: usize = 8;

/// Whether every word of `query` matches the start of some word in `text`, allowing for typing
/// errors. True if `query` is blank.
pub(super) fn matches_all(text: &str, query: &str) -> bool {
    let mut query = query.as_bytes();
    while let Some(word) = next_word(&mut query) {
        if !matches_any_word(text, word) {
            return false;
        }
    }
    true
}

/// Whether a word of a folded text starts with `word`, as it was typed.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    text.split(' ').any(|other| other.starts_with(word))
}

fn matches_any_word(text: &str, query: &[u8]) -> bool {
    let mut rest = text.as_bytes();
    while let Some(word) = next_word(&mut rest) {
        if matches_start(word, query) {
            return true;
        }
    }
    false
}

/// Removes and returns the next word of a text. All characters beyond ASCII count as letters.
fn next_word<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let is_letter = |byte: &u8| !byte.is_ascii() || byte.is_ascii_alphanumeric();
    let start = rest.iter().position(is_letter)?;
    let text = &rest[start..];
    let end = text.iter().position(|byte| !is_letter(byte)).unwrap_or(text.len());
    *rest = &text[end..];
    Some(&text[..end])
}

/// Whether `query` matches the start of `word`, allowing for typing errors. Neither is empty.
pub(super) fn matches_start(word: &[u8], query: &[u8]) -> bool {
    // Fast path for exact prefixes.
    if word.get(..query.len()).is_some_and(|start| start.eq_ignore_ascii_case(query)) {
        return true;
    }
    let allowed = if query.len() >= TWO_ERRORS { 2 } else { usize::from(query.len() >= ONE_ERROR) };
    // The first letter has to be right.
    allowed > 0
        && word[0].eq_ignore_ascii_case(&query[0])
        && query.len() <= word.len() + allowed
        && distance(word, query) <= allowed
}

/// The edit distance between `query` and the nearest prefix of `word`: the number of substituted,
/// missing, extra and transposed bytes (optimal string alignment).
fn distance(word: &[u8], query: &[u8]) -> usize {
    // Row `i` has the distances of the first `i` bytes of the query from all prefixes of the word.
    let (mut second_last, mut last) = (Vec::new(), Vec::new());
    for i in 0..=query.len() {
        let mut row = vec![i];
        for j in 1..=word.len() {
            if i == 0 {
                row.push(j);
                continue;
            }
            let is_same = |i: usize, j: usize| query[i].eq_ignore_ascii_case(&word[j]);
            let substituted: usize = last[j - 1] + usize::from(!is_same(i - 1, j - 1));
            let mut best = substituted.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && is_same(i - 1, j - 2) && is_same(i - 2, j - 1) {
                best = best.min(second_last[j - 2] + 1);
            }
            row.push(best);
        }
        second_last = last;
        last = row;
    }
    last.into_iter().min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_may_have_typing_errors() {
        let found = |query: &str| matches_all("Hips and hamstrings. Cat and cow", query);
        for query in
            ["hips", "HAMSTR", "hamstirngs", "hamstings", "hamsttrings", "cat cow", "", " "]
        {
            assert!(found(query), "{query}");
        }
        for query in ["hop", "amstrings", "hamsters x", "cat dog", "knees"] {
            assert!(!found(query), "{query}");
        }
    }

    #[test]
    fn distance_is_measured_to_the_nearest_prefix() {
        let distance = |word: &str, query: &str| distance(word.as_bytes(), query.as_bytes());
        assert_eq!(distance("hamstring", "hamst"), 0);
        assert_eq!(distance("bridge", "birdge"), 1);
        assert_eq!(distance("bridge", "bride"), 1);
        assert_eq!(distance("bridge", "brxdxe"), 2);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn letters_beyond_ascii_belong_to_words() {
        assert!(matches_all("Śavāsana — rest", "śav"));
        assert!(!matches_all("Śavāsana — rest", "av"));
    }
}
