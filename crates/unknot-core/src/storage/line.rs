//! The frame of everything stored: `<json>\t<crc32 as 8 hex digits>`.
//!
//! JSON escapes tabs and line ends, so that neither can occur in it and a line is always one line.
//! What is written is ASCII, because browsers count other text at up to two bytes a character
//! against the quota.

use serde::Serialize;

use unknot_content::crc::crc32;

/// The JSON of a value that is stored.
pub(super) fn json_of<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value)
        .expect("stored types have string keys and serialize without errors of their own")
}

/// Puts JSON in its frame, with everything beyond ASCII escaped.
pub(super) fn seal(json: &str) -> String {
    let mut line = ascii(json);
    let sum = crc32(line.as_bytes());
    line.push('\t');
    push_hex(&mut line, sum, 8);
    line
}

/// The JSON of a whole line; nothing where the line is damaged.
pub(super) fn open(line: &str) -> Option<&str> {
    let (json, found) = line.rsplit_once('\t')?;
    let mut sum = String::with_capacity(8);
    push_hex(&mut sum, crc32(json.as_bytes()), 8);
    (sum == found).then_some(json)
}

/// The same JSON in ASCII. Other characters are only ever inside strings, where an escape is the
/// same text.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len() + 9);
    for c in json.chars() {
        if c.is_ascii() {
            text.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                text.push_str("\\u");
                push_hex(&mut text, u32::from(*unit), 4);
            }
        }
    }
    text
}

/// The last `digits` hexadecimal digits of a number.
fn push_hex(text: &mut String, number: u32, digits: u32) {
    for place in (0..digits).rev() {
        text.push(char::from_digit((number >> (4 * place)) & 0xf, 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_ascii_and_opens_to_the_same_json() {
        assert_eq!(seal("123456789"), "123456789\tcbf43926");
        let sealed = seal("\"\u{e9} \u{1f9d8}\"");
        assert!(sealed.starts_with("\"\\u00e9 \\ud83e\\uddd8\"\t"), "{sealed}");
        let json = open(&sealed).unwrap();
        assert_eq!(serde_json::from_str::<String>(json).unwrap(), "\u{e9} \u{1f9d8}");
    }

    #[test]
    fn a_changed_line_does_not_open() {
        for line in [
            "",
            "\t",
            "123456789",
            "123456789\t",
            "123456789\tcbf4392",
            "123456789\tcbf43927",
            "123456789\tCBF43926",
            "123456789\tcbf43926\r",
            "123456780\tcbf43926",
            "123456789\t+cbf4392",
        ] {
            assert_eq!(open(line), None, "{line}");
        }
        assert_eq!(open("\t00000000"), Some(""));
    }
}
