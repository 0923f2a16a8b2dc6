//! Words that are typed in a hurry, found in texts all the same. By hand, because crates for edit distances compare whole
//! words, and this looks for the beginning of one, with a limit at which it stops.

/// From this length on a word may have one slip, and from the second on two.
const ONE_SLIP: usize = 4;
const TWO_SLIPS: usize = 8;

/// Whether each word of what is wanted is in the text, as the beginning of a word there, give or
/// take a slip. Where nothing is wanted, it is.
pub(super) fn is_in(text: &str, wanted: &str) -> bool {
    let mut wanted = wanted.as_bytes();
    while let Some(word) = next_word(&mut wanted) {
        if !has(text, word) {
            return false;
        }
    }
    true
}

fn has(text: &str, wanted: &[u8]) -> bool {
    let mut rest = text.as_bytes();
    while let Some(word) = next_word(&mut rest) {
        if begins_with(word, wanted) {
            return true;
        }
    }
    false
}

/// Takes the next word from a text; letters outside of ASCII belong to words too.
fn next_word<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let is_letter = |byte: &u8| !byte.is_ascii() || byte.is_ascii_alphanumeric();
    let start = rest.iter().position(is_letter)?;
    let text = &rest[start..];
    let end = text.iter().position(|byte| !is_letter(byte)).unwrap_or(text.len());
    *rest = &text[end..];
    Some(&text[..end])
}

fn begins_with(word: &[u8], wanted: &[u8]) -> bool {
    // Most words are told by their letters alone, and slips take long to count.
    if word.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted)) {
        return true;
    }
    let allowed = if wanted.len() >= TWO_SLIPS { 2 } else { usize::from(wanted.len() >= ONE_SLIP) };
    // Nobody mistypes the first letter and means the word, or types many letters more than it has.
    allowed > 0
        && is_same(word[0], wanted[0])
        && wanted.len() <= word.len() + allowed
        && slips(word, wanted) <= allowed
}

fn is_same(one: u8, other: u8) -> bool {
    one.eq_ignore_ascii_case(&other)
}

/// How many letters are wrong, missing, too many or swapped with their neighbour, between what is
/// wanted and the beginning of a word (optimal string alignment).
fn slips(word: &[u8], wanted: &[u8]) -> usize {
    // For what of the wanted has been gone through, how far each beginning of the word is from it;
    // and the same for one and two letters less.
    let (mut before, mut last) = (Vec::new(), Vec::new());
    for i in 0..=wanted.len() {
        let mut row = vec![i];
        for j in 1..=word.len() {
            if i == 0 {
                row.push(j);
                continue;
            }
            let (letter, other) = (wanted[i - 1], word[j - 1]);
            let changed: usize = last[j - 1] + usize::from(!is_same(letter, other));
            let mut best = changed.min(last[j] + 1).min(row[j - 1] + 1);
            let swapped =
                i > 1 && j > 1 && is_same(letter, word[j - 2]) && is_same(wanted[i - 2], other);
            if swapped {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = last;
        last = row;
    }
    last.into_iter().min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_forgiven_in_a_word_that_is_long_enough() {
        let found = |wanted: &str| is_in("Hips and hamstrings. Cat and cow", wanted);
        for wanted in
            ["hips", "HAMSTR", "hamstirngs", "hamstings", "hamsttrings", "cat cow", "", " "]
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

    #[test]
    fn letters_of_all_alphabets_are_of_words() {
        assert!(is_in("Śavāsana — rest", "śav"));
        assert!(!is_in("Śavāsana — rest", "av"));
    }
}
