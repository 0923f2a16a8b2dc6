//! The data of the app, as the build wrote it: lines of fields between tabs, in two files.
//!
//! What a first visit needs is part of the program. The rest is the library, a file of its own:
//! the program knows its name and its check sum, and whoever can fetch opens it here.

use std::sync::OnceLock;

use super::crc::crc32;
use super::time::Millis;

include!(concat!(env!("OUT_DIR"), "/pack.rs"));

static FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.txt"));

static LIBRARY: OnceLock<&str> = OnceLock::new();

/// Tests have no network, and need no first visit to be light.
#[cfg(any(test, feature = "library", not(target_arch = "wasm32")))]
const BUILT_IN: Option<&str> = Some(include_str!(concat!(env!("OUT_DIR"), "/library.txt")));
#[cfg(not(any(test, feature = "library", not(target_arch = "wasm32"))))]
const BUILT_IN: Option<&str> = None;

fn library() -> Option<&'static str> {
    BUILT_IN.or_else(|| LIBRARY.get().copied())
}

/// The library's file, beside the page.
pub fn library_name() -> &'static str {
    LIBRARY_NAME
}

/// Whether the library is open.
pub fn library_is_open() -> bool {
    library().is_some()
}

/// A text that is not this program's library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the library of this version")]
pub struct NotTheLibrary;

/// Opens the library, once and for all.
///
/// # Errors
/// The text is another one: of another version, or some answer of a network that was no answer.
pub fn open_library(text: String) -> Result<(), NotTheLibrary> {
    if crc32(text.as_bytes()) != LIBRARY_SUM {
        return Err(NotTheLibrary);
    }
    LIBRARY.get_or_init(|| text.leak());
    Ok(())
}

/// The fields of a record, one after the other. The build has checked them, so what is missing
/// or no number is simply empty or zero.
///
/// By hand, over bytes: the standard library's splitting and parsing weigh more than the data.
pub struct Fields {
    rest: Option<&'static str>,
    between: u8,
}

impl Fields {
    /// Of a text with that between them; of an empty one there are none.
    pub fn of(text: &'static str, between: u8) -> Self {
        Self { rest: Some(text).filter(|text| !text.is_empty()), between }
    }

    /// The next as a text.
    pub fn text(&mut self) -> &'static str {
        self.next().unwrap_or_default()
    }

    /// The next as a whole number.
    pub fn number(&mut self) -> i32 {
        self.next().map_or(0, number)
    }

    /// The next as a number with a few decimals.
    pub fn decimal(&mut self) -> f32 {
        self.next().map_or(0.0, decimal)
    }

    /// The next as a length of time.
    pub fn millis(&mut self) -> Millis {
        Millis(self.number().unsigned_abs())
    }

    /// The next as one of some things, by its place.
    pub fn one_of<T: Copy>(&mut self, things: &[T]) -> T {
        things.get(self.number().unsigned_abs() as usize).copied().unwrap_or(things[0])
    }

    /// The next as fields of its own.
    #[must_use]
    pub fn fields(&mut self, between: u8) -> Self {
        Self::of(self.text(), between)
    }
}

impl Iterator for Fields {
    type Item = &'static str;

    fn next(&mut self) -> Option<&'static str> {
        let rest = self.rest?;
        let end = rest.bytes().position(|byte| byte == self.between);
        let (field, after) = match end.and_then(|end| rest.split_at_checked(end)) {
            Some((field, after)) => (field, after.get(1..)),
            None => (rest, None),
        };
        self.rest = after;
        Some(field)
    }
}

#[expect(clippy::cast_precision_loss, reason = "six digits at most, which a float has")]
fn decimal(text: &str) -> f32 {
    let decimals = text.bytes().rev().position(|byte| byte == b'.').unwrap_or(0);
    (0..decimals).fold(number(text) as f32, |value, _| value / 10.0)
}

fn number(text: &str) -> i32 {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let size = digits.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'));
    if text.starts_with('-') { -size } else { size }
}

/// The records of one kind, of the parts that are there.
pub fn records(kind: &'static str) -> impl Iterator<Item = Fields> {
    parts().into_iter().flatten().filter_map(move |line| record(line, kind))
}

/// The record of one kind with that in its first field, behind it.
pub fn find(kind: &'static str, key: &str) -> Option<Fields> {
    records(kind).find_map(|mut fields| (fields.text() == key).then_some(fields))
}

/// The lines of each part.
pub fn parts() -> [&'static [&'static str]; 2] {
    static LINES: [OnceLock<Vec<&str>>; 2] = [OnceLock::new(), OnceLock::new()];
    [(Some(FIRST), &LINES[0]), (library(), &LINES[1])].map(|(text, lines)| {
        text.map_or(&[][..], |text| lines.get_or_init(|| Fields::of(text, b'\n').collect()))
    })
}

/// What follows the kind in a line, where it is of that kind.
pub fn record(line: &'static str, kind: &str) -> Option<Fields> {
    let mut fields = Fields::of(line, b'\t');
    (fields.text() == kind).then_some(fields)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn only_the_library_of_this_version_is_opened() {
        let library = library().unwrap().to_owned();
        assert_eq!(open_library("<html>Log in</html>".to_owned()), Err(NotTheLibrary));
        assert_eq!(open_library(library.replace('a', "b")), Err(NotTheLibrary));
        assert_eq!(open_library(library), Ok(()));
        assert!(library_name().contains(&format!("{LIBRARY_SUM:08x}")));
    }

    #[test]
    fn fields_are_what_is_between_and_what_is_missing_is_empty() {
        let mut fields = Fields::of("cat-cow\t-12\ta|b\t\t1500\tlast", b'\t');
        assert_eq!(fields.text(), "cat-cow");
        assert_eq!(fields.number(), -12);
        assert_eq!(fields.fields(b'|').collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(fields.fields(b'|').count(), 0);
        assert_eq!(fields.millis(), Millis(1500));
        assert_eq!(fields.text(), "last");
        assert_eq!((fields.text(), fields.number(), fields.next()), ("", 0, None));
        let both = || Fields::of("1\t9", b'\t');
        assert_eq!(both().one_of(&["a", "b"]), "b");
        assert_eq!(both().nth(1).map(number), Some(9));
    }

    proptest::proptest! {
        #[test]
        fn fields_are_those_of_the_standard_library(text in "[a-c\t-]{1,20}") {
            let text: &'static str = text.leak();
            let own: Vec<_> = Fields::of(text, b'\t').collect();
            proptest::prop_assert_eq!(own, text.split('\t').collect::<Vec<_>>());
        }

        #[test]
        fn decimals_are_near_those_of_the_standard_library(digits in -99_999..99_999_i32, places in 0..5_u16) {
            let text = format!("{:.*}", usize::from(places), f64::from(digits) / 10_f64.powi(places.into()));
            let exact: f32 = text.parse().unwrap_or_default();
            proptest::prop_assert!((decimal(&text) - exact).abs() <= exact.abs() * 1e-6);
        }

        #[test]
        fn numbers_are_those_of_the_standard_library(value in -2_000_000_000_i32..2_000_000_000) {
            proptest::prop_assert_eq!(number(&value.to_string()), value);
        }
    }
}
