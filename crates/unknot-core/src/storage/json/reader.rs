//! Reading: where the fields of an object are, and what one of them says.

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
        let list = self.value(name)?.strip_prefix('[')?.strip_suffix(']')?.trim_ascii();
        if list.is_empty() {
            return Some(Vec::new());
        }
        list.split(',').map(|item| number(item.trim_ascii())).collect()
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|field| field.0 == name).map(|field| field.1)
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
pub(super) fn text(json: &str) -> Option<String> {
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
