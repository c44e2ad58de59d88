//! Functions of networks in DataFusion: what they take, what they give, and that the bits are those of `forward`.

mod errors;
mod lists;
mod nulls;
mod numbers;
mod outputs;
mod parquet;
mod support;
