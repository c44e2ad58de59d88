//! Convolutions. The weights of files have the channels of the output first and those of the input last.

use super::activation::fused;
use super::{Made, Row};
use crate::onnx::file::proto::Attribute;
use crate::onnx::graph::ValueId;
use crate::tflite::graph::{Call, int, ints, text};

pub const OPERATORS: &[Row] = &[
    ("CONV_2D", 1, convolution),
    ("DEPTHWISE_CONV_2D", 2, depthwise),
    ("TRANSPOSE_CONV", 49, transposed),
];

/// Returns the attribute for the padding in the first slot.
pub fn padding(call: &Call<'_, '_>) -> Result<Attribute, String> {
    let padding = match call.options().byte(0)? {
        0 => "SAME_UPPER",
        1 => "VALID",
        code => return Err(format!("its padding {code} is not known")),
    };
    Ok(text("auto_pad", padding))
}

/// Returns the attribute of two numbers of the options, of the height and of the width.
pub fn two(
    call: &Call<'_, '_>,
    name: &str,
    height: usize,
    width: usize,
    default: i32,
) -> Result<Attribute, String> {
    let options = call.options();
    let numbers = [options.int(height, default)?, options.int(width, default)?];
    Ok(ints(name, &numbers))
}

/// Returns the dilations: those of the options, or the distances of positions that are spread over the batch.
fn dilations(call: &mut Call<'_, '_>, height: usize, width: usize) -> Result<Attribute, String> {
    let own = two(call, "dilations", height, width, 1)?;
    let Some(blocks) = call.blocks(0) else {
        return Ok(own);
    };
    let options = call.options();
    let is_plain = own.ints == [1, 1]
        && [options.int(1, 0)?, options.int(2, 0)?] == [1, 1]
        && options.byte(0)? == 1;
    if !is_plain {
        return Err(
            "it has strides, padding or a dilation between SPACE_TO_BATCH_ND and its counterpart"
                .into(),
        );
    }
    call.spread(blocks);
    Ok(ints("dilations", &blocks))
}

/// Returns the shape of the weights, which must have four axes.
fn weights_shape(call: &Call<'_, '_>) -> Result<[usize; 4], String> {
    let shape = &call.tensor(1)?.shape;
    let shape = <[usize; 4]>::try_from(&**shape);
    let shape = shape.ok().filter(|shape| !shape.contains(&0));
    shape.ok_or_else(|| {
        let shape = call.tensor(1).map(|tensor| tensor.shape.clone());
        format!("its weights have the shape {:?}", shape.unwrap_or_default())
    })
}

/// Returns the length of the last axis of the input.
fn channels(call: &Call<'_, '_>, input: usize) -> Result<usize, String> {
    let last = call.tensor(input)?.shape.last().copied();
    last.filter(|&channels| channels > 0)
        .ok_or_else(|| "its input has no channels".into())
}

fn convolution(call: &mut Call<'_, '_>) -> Made {
    let [_, _, _, own] = weights_shape(call)?;
    let groups = channels(call, 0)? / own;
    let attributes = vec![
        padding(call)?,
        two(call, "strides", 2, 1, 0)?,
        dilations(call, 5, 4)?,
        int("group", groups as i64),
    ];
    let weights = call.input(1)?;
    let weights = call.node("Transpose", &[weights], vec![ints("perm", &[0, 3, 1, 2])]);
    finish(call, weights, attributes, 3)
}

fn depthwise(call: &mut Call<'_, '_>) -> Made {
    weights_shape(call)?;
    let groups = channels(call, 0)?;
    let attributes = vec![
        padding(call)?,
        two(call, "strides", 2, 1, 0)?,
        dilations(call, 6, 5)?,
        int("group", groups as i64),
    ];
    // The last axis has the filters of the first channel, then those of the second, as groups have them.
    let weights = call.input(1)?;
    let weights = call.node("Transpose", &[weights], vec![ints("perm", &[3, 0, 1, 2])]);
    finish(call, weights, attributes, 4)
}

fn finish(
    call: &mut Call<'_, '_>,
    weights: ValueId,
    attributes: Vec<Attribute>,
    activation: usize,
) -> Made {
    let mut inputs = vec![call.channels_first(0)?, weights];
    inputs.extend(call.optional(2)?);
    let value = call.node("Conv", &inputs, attributes);
    let value = fused(call, value, activation)?;
    call.made_first(value)
}

/// Adds a transposed convolution, of which the file has the shape of the output.
fn transposed(call: &mut Call<'_, '_>) -> Made {
    // It may be computed, to have the length of the batch.
    let lengths = match call.tensor(0)?.is_constant() {
        true => call.integers(0)?,
        false => {
            let shape = call.output(0)?.shape.iter();
            shape.map(|&length| length as i64).collect()
        }
    };
    let [_, height, width, _] = weights_shape(call)?;
    let &[_, from_height, from_width, _] = &*call.tensor(2)?.shape else {
        return Err("its input is no image".into());
    };
    let &[_, to_height, to_width, _] = &*lengths else {
        return Err("its output is no image".into());
    };
    let options = call.options();
    let strides = [options.int(2, 0)?, options.int(1, 0)?];
    let mut pads = [0; 4];
    let mut rest = [0; 2];
    let axes = [
        (from_height, height, to_height),
        (from_width, width, to_width),
    ];
    for (axis, (from, size, to)) in axes.into_iter().enumerate() {
        // What the windows reach over, of which the output is a part.
        let steps = (from as i64 - 1).checked_mul(strides[axis]);
        let whole = steps.and_then(|steps| steps.checked_add(size as i64));
        let cut = whole.and_then(|whole| whole.checked_sub(to));
        let cut = cut.ok_or("its lengths are too large")?;
        let total = cut.max(0);
        (pads[axis], pads[axis + 2]) = (total / 2, total - total / 2);
        rest[axis] = (-cut).max(0);
    }
    let attributes = vec![
        ints("strides", &strides),
        ints("pads", &pads),
        ints("output_padding", &rest),
    ];
    let weights = call.input(1)?;
    let weights = call.node("Transpose", &[weights], vec![ints("perm", &[3, 0, 1, 2])]);
    let mut inputs = vec![call.channels_first(2)?, weights];
    inputs.extend(call.optional(3)?);
    let value = call.node("ConvTranspose", &inputs, attributes);
    let value = fused(call, value, 3)?;
    call.made_first(value)
}
