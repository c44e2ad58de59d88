use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{Float64Type, Int64Type};
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use tokio::runtime::Runtime;
use xornet::{Network, Tensor};

use crate::functions::first;

/// Repetitions, of which the fastest counts.
const TIMES: usize = 3;

/// The time of a query: by the clock, and of all cores together.
#[derive(Clone, Copy)]
struct Times {
    clock: Duration,
    cores: Duration,
}

/// Scores all rows in a folder, and prints how many rows a second that is; the same without the network; and the network
/// alone, on rows in memory.
pub(crate) fn score<N: Network<Scalar = f32>>(
    folder: &str,
    function: ScalarUDF,
    threads: usize,
    partitions: usize,
) -> Result<(), Box<dyn Error>> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(threads).enable_all().build()?;
    let config = SessionConfig::new().with_target_partitions(partitions);
    let context = SessionContext::new_with_config(config);
    context.register_udf(function);
    context.register_udf(first("first"));
    runtime.block_on(context.register_parquet("rows", folder, ParquetReadOptions::default()))?;

    let (rows, all) = query(&runtime, &context, "score", N::INPUTS)?;
    let (_, engine) = query(&runtime, &context, "first", N::INPUTS)?;
    let rows = rows as f64;
    let network = forward::<N>() * rows;
    println!("                rows a second   rows a second of a core");
    for (name, times) in [("all", all), ("engine alone", engine)] {
        let [clock, cores] = [times.clock, times.cores].map(|time| rows / time.as_secs_f64());
        println!("{name:14} {clock:14.0}   {cores:14.0}");
    }
    println!("{:14} {:14}   {:14.0}", "network alone", "", rows / network);
    let share = network / all.cores.as_secs_f64() * 100.0;
    println!("{rows} rows, of whose time the network has {share:.0} %");
    Ok(())
}

/// Runs a query over all rows, and returns how many there are, and its shortest times.
fn query(
    runtime: &Runtime,
    context: &SessionContext,
    function: &str,
    inputs: usize,
) -> Result<(i64, Times), Box<dyn Error>> {
    let columns: Vec<_> = (0..inputs).map(|index| format!("c{index}")).collect();
    let columns = columns.join(", ");
    let scores = format!("SELECT {function}({columns}) AS x FROM rows");
    let query = format!("SELECT count(x), sum(CAST(x AS DOUBLE)) FROM ({scores})");
    let mut best = Times {
        clock: Duration::MAX,
        cores: Duration::MAX,
    };
    let mut rows = 0;
    for _ in 0..TIMES {
        let (clock, cores) = (Instant::now(), ProcessTime::now());
        let found = runtime.block_on(async { context.sql(&query).await?.collect().await })?;
        best.clock = best.clock.min(clock.elapsed());
        best.cores = best.cores.min(cores.elapsed());
        rows = found[0].column(0).as_primitive::<Int64Type>().value(0);
        let sum = found[0].column(1).as_primitive::<Float64Type>().value(0);
        eprintln!("{function}: sum {sum:.3}");
    }
    Ok((rows, best))
}

/// Returns the seconds that a row of a batch takes on this thread.
fn forward<N: Network<Scalar = f32>>() -> f64 {
    const ROWS: usize = 256;
    let mut random = fastrand::Rng::with_seed(1);
    let mut inputs = vec![N::Input::ZEROS; ROWS];
    for input in &mut inputs {
        input.numbers_mut().fill_with(|| random.f32());
    }
    let mut outputs = vec![N::Output::ZEROS; ROWS];
    let mut best = Duration::MAX;
    for _ in 0..TIMES * 1000 {
        let start = Instant::now();
        N::forward_batch(black_box(&inputs), &mut outputs);
        black_box(&mut outputs);
        best = best.min(start.elapsed());
    }
    best.as_secs_f64() / ROWS as f64
}
