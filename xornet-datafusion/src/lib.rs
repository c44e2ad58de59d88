//! Networks that [xornet](https://docs.rs/xornet) compiles, as scalar functions of
//! [DataFusion](https://datafusion.apache.org): in SQL, in its data frames, and in a cluster with Ballista.
//!
//! ```
//! use datafusion::prelude::SessionContext;
//! use xornet_datafusion::udf;
//!
//! xornet::model!("models/fraud.toml");
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> datafusion::error::Result<()> {
//! let context = SessionContext::new();
//! context.register_udf(udf::<Fraud>("fraud"));
//!
//! # let columns = Fraud::INPUT_NAMES.map_to_sql();
//! # context.sql(&format!("CREATE TABLE payments AS SELECT 7 AS id, {columns}")).await?;
//! // One column for each of the 30 inputs, or one list of all.
//! let names = Fraud::INPUT_NAMES.join(", ");
//! let scores = context.sql(&format!("SELECT id, fraud({names}) AS score FROM payments")).await?;
//! scores.show().await?;
//! # Ok(())
//! # }
//! # trait Map { fn map_to_sql(&self) -> String; }
//! # impl Map for &[&str] {
//! #     fn map_to_sql(&self) -> String {
//! #         self.iter().map(|name| format!("0.5 AS {name}")).collect::<Vec<_>>().join(", ")
//! #     }
//! # }
//! ```
//!
//! # Inputs
//!
//! A function takes a column for each number of the network's input, in the order of
//! [`INPUT_NAMES`](xornet::Network::INPUT_NAMES), or one column of lists with all of them. An input of several axes is
//! taken row by row, and several inputs one after the other. The engine casts integers, decimals and floats to the number
//! type of the network, `f32` or `f64`. If an argument or an element of a list is null, so is the result. A number of
//! columns that the network does not take is an error of the plan.
//!
//! # Outputs
//!
//! A network with one output gives a number. One with several gives a struct, whose fields have the names in the model
//! file or are `output_0`, `output_1` and so on; with [`Outputs::List`], a list of fixed length.
//!
//! The results have the bits of `forward`. Batches go through
//! [`forward_batch`](xornet::Network::forward_batch). Leave the feature `rayon` of xornet off: the engine has a thread for
//! each partition.
//!
//! # What has no function
//!
//! A stream, a network with `input = ["time", …]`: its output depends on the rows before, and an engine gives rows in
//! any order. It does not implement [`Network`](xornet::Network).

mod function;
mod input;
mod name;
mod number;
mod output;
mod score;

pub use function::{NetworkFunction, columns, udf, udf_with};
pub use name::versioned;
pub use number::Number;
pub use output::Outputs;
