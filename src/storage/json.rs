//! JSON: reading and writing whole texts.
//!
//! By `serde-json-core`, which says no more of an error than that there is one. That is all that is
//! asked here, and the messages of `serde_json`, with the printing of floats that they bring along,
//! weighed a tenth of the app (docs/adr/0006-one-type-of-element.md). The tests read with
//! `serde_json` as well.

use serde::de::DeserializeOwned;
use serde::ser::Serialize;
use serde_json_core::de::Deserializer;

/// What is deeper than this in lists and objects is not looked at. Nothing of ours is deeper than
/// five; what a later version adds may be, and must not exhaust the stack.
const DEEPEST: usize = 32;

/// The value of a text; nothing where it is not the JSON of one.
pub(super) fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    let json = characters(&shallow(json))?;
    // A text is never longer without its escapes.
    let mut room = vec![0; json.len()];
    let mut reader = Deserializer::new(json.as_bytes(), Some(&mut room));
    let value = T::deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    Some(value)
}

/// The text of a value whose maps, if any, have keys that are text.
pub(super) fn write<T: Serialize>(value: &T) -> String {
    let mut room = vec![0; 1024];
    loop {
        match serde_json_core::to_slice(value, &mut room) {
            Ok(length) => {
                room.truncate(length);
                // It is made of texts and of ASCII, and so is one.
                return String::from_utf8(room).unwrap_or_default();
            }
            // The one error there is: it does not fit.
            Err(_) => room.resize(room.len() * 2, 0),
        }
    }
}

/// The same JSON with the escapes of characters beyond ASCII undone: the reader knows none of those
/// that come in pairs. Nothing where half of a pair is missing.
fn characters(json: &str) -> Option<String> {
    let mut plain = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let unit = escape.strip_prefix('u').and_then(unit);
        if let Some(unit) = unit.filter(|unit| *unit >= 0x80) {
            let second =
                escape.get(5..).and_then(|text| text.strip_prefix("\\u")).and_then(self::unit);
            let pair = [Some(unit), second];
            let mut decoded = char::decode_utf16(pair.into_iter().flatten());
            let character = decoded.next()?.ok()?;
            plain.push(character);
            rest = escape.get(if character.len_utf16() == 2 { 11 } else { 5 }..)?;
        } else {
            // Any other escape is two characters, the second of which begins no escape.
            plain.push('\\');
            let next = escape.chars().next()?;
            plain.push(next);
            rest = &escape[next.len_utf8()..];
        }
    }
    plain.push_str(rest);
    Some(plain)
}

/// The number in four hexadecimal digits.
fn unit(digits: &str) -> Option<u16> {
    digits
        .get(..4)?
        .chars()
        .try_fold(0, |sum: u16, digit| Some(sum << 4 | u16::try_from(digit.to_digit(16)?).ok()?))
}

/// The same JSON with nothing in the lists and objects that are too deep.
fn shallow(json: &str) -> String {
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    json.chars()
        .filter(|character| {
            let is_kept = depth <= DEEPEST;
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = in_text,
                '"' => in_text = !in_text,
                '{' | '[' if !in_text => depth += 1,
                '}' | ']' if !in_text => {
                    depth = depth.saturating_sub(1);
                    return depth <= DEEPEST;
                }
                _ => {}
            }
            is_kept
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn however_deep_something_is_the_rest_is_read() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        let within = |inner: &str| format!(r#"{{"v":1,"other":{inner}}}"#);
        #[derive(serde::Deserialize)]
        struct Version {
            v: u32,
        }
        assert_eq!(read::<Version>(&within(&deep(200))).map(|read| read.v), Some(1));
        assert_eq!(read::<Version>(&within(&deep(100_000))).map(|read| read.v), Some(1));
        assert!(read::<Version>(&within(&"[".repeat(100_000))).is_none());
        let text = format!("\"{}\\\"{}\"", "[".repeat(99), "{".repeat(99));
        assert_eq!(read::<Version>(&within(&text)).map(|read| read.v), Some(1));
    }

    proptest! {
        #[test]
        fn a_text_comes_back_as_it_was(text: String, number: i64, flag: Option<bool>) {
            let value = (text, number, flag);
            let written = write(&value);
            prop_assert_eq!(&written, &serde_json::to_string(&value).unwrap());
            prop_assert_eq!(read::<(String, i64, Option<bool>)>(&written), Some(value));
        }

        #[test]
        fn escapes_are_read_as_serde_json_reads_them(
            inner in r#"(a|é|\\\\|\\"|\\n|\\u(00[0-9a-f]{2}|20ac|d83e|ddd8|D83E\\\\uDDD8)){0,6}"#,
        ) {
            let json = format!("\"{inner}\"");
            prop_assert_eq!(read::<String>(&json), serde_json::from_str::<String>(&json).ok());
        }

        #[test]
        fn what_serde_json_reads_is_read_alike(
            json in r#"\{("[a-c]":(-?[0-9]{1,3}|"(\\u00e9|\\n|x)?"|null|true|\[\]),){0,3}"a":[0-9]{1,4}\} ?"#,
        ) {
            #[derive(Debug, PartialEq, serde::Deserialize)]
            struct Value {
                a: u16,
                b: Option<String>,
            }
            if let Ok(value) = serde_json::from_str::<Value>(&json) {
                prop_assert_eq!(read::<Value>(&json), Some(value));
            }
        }
    }
}
