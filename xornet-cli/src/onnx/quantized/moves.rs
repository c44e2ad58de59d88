//! Operators that compute nothing: other shapes, other orders, parts and repetitions.

use xornet_model::quantized::{Layer, Same};
use xornet_model::{Slice, Upsample};

use super::call::Call;
use super::pool;
use super::shape::{reshape, target, with_axes};
use super::value::{Value, channels_last};

/// The operators that move integers.
pub const MOVES: [&str; 11] = [
    "Dropout",
    "Flatten",
    "Identity",
    "MaxPool",
    "Reshape",
    "Resize",
    "Slice",
    "Squeeze",
    "Transpose",
    "Unsqueeze",
    "Upsample",
];

/// Adds the layer of an operator that moves the integers of a value.
pub fn moved(call: &mut Call<'_, '_>, x: &Value) -> Result<Value, String> {
    match &*call.node.op_type {
        "MaxPool" => pool::maximum(call, x),
        "Flatten" => match call.node.int("axis", 1)? {
            1 => reshape(call, x, vec![x.shape.iter().product()]),
            axis => Err(format!(
                "its axis is {axis}, and `flatten` keeps the batch alone"
            )),
        },
        "Reshape" => {
            let to = target(call, x)?;
            reshape(call, x, to)
        }
        "Squeeze" | "Unsqueeze" => {
            let to = with_axes(call, x)?;
            reshape(call, x, to)
        }
        "Transpose" => transpose(call, x),
        "Slice" => slice(call, x),
        "Resize" | "Upsample" => upsample(call, x),
        _ => Ok(x.clone()),
    }
}

fn transpose(call: &Call<'_, '_>, x: &Value) -> Result<Value, String> {
    let rank = x.shape.len();
    let order = match call.node.ints("perm")? {
        Some(order) => order,
        None => (0..=rank as i64).rev().collect(),
    };
    let order: Vec<_> = order
        .iter()
        .map(|&axis| usize::try_from(axis).unwrap_or(usize::MAX))
        .collect();
    let [0, order @ ..] = &*order else {
        return Err("it moves the axis of the batch".into());
    };
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    if !sorted.iter().copied().eq(1..=rank) || x.places.is_some() {
        return Err("its order of axes does not fit its input".into());
    }
    let new = |axis: &usize| order.iter().position(|&old| old == axis + 1);
    let axes: Option<Vec<_>> = x.axes.iter().map(new).collect();
    Ok(Value {
        shape: order.iter().map(|&axis| x.shape[axis - 1]).collect(),
        axes: axes.ok_or("its order of axes does not fit its input")?,
        ..x.clone()
    })
}

fn slice(call: &mut Call<'_, '_>, x: &Value) -> Result<Value, String> {
    let list = |place: usize, name: &str| match call.node.ints(name)? {
        Some(list) => Ok(Some(list)),
        None => call.integers(place),
    };
    let (starts, ends) = (list(1, "starts")?, list(2, "ends")?);
    let (starts, ends) = starts.zip(ends).ok_or("its starts or ends are computed")?;
    let axes = list(3, "axes")?.unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = list(4, "steps")?.unwrap_or_else(|| vec![1; starts.len()]);
    if ends.len() != starts.len()
        || axes.len() != starts.len()
        || steps.iter().any(|&step| step != 1)
    {
        return Err("it leaves numbers out between others, and `slice` takes a range".into());
    }
    let mut x = x.clone();
    for ((&start, &end), &axis) in starts.iter().zip(&ends).zip(&axes) {
        let place = x.axis(axis)?;
        let rank = x.shape.len() as i64 + 1;
        let own = usize::try_from(if axis < 0 { axis + rank } else { axis } - 1).unwrap_or(0);
        let length = x.shape[own] as i64;
        let index = |index: i64| {
            if index < 0 {
                index.saturating_add(length).max(0)
            } else {
                index.min(length)
            }
        };
        let (start, end) = (index(start), index(end));
        if end <= start {
            return Err(format!("it takes {start} to {end} of {length}"));
        }
        if (start, end) == (0, length) {
            continue;
        }
        let layer = Slice::new(start as isize, end as isize, place);
        let layer = Same::new(xornet_model::Layer::Slice(layer));
        let id = call.push(layer.map(Layer::Same), &[&x])?;
        x = call.with_axes(id, &x);
    }
    Ok(x)
}

fn upsample(call: &mut Call<'_, '_>, x: &Value) -> Result<Value, String> {
    let node = call.node;
    let transformation = node.text("coordinate_transformation_mode", "half_pixel")?;
    let nearest = node.text("nearest_mode", "round_prefer_floor")?;
    let is_repetition = matches!(
        (&*transformation, &*nearest),
        ("asymmetric", "floor") | ("half_pixel", "round_prefer_floor")
    );
    if node.text("mode", "nearest")? != "nearest" || node.op_type == "Resize" && !is_repetition {
        return Err("it does not repeat numbers, as `upsample` does".into());
    }
    let place = if node.op_type == "Resize" && node.inputs.len() > 2 {
        2
    } else {
        1
    };
    let numbers = |place: usize| -> Result<Vec<f64>, String> {
        let value = node.inputs.get(place).copied().flatten();
        let tensor = value
            .map(|value| call.reader.constants().tensor(value))
            .transpose()?;
        Ok(tensor
            .flatten()
            .map_or(Vec::new(), |tensor| tensor.numbers().to_vec()))
    };
    let mut factors = numbers(place)?;
    if factors.is_empty() {
        let lengths = [1].iter().chain(&x.shape);
        factors = numbers(3)?
            .iter()
            .zip(lengths)
            .map(|(size, &own)| size / own as f64)
            .collect();
    }
    let &[1.0, 1.0, height, width] = &*factors else {
        return Err("its factors are no constants of an image".into());
    };
    if x.shape.len() != 3
        || [height, width]
            .iter()
            .any(|&factor| factor.fract() != 0.0 || !(1.0..65536.0).contains(&factor))
    {
        return Err(format!(
            "it makes an image {height} times as high and {width} times as wide"
        ));
    }
    let x = call.arrange(x, &channels_last(3))?;
    let layer = Upsample::new([height as usize, width as usize]).map(xornet_model::Layer::Upsample);
    let id = call.push(layer.and_then(Same::new).map(Layer::Same), &[&x])?;
    Ok(call.image(id, x.quantization))
}
