//! Parts of values along one axis.

use xornet_model::Slice;
use xornet_model::quantized::{Layer, Same};

use super::call::Call;
use super::shape::{axis, reshaped};
use super::values::Value;

/// Returns the numbers of a value from `start` up to `end` along an axis of a sample.
fn cut(
    call: &mut Call<'_, '_>,
    value: &Value,
    axis: usize,
    [start, end]: [i64; 2],
) -> Result<Value, String> {
    let shape = call.shape(value);
    if start == 0 && end == shape[axis] as i64 {
        return Ok(value.clone());
    }
    if start < 0 || end <= start || end > shape[axis] as i64 {
        return Err(format!("it takes {start} to {end} of {}", shape[axis]));
    }
    let place = match axis + 1 == shape.len() {
        true => -1,
        false => axis as isize,
    };
    let slice = Slice::new(start as isize, end as isize, place);
    let layer = Same::new(xornet_model::Layer::Slice(slice));
    call.push(layer.map(Layer::Same), &[value])
}

/// Cuts each axis behind the batch, and gives the result the shape of the output.
fn ranges(call: &mut Call<'_, '_>, ranges: &[[i64; 2]]) -> Result<(), String> {
    let mut value = call.value(0)?;
    call.same_quantization(&value)?;
    let rank = call.shape(&value).len();
    if ranges.len() != rank + 1 || ranges[0][0] != 0 || ranges[0][1] < 1 {
        return Err("it takes a part of the batch".into());
    }
    for (axis, &range) in ranges[1..].iter().enumerate() {
        value = cut(call, &value, axis, range)?;
    }
    let to = call.output(0)?.sample()?;
    let made = reshaped(call, &value, to)?;
    call.made(0, made)
}

pub fn slice(call: &mut Call<'_, '_>) -> Result<(), String> {
    let (begin, size) = (call.integers(1)?, call.integers(2)?);
    let shape = &call.tensor(0)?.shape;
    if begin.len() != shape.len() || size.len() != shape.len() {
        return Err("its begin and its size do not fit its input".into());
    }
    let range = |axis: usize| match size[axis] {
        -1 => [begin[axis], shape[axis] as i64],
        size => [begin[axis], begin[axis].saturating_add(size)],
    };
    let all: Vec<_> = (0..shape.len()).map(range).collect();
    ranges(call, &all)
}

pub fn strided(call: &mut Call<'_, '_>) -> Result<(), String> {
    let rank = call.tensor(0)?.shape.len();
    let all: Vec<_> = (0..rank)
        .map(|axis| call.range(axis))
        .collect::<Result<_, _>>()?;
    ranges(call, &all)
}

impl Call<'_, '_> {
    /// Returns the first index and the one behind the last that a STRIDED_SLICE takes of an axis.
    pub fn range(&self, axis: usize) -> Result<[i64; 2], String> {
        let options = self.options();
        let masks = [0, 1, 4].map(|slot| options.int(slot, 0));
        let [begin_mask, end_mask, shrunk] = masks;
        let (begin_mask, end_mask, shrunk) = (begin_mask?, end_mask?, shrunk?);
        if options.int(2, 0)? != 0 || options.int(3, 0)? != 0 || options.bool(5)? {
            return Err("it has an ellipsis, new axes or an offset".into());
        }
        let (begin, end, strides) = (self.integers(1)?, self.integers(2)?, self.integers(3)?);
        let shape = &self.tensor(0)?.shape;
        let rank = shape.len();
        if begin.len() != rank || end.len() != rank || strides.len() != rank || rank > 8 {
            return Err("its begin, end and strides do not fit its input".into());
        }
        if strides.iter().any(|&stride| stride != 1) {
            return Err("it leaves numbers out between others, and `slice` takes a range".into());
        }
        let is_set = |mask: i64| mask >> axis & 1 == 1;
        let length = shape[axis] as i64;
        let place = |index: i64| if index < 0 { index + length } else { index };
        let first = match is_set(begin_mask) && !is_set(shrunk) {
            true => 0,
            false => place(begin[axis]).max(0),
        };
        Ok(match (is_set(shrunk), is_set(end_mask)) {
            (true, _) => [first, first + 1],
            (_, true) => [first, length],
            _ => [first, place(end[axis]).min(length)],
        })
    }
}

pub fn split(call: &mut Call<'_, '_>) -> Result<(), String> {
    let value = call.value(1)?;
    call.same_quantization(&value)?;
    let axes = call.integers(0)?;
    let axis = axis(call, *axes.first().ok_or("its axis is missing")?)?;
    let shape = call.shape(&value);
    let axis = usize::try_from(axis).unwrap_or(shape.len() - 1);
    let parts = call.operator.outputs.len();
    let length = shape[axis] / parts.max(1);
    for part in (0..parts)
        .filter(|&part| call.is_needed(part))
        .collect::<Vec<_>>()
    {
        let start = (part * length) as i64;
        let made = cut(call, &value, axis, [start, start + length as i64])?;
        call.made(part, made)?;
    }
    Ok(())
}
