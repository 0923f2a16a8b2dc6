//! Tables: lines of cells, whatever a spreadsheet has done to them.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::ImportError;

/// The longest line that is read, in bytes, and the most cells of one.
const LONGEST_LINE: usize = 64 * 1024;
const MOST_CELLS: usize = 64;

/// Reads a table line by line.
pub(super) struct Table<'a> {
    reader: Reader,
    rest: &'a [u8],
    text: Vec<u8>,
    ends: Vec<usize>,
    /// The number of the next line, from 1.
    line: u64,
    is_over: bool,
}

/// A line of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its number, from 1.
    pub(super) line: u64,
    /// Its cells without spaces around them. `None` if it is too long.
    pub(super) cells: Option<Vec<String>>,
}

impl<'a> Table<'a> {
    /// Looks whether a file is a table.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let beginning = &bytes[..bytes.len().min(LONGEST_LINE)];
        let first = beginning.trim_ascii_start();
        if first.is_empty() && bytes.trim_ascii_start().is_empty() {
            return Err(ImportError::Empty);
        }
        let is_cut = |error: std::str::Utf8Error| error.error_len().is_none();
        let is_text = std::str::from_utf8(beginning).map_or_else(is_cut, |_| true);
        if !is_text || beginning.contains(&0) {
            return Err(ImportError::Binary);
        }
        if first.starts_with(b"{\"backup\":\"unknot\"") {
            return Err(ImportError::Backup);
        }
        let first_line = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
        // Each second piece is quoted.
        let names: Vec<&[u8]> = first_line.split(|byte| *byte == b'"').step_by(2).collect();
        let count = |separator: &u8| {
            let cells = |name: &&[u8]| name.split(|byte| byte == separator).count();
            names.iter().map(cells).sum::<usize>()
        };
        let separator = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
        Ok(Self {
            reader: ReaderBuilder::new().delimiter(separator).build(),
            rest: bytes,
            text: vec![0; LONGEST_LINE],
            ends: vec![0; MOST_CELLS],
            line: 1,
            is_over: false,
        })
    }

    /// Leaves bytes behind that have been read.
    fn pass(&mut self, length: usize) {
        let (read, rest) = self.rest.split_at(length);
        self.line += read.split(|byte| *byte == b'\n').skip(1).count() as u64;
        self.rest = rest;
    }

    fn cells(&self, length: usize, count: usize) -> Vec<String> {
        let mut start = 0;
        let cell = |end: &usize| {
            let end = (*end).min(length);
            let bytes = &self.text[start.min(end)..end];
            start = end;
            String::from_utf8_lossy(bytes).trim().to_owned()
        };
        self.ends[..count].iter().map(cell).collect()
    }
}

impl Iterator for Table<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        // The reader skips empty lines without telling how many.
        let empty = self.rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.pass(empty);
        let line = self.line;
        let (mut length, mut count, mut is_too_long) = (0, 0, false);
        while !self.is_over {
            let (result, read, written, ended) = self.reader.read_record(
                self.rest,
                &mut self.text[length..],
                &mut self.ends[count..],
            );
            self.pass(read);
            length += written;
            count += ended;
            match result {
                // It then gets an empty input, which means the end.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    is_too_long = true;
                    (length, count) = (0, 0);
                }
                ReadRecordResult::Record => {
                    let cells = (!is_too_long).then(|| self.cells(length, count));
                    return Some(Found { line, cells });
                }
                ReadRecordResult::End => self.is_over = true,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<(u64, Vec<String>)> {
        let table = Table::open(text).unwrap();
        table.map(|found| (found.line, found.cells.unwrap())).collect()
    }

    #[test]
    fn separators_quotes_and_line_ends_of_all_spreadsheets_are_understood() {
        for text in [
            "a,\"b, c; d\"\n\"1\n2\",\"\"\"x\"\"\"\n\n é ,\n",
            "\u{feff}a;\"b, c; d\"\r\n\"1\n2\";\"\"\"x\"\"\"\r\n\r\né;",
            "a\t\"b, c; d\"\n\"1\n2\"\t\"\"\"x\"\"\"\n\né\t",
        ] {
            let found = lines(text.as_bytes());
            let cells: Vec<_> = found.iter().map(|(_, cells)| cells.join("|")).collect();
            assert_eq!(cells, ["a|b, c; d", "1\n2|\"x\"", "é|"], "{text:?}");
        }
        let numbers: Vec<_> = lines(b"a,b\n\"1\n2\",3\n\n4,5").iter().map(|line| line.0).collect();
        assert_eq!(numbers, [1, 2, 5]);
    }

    #[test]
    fn a_line_that_is_too_long_costs_only_itself() {
        let long = "x".repeat(200_000);
        let many = ",".repeat(500);
        let text = format!("a,b\n{long},1\nc,d\n{many}\ne,f");
        let found: Vec<_> = Table::open(text.as_bytes()).unwrap().collect();
        let cells: Vec<_> = found.iter().map(|found| found.cells.is_some()).collect();
        assert_eq!(cells, [true, false, true, false, true]);
        assert_eq!(found[4].line, 5);
    }

    #[test]
    fn other_files_are_no_tables() {
        let error = |bytes: &[u8]| Table::open(bytes).err().unwrap();
        assert_eq!(error(b""), ImportError::Empty);
        assert_eq!(error(b"\xef\xbb\xbf \r\n"), ImportError::Empty);
        assert_eq!(error(b"PK\x03\x04\0\0"), ImportError::Binary);
        assert_eq!(error(b"\xff\xfea\0,\0"), ImportError::Binary);
        assert_eq!(error(b"{\"backup\":\"unknot\",\"v\":1}"), ImportError::Backup);
    }
}
