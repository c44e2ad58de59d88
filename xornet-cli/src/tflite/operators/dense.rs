//! Matrices.

use super::activation::fused;
use super::{Made, Row};
use crate::tflite::graph::{Call, ints};

pub const OPERATORS: &[Row] = &[
    ("FULLY_CONNECTED", 8, dense),
    ("BATCH_MATMUL", 101, product),
];

/// Adds a dense layer, whose weights have a row for each unit.
fn dense(call: &mut Call<'_, '_>) -> Made {
    let options = call.options();
    if options.byte(1)? != 0 {
        return Err("its weights are in an order of their own, for one processor".into());
    }
    let &[_, columns] = &*call.tensor(1)?.shape else {
        return Err(format!(
            "its weights have the shape {:?}",
            call.tensor(1)?.shape
        ));
    };
    let mut x = call.input(0)?;
    if !options.bool(2)? && call.tensor(0)?.shape.len() != 2 {
        let shape = call.ints(&[-1, columns as i64]);
        x = call.node("Reshape", &[x, shape], vec![]);
    }
    let weights = call.input(1)?;
    let weights = call.node("Transpose", &[weights], vec![ints("perm", &[1, 0])]);
    let mut value = call.node("MatMul", &[x, weights], vec![]);
    if let Some(biases) = call.optional(2)? {
        value = call.node("Add", &[value, biases], vec![]);
    }
    let value = fused(call, value, 0)?;
    call.made(value)
}

fn product(call: &mut Call<'_, '_>) -> Made {
    let mut inputs = [call.input(0)?, call.input(1)?];
    for (place, input) in inputs.iter_mut().enumerate() {
        if call.options().bool(place)? {
            let rank = call.tensor(place)?.shape.len() as i64;
            if rank < 2 {
                return Err("its input is no matrix".into());
            }
            let order: Vec<_> = (0..rank - 2).chain([rank - 1, rank - 2]).collect();
            *input = call.node("Transpose", &[*input], vec![ints("perm", &order)]);
        }
    }
    let value = call.node("MatMul", &inputs, vec![]);
    call.made(value)
}
