//! Operators that compute nothing: other shapes, padding, repetitions, and the ends of the network.

use xornet_model::quantized::{Layer, Same};
use xornet_model::{Reshape, Shape, Upsample};

use super::call::Call;
use super::values::Value;

/// Returns an axis as layers count them, without that of the batch: the last one is -1.
pub fn axis(call: &Call<'_, '_>, axis: i64) -> Result<isize, String> {
    let rank = call.output(0)?.shape.len() as i64;
    let place = if axis < 0 { axis + rank } else { axis };
    match place {
        0 => Err("it goes along the axis of the batch".into()),
        place if place == rank - 1 => Ok(-1),
        place if (1..rank).contains(&place) => Ok(place as isize - 1),
        _ => Err(format!("its axis {axis} is not there")),
    }
}

/// Returns a value in another shape.
pub fn reshaped(call: &mut Call<'_, '_>, value: &Value, to: &[usize]) -> Result<Value, String> {
    if call.shape(value) == to {
        return Ok(value.clone());
    }
    let reshape = match to {
        [_] => Reshape::flatten(),
        to => Reshape::to(Shape::new(to).ok_or("its output has no shape of a network")?),
    };
    let layer = Same::new(xornet_model::Layer::Reshape(reshape));
    call.push(layer.map(Layer::Same), &[value])
}

pub fn reshape(call: &mut Call<'_, '_>) -> Result<(), String> {
    let value = call.padded(0)?;
    call.same_quantization(&value)?;
    if value.is_plain() {
        let to = call.output(0)?.sample()?;
        let made = reshaped(call, &value, to)?;
        return call.made(0, made);
    }
    let (from, to) = (&call.tensor(0)?.shape, &call.output(0)?.shape);
    let mut shape = call.shape(&value);
    let (mut pads, mut blocks) = (value.pads, value.blocks);
    // Those of a sequence are those along the width.
    match (inserted(from, to), inserted(to, from)) {
        (Some(place), _) if shape.len() == 2 => {
            shape.insert(place, 1);
            if place == 1 {
                (pads, blocks) = ([pads[1], [0, 0]], [blocks[1], 1]);
            }
        }
        (_, Some(place)) if shape.len() == 3 && shape[place] == 1 && pads[place] == [0, 0] => {
            shape.remove(place);
            if place == 1 {
                (pads, blocks) = ([[0, 0], pads[0]], [1, blocks[0]]);
            }
        }
        _ => {
            return Err(
                "it gives another shape to padding, or to what is spread over the batch".into(),
            );
        }
    }
    let mut made = reshaped(call, &value, &shape)?;
    (made.pads, made.blocks) = (pads, blocks);
    call.made(0, made)
}

/// Returns the place of the axis of length one, of those of a sample, that makes an image of a sequence.
fn inserted(sequence: &[usize], image: &[usize]) -> Option<usize> {
    match (sequence, image) {
        ([a, b, c], [d, 1, e, f]) if [a, b, c] == [d, e, f] => Some(0),
        ([a, b, c], [d, e, 1, f]) if [a, b, c] == [d, e, f] => Some(1),
        _ => None,
    }
}

/// Returns the distances along the height and the width that an operator spreads or puts together.
fn blocks(call: &Call<'_, '_>) -> Result<[usize; 2], String> {
    let sizes = call.integers(1)?;
    let sizes: Option<Vec<_>> = sizes
        .iter()
        .map(|&size| usize::try_from(size).ok())
        .collect();
    let rank = call.tensor(0)?.shape.len();
    match (rank, sizes.as_deref()) {
        (3, Some(&[time])) => Ok([1, time]),
        (4, Some(&[height])) => Ok([height, 1]),
        (4, Some(&[height, width])) => Ok([height, width]),
        _ => Err("it is no part of a convolution".into()),
    }
}

/// Leaves positions where they are that the file spreads over the batch, for a convolution with a dilation.
pub fn apart(call: &mut Call<'_, '_>) -> Result<(), String> {
    let mut value = call.padded(0)?;
    call.same_quantization(&value)?;
    if value.blocks != [1, 1] {
        return Err("its input is spread over the batch already".into());
    }
    value.blocks = blocks(call)?;
    // What is cut off in the end need not be added.
    let (pads, crops) = (call.integers(2)?, call.crops()?);
    if pads.len() != crops.len() {
        return Err("it is no part of a convolution".into());
    }
    let less: Vec<_> = pads
        .iter()
        .zip(crops)
        .map(|(pad, crop)| pad - crop)
        .collect();
    let sequence = call.tensor(0)?.shape.len() == 3;
    let pads = match *less {
        [before, after] if sequence => [0, 0, before, after],
        [before, after] => [before, after, 0, 0],
        [top, bottom, left, right] if !sequence => [top, bottom, left, right],
        _ => return Err("it is no part of a convolution".into()),
    };
    add(&mut value, pads)?;
    call.made(0, value)
}

