use std::sync::Arc;

use datafusion_common::arrow::array::{ArrayRef, FixedSizeListArray, PrimitiveArray, StructArray};
use datafusion_common::arrow::buffer::NullBuffer;
use datafusion_common::arrow::datatypes::{ArrowPrimitiveType, DataType, Field, FieldRef, Fields};
use xornet::{Network, Tensor};

use crate::Number;

/// How a function returns several outputs. One output is a number in both cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Outputs {
    /// A struct, whose fields have the `output_names` of the model file, or are `output_0`, `output_1` and so on.
    #[default]
    Struct,
    /// A list of fixed length.
    List,
}

impl Outputs {
    /// Returns the type of a function's results.
    pub(crate) fn data_type<N: Network<Scalar: Number>>(self) -> DataType {
        match self {
            _ if N::OUTPUTS == 1 => number_type::<N>(),
            Self::Struct => DataType::Struct(fields::<N>()),
            Self::List => DataType::FixedSizeList(element::<N>(), length::<N>()),
        }
    }
}

/// The outputs of rows, in the order in which Arrow has them: each output of all rows, or all outputs of each row.
pub(crate) struct Collected<N: Network> {
    outputs: Outputs,
    columns: Vec<Vec<N::Scalar>>,
}

impl<N: Network<Scalar: Number>> Collected<N> {
    /// Makes memory for the outputs of so many rows.
    pub(crate) fn new(outputs: Outputs, rows: usize) -> Self {
        let [columns, numbers] = match outputs {
            Outputs::Struct => [N::OUTPUTS, rows],
            Outputs::List => [1, rows * N::OUTPUTS],
        };
        let columns = (0..columns).map(|_| Vec::with_capacity(numbers)).collect();
        Self { outputs, columns }
    }

    /// Adds the outputs of the next rows.
    pub(crate) fn extend(&mut self, rows: &[N::Output]) {
        match self.outputs {
            Outputs::Struct => {
                for (index, column) in self.columns.iter_mut().enumerate() {
                    column.extend(rows.iter().map(|row| row.numbers()[index]));
                }
            }
            Outputs::List => {
                for row in rows {
                    self.columns[0].extend_from_slice(row.numbers());
                }
            }
        }
    }

    /// Makes the array, of the type that [`Outputs::data_type`] says.
    pub(crate) fn finish(self, nulls: Option<NullBuffer>) -> ArrayRef {
        let mut columns = self.columns.into_iter();
        if N::OUTPUTS == 1 {
            return array::<N>(columns.next().unwrap_or_default(), nulls);
        }
        match self.outputs {
            Outputs::Struct => {
                let columns = columns.map(|column| array::<N>(column, None)).collect();
                Arc::new(StructArray::new(fields::<N>(), columns, nulls))
            }
            Outputs::List => {
                let numbers = array::<N>(columns.next().unwrap_or_default(), None);
                let list = FixedSizeListArray::new(element::<N>(), length::<N>(), numbers, nulls);
                Arc::new(list)
            }
        }
    }
}

/// Makes an array of numbers.
fn array<N: Network<Scalar: Number>>(
    numbers: Vec<N::Scalar>,
    nulls: Option<NullBuffer>,
) -> ArrayRef {
    let numbers = PrimitiveArray::<<N::Scalar as Number>::Arrow>::new(numbers.into(), nulls);
    Arc::new(numbers)
}

/// Returns the type of a network's numbers.
pub(crate) fn number_type<N: Network<Scalar: Number>>() -> DataType {
    <N::Scalar as Number>::Arrow::DATA_TYPE
}

/// Returns the field of the elements of lists.
fn element<N: Network<Scalar: Number>>() -> FieldRef {
    Arc::new(Field::new_list_field(number_type::<N>(), false))
}

/// Returns the fields of structs.
fn fields<N: Network<Scalar: Number>>() -> Fields {
    let field = |index: usize| {
        let name = N::OUTPUT_NAMES.get(index);
        let name = name.map_or_else(|| format!("output_{index}"), ToString::to_string);
        Field::new(name, number_type::<N>(), false)
    };
    (0..N::OUTPUTS).map(field).collect()
}

/// Returns the number of outputs as Arrow has the lengths of lists.
fn length<N: Network>() -> i32 {
    i32::try_from(N::OUTPUTS).expect("a network has fewer outputs than 2^31")
}
