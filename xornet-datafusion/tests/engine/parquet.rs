//! Files of Parquet, in several partitions.

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{Float32Type, Int64Type};
use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::error::Result;

use crate::support::{Fraud, context, names, payments, rows, values};

#[tokio::test]
async fn folders_of_files_are_scored_whole() -> Result<()> {
    let payments = payments(200);
    let context = context();
    let folder = tempfile::tempdir()?;
    let path = folder.path().to_str().expect("a path in UTF-8");
    for part in 0..4 {
        let table = values(&payments);
        let frame = context
            .sql(&format!("SELECT * FROM {table} WHERE id % 4 = {part}"))
            .await?;
        let options = DataFrameWriteOptions::new().with_single_file_output(true);
        frame
            .write_parquet(&format!("{path}/{part}.parquet"), options, None)
            .await?;
    }
    context
        .register_parquet("payments", path, Default::default())
        .await?;
    let found = rows(
        &context,
        &format!("SELECT id, fraud({}) FROM payments ORDER BY id", names()),
    )
    .await?;
    assert_eq!(found.num_rows(), 200);
    let ids = found.column(0).as_primitive::<Int64Type>();
    let scores = found.column(1).as_primitive::<Float32Type>();
    for (row, payment) in payments.iter().enumerate() {
        assert_eq!(ids.value(row), row as i64);
        assert_eq!(
            scores.value(row).to_bits(),
            Fraud::forward(payment)[0].to_bits()
        );
    }
    // And back to a file.
    let scored = context
        .sql(&format!(
            "SELECT id, fraud({}) AS score FROM payments",
            names()
        ))
        .await?;
    scored
        .write_parquet(
            &format!("{path}/scored/"),
            DataFrameWriteOptions::new(),
            None,
        )
        .await?;
    context
        .register_parquet("scored", format!("{path}/scored/"), Default::default())
        .await?;
    let back = rows(&context, "SELECT id, score FROM scored ORDER BY id").await?;
    assert_eq!(back.columns(), found.columns());
    Ok(())
}
