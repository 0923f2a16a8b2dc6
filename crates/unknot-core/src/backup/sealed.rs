//! Finds the stored lines in a line of a file, which editors and mail programs may have changed.

use std::borrow::Cow;

use crate::storage::open;

/// The length of a checksum.
const SUM: usize = 8;

/// The stored lines in a line of a file: none if it is blank, and several if line breaks were lost.
/// `None` stands for a text that is no stored line. The time is proportional to the length.
///
/// Spaces around a line, a byte order mark, and spaces in place of the tab are undone if the
/// checksum then is right.
pub(super) fn stored_lines(line: &str) -> impl Iterator<Item = Option<Cow<'_, str>>> {
    let mut rest = line;
    let mut is_first = true;
    std::iter::from_fn(move || {
        let whole = [rest, rest.trim_end(), trimmed(rest)];
        rest = trimmed(rest);
        if rest.is_empty() {
            return None;
        }
        // The rest of joined lines isn't read as a whole again and again.
        let whole = whole.into_iter().filter(|_| is_first).find(|text| open(text).is_some());
        is_first = false;
        if let Some(line) = whole {
            rest = "";
            return Some(Some(Cow::Borrowed(line)));
        }
        let (found, after) =
            first_line(rest).map_or((None, ""), |(line, after)| (Some(line), after));
        rest = after;
        Some(found)
    })
}

/// The stored line with which a text begins, and what follows.
fn first_line(text: &str) -> Option<(Cow<'_, str>, &str)> {
    if let Some(tab) = text.find('\t') {
        let (line, after) = text.split_at_checked(tab + 1 + SUM)?;
        open(line)?;
        return Some((Cow::Borrowed(line), after));
    }
    let (json, sum) = text.split_at_checked(text.len().checked_sub(SUM)?)?;
    let line = format!("{}\t{sum}", json.trim_end());
    open(&line)?;
    Some((Cow::Owned(line), ""))
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::seal;

    fn found(line: &str) -> Vec<Option<String>> {
        stored_lines(line).map(|line| line.map(Cow::into_owned)).collect()
    }

    #[test]
    fn what_editors_and_mail_programs_do_is_undone() {
        let line = seal(r#"{"a":"b c"}"#);
        let spaced = line.replace('\t', "    ");
        for changed in [
            line.clone(),
            format!("{line}\r"),
            format!("\u{feff}{line}"),
            format!("  {line} \u{a0}\t"),
            spaced,
        ] {
            assert_eq!(found(&changed), [Some(line.clone())], "{changed:?}");
        }
        assert_eq!(found(" \r"), []);
    }

    #[test]
    fn joined_lines_are_separated() {
        let (one, two) = (seal("{}"), seal(r#"{"a":1}"#));
        let both = [Some(one.clone()), Some(two.clone())];
        assert_eq!(found(&format!("{one}{two}")), both);
        assert_eq!(found(&format!("{one} \r\u{feff}{two}\r")), both);
        assert_eq!(found(&format!("{one}{{{two}")), [Some(one), None]);
    }

    #[test]
    fn a_line_that_was_stored_with_odd_spaces_is_unchanged() {
        for json in [" {}", "{} ", "{\t}"] {
            assert_eq!(found(&format!("{}\r", seal(json))), [Some(seal(json))]);
        }
    }

    #[test]
    fn what_has_no_checksum_is_nothing() {
        for line in ["{}", "short", "é\tü123456", "{}\t12345678", "\t", "1234567é"] {
            assert_eq!(found(line), if line == "\t" { vec![] } else { vec![None] }, "{line}");
        }
    }
}
