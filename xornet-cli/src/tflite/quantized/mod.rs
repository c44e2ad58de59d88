//! Networks whose values are integers of eight bits, as layers of eight bits.
//!
//! Each operator becomes a layer with the same integers, so that nothing is rounded here. Operators that only say where
//! floats become integers, at the inputs and the outputs, are left out.

mod activation;
mod call;
mod cut;
mod merge;
mod operators;
mod pool;
mod ports;
mod products;
mod reader;
mod shape;
mod stream;
mod values;
mod variables;

pub use self::reader::read;
