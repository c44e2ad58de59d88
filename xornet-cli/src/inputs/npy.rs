//! Files in the .npy format, as `numpy.save` writes them.

use std::io::{self, Cursor, Read};

use anyhow::{Context, bail, ensure};
use npyz::{DType, Deserialize, NpyFile, NpyHeader, Order, TypeChar};
use xornet_model::VALUE_LIMIT;

use super::{Visit, Width};
use crate::evaluate::Number;

/// The maximal number of elements of an array that is kept in memory.
const MAX_KEPT: u64 = 1 << 26;

/// Hands each row of a file to `visit`.
pub(super) fn rows<T: Number>(
    mut reader: impl Read,
    width: Width<'_>,
    visit: &mut Visit<'_, T>,
) -> anyhow::Result<()> {
    let header = header(&mut reader)?;
    array(NpyFile::with_header(header, reader), width, visit)
}

/// Hands each row of an array to `visit`.
pub(crate) fn array<T: Number>(
    file: NpyFile<impl Read>,
    width: Width<'_>,
    visit: &mut Visit<'_, T>,
) -> anyhow::Result<()> {
    let layout = Layout::of(&file, width)?;
    let width = layout.columns.len();
    let mut numbers = numbers(file)?;
    let mut next = |at: u64| {
        let place = || {
            let (row, column) = layout.place(at);
            format!("row {}, column {}", row + 1, column + 1)
        };
        let value = match numbers.next() {
            Some(Err(error)) if error.kind() != io::ErrorKind::UnexpectedEof => Err(error)?,
            Some(Ok(value)) => value,
            _ => bail!("the file ends before {}", place()),
        };
        let number = T::from_f64(value);
        ensure!(value.is_finite(), "{}: `{value}` is not finite", place());
        ensure!(
            number.is_finite(),
            "{}: `{value:?}` is too large for `{}`",
            place(),
            T::DTYPE
        );
        Ok(number)
    };

    if layout.in_order {
        let mut row = Vec::with_capacity(width);
        for index in 0..layout.rows {
            row.clear();
            for at in index * width as u64..(index + 1) * width as u64 {
                row.push(next(at)?);
            }
            visit(&row)?;
        }
    } else {
        ensure!(
            layout.rows.saturating_mul(width as u64) <= MAX_KEPT,
            "it is an array in Fortran order with more than {MAX_KEPT} numbers, too many to reorder; \
             save `numpy.ascontiguousarray(array)` instead"
        );
        // In Fortran order, even the first row is complete only near the end of the file.
        let all: Vec<T> = (0..layout.rows * width as u64)
            .map(next)
            .collect::<anyhow::Result<_>>()?;
        for index in 0..layout.rows {
            let columns = layout.columns.iter();
            let row: Vec<_> = columns
                .map(|offset| all[(index * layout.stride + offset) as usize])
                .collect();
            visit(&row)?;
        }
    }
    Ok(())
}

/// Reads the header.
///
/// It is a Python literal. The parser is given only what numpy writes for an array of numbers, since a hostile
/// header could be long, deeply nested, or of a size that overflows.
fn header(reader: &mut impl Read) -> anyhow::Result<NpyHeader> {
    const NOT_AN_ARRAY: &str = "its header is not that of an array of numbers";

    let mut head = vec![0; 10];
    reader
        .read_exact(&mut head)
        .context("the file ends in its header")?;
    let (low, high) = (head[8], head[9]);
    let mut length = u64::from(u16::from_le_bytes([low, high]));
    if head[6] > 1 {
        head.resize(12, 0);
        reader
            .read_exact(&mut head[10..])
            .context("the file ends in its header")?;
        length |= u64::from(u16::from_le_bytes([head[10], head[11]])) << 16;
    }
    ensure!(length <= 1024, NOT_AN_ARRAY);
    let start = head.len();
    let read = reader.take(length).read_to_end(&mut head)?;
    ensure!(read as u64 == length, "the file ends in its header");
    let count_of = |set: &[u8]| {
        head[start..]
            .iter()
            .filter(|byte| set.contains(byte))
            .count()
    };
    ensure!(
        count_of(b"([{") <= 4 && count_of(b"0123456789") <= 18,
        NOT_AN_ARRAY
    );
    NpyHeader::from_reader(Cursor::new(head)).context(NOT_AN_ARRAY)
}

