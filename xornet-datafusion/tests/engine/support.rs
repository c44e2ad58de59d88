//! Contexts with the functions of the tests, and the numbers of query results.

use datafusion::arrow::array::{ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::Float32Type;
use datafusion::error::Result;
use datafusion::prelude::{SessionConfig, SessionContext};
use xornet_datafusion::{Outputs, udf, udf_with};

xornet::model!(pub Fraud = "models/fraud.toml");
xornet::model!(pub Weather = "tests/models/weather.toml");
xornet::model!(pub Merged = "tests/models/merged.toml");

/// Returns a context with all functions of the tests, and with batches of 7 rows, so that most tables have several.
pub fn context() -> SessionContext {
    let context = SessionContext::new_with_config(SessionConfig::new().with_batch_size(7));
    context.register_udf(udf::<Fraud>("fraud"));
    context.register_udf(udf::<Weather>("weather"));
    context.register_udf(udf_with::<Weather>("weather_list", Outputs::List));
    context.register_udf(udf::<Merged>("merged"));
    context
}

/// Runs a query.
pub async fn rows(context: &SessionContext, query: &str) -> Result<RecordBatch> {
    let frame = context.sql(query).await?;
    let schema = frame.schema().inner().clone();
    let batches = frame.collect().await?;
    Ok(concat_batches(&schema, &batches)?)
}

/// Runs a query, and returns its only column.
pub async fn column(context: &SessionContext, query: &str) -> Result<ArrayRef> {
    let rows = rows(context, query).await?;
    assert_eq!(rows.num_columns(), 1, "{query}");
    Ok(rows.column(0).clone())
}

/// Returns the bits of an array of `f32`; `None` where it is null.
pub fn bits(array: &ArrayRef) -> Vec<Option<u32>> {
    let numbers = array.as_primitive::<Float32Type>();
    numbers
        .iter()
        .map(|number| number.map(f32::to_bits))
        .collect()
}

/// Returns the names of the inputs of [`Fraud`], for a query.
pub fn names() -> String {
    Fraud::INPUT_NAMES.join(", ")
}

/// Returns `count` rows of numbers for [`Fraud`], the same at every call.
pub fn payments(count: usize) -> Vec<[f32; 30]> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f32::from(u16::try_from(state >> 16).expect("16 bits")) / 16_384.0
    };
    (0..count)
        .map(|_| std::array::from_fn(|_| next()))
        .collect()
}

/// Returns an expression of a table with these rows, whose columns have the names of the inputs, and `id`.
pub fn values(rows: &[[f32; 30]]) -> String {
    let row = |(id, row): (usize, &[f32; 30])| {
        let numbers = row
            .map(|number| format!("CAST({number} AS REAL)"))
            .join(", ");
        format!("({id}, {numbers})")
    };
    let rows: Vec<_> = rows.iter().enumerate().map(row).collect();
    format!("(VALUES {}) AS payments (id, {})", rows.join(", "), names())
}
