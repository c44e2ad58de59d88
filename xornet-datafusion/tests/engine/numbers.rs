//! Columns of numbers, literals, and the types that are cast.

use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, Float32Array, RecordBatch};
use datafusion::arrow::datatypes::{Float32Type, Float64Type};
use datafusion::error::Result;
use datafusion::prelude::{SessionConfig, SessionContext, col};
use xornet_datafusion::{columns, udf, versioned};

use crate::support::{Fraud, Weather, bits, column, context, names, payments, rows, values};

#[tokio::test]
async fn the_bits_are_those_of_forward_and_of_the_reference() -> Result<()> {
    let payments = payments(100);
    let query = format!(
        "SELECT fraud({}) FROM {} ORDER BY id",
        names(),
        values(&payments)
    );
    let scores = column(&context(), &query).await?;
    let forward = payments
        .iter()
        .map(|row| Some(Fraud::forward(row)[0].to_bits()));
    assert_eq!(bits(&scores), forward.collect::<Vec<_>>());
    let different: BTreeSet<_> = bits(&scores).into_iter().collect();
    assert!(different.len() > 90, "{different:?}");
    let reference = payments.iter().map(xornet::reference::forward::<Fraud>);
    let reference = reference.map(|[score]| Some(score.to_bits()));
    assert_eq!(bits(&scores), reference.collect::<Vec<_>>());
    Ok(())
}

/// Batches of the engine's own size are more than a network takes at once.
#[tokio::test]
async fn batches_of_any_length_have_the_same_bits() -> Result<()> {
    let payments = payments(5000);
    for length in [1, 63, 64, 65, 200, 1023, 5000] {
        let columns = (0..30).map(|index| {
            let numbers = payments[..length].iter().map(|row| row[index]);
            let numbers = Arc::new(Float32Array::from_iter_values(numbers)) as _;
            (Fraud::INPUT_NAMES[index], numbers)
        });
        let config = SessionConfig::new().with_batch_size(8192);
        let context = SessionContext::new_with_config(config);
        context.register_batch("payments", RecordBatch::try_from_iter(columns)?)?;
        context.register_udf(udf::<Fraud>("fraud"));
        let query = format!("SELECT fraud({}) FROM payments", names());
        let scores = column(&context, &query).await?;
        let forward = payments[..length]
            .iter()
            .map(|row| Some(Fraud::forward(row)[0].to_bits()));
        assert_eq!(bits(&scores), forward.collect::<Vec<_>>(), "{length} rows");
    }
    Ok(())
}

