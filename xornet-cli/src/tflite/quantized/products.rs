//! Convolutions and dense layers, whose weights come into the order of model files.

use xornet_model::quantized::{Convolution, Dense, Layer, Weights};
use xornet_model::{LayerKind, Padding, Window};

use super::call::Call;
use super::shape;
use super::values::Value;
use crate::tflite::file::{Kind, Tensor};

/// Returns the integers of weights with a sign, which must stand for zero where they are zero.
fn integers(tensor: &Tensor<'_>) -> Result<Vec<i8>, String> {
    let shift = match tensor.kind {
        Kind::I8 => 0,
        Kind::U8 => 128,
        kind => return Err(format!("its weights are of the type {}", kind.name())),
    };
    if !tensor.is_constant() {
        return Err("its weights are computed".into());
    }
    let points = tensor.quantization.as_ref().map(|own| &own.zero_points);
    if points.is_none_or(|points| points.iter().any(|&point| point != shift)) {
        return Err("its weights have a zero point, and those of layers have none".into());
    }
    let stored = tensor.stored()?;
    Ok(stored
        .iter()
        .map(|&number| (number as i64 - shift) as i8)
        .collect())
}

/// Returns the scales of weights: one, or one for each index of the axis.
fn scales(tensor: &Tensor<'_>, axis: usize) -> Result<Vec<f32>, String> {
    let own = tensor
        .quantization
        .as_ref()
        .ok_or("its weights have no scales")?;
    let length = tensor.shape.get(axis).copied().unwrap_or(0);
    match own.scales.len() {
        1 => {}
        scales if scales == length && own.axis == axis => {}
        scales => {
            return Err(format!(
                "its weights have {scales} scales along axis {}, and layers have one for each of {length} channels",
                own.axis
            ));
        }
    }
    Ok(own.scales.clone())
}

/// Returns the biases, if there are any.
fn biases(call: &Call<'_, '_>) -> Result<Option<Vec<i32>>, String> {
    if !call.has(2) {
        return Ok(None);
    }
    let tensor = call.tensor(2)?;
    if tensor.kind != Kind::I32 || !tensor.is_constant() {
        return Err(format!("its biases are of the type {}", tensor.kind.name()));
    }
    let stored = tensor.stored()?;
    Ok(Some(stored.iter().map(|&number| number as i32).collect()))
}

/// Returns the lengths of the four axes of weights.
fn four(tensor: &Tensor<'_>) -> Result<[usize; 4], String> {
    let shape = <[usize; 4]>::try_from(&*tensor.shape).ok();
    let shape = shape.filter(|shape| !shape.contains(&0));
    shape.ok_or_else(|| format!("its weights have the shape {:?}", tensor.shape))
}

/// Returns two positive numbers of the options, of the height and of the width.
pub fn two(call: &Call<'_, '_>, slots: [usize; 2], default: i32) -> Result<[usize; 2], String> {
    let number = |slot: usize| {
        let number = call.options().int(slot, default)?;
        let number = usize::try_from(number).ok().filter(|&number| number > 0);
        number.ok_or_else(|| "one of its sizes or strides is not positive".to_owned())
    };
    Ok([number(slots[0])?, number(slots[1])?])
}

/// Returns the padding: that of the options, and what an operator before it added.
pub fn padding(
    call: &Call<'_, '_>,
    value: &Value,
    size: [usize; 2],
    strides: [usize; 2],
    dilation: [usize; 2],
) -> Result<Padding, String> {
    let same = match call.options().byte(0)? {
        0 => true,
        1 => false,
        code => return Err(format!("its padding {code} is not known")),
    };
    match (value.pads, same) {
        ([[0, 0], [0, 0]], true) => return Ok(Padding::Same),
        ([[0, 0], [0, 0]], false) => return Ok(Padding::Valid),
        _ => {}
    }
    let shape = call.shape(value);
    let mut pads = value.pads;
    for axis in 0..2 {
        if same {
            let [before, after] = pads[axis];
            let input = shape.get(axis).copied().unwrap_or(1) + before + after;
            let extent = (size[axis] - 1)
                .saturating_mul(dilation[axis])
                .saturating_add(1);
            let reach = (input.div_ceil(strides[axis]).max(1) - 1) * strides[axis];
            let total = reach.saturating_add(extent).saturating_sub(input);
            pads[axis] = [before + total / 2, after + total - total / 2];
        }
    }
    Ok(Padding::Counts(pads))
}

