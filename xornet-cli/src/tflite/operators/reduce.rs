//! Sums, means and maxima over axes.

use super::{Made, Row};
use crate::tflite::graph::{Call, int};

pub const OPERATORS: &[Row] = &[
    ("MEAN", 27, |call| reduce(call, "ReduceMean")),
    ("SUM", 27, |call| reduce(call, "ReduceSum")),
    ("REDUCE_MAX", 27, |call| reduce(call, "ReduceMax")),
];

fn reduce(call: &mut Call<'_, '_>, operator: &str) -> Made {
    let keeps = call.options().bool(0)?;
    let axes = call.integers(1)?;
    let keeps = int("keepdims", keeps.into());
    // Positions of an image, as the global pools of ONNX have them.
    if let (Some(image), [1, 2] | [2, 1], 4) =
        (call.known_first(0), &*axes, call.tensor(0)?.shape.len())
    {
        let axes = call.ints(&[2, 3]);
        let value = call.node(operator, &[image, axes], vec![keeps.clone()]);
        return match keeps.i {
            0 => call.made(value),
            _ => call.made_first(value),
        };
    }
    let x = call.input(0)?;
    let axes = call.ints(&axes);
    let value = call.node(operator, &[x, axes], vec![keeps]);
    call.made(value)
}
