//! Networks that keep numbers in variables, as streams.
//!
//! A call of such a network takes some positions of a sequence, joins them to those that a variable holds, and puts the last
//! ones into the variable again. It is one frame of a stream: a causal convolution or a `window` keeps what the variable holds.

use xornet_model::quantized::{Convolution, Layer, Same, Weights, WindowLayer};
use xornet_model::{Concatenate, LayerKind, Padding, Reshape, Slice, Window};

use super::call::Call;
use super::products::{self, Taps};
use super::values::{Last, Value};
use super::variables::positions;

/// Adds the layer of an operator of a stream, if it is one that has to do with positions.
pub fn layer(call: &mut Call<'_, '_>) -> Result<bool, String> {
    match &*call.operator.name {
        "CALL_ONCE" | "VAR_HANDLE" | "READ_VARIABLE" => {}
        "ASSIGN_VARIABLE" => assign(call)?,
        "RESHAPE" | "SQUEEZE" | "EXPAND_DIMS" => reshape(call)?,
        "CONCATENATION" => concatenate(call)?,
        "SPLIT_V" | "SPLIT" => split(call)?,
        "STRIDED_SLICE" => last(call)?,
        "CONV_2D" => {
            let taps = products::taps(call, false)?;
            convolution(call, taps)?;
        }
        "DEPTHWISE_CONV_2D" => {
            let taps = products::taps(call, true)?;
            convolution(call, taps)?;
        }
        "FULLY_CONNECTED" | "LOGISTIC" | "TANH" | "SOFTMAX" | "RELU" | "RELU6" | "ADD" | "MUL"
        | "QUANTIZE" | "DEQUANTIZE" => return Ok(false),
        _ => return Err("it is no layer of a stream of eight bits".into()),
    }
    Ok(true)
}

/// Returns an input that may be several positions.
fn value(call: &Call<'_, '_>, input: usize) -> Result<Value, String> {
    let value = call.padded(input)?;
    match value.pads == [[0; 2]; 2] && value.blocks == [1; 2] {
        true => Ok(value),
        false => Err("its input has padding, which a stream has not".into()),
    }
}

/// Returns the positions of a value: how many are known, and how many of them each call brings.
fn lasting(value: &Value) -> Last {
    value.last.unwrap_or(Last {
        positions: 1,
        step: 1,
    })
}

/// Sets the first output to the same numbers, of so many positions.
fn same(call: &mut Call<'_, '_>, value: &Value, last: Last) -> Result<(), String> {
    let last = (last
        != Last {
            positions: 1,
            step: 1,
        })
    .then_some(last);
    call.made(
        0,
        Value {
            last,
            ..value.clone()
        },
    )
}

fn reshape(call: &mut Call<'_, '_>) -> Result<(), String> {
    let value = value(call, 0)?;
    call.same_quantization(&value)?;
    let last = lasting(&value);
    let [_, channels] = positions(call.tensor(0)?)?;
    let [to, wide] = positions(call.output(0)?)?;
    if [to, wide] == [last.positions, channels] {
        return same(call, &value, last);
    }
    if to != 1 || wide != last.positions * channels || last.step != 1 && last.step != last.positions
    {
        return Err("it gives another shape to positions of a stream".into());
    }
    if last.step == last.positions {
        return same(
            call,
            &value,
            Last {
                positions: 1,
                step: 1,
            },
        );
    }
    let made = window(call, &value, last.positions)?;
    call.made(0, made)
}

/// Returns the last frames of a value, one after the other.
fn window(call: &mut Call<'_, '_>, value: &Value, frames: usize) -> Result<Value, String> {
    let frames = xornet_model::Frames::window(frames);
    let layer = frames.map(|frames| Layer::Window(WindowLayer::new(frames, value.quantization)));
    let made = call.push(layer, &[value])?;
    let flat = Same::new(xornet_model::Layer::Reshape(Reshape::flatten()));
    call.push(
        flat.map(Layer::Same),
        &[&Value::plain(made.id, value.quantization)],
    )
    .map(|made| Value {
        quantization: value.quantization,
        ..made
    })
}

