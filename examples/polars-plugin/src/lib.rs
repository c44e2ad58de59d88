//! A network as an expression of Polars: `pl.col(fraud.COLUMNS).fraud.score()`.

use polars::prelude::*;
use polars_arrow::compute::utils::combine_validities_and;
use pyo3::prelude::*;
use pyo3_polars::derive::polars_expr;

xornet::model!("models/fraud.toml");

/// How many rows are computed at a time: their inputs and outputs stay in the cache of a core.
const AT_ONCE: usize = 128;

/// Says what the expression is, when a query is planned.
fn output(fields: &[Field]) -> PolarsResult<Field> {
    let names = Fraud::INPUT_NAMES;
    polars_ensure!(
        fields.len() == Fraud::INPUTS,
        InvalidOperation: "the network takes {} columns, it was given {}: {}",
        Fraud::INPUTS, fields.len(), names.join(", ")
    );
    for (field, name) in fields.iter().zip(names) {
        let numeric = field.dtype.is_numeric() || field.dtype.is_null();
        polars_ensure!(
            numeric,
            InvalidOperation: "`{name}` is to be a number, but the column `{}` is {}; cast it",
            field.name, field.dtype
        );
    }
    Ok(Field::new("score".into(), DataType::Float32))
}

/// Computes the score of each row; null if one of its numbers is null.
#[polars_expr(output_type_func=output)]
fn score(inputs: &[Series]) -> PolarsResult<Series> {
    let fields = inputs.iter().map(|input| input.field().into_owned());
    output(&fields.collect::<Vec<_>>())?;
    // A literal is a column of one row.
    let mut lengths = inputs.iter().map(|input| input.len());
    let rows = lengths.find(|length| *length != 1).unwrap_or(1);
    let columns = inputs.iter().map(|input| {
        let column = input.cast(&DataType::Float32)?;
        let column = if column.len() == rows {
            column
        } else {
            column.new_from_index(0, rows)
        };
        Ok(column.f32()?.rechunk().into_owned())
    });
    let columns = columns.collect::<PolarsResult<Vec<_>>>()?;
    let arrays: Vec<_> = columns
        .iter()
        .map(|column| column.downcast_as_array())
        .collect();

    let mut scores = Vec::with_capacity(rows);
    let mut inputs = [[0.0; Fraud::INPUTS]; AT_ONCE];
    let mut outputs = [[0.0; Fraud::OUTPUTS]; AT_ONCE];
    for first in (0..rows).step_by(AT_ONCE) {
        let count = AT_ONCE.min(rows - first);
        for (index, array) in arrays.iter().enumerate() {
            for (input, number) in inputs.iter_mut().zip(&array.values()[first..first + count]) {
                input[index] = *number;
            }
        }
        Fraud::forward_batch(&inputs[..count], &mut outputs[..count]);
        scores.extend_from_slice(outputs[..count].as_flattened());
    }
    let validity = arrays.iter().fold(None, |all, array| {
        combine_validities_and(all.as_ref(), array.validity())
    });
    let scores = Float32Chunked::from_vec_validity("score".into(), scores, validity);
    Ok(scores.into_series())
}

/// The part of the package that is compiled: the names of the network's inputs.
#[pymodule]
fn _fraud(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("COLUMNS", Fraud::INPUT_NAMES.to_vec())
}
