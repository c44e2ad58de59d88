//! Convolutions with dilation, which TensorFlow writes as three operators: one spreads the positions over the batch, so that
//! those of a window come next to one another, and one puts the outputs together again.
//!
//! Here, the positions stay where they are, and the convolution between the two gets the dilation.

use super::{Made, Row};
use crate::tflite::graph::Call;

pub const OPERATORS: &[Row] = &[
    ("SPACE_TO_BATCH_ND", 25, apart),
    ("BATCH_TO_SPACE_ND", 24, together),
];

/// Returns the distances of the positions along the height and the width.
fn blocks(call: &Call<'_, '_>) -> Result<[i64; 2], String> {
    let rank = call.tensor(0)?.shape.len();
    match (rank, &*call.integers(1)?) {
        (3, &[time]) => Ok([1, time]),
        (4, &[height]) => Ok([height, 1]),
        (4, &[height, width]) => Ok([height, width]),
        _ => Err("it is no part of a convolution".into()),
    }
}

fn apart(call: &mut Call<'_, '_>) -> Made {
    let rank = call.tensor(0)?.shape.len();
    let blocks = blocks(call)?;
    // What is cut off in the end need not be added.
    let (mut pads, crops) = (call.integers(2)?, call.crops()?);
    if pads.len() != crops.len() || pads.len() > 4 {
        return Err("it is no part of a convolution".into());
    }
    for (pad, crop) in pads.iter_mut().zip(crops) {
        *pad -= crop;
        if *pad < 0 {
            return Err("more is cut off in the end than it adds".into());
        }
    }
    let mut value = call.channels_first(0)?;
    if pads.iter().any(|&pad| pad != 0) {
        let mut all = vec![0; 2 * rank];
        for (axis, pad) in pads.chunks_exact(2).enumerate() {
            (all[axis + 2], all[axis + 2 + rank]) = (pad[0], pad[1]);
        }
        let pads = call.ints(&all);
        value = call.node("Pad", &[value, pads], vec![]);
    }
    call.spread(blocks);
    call.made_first(value)
}

fn together(call: &mut Call<'_, '_>) -> Made {
    let blocks = blocks(call)?;
    if call.blocks(0) != Some(blocks) {
        return Err("its input is no convolution on what SPACE_TO_BATCH_ND made".into());
    }
    let value = call.channels_first(0)?;
    call.made_first(value)
}
