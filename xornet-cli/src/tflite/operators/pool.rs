//! Pools. Positions of the padding are none of a window.

use super::activation::fused;
use super::conv::{padding, two};
use super::{Made, Row};
use crate::tflite::graph::Call;

pub const OPERATORS: &[Row] = &[
    ("AVERAGE_POOL_2D", 5, |call| pool(call, "AveragePool")),
    ("MAX_POOL_2D", 5, |call| pool(call, "MaxPool")),
];

fn pool(call: &mut Call<'_, '_>, operator: &str) -> Made {
    let attributes = vec![
        padding(call)?,
        two(call, "strides", 2, 1, 0)?,
        two(call, "kernel_shape", 4, 3, 0)?,
    ];
    let x = call.channels_first(0)?;
    let value = call.node(operator, &[x], attributes);
    let value = fused(call, value, 5)?;
    call.made_first(value)
}
