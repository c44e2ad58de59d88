//! Operators that take a part of a value, or add padding to it.

use super::{Made, Row};
use crate::tflite::graph::{Call, Twin, int, text};

pub const OPERATORS: &[Row] = &[
    ("SLICE", 48, slice),
    ("STRIDED_SLICE", 32, strided),
    ("SPLIT", 35, |call| {
        let axes = call.integers(0)?;
        let axis = axes.first().copied().ok_or("its axis is missing")?;
        split(call, 1, axis, None)
    }),
    ("SPLIT_V", 79, |call| {
        let lengths = call.integers(1)?;
        let axes = call.integers(2)?;
        let axis = axes.first().copied().ok_or("its axis is missing")?;
        split(call, 0, axis, Some(lengths))
    }),
    ("UNPACK", 64, unpack),
    ("GATHER", 23, |call| {
        let options = call.options();
        if options.int(1, 0)? != 0 {
            return Err("it takes other numbers of each sample".into());
        }
        let axis = options.int(0, 0)?;
        let (x, indices) = (call.input(0)?, call.input(1)?);
        let value = call.node("Gather", &[x, indices], vec![int("axis", axis)]);
        call.made(value)
    }),
    ("PAD", 22, |call| pad(call, "constant")),
    ("PADV2", 43, |call| pad(call, "constant")),
    ("MIRROR_PAD", 77, |call| match call.options().byte(0)? {
        0 => pad(call, "reflect"),
        _ => Err("it repeats the border in its padding, which no layer does".into()),
    }),
];

fn slice(call: &mut Call<'_, '_>) -> Made {
    let (begin, size) = (call.integers(1)?, call.integers(2)?);
    if begin.len() != size.len() {
        return Err("its begin and its size have different lengths".into());
    }
    let end = begin.iter().zip(&size);
    let end: Vec<_> = end
        .map(|(begin, size)| match size {
            -1 => i64::from(i32::MAX),
            size => begin.saturating_add(*size),
        })
        .collect();
    let axes: Vec<_> = (0..begin.len() as i64).collect();
    let x = call.input(0)?;
    let inputs = [x, call.ints(&begin), call.ints(&end), call.ints(&axes)];
    let value = call.node("Slice", &inputs, vec![]);
    call.made(value)
}

fn strided(call: &mut Call<'_, '_>) -> Made {
    let options = call.options();
    if options.int(2, 0)? != 0 || options.int(3, 0)? != 0 {
        return Err("it has an ellipsis or new axes".into());
    }
    if options.bool(5)? {
        return Err("its end counts from its begin".into());
    }
    let mask = |slot: usize| -> Result<i64, String> { options.int(slot, 0) };
    let (open_begin, open_end, shrunk) = (mask(0)?, mask(1)?, mask(4)?);
    let (mut begin, mut end, mut strides) =
        (call.integers(1)?, call.integers(2)?, call.integers(3)?);
    let rank = begin.len();
    if end.len() != rank || strides.len() != rank || rank > 8 {
        return Err("its begin, end and strides have different lengths".into());
    }
    let mut squeezed = Vec::new();
    for axis in 0..rank {
        let is_set = |mask: i64| mask >> axis & 1 == 1;
        if is_set(shrunk) {
            (end[axis], strides[axis]) = (begin[axis].saturating_add(1), 1);
            if begin[axis] == -1 {
                end[axis] = i64::from(i32::MAX);
            }
            squeezed.push(axis as i64);
            continue;
        }
        let far = i64::from(i32::MAX);
        let (first, last) = if strides[axis] < 0 {
            (far, -far)
        } else {
            (0, far)
        };
        if is_set(open_begin) {
            begin[axis] = first;
        }
        if is_set(open_end) {
            end[axis] = last;
        }
    }
    let axes: Vec<_> = (0..rank as i64).collect();
    let x = call.input(0)?;
    let inputs = [
        x,
        call.ints(&begin),
        call.ints(&end),
        call.ints(&axes),
        call.ints(&strides),
    ];
    let mut value = call.node("Slice", &inputs, vec![]);
    if !squeezed.is_empty() {
        let axes = call.ints(&squeezed);
        value = call.node("Squeeze", &[value, axes], vec![]);
    }
    call.made(value)
}

fn split(call: &mut Call<'_, '_>, input: usize, axis: i64, lengths: Option<Vec<i64>>) -> Made {
    let parts = call.operator.outputs.len();
    let x = call.input(input)?;
    let mut inputs = vec![Some(x)];
    if let Some(lengths) = lengths {
        inputs.push(Some(lengths_of(call, input, axis, lengths)?));
    }
    let values = call.several(("Split", parts), inputs, vec![int("axis", axis)]);
    let rank = call.tensor(input)?.shape.len();
    Ok(values
        .into_iter()
        .map(|value| Twin::plain(value, rank))
        .collect())
}

/// Returns the lengths of the parts, of which one may be left open.
fn lengths_of(
    call: &mut Call<'_, '_>,
    input: usize,
    axis: i64,
    mut lengths: Vec<i64>,
) -> Result<usize, String> {
    let shape = &call.tensor(input)?.shape;
    let place = if axis < 0 {
        axis + shape.len() as i64
    } else {
        axis
    };
    let whole = usize::try_from(place).ok().and_then(|axis| shape.get(axis));
    let whole = *whole.ok_or("its axis is not there")? as i64;
    let given: i64 = lengths.iter().filter(|&&length| length > 0).sum();
    for length in lengths.iter_mut().filter(|length| **length == -1) {
        *length = whole - given;
    }
    Ok(call.ints(&lengths))
}

fn unpack(call: &mut Call<'_, '_>) -> Made {
    let axis = call.options().int(1, 0)?;
    let x = call.input(0)?;
    let rank = call.tensor(0)?.shape.len().saturating_sub(1);
    let mut made = Vec::new();
    for index in 0..call.operator.outputs.len() {
        let index = call.scalar(index as i64);
        let value = call.node("Gather", &[x, index], vec![int("axis", axis)]);
        made.push(Twin::plain(value, rank));
    }
    Ok(made)
}

/// Adds padding, with the channels first: the convolution behind it takes it so.
fn pad(call: &mut Call<'_, '_>, mode: &str) -> Made {
    let pads = call.integers(1)?;
    let rank = call.tensor(0)?.shape.len();
    if pads.len() != 2 * rank {
        return Err("its padding does not fit its input".into());
    }
    let mut axes: Vec<_> = (0..rank).collect();
    let is_image = (3..=4).contains(&rank);
    let x = match is_image {
        true => {
            let channels = axes.pop().unwrap_or(0);
            axes.insert(1, channels);
            call.channels_first(0)?
        }
        false => call.input(0)?,
    };
    let side = |side: usize| axes.iter().map(move |axis| 2 * axis + side);
    let places = side(0).chain(side(1));
    let pads: Vec<_> = places.map(|place| pads[place]).collect();
    let mut inputs = vec![x, call.ints(&pads)];
    if call.has(2) {
        inputs.push(call.input(2)?);
    }
    let value = call.node("Pad", &inputs, vec![text("mode", mode)]);
    match is_image {
        true => call.made_first(value),
        false => call.made(value),
    }
}
