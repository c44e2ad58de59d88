//! One column of lists in place of one column for each number.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, FixedSizeListArray, Float64Array, Int64Array, RecordBatch,
};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::error::Result;

use crate::support::{Fraud, bits, column, context, names, payments, values};

/// Returns a column of lists of fixed length, in `f64`.
fn lists(rows: &[[f32; 30]], nulls: Option<NullBuffer>) -> ArrayRef {
    let numbers: Float64Array = rows
        .as_flattened()
        .iter()
        .map(|&x| Some(f64::from(x)))
        .collect();
    let field = Arc::new(Field::new_list_field(DataType::Float64, true));
    Arc::new(FixedSizeListArray::new(field, 30, Arc::new(numbers), nulls))
}

#[tokio::test]
async fn lists_of_fixed_length_have_the_same_bits() -> Result<()> {
    let payments = payments(50);
    let nulls: NullBuffer = (0..50).map(|row| row % 6 != 4).collect();
    let batch = RecordBatch::try_from_iter([
        ("id", Arc::new(Int64Array::from_iter_values(0..50)) as _),
        ("features", lists(&payments, Some(nulls.clone()))),
    ])?;
    let context = context();
    // A part of a batch: its lists do not begin at the first number.
    context.register_batch("payments", batch.slice(3, 47))?;
    let scores = column(&context, "SELECT fraud(features) FROM payments ORDER BY id").await?;
    let expected = payments
        .iter()
        .zip(&nulls)
        .skip(3)
        .map(|(row, valid)| valid.then(|| Fraud::forward(row)[0].to_bits()));
    assert_eq!(bits(&scores), expected.collect::<Vec<_>>());
    Ok(())
}

#[tokio::test]
async fn lists_of_any_length_have_the_same_bits_if_their_lengths_are_right() -> Result<()> {
    let payments = payments(50);
    let list = format!("CASE WHEN id % 4 = 3 THEN NULL ELSE [{}] END", names());
    let query = format!(
        "SELECT fraud({list}) FROM {} ORDER BY id",
        values(&payments)
    );
    let expected = payments
        .iter()
        .enumerate()
        .map(|(id, row)| (id % 4 != 3).then(|| Fraud::forward(row)[0].to_bits()));
    assert_eq!(
        bits(&column(&context(), &query).await?),
        expected.collect::<Vec<_>>()
    );
    Ok(())
}

#[tokio::test]
async fn a_literal_list_gives_a_literal() -> Result<()> {
    let payment = payments(1)[0];
    let numbers = payment.map(|number| number.to_string()).join(", ");
    let scores = column(&context(), &format!("SELECT fraud([{numbers}])")).await?;
    assert_eq!(bits(&scores), [Some(Fraud::forward(&payment)[0].to_bits())]);
    Ok(())
}

#[tokio::test]
async fn a_list_of_another_length_is_an_error_that_says_so() {
    let query = "SELECT weather([x, 2]) FROM (VALUES (1.5), (2.5)) AS t (x)";
    let error = column(&context(), query)
        .await
        .expect_err("two numbers of three");
    assert_eq!(
        error.strip_backtrace(),
        "Execution error: `weather` takes lists of 3 numbers; a row has a list of 2"
    );
}

#[tokio::test]
async fn a_fixed_length_that_is_wrong_is_an_error_of_the_plan() -> Result<()> {
    let context = context();
    let batch = RecordBatch::try_from_iter([("features", lists(&payments(2), None))])?;
    context.register_batch("payments", batch)?;
    let error = context
        .sql("SELECT weather(features) FROM payments")
        .await
        .expect_err("30 numbers of 3");
    assert_eq!(
        error.strip_backtrace(),
        "Error during planning: `weather` takes 3 columns (pressure, humidity, wind), or one column of lists of 3 \
         numbers; the lists given have 30"
    );
    Ok(())
}

#[tokio::test]
async fn empty_tables_of_lists_give_no_rows() -> Result<()> {
    let context = context();
    let batch = RecordBatch::try_from_iter([("features", lists(&[], None))])?;
    context.register_batch("payments", batch)?;
    let scores = column(&context, "SELECT fraud(features) FROM payments").await?;
    assert_eq!(scores.len(), 0);
    Ok(())
}
