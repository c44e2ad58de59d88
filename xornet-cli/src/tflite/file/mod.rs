//! The content of a file: one network, with its tensors, their bytes, and operators in the order of their computation.

pub mod codes;
mod schema;
mod table;
mod tensor;

pub use self::schema::{Model, Operator};
pub use self::table::{Budget, Table};
pub use self::tensor::{Kind, Tensor};
