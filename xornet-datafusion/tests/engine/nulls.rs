//! A null among the arguments gives null, and nothing else does.

use datafusion::arrow::array::Array;
use datafusion::arrow::datatypes::DataType;
use datafusion::error::Result;

use crate::support::{Fraud, bits, column, context, names, payments, rows, values};

#[tokio::test]
async fn a_row_with_a_null_is_null() -> Result<()> {
    let payments = payments(40);
    // Nulls in two columns, in other rows.
    let names = names()
        .replace("hour", "CASE WHEN id % 5 = 1 THEN NULL ELSE hour END")
        .replace("shop_3", "CASE WHEN id % 7 = 2 THEN NULL ELSE shop_3 END");
    let query = format!(
        "SELECT fraud({names}) FROM {} ORDER BY id",
        values(&payments)
    );
    let expected = payments.iter().enumerate().map(|(id, row)| {
        let null = id % 5 == 1 || id % 7 == 2;
        (!null).then(|| Fraud::forward(row)[0].to_bits())
    });
    assert_eq!(
        bits(&column(&context(), &query).await?),
        expected.collect::<Vec<_>>()
    );
    Ok(())
}

#[tokio::test]
async fn a_null_literal_gives_null() -> Result<()> {
    let context = context();
    let rest = ["0.5"; 29].join(", ");
    let scores = column(&context, &format!("SELECT fraud(NULL, {rest})")).await?;
    assert_eq!(bits(&scores), [None]);
    let table = values(&payments(3));
    let rest = ["1"; 28].join(", ");
    let query = format!("SELECT fraud(amount, NULL, {rest}) FROM {table}");
    assert_eq!(bits(&column(&context, &query).await?), [None; 3]);
    Ok(())
}

#[tokio::test]
async fn structs_and_lists_are_null_as_a_whole() -> Result<()> {
    for function in ["weather", "weather_list"] {
        let query =
            format!("SELECT {function}(x, 1, 2) FROM (VALUES (1.5), (NULL), (2.5)) AS t (x)");
        let found = column(&context(), &query).await?;
        assert_eq!(
            [0, 1, 2].map(|row| found.is_null(row)),
            [false, true, false],
            "{function}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn an_element_that_is_null_makes_the_row_null() -> Result<()> {
    let query = "SELECT weather([x, 1, y]) FROM (VALUES (1.5, 2), (NULL, 3), (2.5, 4)) AS t (x, y)";
    let found = column(&context(), query).await?;
    assert_eq!(
        [0, 1, 2].map(|row| found.is_null(row)),
        [false, true, false]
    );
    Ok(())
}

/// The engine drops `IS NOT NULL` of what cannot be null.
#[tokio::test]
async fn results_can_be_null_only_if_an_argument_can() -> Result<()> {
    let context = context();
    let found = rows(&context, "SELECT weather_list(1, 2, 3) AS sure, weather_list(x, 2, 3) AS other FROM (VALUES (1), (NULL)) AS t (x)").await?;
    let schema = found.schema();
    assert!(
        !schema.field(0).is_nullable() && schema.field(1).is_nullable(),
        "{schema:?}"
    );
    assert!(matches!(
        schema.field(0).data_type(),
        DataType::FixedSizeList(_, 2)
    ));
    Ok(())
}
