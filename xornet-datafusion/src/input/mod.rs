//! The arguments of a function: their types when a query is planned, and their numbers when it runs.

mod arguments;
mod types;

pub(crate) use arguments::{Arguments, any_null};
pub(crate) use types::{check, coerce};
