//! `RNN`, `GRU` and `LSTM`.

mod activations;
mod evaluate;
mod lower;
mod parameters;

use self::parameters::{Parameters, Sizes};
use crate::import::graph::Cell;
use crate::onnx::graph::{Node, Operator, Properties};

pub const OPERATORS: &[Operator] = &[
    operator("RNN", &attributes("output_sequence")),
    operator("GRU", &attributes("linear_before_reset")),
    operator("LSTM", &attributes("input_forget")),
];

/// The places of the inputs.
const WEIGHTS: usize = 1;
const RECURRENT_WEIGHTS: usize = 2;
const BIASES: usize = 3;
const LENGTHS: usize = 4;
pub const INITIAL_STATE: usize = 5;
pub const INITIAL_CELL_STATE: usize = 6;
const PEEPHOLES: usize = 7;

const fn operator(name: &'static str, attributes: &'static [&'static str]) -> Operator {
    Operator {
        domain: "",
        name,
        attributes,
        properties: Properties::NONE,
        evaluate: evaluate::evaluate,
        lower: lower::lower,
    }
}

/// Returns the attributes that all of them have, and one more.
const fn attributes(own: &'static str) -> [&'static str; 8] {
    [
        "activation_alpha",
        "activation_beta",
        "activations",
        "clip",
        "direction",
        "hidden_size",
        "layout",
        own,
    ]
}

/// Returns the cell of a node.
fn cell(node: &Node) -> Result<Cell, String> {
    Ok(match node.own_operator().unwrap_or_default() {
        "LSTM" => Cell::Lstm,
        "GRU" => Cell::Gru {
            reset_after: node.int("linear_before_reset", 0)? != 0,
        },
        _ => Cell::Rnn,
    })
}
