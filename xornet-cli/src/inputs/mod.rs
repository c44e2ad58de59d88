//! Inputs of a network: numbers on the command line, or the rows of a file.

mod columns;
mod csv;
mod limit;
pub(crate) mod npy;
mod number;

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use xornet_model::{Format, quantity};

pub use self::columns::Columns;
use crate::evaluate::Number;
use crate::{progress, source};

/// The length that each row must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width<'n> {
    /// As many numbers as the network takes, and the names of these, or none. Columns are matched by their names if a
    /// file has names, too.
    Inputs(usize, &'n [String]),
    /// An input of this length, followed by an output, whose length is that in the first row.
    Case(usize),
}

impl Width<'_> {
    /// Returns the length that each row must have if the first has `found` numbers.
    fn of_first(self, found: usize) -> anyhow::Result<usize> {
        match self {
            Self::Inputs(inputs, _) => Ok(inputs),
            Self::Case(inputs) => {
                ensure!(
                    found > inputs,
                    "{}, but a row needs the {inputs} of an input, followed by those of its output",
                    quantity(found, "number")
                );
                Ok(found)
            }
        }
    }

    /// Says that a row has a wrong length.
    fn misfit(self, found: usize, width: usize) -> String {
        match self {
            Self::Inputs(..) => wrong_length(found, width),
            Self::Case(_) => format!(
                "{}, but the first row has {width}",
                quantity(found, "number")
            ),
        }
    }
}

/// A function that each row of numbers is handed to.
pub type Visit<'a, T> = dyn FnMut(&[T]) -> anyhow::Result<()> + 'a;

/// How to read files of rows.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Reading {
    /// Columns of CSV files to read, by number from 1 or by name, as in `1-4` or `width,height`
    #[arg(long, value_name = "COLUMNS")]
    pub columns: Option<Columns>,
    /// Take the first row of CSV files as names even if there are numbers in it
    #[arg(
        long,
        long_help = "Take the first row of CSV files as the names of the columns, even if there are \
                     numbers in it. A row without any is taken as names in any case"
    )]
    pub header: bool,
}

/// Reads one input from an argument: `0,1`, `0 1`, `[0, 1]`, or an array of arrays. Several inputs of a network follow each
/// other.
///
/// # Errors
///
/// If it does not consist of `width` finite numbers.
pub fn vector<T: Number>(text: &str, width: usize) -> anyhow::Result<Vec<T>> {
    let numbers: Vec<T> = words(text)
        .map(number::read)
        .collect::<anyhow::Result<_>>()
        .with_context(|| format!("the input {}", number::quoted(text)))?;
    if numbers.len() != width {
        let problem = wrong_length(numbers.len(), width);
        bail!("the input {} has {problem}", number::quoted(text));
    }
    Ok(numbers)
}

/// Splits an input into its numbers, without the brackets of nested arrays.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', ' ', '[', ']'])
        .filter(|word| !word.is_empty())
}

/// Hands each row of a CSV or .npy file to `visit`; `-` is standard input. A progress bar is shown for a large
/// file, but not at a terminal where `visit` `prints`.
///
/// # Errors
///
/// If the file cannot be read, or a row does not consist of finite numbers, as many as `width` says; and those of
/// `visit`.
pub fn rows<T: Number>(
    path: &Path,
    reading: &Reading,
    width: Width<'_>,
    prints: bool,
    visit: &mut Visit<'_, T>,
) -> anyhow::Result<()> {
    let shown = source::shown(path);
    let source =
        source::open(path).map_err(|error| anyhow!(source::problem(&error, path, "csv")))?;
    let bar = progress::bar(source.length(), prints);
    let mut reader = BufReader::new(bar.wrap_read(source.into_reader()));
    let first = first_line(&mut reader).with_context(|| format!("cannot read `{shown}`"))?;
    let result = match Format::of(path, &first[..first.len().min(HEAD)]) {
        Some(Format::Npy) => {
            npy::rows(Cursor::new(first).chain(reader), width, visit).with_context(|| shown)
        }
        Some(Format::Npz | Format::Zip) => bail!(
            "cannot read `{shown}`: it is an archive, not an array; save one of its arrays as .npy"
        ),
        Some(Format::Binary) => {
            bail!("cannot read `{shown}`: it is neither CSV in UTF-8 nor .npy")
        }
        None if first.contains(&0) => {
            bail!("cannot read `{shown}`: it is neither CSV in UTF-8 nor .npy")
        }
        None => {
            let delimiter = csv::delimiter(&first);
            let reader = Cursor::new(first).chain(reader);
            csv::rows(&shown, reader, delimiter, reading, width, visit)
        }
        Some(other) => bail!(
            "cannot read `{shown}`: it is {}, neither CSV nor .npy",
            other.name()
        ),
    };
    bar.finish_and_clear();
    result
}

/// The number of bytes that the format of a file is told from.
const HEAD: usize = 1 << 16;

/// Reads up to the end of the first line that is neither blank nor a comment.
fn first_line(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    loop {
        let start = lines.len();
        let rest = limit::MAX_ROW_BYTES + 1 - start as u64;
        reader.by_ref().take(rest).read_until(b'\n', &mut lines)?;
        if lines.len() as u64 > limit::MAX_ROW_BYTES {
            return Err(limit::too_long());
        }
        let line = lines[start..].trim_ascii();
        if lines.len() == start || !(line.is_empty() || line.starts_with(b"#")) {
            return Ok(lines);
        }
    }
}

/// Says that an input has a wrong length: `3 numbers, but the network takes 4`.
fn wrong_length(found: usize, width: usize) -> String {
    let found = quantity(found, "number");
    format!("{found}, but the network takes {width}")
}

/// Returns the file that an argument names where an input could be given: it does not consist of numbers, and
/// the file exists.
#[must_use]
pub fn file(text: &str) -> Option<PathBuf> {
    let numbers = words(text).all(|word| number::read::<f64>(word).is_ok());
    let path = PathBuf::from(text);
    (!numbers && path.is_file()).then_some(path)
}
