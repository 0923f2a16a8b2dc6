//! Folds texts to what matters in a search: letters and digits in lower case, without accents, and
//! single spaces between words. Phones write curly quotes and long dashes, and people leave accents
//! and apostrophes out.

/// The folded text.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            // “child's” is one word, with or without its apostrophe. An accent may be a character of
            // its own.
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '′' | '\u{ad}' | '\u{300}'..='\u{36f}' => {
            }
            letter if letter.is_alphanumeric() => folded.push(without_accent(letter)),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The base letter of an accented Latin letter in lower case, and any other letter itself.
fn without_accent(letter: char) -> char {
    const BASES: [(char, &str); 15] = [
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ďđḍ"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('h', "ĥħḥ"),
        ('i', "ìíîïĩīĭįı"),
        ('l', "ĺļľłḷ"),
        ('n', "ñńņňṅṇ"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗřṛṝ"),
        ('s', "śŝşšṣ"),
        ('t', "ţťŧṭ"),
        ('u', "ùúûüũūŭůűų"),
        ('z', "źżž"),
    ];
    if letter.is_ascii() {
        return letter;
    }
    BASES.iter().find(|(_, accented)| accented.contains(letter)).map_or(letter, |(base, _)| *base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_and_digits_matter() {
        for (text, folded) in [
            ("Cat–cow", "cat cow"),
            ("“Child’s pose”…", "childs pose"),
            (" \u{a0}4-7-8\t\n", "4 7 8"),
            ("Śavāsana — REST", "savasana rest"),
            ("s\u{301}ava\u{304}sana", "savasana"),
            ("sit\u{2011}to\u{2212}stand", "sit to stand"),
            ("Übung ёж 猫", "ubung ёж 猫"),
            ("—", ""),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
            assert_eq!(fold(folded), folded);
        }
    }
}