/// Adds a convolution with weights in the order of model files.
fn finish(call: &mut Call<'_, '_>, dilations: [usize; 2], taps: Taps) -> Result<(), String> {
    let Taps {
        size,
        groups,
        filters,
        weights,
        activation,
    } = taps;
    let value = call.padded(0)?;
    let shape = call.shape(&value);
    let &[_, _, channels] = &*shape else {
        return Err(format!(
            "its input has the shape {shape:?} for a sample, and is no image"
        ));
    };
    let (strides, mut dilation) = (two(call, [2, 1], 0)?, two(call, dilations, 1)?);
    if value.blocks != [1, 1] {
        let is_plain = strides == [1, 1] && dilation == [1, 1] && call.options().byte(0)? == 1;
        if !is_plain {
            return Err("it has strides, padding or a dilation between SPACE_TO_BATCH_ND and its counterpart".into());
        }
        dilation = value.blocks;
    }
    let window = Window {
        size,
        strides,
        dilation,
        padding: padding(call, &value, size, strides, dilation)?,
    };
    let setting = call.setting(&value, activation)?;
    let sizes = [channels, groups, filters];
    let layer = Convolution::new(LayerKind::Conv2d, window, sizes, weights, setting);
    let mut made = call.push(layer.map(Layer::Convolution), &[&value])?;
    made.blocks = value.blocks;
    call.made(0, made)
}

/// The numbers of a convolution.
pub struct Taps {
    pub size: [usize; 2],
    pub groups: usize,
    pub filters: usize,
    /// In the order of model files.
    pub weights: Weights,
    /// The slot of its activation.
    pub activation: usize,
}

/// Returns the numbers of a convolution.
pub fn taps(call: &Call<'_, '_>, is_depthwise: bool) -> Result<Taps, String> {
    let tensor = call.tensor(1)?;
    let stored = integers(tensor)?;
    let [first, height, width, last] = four(tensor)?;
    let channels = call.tensor(0)?.shape.last().copied().unwrap_or(0);
    let (groups, filters) = match is_depthwise {
        true => (channels, last),
        false => ((channels / last).max(1), first),
    };
    let weights = match is_depthwise {
        // The last axis has the filters of the first channel, then those of the second, as groups have them.
        true => stored,
        false => {
            let taps = height * width * last;
            let ordered =
                (0..taps).flat_map(|tap| (0..filters).map(move |filter| filter * taps + tap));
            ordered.map(|place| stored[place]).collect()
        }
    };
    Ok(Taps {
        size: [height, width],
        groups,
        filters,
        weights: Weights {
            weights,
            scales: scales(tensor, if is_depthwise { 3 } else { 0 })?,
            biases: biases(call)?,
        },
        activation: if is_depthwise { 4 } else { 3 },
    })
}

pub fn convolution(call: &mut Call<'_, '_>) -> Result<(), String> {
    let taps = taps(call, false)?;
    finish(call, [5, 4], taps)
}

pub fn depthwise(call: &mut Call<'_, '_>) -> Result<(), String> {
    let taps = taps(call, true)?;
    finish(call, [6, 5], taps)
}

pub fn dense(call: &mut Call<'_, '_>) -> Result<(), String> {
    let options = call.options();
    if options.byte(1)? != 0 {
        return Err("its weights are in an order of their own, for one processor".into());
    }
    let keeps_axes = options.bool(2)?;
    let tensor = call.tensor(1)?;
    let &[units, inputs] = &*tensor.shape else {
        return Err(format!("its weights have the shape {:?}", tensor.shape));
    };
    let stored = integers(tensor)?;
    let ordered = (0..inputs).flat_map(|input| (0..units).map(move |unit| unit * inputs + input));
    let weights = Weights {
        weights: ordered.map(|place| stored[place]).collect(),
        scales: scales(tensor, 0)?,
        biases: biases(call)?,
    };
    let mut value = call.value(0)?;
    let shape = call.shape(&value);
    if !keeps_axes && shape.len() > 1 && shape.iter().product::<usize>() == inputs {
        value = shape::reshaped(call, &value, &[inputs])?;
    }
    let setting = call.setting(&value, 0)?;
    let layer = Dense::new(inputs, units, weights, setting);
    let made = call.push(layer.map(Layer::Dense), &[&value])?;
    call.made(0, made)
}
