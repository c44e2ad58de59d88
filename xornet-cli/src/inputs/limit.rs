//! A limit on the length of a row: a file without line ends would fill the memory.

use std::io::{self, Read};

/// The most bytes of a row, with the remarks before it: the widest network's, at 32 characters a
/// number. Tests have a smaller limit, since they reach it.
pub(super) const LONGEST: u64 = if cfg!(test) { 1 << 16 } else { 1 << 25 };

pub(super) fn too_long() -> io::Error {
    io::Error::other(format!(
        "a row has more than {} MiB, the limit for one",
        LONGEST >> 20
    ))
}

/// A reader that fails where a row is too long. The whole may be endless: rows are used as they come.
pub(super) struct RowLimit<R> {
    inner: R,
    /// What was read since the last row ended.
    length: u64,
}

impl<R> RowLimit<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, length: 0 }
    }

    /// Tells that a row has ended.
    pub(super) fn end_row(&mut self) {
        self.length = 0;
    }
}

impl<R: Read> Read for RowLimit<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(bytes)?;
        self.length += count as u64;
        if self.length > LONGEST + bytes.len() as u64 {
            return Err(too_long());
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Cursor, Read, repeat};

    use super::LONGEST;
    use crate::inputs::{Reading, Width, csv, first_line};

    /// Reads rows of two numbers, of which there are so many before the error, if there is one.
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
                Width::Inputs(2),
                &mut visit,
            )
        };
        let error = read().err().map(|error| format!("{error:#}"));
        (rows, error)
    }

    /// A text again and again, without an end.
    struct Endless(&'static [u8], usize);

    impl Read for Endless {
        fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
            for byte in bytes.iter_mut() {
                *byte = self.0[self.1 % self.0.len()];
                self.1 += 1;
            }
            assert!((self.1 as u64) < 4 * LONGEST, "it is read on");
            Ok(bytes.len())
        }
    }

    #[test]
    fn what_has_no_end_is_an_error() {
        for (beginning, more, rows) in [
            // A first line, one after a row, a quotation of many lines, many quotations in a row.
            ("", "0,1,", 0),
            ("0,1\n", "0,1,", 1),
            ("0,1\n\"", "0,1\n", 1),
            ("0,1\n", "\"\n\",", 1),
            // Lines that say nothing.
            ("", "\n", 0),
            ("", "# a remark\n", 0),
            ("0,1\n", "# a remark\n", 1),
        ] {
            let text = beginning.as_bytes().chain(Endless(more.as_bytes(), 0));
            let (found, error) = read(BufReader::new(text));
            let error = error.unwrap_or_default();
            assert!(error.contains("a row has more than"), "{more:?}: {error}");
            assert_eq!(found, rows, "{more:?}");
        }
    }

    #[test]
    fn rows_together_may_be_longer_than_the_limit_of_one() {
        let row = |length| repeat(b'0').take(length).chain(&b"1,1\n"[..]);
        let long = LONGEST / 2;
        let text = row(long).chain(row(long)).chain(row(long));
        assert_eq!(read(BufReader::new(text)), (3, None));
    }
}
