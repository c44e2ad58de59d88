//! CSV files.

use std::io::Read;

use anyhow::{Context, anyhow, ensure};
use csv::{ByteRecord, ReaderBuilder, Terminator, Trim};
use xornet_model::Number as _;

use super::limit::RowLimit;
use super::{Reading, Visit, Width, columns, number};
use crate::evaluate::Number;

/// Returns the character that separates the cells, judging by the first line.
pub(super) fn delimiter(line: &[u8]) -> u8 {
    let found = b"\t;,".iter().find(|delimiter| line.contains(delimiter));
    *found.unwrap_or(&b' ')
}

/// Hands each row to `visit`. `shown` names the file in messages.
pub(super) fn rows<T: Number>(
    shown: &str,
    reader: impl Read,
    delimiter: u8,
    reading: &Reading,
    width: Width<'_>,
    visit: &mut Visit<'_, T>,
) -> anyhow::Result<()> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .comment(Some(b'#'))
        .trim(Trim::All)
        // Messages give the line of a row. The position of a record is before the blank lines and comments that
        // the reader skips. So the line is counted back from the reader's, which is the one after the row,
        // because every row, also the last, ends with a line feed here.
        .terminator(Terminator::Any(b'\n'))
        .from_reader(RowLimit::new(reader.chain(&b"\n"[..])));
    let mut record = ByteRecord::new();
    let mut header = None;
    let mut row = Vec::new();
    let mut length = None;
    while reader
        .read_byte_record(&mut record)
        .with_context(|| format!("cannot read `{shown}`"))?
    {
        reader.get_mut().end_row();
        let line = reader.position().line() - 1;
        let place = || format!("{shown}:{line}");
        let cells = cells(&record, delimiter);
        if cells.iter().all(String::is_empty) && cells.len() < 2 {
            continue;
        }
        let header = match &header {
            Some(header) => header,
            None => {
                let found = Header::of(&cells, reading, width).with_context(place)?;
                let header = header.insert(found);
                if header.names.is_some() {
                    continue;
                }
                header
            }
        };
        let may_be_names =
            length.is_none() && header.names.is_none() && !cells.iter().all(|c| is_number(c));
        let read = match length {
            Some(length) => Ok(length),
            None => width.of_first(cells.len()),
        };
        let read = read.and_then(|length| {
            header.read(&cells, width, length, &mut row)?;
            Ok(length)
        });
        let read = read.map_err(|error| match (may_be_names, width) {
            (false, _) => error,
            (true, Width::Inputs(..)) => {
                anyhow!("{error:#}; if this row names the columns, use `--header`")
            }
            (true, Width::Case(_)) => {
                anyhow!("{error:#}; a row is taken as the names of the columns only if no cell is a number")
            }
        });
        length = Some(read.with_context(place)?);
        visit(&row)?;
    }
    ensure!(length.is_some(), "{shown}: there are no rows of numbers");
    Ok(())
}

/// Returns the cells of a row.
fn cells(record: &ByteRecord, delimiter: u8) -> Vec<String> {
    let cells = record
        .iter()
        .map(|cell| String::from_utf8_lossy(cell).into_owned());
    // Columns may be separated by several spaces, between which the reader finds empty cells.
    cells
        .filter(|cell| delimiter != b' ' || !cell.is_empty())
        .collect()
}

/// Returns whether a cell is a number, finite or not.
fn is_number(cell: &str) -> bool {
    f64::parse(cell).is_some()
}

/// The names of the columns, and those to read.
struct Header {
    /// The names, if the first row holds them.
    names: Option<Vec<String>>,
    /// The indices of the columns to read; `None` for all.
    chosen: Option<Vec<usize>>,
    /// What has chosen them, for messages.
    chooser: &'static str,
}

impl Header {
    /// Makes a header of the first row. It holds names if the user says so, if there is no number in it, or if all names
    /// of the network's inputs are in it. Then columns are those of these names, unless the user chooses others.
    fn of(cells: &[String], reading: &Reading, width: Width<'_>) -> anyhow::Result<Self> {
        let inputs = match width {
            Width::Inputs(_, names) => names,
            Width::Case(_) => &[],
        };
        // Names that are numbers could be a row of numbers.
        let tells = inputs.iter().any(|name| !is_number(name));
        let has_all = || tells && columns::matched(inputs, cells).is_ok();
        let names = reading.header || !cells.iter().any(|cell| is_number(cell)) || has_all();
        let names = names.then(|| cells.to_vec());
        let chosen = match (&reading.columns, &names) {
            (Some(columns), names) => Some(columns.indices(names.as_deref())?),
            (None, Some(names)) if !inputs.is_empty() => Some(columns::matched(inputs, names)?),
            (None, _) => None,
        };
        let chooser = match reading.columns {
            Some(_) => "`--columns` asks for",
            None => "the network takes",
        };
        Ok(Self {
            names,
            chosen,
            chooser,
        })
    }

    /// Reads the row's numbers into `row`.
    fn read<T: Number>(
        &self,
        cells: &[String],
        width: Width<'_>,
        length: usize,
        row: &mut Vec<T>,
    ) -> anyhow::Result<()> {
        let found = self.chosen.as_ref().map_or(cells.len(), Vec::len);
        ensure!(
            found == length
                || self.chosen.is_some()
                || cells.len() < length
                || !matches!(width, Width::Inputs(..)),
            "{}; choose columns with `--columns`",
            width.misfit(found, length)
        );
        ensure!(found == length, width.misfit(found, length));
        row.clear();
        for index in 0..length {
            let index = self.chosen.as_ref().map_or(index, |chosen| chosen[index]);
            let cell = cells.get(index).with_context(|| {
                let of = cells.len();
                format!(
                    "the row has {of} columns, but {} {}",
                    self.chooser,
                    self.title(index)
                )
            })?;
            let number = number::read(cell).with_context(|| self.title(index))?;
            row.push(number);
        }
        Ok(())
    }

    /// Names a column in messages: ``column 2 (`width`)``.
    fn title(&self, index: usize) -> String {
        let name = self.names.as_ref().and_then(|names| names.get(index));
        let name = name.map(|name| format!(" ({})", number::quoted(name)));
        format!("column {}{}", index + 1, name.unwrap_or_default())
    }
}