/// The places of the rows in the file, in numbers from its start.
struct Layout {
    rows: u64,
    /// The distance from one row to the next.
    stride: u64,
    /// The offset of each column in a row.
    columns: Vec<u64>,
    /// Whether the rows are contiguous, one after the other.
    in_order: bool,
}

impl Layout {
    /// Returns the layout of an array, whose rows must have this width.
    fn of(header: &NpyHeader, width: Width<'_>) -> anyhow::Result<Self> {
        let found = header.shape().iter().skip(1).product::<u64>();
        let width = width.of_first(usize::try_from(found).unwrap_or(usize::MAX))?;
        ensure!(
            width <= VALUE_LIMIT,
            "its rows have {width} numbers, more than {VALUE_LIMIT}"
        );
        let (shape, strides) = (header.shape(), header.strides());
        let is_row = |shape: &[u64]| shape.iter().product::<u64>() == width as u64;
        let (rows, stride, rest) = match shape {
            [rows, row @ ..] if is_row(row) => (*rows, strides[0], 1),
            row if is_row(row) => (1, 0, 0),
            _ => {
                let lengths: Vec<_> = shape.iter().map(u64::to_string).collect();
                let found = if shape.is_empty() {
                    "a single number".into()
                } else {
                    format!("an array of {}", lengths.join("×"))
                };
                bail!("{found}, but the network takes rows of {width}");
            }
        };
        ensure!(rows > 0, "there are no rows of numbers");
        let mut columns = vec![0];
        for (&length, &stride) in shape[rest..].iter().zip(&strides[rest..]) {
            let starts = columns.iter();
            columns = starts
                .flat_map(|start| (0..length).map(move |index| start + index * stride))
                .collect();
        }
        Ok(Self {
            rows,
            stride,
            columns,
            in_order: header.order() == Order::C || shape.len() < 2,
        })
    }

    /// Returns the row and the column of the number at a place of the file.
    fn place(&self, at: u64) -> (u64, usize) {
        if self.in_order {
            let width = self.columns.len() as u64;
            return (at / width, (at % width) as usize);
        }
        let within = |row: u64| {
            self.columns
                .iter()
                .position(|offset| row * self.stride + offset == at)
        };
        let mut rows = (0..self.rows).filter_map(|row| Some((row, within(row)?)));
        rows.next().unwrap_or_default()
    }
}

/// Returns the numbers of the file in their order, in double precision, which holds all but the largest integers
/// exactly.
fn numbers<'r, R: Read + 'r>(
    file: NpyFile<R>,
) -> anyhow::Result<Box<dyn Iterator<Item = io::Result<f64>> + 'r>> {
    fn of<'r, N: Deserialize + 'r, R: Read + 'r>(
        file: NpyFile<R>,
        number: fn(N) -> f64,
    ) -> anyhow::Result<Box<dyn Iterator<Item = io::Result<f64>> + 'r>> {
        let numbers = file
            .data::<N>()
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        Ok(Box::new(numbers.map(move |value| value.map(number))))
    }

    let dtype = file.dtype();
    let kind = match &dtype {
        DType::Plain(kind) => Some((kind.type_char(), kind.size_field())),
        _ => None,
    };
    match kind {
        Some((TypeChar::Float, 2)) => of(file, <f64 as From<half::f16>>::from),
        Some((TypeChar::Float, 4)) => of(file, <f64 as From<f32>>::from),
        Some((TypeChar::Float, 8)) => of(file, |number: f64| number),
        Some((TypeChar::Bool, 1)) => of(file, |value: bool| f64::from(u8::from(value))),
        Some((TypeChar::Int, 1)) => of(file, <f64 as From<i8>>::from),
        Some((TypeChar::Int, 2)) => of(file, <f64 as From<i16>>::from),
        Some((TypeChar::Int, 4)) => of(file, <f64 as From<i32>>::from),
        Some((TypeChar::Int, 8)) => of(file, |number: i64| number as f64),
        Some((TypeChar::Uint, 1)) => of(file, <f64 as From<u8>>::from),
        Some((TypeChar::Uint, 2)) => of(file, <f64 as From<u16>>::from),
        Some((TypeChar::Uint, 4)) => of(file, <f64 as From<u32>>::from),
        Some((TypeChar::Uint, 8)) => of(file, |number: u64| number as f64),
        _ => bail!(
            "its elements have the type {}, which is not supported; save it as float32 or float64",
            dtype.descr()
        ),
    }
}
