//! JSON, as far as it is stored here: objects of texts, whole numbers, flags, lists of numbers, and
//! objects again.
//!
//! An object is read by field, and a field only when it is asked for. So whatever a newer version
//! has put beside what is known here is passed over, however it looks and however deep it is. It is
//! written here rather than by a library because of its weight: `serde_json` with what it brings
//! along was a tenth of what a phone loads at its first visit (docs/adr/0006-bytes.md). The tests
//! compare with it.

/// An object: the names of its fields, and each value as it stands in the text.
#[derive(Debug)]
pub struct Object<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Object<'a> {
    /// The object that a text is; nothing where it is none, or no whole one.
    pub fn read(json: &'a str) -> Option<Self> {
        let mut scanner = Scanner { json, at: 0 };
        let fields = scanner.object()?;
        scanner.skip_space();
        scanner.peek().is_none().then_some(Self(fields))
    }

    /// Whether it has a field of that name, other than null.
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| value != "null")
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<String> {
        text(self.value(name)?)
    }

    /// A whole number that the type has room for.
    pub fn number<N: TryFrom<i64>>(&self, name: &str) -> Option<N> {
        number(self.value(name)?)
    }

    /// True or false.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// An object.
    pub fn object(&self, name: &str) -> Option<Object<'a>> {
        Object::read(self.value(name)?)
    }

    /// A list of whole numbers.
    pub fn numbers<N: TryFrom<i64>>(&self, name: &str) -> Option<Vec<N>> {
        let list = self.value(name)?.strip_prefix('[')?.strip_suffix(']')?.trim();
        if list.is_empty() {
            return Some(Vec::new());
        }
        list.split(',').map(|item| number(item.trim())).collect()
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|field| field.0 == name).map(|field| field.1)
    }
}

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
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        self.0.push('[');
        self.0.push_str(&values.join(","));
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

/// Finds where values begin and end, without looking into them.
struct Scanner<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn object(&mut self) -> Option<Vec<(&'a str, &'a str)>> {
        let mut fields = Vec::new();
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(fields);
        }
        loop {
            self.skip_space();
            let name = self.quoted()?.strip_prefix('"')?.strip_suffix('"')?;
            self.take(b':')?;
            self.skip_space();
            fields.push((name, self.any()?));
            if self.take(b'}').is_some() {
                return Some(fields);
            }
            self.take(b',')?;
        }
    }

    fn any(&mut self) -> Option<&'a str> {
        match self.peek()? {
            b'"' => self.quoted(),
            b'{' | b'[' => self.nested(),
            _ => self.plain(),
        }
    }

    /// A text with its quotes.
    fn quoted(&mut self) -> Option<&'a str> {
        let start = self.at;
        self.peek().filter(|byte| *byte == b'"')?;
        loop {
            self.at += 1;
            match self.peek()? {
                b'\\' => self.at += 1,
                b'"' => break,
                _ => {}
            }
        }
        self.at += 1;
        self.json.get(start..self.at)
    }

    /// A list or an object, to the bracket that closes it.
    fn nested(&mut self) -> Option<&'a str> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.quoted()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return self.json.get(start..self.at);
            }
        }
    }

    /// A number, a flag or null.
    fn plain(&mut self) -> Option<&'a str> {
        let start = self.at;
        while !matches!(self.peek()?, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        self.json.get(start..self.at).filter(|value| !value.is_empty())
    }

    /// The mark that comes next, after any space.
    fn take(&mut self, mark: u8) -> Option<()> {
        self.skip_space();
        self.peek().filter(|byte| *byte == mark)?;
        self.at += 1;
        Some(())
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }
}

fn number<N: TryFrom<i64>>(json: &str) -> Option<N> {
    json.parse().ok().and_then(|number: i64| N::try_from(number).ok())
}

/// What stands in quotes, with its escapes undone.
fn text(json: &str) -> Option<String> {
    let mut text = String::with_capacity(json.len());
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?.chars();
    while let Some(character) = rest.next() {
        let plain = match character {
            '\\' => match rest.next()? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => escaped(&mut rest)?,
                same @ ('"' | '\\' | '/') => same,
                _ => return None,
            },
            plain => plain,
        };
        text.push(plain);
    }
    Some(text)
}

/// The character of one escape, or of the two that a character beyond the first 65,536 takes.
fn escaped(rest: &mut core::str::Chars<'_>) -> Option<char> {
    let first = unit(rest)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    if rest.next()? != '\\' || rest.next()? != 'u' {
        return None;
    }
    let second = unit(rest).filter(|second| (0xdc00..0xe000).contains(second))?;
    char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
}

