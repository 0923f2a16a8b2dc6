//! Writing, field by field.

use crate::domain::list::append;

/// An object that is being written, field by field.
#[derive(Debug)]
pub struct Writer(String);

impl Writer {
    /// An object without fields.
    #[expect(clippy::new_without_default, reason = "nothing is written by default")]
    pub fn new() -> Self {
        Self("{".to_owned())
    }

    /// A text.
    #[must_use]
    pub fn text(mut self, name: &str, value: &str) -> Self {
        self.name(name);
        quote(&mut self.0, value);
        self
    }

    /// A whole number.
    #[must_use]
    pub fn number(mut self, name: &str, value: impl Into<i64>) -> Self {
        self.name(name);
        self.0.push_str(&value.into().to_string());
        self
    }

    /// True or false.
    #[must_use]
    pub fn flag(mut self, name: &str, value: bool) -> Self {
        self.name(name);
        self.0.push_str(if value { "true" } else { "false" });
        self
    }

    /// Null.
    #[must_use]
    pub fn null(mut self, name: &str) -> Self {
        self.name(name);
        self.0.push_str("null");
        self
    }

    /// An object.
    #[must_use]
    pub fn object(mut self, name: &str, value: Writer) -> Self {
        self.name(name);
        self.0.push_str(&value.end());
        self
    }

    /// A list of whole numbers.
    #[must_use]
    pub fn numbers(mut self, name: &str, values: impl IntoIterator<Item = u32>) -> Self {
        self.name(name);
        let mut list = String::new();
        for value in values {
            append(&mut list, ",", &value.to_string());
        }
        self.0.push('[');
        self.0.push_str(&list);
        self.0.push(']');
        self
    }

    /// The text of the object.
    pub fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        quote(&mut self.0, name);
        self.0.push(':');
    }
}

/// Puts a text in quotes. Characters beyond ASCII stay what they are.
fn quote(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        let short = match character {
            '"' | '\\' => character,
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\0'..' ' => {
                json.push_str("\\u00");
                for digit in [u32::from(character) >> 4, u32::from(character) & 0xf] {
                    json.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
                continue;
            }
            plain => {
                json.push(plain);
                continue;
            }
        };
        json.push('\\');
        json.push(short);
    }
    json.push('"');
}