fn concatenate(call: &mut Call<'_, '_>) -> Result<(), String> {
    let options = call.options();
    let (axis, activation) = (options.int(0, 0)?, options.byte(1)?);
    if activation != 0 {
        return Err("it has an activation, which `concatenate` has not".into());
    }
    let rank = call.output(0)?.shape.len() as i64;
    let axis = if axis < 0 { axis + rank } else { axis };
    let name = call.variable(0).cloned();
    if let Some(name) = name {
        let value = value(call, 1)?;
        call.same_quantization(&value)?;
        let last = lasting(&value);
        if axis != 1 || call.operator.inputs.len() != 2 || last.positions != last.step {
            return Err(
                "it does not put the positions of this call behind those of a variable".into(),
            );
        }
        if call.tensor(0)?.eight_bits()? != value.quantization {
            return Err(
                "its variable has another quantization than the positions of this call".into(),
            );
        }
        let [kept, _] = positions(call.tensor(0)?)?;
        call.keep(&name, value.id, kept)?;
        return same(
            call,
            &value,
            Last {
                positions: kept + last.positions,
                step: last.step,
            },
        );
    }
    let values: Vec<_> = (0..call.operator.inputs.len())
        .map(|input| call.value(input))
        .collect::<Result<_, _>>()?;
    for value in &values {
        call.same_quantization(value)?;
    }
    if axis != rank - 1 {
        return Err("it joins positions of which none are those of a variable".into());
    }
    let layer = Same::new(xornet_model::Layer::Concatenate(Concatenate::new(-1)));
    let values: Vec<_> = values.iter().collect();
    let made = call.push(layer.map(Layer::Same), &values)?;
    call.made(0, made)
}

/// Cuts channels into parts, at all positions.
fn split(call: &mut Call<'_, '_>) -> Result<(), String> {
    let (input, axis) = match &*call.operator.name {
        "SPLIT" => (1, 0),
        _ => (0, 2),
    };
    let value = value(call, input)?;
    call.same_quantization(&value)?;
    let rank = call.tensor(input)?.shape.len() as i64;
    let last = lasting(&value);
    let axis = *call.integers(axis)?.first().ok_or("its axis is missing")?;
    if axis != -1 && axis != rank - 1 || last.step != 1 {
        return Err("it cuts positions of a stream".into());
    }
    let mut start = 0;
    for part in 0..call.operator.outputs.len() {
        let [_, channels] = positions(call.output(part)?)?;
        let end = start + channels;
        if call.is_needed(part) {
            let slice = Slice::new(start as isize, end as isize, -1);
            let layer = Same::new(xornet_model::Layer::Slice(slice));
            let made = call.push(layer.map(Layer::Same), &[&value])?;
            call.made(
                part,
                Value {
                    last: value.last,
                    ..made
                },
            )?;
        }
        start = end;
    }
    Ok(())
}

/// Takes the last of the positions.
fn last(call: &mut Call<'_, '_>) -> Result<(), String> {
    let value = value(call, 0)?;
    call.same_quantization(&value)?;
    let own = lasting(&value);
    let shape = &call.tensor(0)?.shape;
    let [begin, end] = call.range(1)?;
    let others = (0..shape.len()).filter(|&axis| axis != 1);
    for axis in others {
        if call.range(axis)? != [0, shape[axis] as i64] {
            return Err("it cuts other axes than the positions".into());
        }
    }
    let [positions, _] = positions(call.output(0)?)?;
    if end != own.positions as i64 || begin != end - positions as i64 {
        return Err(format!(
            "it takes the positions {begin} to {end} of {}, and a stream keeps the last ones",
            own.positions
        ));
    }
    same(
        call,
        &value,
        Last {
            positions,
            step: own.step,
        },
    )
}

/// Checks that a variable holds the positions of the next call, once this one is done.
fn assign(call: &mut Call<'_, '_>) -> Result<(), String> {
    let value = value(call, 1)?;
    let last = lasting(&value);
    call.kept(value.id, last.positions)
}

/// Adds a convolution over all positions that are known.
fn convolution(call: &mut Call<'_, '_>, taps: Taps) -> Result<(), String> {
    let value = value(call, 0)?;
    let Last {
        positions: known,
        step,
    } = lasting(&value);
    let [made, _] = positions(call.output(0)?)?;
    let [height, width] = taps.size;
    if made != 1 || [height, width] != [known, 1] {
        return Err(format!(
            "it makes {made} outputs of {known} positions with a kernel of {height}, and a layer of a stream makes one of all"
        ));
    }
    if step != 1 && taps.groups != 1 {
        return Err("each channel is on its own, and a call brings several positions".into());
    }
    // The positions of a call are channels of one frame. Those before the first one that is known have weights of zero.
    let frames = known.div_ceil(step);
    let channels = call.shape(&value).last().copied().unwrap_or(0);
    let row = taps.weights.weights.len() / known;
    let mut weights = vec![0; (frames * step - known) * row];
    weights.extend(taps.weights.weights);
    let window = Window {
        size: [1, frames],
        strides: [1, 1],
        dilation: [1, 1],
        padding: if frames > 1 {
            Padding::Causal
        } else {
            Padding::Valid
        },
    };
    let setting = call.setting(&value, taps.activation)?;
    let weights = Weights {
        weights,
        ..taps.weights
    };
    let sizes = [channels, taps.groups, taps.filters];
    let layer = Convolution::new(LayerKind::Conv1d, window, sizes, weights, setting);
    let plain = Value::plain(value.id, value.quantization);
    let made = call.push(layer.map(Layer::Convolution), &[&plain])?;
    call.made(0, made)
}
