//! A limit on the length of a row, since a file without line ends would fill the memory.

use std::io::{self, Read};

/// The maximal number of bytes of a row, with the comments before it: enough for a million numbers, at 32 characters
/// each. Tests reach the limit, so theirs is smaller.
pub(super) const MAX_ROW_BYTES: u64 = if cfg!(test) { 1 << 16 } else { 1 << 25 };

/// Returns the error for a row that is too long.
pub(super) fn too_long() -> io::Error {
    io::Error::other(format!(
        "a row is longer than the limit of {} MiB",
        MAX_ROW_BYTES >> 20
    ))
}

/// A reader that fails where a row is too long. The whole file has no limit: each row is used as it comes.
pub(super) struct RowLimit<R> {
    inner: R,
    /// The number of bytes read since the end of the last row.
    length: u64,
}

impl<R> RowLimit<R> {
    /// Reads from `inner`.
    pub(super) fn new(inner: R) -> Self {
        Self { inner, length: 0 }
    }

    /// Starts a new row.
    pub(super) fn end_row(&mut self) {
        self.length = 0;
    }
}

impl<R: Read> Read for RowLimit<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.length += count as u64;
        if self.length > MAX_ROW_BYTES + bytes.len() as u64 {
            return Err(too_long());
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Cursor, Read, repeat};

    use super::MAX_ROW_BYTES;
    use crate::inputs::{Reading, Width, csv, first_line};

    /// Reads rows of two numbers, and returns how many there are before the error, if there is one.
    fn read(text: impl BufRead) -> (usize, Option<String>) {
        let mut text = text;
        let mut rows = 0;
        let mut read = || {
            let first = first_line(&mut text)?;
            let delimiter = csv::delimiter(&first);
            let reader = Cursor::new(first).chain(&mut text);
            let mut visit = |_: &[f32]| {
                rows += 1;
                Ok(())
            };
            csv::rows(
                "data",
                reader,
                delimiter,
                &Reading::default(),
                Width::Inputs(2, &[]),
                &mut visit,
            )
        };
        let error = read().err().map(|error| format!("{error:#}"));
        (rows, error)
    }

    /// A text that is repeated without end.
    struct Endless(&'static [u8], usize);

    impl Read for Endless {
        fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
            for byte in bytes.iter_mut() {
                *byte = self.0[self.1 % self.0.len()];
                self.1 += 1;
            }
            assert!(
                (self.1 as u64) < 4 * MAX_ROW_BYTES,
                "it is read beyond the limit"
            );
            Ok(bytes.len())
        }
    }

    #[test]
    fn endless_rows_are_an_error() {
        for (beginning, more, rows) in [
            // A first line, a later line, a quoted cell of many lines, and many quoted cells in a row.
            ("", "0,1,", 0),
            ("0,1\n", "0,1,", 1),
            ("0,1\n\"", "0,1\n", 1),
            ("0,1\n", "\"\n\",", 1),
            // Blank lines and comments.
            ("", "\n", 0),
            ("", "# a comment\n", 0),
            ("0,1\n", "# a comment\n", 1),
        ] {
            let text = beginning.as_bytes().chain(Endless(more.as_bytes(), 0));
            let (found, error) = read(BufReader::new(text));
            let error = error.unwrap_or_default();
            assert!(error.contains("a row is longer than"), "{more:?}: {error}");
            assert_eq!(found, rows, "{more:?}");
        }
    }

    #[test]
    fn rows_together_may_be_longer_than_the_limit_of_one() {
        let row = |length| repeat(b'0').take(length).chain(&b"1,1\n"[..]);
        let long = MAX_ROW_BYTES / 2;
        let text = row(long).chain(row(long)).chain(row(long));
        assert_eq!(read(BufReader::new(text)), (3, None));
    }
}
