//! Several outputs: structs and lists.

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::{DataType, Float32Type, Float64Type};
use datafusion::error::Result;
use xornet::Tensor;

use crate::support::{Merged, MergedInput, Weather, column, context};

const ROWS: &str = "(VALUES (0.5, 1.25, 2), (-1, 0, 3.5)) AS t (a, b, c)";

fn inputs() -> [[f64; 3]; 2] {
    [[0.5, 1.25, 2.0], [-1.0, 0.0, 3.5]]
}

#[tokio::test]
async fn structs_have_the_names_of_the_model_file() -> Result<()> {
    let found = column(&context(), &format!("SELECT weather(a, b, c) FROM {ROWS}")).await?;
    let found = found.as_struct();
    assert_eq!(found.column_names(), ["rain", "sun"]);
    for (row, input) in inputs().iter().enumerate() {
        let numbers =
            [0, 1].map(|index| found.column(index).as_primitive::<Float64Type>().value(row));
        assert_eq!(
            numbers.map(f64::to_bits),
            Weather::forward(input).map(f64::to_bits)
        );
    }
    Ok(())
}

#[tokio::test]
async fn lists_have_the_outputs_in_order() -> Result<()> {
    let found = column(
        &context(),
        &format!("SELECT weather_list(a, b, c) FROM {ROWS}"),
    )
    .await?;
    let found = found.as_fixed_size_list();
    for (row, input) in inputs().iter().enumerate() {
        let list = found.value(row);
        let numbers = list.as_primitive::<Float64Type>().values().to_vec();
        assert_eq!(numbers, Weather::forward(input));
    }
    Ok(())
}

#[tokio::test]
async fn literals_give_structs_and_lists() -> Result<()> {
    let context = context();
    let expected = Weather::forward(&[0.5, 1.25, 2.0]);
    let sun = column(&context, "SELECT weather(0.5, 1.25, 2)['sun']").await?;
    assert_eq!(
        sun.as_primitive::<Float64Type>().value(0).to_bits(),
        expected[1].to_bits()
    );
    let rain = column(&context, "SELECT weather_list(0.5, 1.25, 2)[1]").await?;
    assert_eq!(
        rain.as_primitive::<Float64Type>().value(0).to_bits(),
        expected[0].to_bits()
    );
    Ok(())
}

/// An image and a number, an output of one number and one of two: the columns are those of all inputs in order.
#[tokio::test]
async fn several_inputs_and_outputs_follow_each_other() -> Result<()> {
    let found = column(
        &context(),
        "SELECT merged(a, b, c, 4, 5) FROM (VALUES (1, 2, 3), (6, 7, 8)) AS t (a, b, c)",
    )
    .await?;
    let found = found.as_struct();
    assert_eq!(found.column_names(), ["output_0", "output_1", "output_2"]);
    assert_eq!(found.column(0).data_type(), &DataType::Float32);
    for (row, [a, b, c]) in [[1.0, 2.0, 3.0], [6.0, 7.0, 8.0]].into_iter().enumerate() {
        let input = MergedInput {
            image: [[[a], [b]], [[c], [4.0]]],
            age: [5.0],
        };
        let numbers =
            [0, 1, 2].map(|index| found.column(index).as_primitive::<Float32Type>().value(row));
        assert_eq!(
            numbers.map(f32::to_bits).to_vec(),
            Merged::forward(&input)
                .numbers()
                .iter()
                .map(|x| x.to_bits())
                .collect::<Vec<_>>()
        );
    }
    Ok(())
}
