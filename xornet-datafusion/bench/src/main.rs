//! Measures how fast tables are scored: `write` makes files of Parquet with random numbers, `score` scores them in an
//! engine, and `model` prints a model file, for other tools.

mod functions;
mod measure;
mod table;

use std::error::Error;
use std::path::Path;

use xornet_datafusion::udf;

xornet::model!(pub(crate) Fraud = "../../models/fraud.toml");

include!(concat!(env!("OUT_DIR"), "/large.rs"));

const USAGE: &str = "usage:
    xornet-datafusion-bench write FOLDER COLUMNS ROWS FILES
    xornet-datafusion-bench score FOLDER fraud|large THREADS PARTITIONS
    xornet-datafusion-bench model fraud|large";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["write", folder, columns, rows, files] => {
            let [columns, rows, files] = [columns.parse()?, rows.parse()?, files.parse()?];
            table::write(Path::new(folder), columns, rows, files)
        }
        ["score", folder, network, threads, partitions] => {
            let [threads, partitions] = [threads.parse()?, partitions.parse()?];
            match network {
                "fraud" => {
                    measure::score::<Fraud>(folder, udf::<Fraud>("score"), threads, partitions)
                }
                "large" => {
                    measure::score::<Large>(folder, udf::<Large>("score"), threads, partitions)
                }
                other => Err(format!("no network `{other}`\n{USAGE}").into()),
            }
        }
        ["model", "fraud"] => {
            print!("{}", include_str!("../../models/fraud.toml"));
            Ok(())
        }
        ["model", "large"] => {
            print!("{}", include_str!(concat!(env!("OUT_DIR"), "/large.toml")));
            Ok(())
        }
        _ => Err(USAGE.into()),
    }
}