fn unit(rest: &mut core::str::Chars<'_>) -> Option<u32> {
    let mut unit = 0;
    for _ in 0..4 {
        unit = unit << 4 | rest.next()?.to_digit(16)?;
    }
    Some(unit)
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_object_is_read_by_field_however_deep_the_others_are() {
        let deep = format!("{}1e999{}", "[".repeat(100_000), "]".repeat(100_000));
        let json = format!(r#" {{"a" : 7 , "deep":{deep},"b":{{"c":"}}"}},"none":null }} "#);
        let object = Object::read(&json).unwrap();
        assert_eq!(object.number::<u8>("a"), Some(7));
        assert_eq!(object.object("b").unwrap().text("c").as_deref(), Some("}"));
        assert!(object.has("deep") && !object.has("none") && !object.has("c"));
        assert_eq!(object.number::<u8>("deep"), None);
    }

    #[test]
    fn what_is_cut_or_goes_on_is_no_object() {
        for json in ["", "{", "[]", "7", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}x", "{a:1}"]
        {
            assert!(Object::read(json).is_none(), "{json}");
        }
        let whole = r#"{"a":"\\\"","b":[1,{"c":2}]}"#;
        for end in 0..whole.len() {
            assert!(Object::read(&whole[..end]).is_none(), "{}", &whole[..end]);
        }
    }

    #[test]
    fn numbers_have_room_or_are_none() {
        let object =
            Object::read(r#"{"a":256,"b":-1,"c":1.5,"d":[1, 2],"e":[],"f":[1,"2"]}"#).unwrap();
        assert_eq!((object.number::<u8>("a"), object.number::<u16>("a")), (None, Some(256)));
        assert_eq!((object.number::<u32>("b"), object.number::<i16>("b")), (None, Some(-1)));
        assert_eq!(object.number::<i64>("c"), None);
        assert_eq!(object.numbers::<u32>("d"), Some(vec![1, 2]));
        assert_eq!(object.numbers::<u32>("e"), Some(vec![]));
        assert_eq!(object.numbers::<u32>("f"), None);
    }

    proptest! {
        #[test]
        fn it_writes_what_serde_json_writes_and_reads_it_back(
            text: String,
            number: i64,
            flag: bool,
            list: Vec<u32>,
        ) {
            let inner = Writer::new().flag("f", flag).numbers("l", list.clone());
            let json = Writer::new().text("t", &text).number("n", number).object("o", inner).end();
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            let quoted = serde_json::to_string(&text).unwrap();
            let expected = format!(
                r#"{{"t":{quoted},"n":{number},"o":{}}}"#,
                value["o"].to_string().replace(' ', "")
            );
            prop_assert_eq!(&json, &expected);

            let object = Object::read(&json).unwrap();
            prop_assert_eq!(object.text("t"), Some(text));
            prop_assert_eq!(object.number("n"), Some(number));
            let inner = object.object("o").unwrap();
            prop_assert_eq!(inner.flag("f"), Some(flag));
            prop_assert_eq!(inner.numbers("l"), Some(list));
        }

        #[test]
        fn escapes_are_read_as_serde_json_reads_them(
            inner in r#"(a|é|\\\\|\\"|\\/|\\n|\\x|\\u(00[0-9a-f]{2}|20ac|d83e|ddd8|D83E\\uDDD8|12)){0,6}"#,
        ) {
            let json = format!("\"{inner}\"");
            prop_assert_eq!(text(&json), serde_json::from_str::<String>(&json).ok());
        }

        #[test]
        fn what_serde_json_reads_as_an_object_is_read_alike(
            json in r#" ?\{ ?"a" ?: ?(-?[0-9]{1,20}|"(\\u00e9|\\n|x)?"|null|true|\[(1(,\{"b":"\]"\})?)?\]) ?\} ?"#,
        ) {
            if let Ok(value) = serde_json::from_str::<serde_json::Value>(&json) {
                let object = Object::read(&json).unwrap();
                prop_assert_eq!(object.text("a"), value["a"].as_str().map(str::to_owned));
                prop_assert_eq!(object.number("a"), value["a"].as_i64());
                prop_assert_eq!(object.flag("a"), value["a"].as_bool());
                prop_assert_eq!(object.has("a"), !value["a"].is_null());
            }
        }
    }
}
