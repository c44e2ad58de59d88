//! Recurrent layers.

use super::{Made, Row};
use crate::onnx::graph::ValueId;
use crate::tflite::graph::{Call, int, ints};

pub const OPERATORS: &[Row] = &[("UNIDIRECTIONAL_SEQUENCE_LSTM", 71, lstm)];

/// The gates in the order of ONNX: input, output, forget, cell. Files have them as input, forget, cell, output.
const GATES: [usize; 4] = [0, 3, 1, 2];

/// The first of the inputs that are weights, recurrent weights and biases.
const WEIGHTS: usize = 1;
const RECURRENT_WEIGHTS: usize = 5;
const BIASES: usize = 12;

fn lstm(call: &mut Call<'_, '_>) -> Made {
    let options = call.options();
    if options.byte(0)? != 4 {
        return Err("its activation is not tanh".into());
    }
    let time_first = options.bool(3)?;
    clipping(call, usize::from(!time_first))?;
    for (inputs, what) in [
        (9..12, "peepholes"),
        (16..18, "a projection"),
        (20..24, "normalised gates"),
    ] {
        if inputs.into_iter().any(|input| call.has(input)) {
            return Err(format!("it has {what}, which `lstm` does not"));
        }
    }
    for state in 18..20 {
        if call.has(state) && !call.tensor(state)?.is_variable {
            return Err("its first state is computed".into());
        }
    }
    let &[units, _] = &*call.tensor(WEIGHTS + 1)?.shape else {
        return Err("its weights are no matrix".into());
    };
    let weights = gates(call, WEIGHTS)?;
    let recurrent = gates(call, RECURRENT_WEIGHTS)?;
    let biases = gates(call, BIASES)?;
    // The biases of the recurrent weights, which files do not have.
    let zero = call.number(0.0);
    let none = call.node("Mul", &[biases, zero], vec![]);
    let biases = call.node("Concat", &[biases, none], vec![int("axis", 0)]);
    let mut inputs = Vec::new();
    let mut x = call.input(0)?;
    if !time_first {
        x = call.node("Transpose", &[x], vec![ints("perm", &[1, 0, 2])]);
    }
    inputs.push(x);
    for matrix in [weights, recurrent, biases] {
        let axis = call.ints(&[0]);
        inputs.push(call.node("Unsqueeze", &[matrix, axis], vec![]));
    }
    let mut value = call.node("LSTM", &inputs, vec![int("hidden_size", units as i64)]);
    let axis = call.ints(&[1]);
    value = call.node("Squeeze", &[value, axis], vec![]);
    if !time_first {
        value = call.node("Transpose", &[value], vec![ints("perm", &[1, 0, 2])]);
    }
    call.made(value)
}

/// Adds a note if the bound of the cells' state, which TensorFlow's converter writes into every file, may be reached.
fn clipping(call: &mut Call<'_, '_>, time: usize) -> Result<(), String> {
    // The converter's own is ten: tanh is one there, to eight digits.
    const LEAST: f32 = 10.0;
    let bound = call.options().float(1)?;
    // Each frame adds less than one to a state.
    let frames = call.output(0)?.shape.get(time).copied().unwrap_or(0);
    if bound == 0.0 || bound >= frames as f32 {
        return Ok(());
    }
    if bound < LEAST {
        return Err(format!("it clips the state of its cells at {bound}"));
    }
    call.note(&format!(
        "it clips the state of its cells at {bound}, and the network does not: where a state is beyond that, the \
         outputs differ"
    ));
    Ok(())
}

/// Returns the matrices or biases of all gates, one below the other.
fn gates(call: &mut Call<'_, '_>, first: usize) -> Result<ValueId, String> {
    if !call.has(first) {
        return Err("its input gate is one less its forget gate".into());
    }
    let gates = GATES.map(|gate| call.input(first + gate));
    let gates: Vec<_> = gates.into_iter().collect::<Result<_, _>>()?;
    Ok(call.node("Concat", &gates, vec![int("axis", 0)]))
}
