use datafusion_common::arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, FixedSizeListArray, ListArray, PrimitiveArray,
};
use datafusion_common::arrow::buffer::{BooleanBuffer, NullBuffer, OffsetBuffer};
use datafusion_common::{Result, ScalarValue, exec_err, internal_datafusion_err};
use datafusion_expr::ColumnarValue;
use xornet::{Network, Tensor};

use crate::Number;

/// The arguments of a function for a batch of rows, borrowed from the engine's arrays.
pub(crate) struct Arguments<'a, S> {
    numbers: Numbers<'a, S>,
    nulls: Option<NullBuffer>,
}

/// Where the inputs of rows are.
enum Numbers<'a, S> {
    /// One column for each number.
    Columns(Vec<Column<'a, S>>),
    /// Lists, all numbers of a row one after the other: those of row `i` begin at `i * INPUTS`.
    FixedLists(&'a [S]),
    /// Lists whose places are given. Those of rows that are null have any length.
    Lists(&'a [S], &'a OffsetBuffer<i32>),
}

enum Column<'a, S> {
    /// A number for each row.
    Rows(&'a [S]),
    /// A literal.
    Constant(S),
}

impl<'a, S: Number> Arguments<'a, S> {
    /// Takes arguments whose types are those that [`coerce`](super::coerce) returns, and none of which is a null literal.
    pub(crate) fn new<N: Network<Scalar = S>>(
        function: &str,
        arguments: &'a [ColumnarValue],
    ) -> Result<Self> {
        match arguments {
            [ColumnarValue::Array(array)] if array.as_any().is::<FixedSizeListArray>() => {
                Self::fixed_lists(downcast(array)?)
            }
            [ColumnarValue::Scalar(ScalarValue::FixedSizeList(list))] => Self::fixed_lists(list),
            [ColumnarValue::Array(array)] if array.as_any().is::<ListArray>() => {
                Self::lists::<N>(function, downcast(array)?)
            }
            [ColumnarValue::Scalar(ScalarValue::List(list))] => Self::lists::<N>(function, list),
            columns => Self::columns(columns),
        }
    }

    fn columns(arguments: &'a [ColumnarValue]) -> Result<Self> {
        let mut nulls = None;
        let columns = arguments.iter().map(|argument| match argument {
            ColumnarValue::Array(array) => {
                let array: &PrimitiveArray<S::Arrow> = downcast(array)?;
                nulls = NullBuffer::union(nulls.as_ref(), array.nulls());
                Ok(Column::Rows(&array.values()[..]))
            }
            ColumnarValue::Scalar(scalar) => {
                let number = S::of(scalar).ok_or_else(|| unexpected(&scalar.data_type()));
                number.map(Column::Constant)
            }
        });
        let columns = columns.collect::<Result<_>>()?;
        let numbers = Numbers::Columns(columns);
        Ok(Self { numbers, nulls })
    }

    fn fixed_lists(lists: &'a FixedSizeListArray) -> Result<Self> {
        let values: &PrimitiveArray<S::Arrow> = downcast(lists.values())?;
        let length = usize::try_from(lists.value_length()).unwrap_or(0);
        let whole = rows_without_nulls(values, lists.len(), |row| [row * length, length]);
        Ok(Self {
            numbers: Numbers::FixedLists(values.values()),
            nulls: NullBuffer::union(lists.nulls(), whole.as_ref()),
        })
    }

    fn lists<N: Network>(function: &str, lists: &'a ListArray) -> Result<Self> {
        for row in (0..lists.len()).filter(|&row| lists.is_valid(row)) {
            let length = lists.value_length(row);
            if usize::try_from(length) != Ok(N::INPUTS) {
                return exec_err!(
                    "`{function}` takes lists of {} numbers; a row has a list of {length}",
                    N::INPUTS
                );
            }
        }
        let values: &PrimitiveArray<S::Arrow> = downcast(lists.values())?;
        let offsets = lists.offsets();
        let place = |row: usize| {
            let [start, end] = [offsets[row], offsets[row + 1]].map(index);
            [start, end - start]
        };
        let whole = rows_without_nulls(values, lists.len(), place);
        Ok(Self {
            numbers: Numbers::Lists(values.values(), offsets),
            nulls: NullBuffer::union(lists.nulls(), whole.as_ref()),
        })
    }

    /// Returns which rows are null.
    pub(crate) fn nulls(&self) -> Option<&NullBuffer> {
        self.nulls.as_ref()
    }

    /// Copies the inputs of the rows from `first` on. Those of null rows are any numbers.
    pub(crate) fn gather<I: Tensor<Scalar = S>>(&self, first: usize, rows: &mut [I]) {
        match &self.numbers {
            Numbers::Columns(columns) => {
                for (index, column) in columns.iter().enumerate() {
                    match column {
                        Column::Rows(numbers) => {
                            for (row, number) in rows.iter_mut().zip(&numbers[first..]) {
                                row.numbers_mut()[index] = *number;
                            }
                        }
                        Column::Constant(number) => {
                            for row in &mut *rows {
                                row.numbers_mut()[index] = *number;
                            }
                        }
                    }
                }
            }
            Numbers::FixedLists(values) => {
                let length = I::ZEROS.numbers().len();
                let lists = values[first * length..].chunks_exact(length);
                for (row, list) in rows.iter_mut().zip(lists) {
                    row.numbers_mut().copy_from_slice(list);
                }
            }
            Numbers::Lists(values, offsets) => {
                for (row, place) in rows.iter_mut().zip(offsets[first..].windows(2)) {
                    let list = &values[index(place[0])..index(place[1])];
                    let row = row.numbers_mut();
                    if list.len() == row.len() {
                        row.copy_from_slice(list);
                    }
                }
            }
        }
    }
}

/// Returns whether an argument is a null literal, so that all results are null.
pub(crate) fn any_null(arguments: &[ColumnarValue]) -> bool {
    let null = |argument: &ColumnarValue| match argument {
        ColumnarValue::Array(_) => false,
        ColumnarValue::Scalar(scalar) => scalar.is_null(),
    };
    arguments.iter().any(null)
}

/// Returns the rows none of whose elements is null, if there are others. `place` returns where the elements of a row
/// begin, and how many there are.
fn rows_without_nulls<T: ArrowPrimitiveType>(
    values: &PrimitiveArray<T>,
    rows: usize,
    place: impl Fn(usize) -> [usize; 2],
) -> Option<NullBuffer> {
    let nulls = values.nulls().filter(|nulls| nulls.null_count() > 0)?;
    let whole = |row| {
        let [start, length] = place(row);
        nulls.slice(start, length).null_count() == 0
    };
    Some(BooleanBuffer::collect_bool(rows, whole).into())
}

fn downcast<T: 'static>(array: &ArrayRef) -> Result<&T> {
    let found = array.as_any().downcast_ref();
    found.ok_or_else(|| unexpected(array.data_type()))
}

/// Returns the error for a type that the engine was not asked for.
fn unexpected(given: &impl std::fmt::Display) -> datafusion_common::DataFusionError {
    internal_datafusion_err!("the function of a network was given a column of type {given}")
}

/// Returns an offset of a list, which Arrow has checked, as an index.
fn index(offset: i32) -> usize {
    usize::try_from(offset).unwrap_or(0)
}
