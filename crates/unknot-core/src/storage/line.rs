//! Lines, the form of everything that is stored: `<json>\t<crc32 as 8 hex digits>`.
//!
//! JSON escapes tabs and line breaks, so neither can occur within it. Lines are written in ASCII,
//! because browsers count other texts at up to two bytes per character against the quota.

use serde::Serialize;

use unknot_content::crc::crc32;

/// Serializes a stored type as JSON.
pub(crate) fn json_of<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value)
        .expect("stored types have string keys and infallible `Serialize` implementations")
}

/// Makes a line from JSON: escapes all characters beyond ASCII, and appends the checksum.
pub(crate) fn seal(json: &str) -> String {
    let mut line = ascii(json);
    let sum = crc32(line.as_bytes());
    line.push('\t');
    push_hex(&mut line, sum, 8);
    line
}

/// The JSON of a line. `None` if the checksum is wrong.
pub(crate) fn open(line: &str) -> Option<&str> {
    let (json, found) = line.rsplit_once('\t')?;
    let mut sum = String::with_capacity(8);
    push_hex(&mut sum, crc32(json.as_bytes()), 8);
    (sum == found).then_some(json)
}

/// Escapes all characters beyond ASCII. In JSON they only occur in strings, where an escape is
/// equivalent.
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

/// Appends the last `digits` hexadecimal digits of a number.
fn push_hex(text: &mut String, number: u32, digits: u32) {
    for digit in (0..digits).rev() {
        text.push(char::from_digit((number >> (4 * digit)) & 0xf, 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_json_is_ascii_and_opens_to_equivalent_json() {
        assert_eq!(seal("123456789"), "123456789\tcbf43926");
        let sealed = seal("\"\u{e9} \u{1f9d8}\"");
        assert!(sealed.starts_with("\"\\u00e9 \\ud83e\\uddd8\"\t"), "{sealed}");
        let json = open(&sealed).unwrap();
        assert_eq!(serde_json::from_str::<String>(json).unwrap(), "\u{e9} \u{1f9d8}");
    }

    #[test]
    fn changed_line_does_not_open() {
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