/// The inputs and outputs of the test cases in the model file.
#[tokio::test]
async fn test_cases_have_the_scores_of_scikit_learn() -> Result<()> {
    let file = include_str!("../../models/fraud.toml");
    let numbers = |key: &str| -> Vec<String> {
        let lines = file
            .lines()
            .filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = ["));
        lines
            .map(|line| line.trim_end_matches(']').to_owned())
            .collect()
    };
    let cases: Vec<_> = numbers("input")
        .into_iter()
        .zip(numbers("output"))
        .collect();
    assert_eq!(cases.len(), 3);
    for (input, output) in cases {
        let score = column(&context(), &format!("SELECT fraud({input})")).await?;
        let score = score.as_primitive::<Float32Type>().value(0);
        let expected: f32 = output.parse().expect("a number");
        assert!((score - expected).abs() < 1e-4, "{score} {expected}");
    }
    Ok(())
}

#[tokio::test]
async fn data_frames_take_the_columns_by_their_names() -> Result<()> {
    let payments = payments(20);
    let context = context();
    let frame = context
        .sql(&format!("SELECT * FROM {}", values(&payments)))
        .await?;
    let fraud = udf::<Fraud>("fraud");
    let scores = frame.select([fraud.call(columns::<Fraud>()).alias("score"), col("id")])?;
    let scores = scores.sort_by(vec![col("id")])?.collect().await?;
    let scores: Vec<_> = scores
        .iter()
        .flat_map(|batch| bits(batch.column(0)))
        .collect();
    let forward = payments
        .iter()
        .map(|row| Some(Fraud::forward(row)[0].to_bits()));
    assert_eq!(scores, forward.collect::<Vec<_>>());
    Ok(())
}

#[tokio::test]
async fn literals_are_computed_when_the_query_is_planned() -> Result<()> {
    let context = context();
    let payment = payments(1)[0];
    let numbers = payment.map(|number| number.to_string()).join(", ");
    let frame = context
        .sql(&format!("SELECT fraud({numbers}) AS score"))
        .await?;
    let plan = frame.into_optimized_plan()?.to_string();
    let score = Fraud::forward(&payment)[0];
    assert!(plan.contains(&format!("Float32({score})")), "{plan}");
    assert!(!plan.contains("fraud"), "{plan}");
    Ok(())
}

#[tokio::test]
async fn columns_and_literals_mix() -> Result<()> {
    let mut payments = payments(20);
    for row in &mut payments {
        row[3..].fill(0.25);
    }
    let given = ["amount", "hour", "weekday"].join(", ");
    let literals = ["0.25"; 27].join(", ");
    let query = format!(
        "SELECT fraud({given}, {literals}) FROM {} ORDER BY id",
        values(&payments)
    );
    let forward = payments
        .iter()
        .map(|row| Some(Fraud::forward(row)[0].to_bits()));
    assert_eq!(
        bits(&column(&context(), &query).await?),
        forward.collect::<Vec<_>>()
    );
    Ok(())
}

/// The engine's own cast to REAL is what the network is to take.
#[tokio::test]
async fn numbers_of_other_types_are_cast_as_the_engine_does() -> Result<()> {
    let context = context();
    let types = [
        "TINYINT",
        "SMALLINT",
        "INT",
        "BIGINT",
        "TINYINT UNSIGNED",
        "BIGINT UNSIGNED",
        "DECIMAL(12, 3)",
        "DECIMAL(30, 5)",
        "DOUBLE",
        "REAL",
    ];
    for name in types {
        let table =
            format!("(SELECT CAST(x AS {name}) AS x FROM (VALUES (1.234), (99.5), (7)) AS t (x))");
        let cast = column(
            &context,
            &format!("SELECT CAST(x AS REAL) FROM {table} ORDER BY x"),
        )
        .await?;
        let cast = cast.as_primitive::<Float32Type>().clone();
        let rest = ["0.5"; 29].join(", ");
        let query = format!("SELECT fraud(x, {rest}) FROM {table} ORDER BY x");
        let forward = cast.values().iter().map(|&x| {
            let mut row = [0.5; 30];
            row[0] = x;
            Some(Fraud::forward(&row)[0].to_bits())
        });
        assert_eq!(
            bits(&column(&context, &query).await?),
            forward.collect::<Vec<_>>(),
            "{name}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn networks_in_f64_take_doubles_whole() -> Result<()> {
    let context = context();
    let given = [0.1, 1.0 / 3.0, 2.7];
    let [pressure, humidity, wind] = given;
    let table =
        format!("(VALUES ({pressure:?}, {humidity:?}, {wind:?})) AS t (pressure, humidity, wind)");
    let query = format!(
        "SELECT w.rain, w.sun FROM (SELECT weather(pressure, humidity, wind) AS w FROM {table})"
    );
    let found = rows(&context, &query).await?;
    let found = [0, 1].map(|index| found.column(index).as_primitive::<Float64Type>().value(0));
    assert_eq!(
        found.map(f64::to_bits),
        Weather::forward(&given).map(f64::to_bits)
    );
    Ok(())
}

#[tokio::test]
async fn no_rows_give_no_rows() -> Result<()> {
    let query = format!(
        "SELECT fraud({}) FROM {} WHERE id < 0",
        names(),
        values(&payments(3))
    );
    let scores = column(&context(), &query).await?;
    assert_eq!(scores.len(), 0);
    Ok(())
}

#[tokio::test]
async fn scores_filter_group_and_sort() -> Result<()> {
    let payments = payments(60);
    let table = values(&payments);
    let query = format!(
        "SELECT id FROM {table} WHERE fraud({names}) > 0.5 ORDER BY fraud({names}) DESC, id",
        names = names()
    );
    let found = column(&context(), &query).await?;
    let mut expected: Vec<_> = (0..60_i64)
        .zip(payments.iter().map(|row| Fraud::forward(row)[0]))
        .collect();
    expected.retain(|(_, score)| *score > 0.5);
    expected.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let expected: Vec<_> = expected.into_iter().map(|(id, _)| id).collect();
    assert!(!expected.is_empty() && expected.len() < 60, "{expected:?}");
    let found = found.as_primitive::<datafusion::arrow::datatypes::Int64Type>();
    assert_eq!(found.values().to_vec(), expected);
    Ok(())
}

#[test]
fn names_with_a_hash_tell_networks_apart() {
    let [fraud, weather] = [versioned::<Fraud>("f"), versioned::<Weather>("f")];
    assert_ne!(fraud, weather);
    for name in [fraud, weather] {
        let hash = name.strip_prefix("f_").expect("the name in front");
        assert!(
            hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{name}"
        );
    }
}