/// Takes positions together again that the file has spread over the batch.
pub fn together(call: &mut Call<'_, '_>) -> Result<(), String> {
    let mut value = call.padded(0)?;
    call.same_quantization(&value)?;
    if value.blocks != blocks(call)? || value.pads != [[0; 2]; 2] {
        return Err("its input is no convolution on what SPACE_TO_BATCH_ND made".into());
    }
    value.blocks = [1, 1];
    call.made(0, value)
}

/// Adds padding before and after the height and the width.
fn add(value: &mut Value, more: [i64; 4]) -> Result<(), String> {
    const MOST: usize = 1 << 16;
    for (own, more) in value.pads.iter_mut().flatten().zip(more) {
        let more = usize::try_from(more).ok().filter(|&more| more < MOST);
        *own += more.ok_or("its padding is negative or too large")?;
    }
    Ok(())
}

/// Takes a transposition that moves nothing but axes of length one.
pub fn transpose(call: &mut Call<'_, '_>) -> Result<(), String> {
    let shape = &call.tensor(0)?.shape;
    let order = call.integers(1)?;
    let length = |&axis: &i64| {
        let axis = usize::try_from(axis).ok()?;
        shape.get(axis).copied()
    };
    let lengths: Option<Vec<_>> = order.iter().map(length).collect();
    let lengths = lengths.filter(|_| order.len() == shape.len());
    let lengths = lengths.ok_or("its order of axes does not fit its input")?;
    let long = order.iter().zip(lengths).filter(|(_, length)| *length > 1);
    if !long.map(|(axis, _)| axis).is_sorted() {
        return Err("it moves numbers, and no layer does".into());
    }
    reshape(call)
}

/// Keeps padding for the convolution behind it, where it is left out of the sums: what it holds stands for zero.
pub fn pad(call: &mut Call<'_, '_>) -> Result<(), String> {
    let mut value = call.padded(0)?;
    call.same_quantization(&value)?;
    if call.has(2) && call.tensor(2)?.real()? != [0.0] {
        return Err("it adds another number than zero".into());
    }
    if value.blocks != [1, 1] {
        return Err("its input is spread over the batch".into());
    }
    let pads = match *call.integers(1)? {
        [0, 0, top, bottom, left, right, 0, 0] => [top, bottom, left, right],
        [0, 0, before, after, 0, 0] => [0, 0, before, after],
        _ => {
            return Err(
                "it adds to other axes than the positions of an image or a sequence".into(),
            );
        }
    };
    add(&mut value, pads)?;
    call.made(0, value)
}

pub fn upsample(call: &mut Call<'_, '_>) -> Result<(), String> {
    let value = call.value(0)?;
    call.same_quantization(&value)?;
    if call.options().bool(0)? {
        return Err("it aligns the corners, as no `upsample` does".into());
    }
    let (from, to) = (call.shape(&value), call.output(0)?.sample()?);
    let (&[height, width, _], &[rows, columns, _]) = (&*from, to) else {
        return Err("its input is no image".into());
    };
    if rows % height != 0 || columns % width != 0 {
        return Err(format!("it makes {to:?} of {from:?}, which is no multiple"));
    }
    let layer = Upsample::new([rows / height, columns / width]).map(xornet_model::Layer::Upsample);
    let made = call.push(layer.and_then(Same::new).map(Layer::Same), &[&value])?;
    call.made(0, made)
}

/// Takes the integers behind it as the input of the network, or another count of the same integers.
pub fn quantize(call: &mut Call<'_, '_>) -> Result<(), String> {
    if call.tensor(0)?.kind.is_float() {
        call.make_input()?;
        call.left_out(
            "the network takes integers, as its constant `INPUT_QUANTIZATION` makes them",
        );
        return Ok(());
    }
    let value = call.value(0)?;
    call.same_quantization(&value)?;
    call.left_out("its integers stay the same, once they have a sign");
    call.made(0, value)
}

pub fn dequantize(call: &mut Call<'_, '_>) -> Result<(), String> {
    let mut value = call.value(0)?;
    value.is_float = true;
    call.left_out("the network gives integers, of which its constant `OUTPUT_QUANTIZATION` makes real numbers");
    call.made(0, value)
}
