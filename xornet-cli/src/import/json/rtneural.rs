//! RTNeural's networks: layers of Keras, one after the other, with their weights as Keras has them.

use super::value::Json;
use crate::import::frames::{Frames, Kernel};
use crate::import::graph::{Activation, Affine, Cell, Linear, Operation, Recurrent, ValueId};
use crate::import::names::shown;
use crate::import::source::{Precision, Source};

/// The maximal number of layers.
const MAX_LAYERS: usize = 1 << 12;

/// Reads a network.
pub fn read(file: &Json<'_>) -> Result<Source, String> {
    let shape = file.need("in_shape")?.items()?;
    if shape.len() > 3 {
        return Err(
            "its input has a frame of two axes, and a frame of a stream is a vector".into(),
        );
    }
    let inputs = shape.last().ok_or("its `in_shape` is empty")?.length()?;
    let layers = file.need("layers")?.items()?;
    if layers.len() > MAX_LAYERS {
        return Err(format!(
            "it has {} layers, and the limit is {MAX_LAYERS}",
            layers.len()
        ));
    }
    let mut frames = Frames::default();
    let mut value = frames.input(inputs);
    for (index, layer) in layers.iter().enumerate() {
        let kind = layer.need("type")?.text()?;
        let origin = format!("layer {} ({})", index + 1, shown(kind).trim_matches('`'));
        value = self::layer(&mut frames, layer, kind, value, &origin)
            .map_err(|reason| format!("{origin}: {reason}"))?;
    }
    let provenance = "JSON of RTNeural".to_owned();
    Ok(frames.source(value, Precision::Single, provenance, Vec::new()))
}

/// Adds a layer.
fn layer(
    frames: &mut Frames,
    layer: &Json<'_>,
    kind: &str,
    input: ValueId,
    origin: &str,
) -> Result<ValueId, String> {
    let inputs = frames.channels(input);
    let shape = layer.need("shape")?.items()?;
    let units = shape.last().ok_or("its `shape` is empty")?.length()?;
    let weights = match layer.get("weights") {
        Some(weights) => weights.items()?,
        None => Vec::new(),
    };
    let tensor = |index: usize, shape: &[usize]| {
        let tensor = weights.get(index);
        tensor
            .ok_or_else(|| format!("it has no array {index} of weights"))?
            .shaped(shape)
    };
    let biases = |index: usize, shape: &[usize]| {
        let given = weights.get(index);
        given.map(|given| given.shaped(shape)).transpose()
    };
    match kind {
        "dense" | "time-distributed-dense" => {
            let linear = Linear {
                inputs,
                units,
                weights: tensor(0, &[inputs, units])?,
                biases: biases(1, &[units])?,
            };
            let sums = frames.dense(linear, input, origin);
            Ok(frames.activation(activation(layer)?, sums, origin))
        }
        "conv1d" => {
            let last = |key: &str, default: usize| match layer.get(key) {
                None => Ok(default),
                Some(value) if value.is_array() => match value.items()?.last() {
                    Some(last) => last.length(),
                    None => Err(value.is_not("a length")),
                },
                Some(value) => value.length(),
            };
            let (size, dilation, groups) = (
                last("kernel_size", 1)?,
                last("dilation", 1)?,
                last("groups", 1)?,
            );
            if last("strides", 1)? != 1 {
                return Err("it takes several frames for one of its output".into());
            }
            if !inputs.is_multiple_of(groups) || !units.is_multiple_of(groups) {
                return Err(format!(
                    "its {groups} groups do not fit {inputs} channels and {units} filters"
                ));
            }
            let own = inputs / groups;
            let given = tensor(0, &[size, own, units])?;
            // As PyTorch has it.
            let mut ordered = vec![0.0; given.len()];
            for (place, weight) in given.into_iter().enumerate() {
                let (filter, channel) = (place % units, place / units % own);
                ordered[(filter * own + channel) * size + place / units / own] = weight;
            }
            let kernel = Kernel {
                channels: inputs,
                filters: units,
                size,
                dilation,
                groups,
                weights: ordered,
                biases: biases(1, &[units])?,
            };
            let sums = frames.convolution(kernel, input, origin);
            Ok(frames.activation(activation(layer)?, sums, origin))
        }
        "gru" | "lstm" => {
            let cell = match kind {
                "gru" => Cell::Gru { reset_after: true },
                _ => Cell::Lstm,
            };
            let columns = cell.gates() * units;
            let both = match (cell, weights.get(2)) {
                (_, None) => [None, None],
                (Cell::Lstm, Some(biases)) => [Some(biases.shaped(&[columns])?), None],
                (_, Some(biases)) => {
                    let mut input = biases.shaped(&[2, columns])?;
                    let state = input.split_off(columns);
                    [Some(input), Some(state)]
                }
            };
            let [biases, recurrent_biases] = both;
            let recurrent = Recurrent {
                cell,
                inputs,
                units,
                weights: tensor(0, &[inputs, columns])?,
                recurrent_weights: tensor(1, &[units, columns])?,
                biases,
                recurrent_biases,
                initial_state: None,
                initial_cell_state: None,
                // RTNeural computes these, whatever the file says.
                activation: Activation::Tanh,
                recurrent_activation: Activation::Sigmoid,
                return_sequences: true,
                reverse: false,
            };
            Ok(frames.recurrent(recurrent, input, origin))
        }
        "prelu" => {
            let (_, slopes) = weights.first().ok_or("it has no slopes")?.tensor()?;
            if slopes.len() != 1 && slopes.len() != inputs {
                return Err(format!(
                    "it has {} slopes for {inputs} channels",
                    slopes.len()
                ));
            }
            Ok(frames.push(Operation::Prelu(slopes), input, origin))
        }
        "batchnorm" => {
            let epsilon = layer.need("epsilon")?.number()?;
            let own = [inputs];
            let (gamma, beta, first) = match weights.len() {
                4 => (tensor(0, &own)?, tensor(1, &own)?, 2),
                _ => (vec![1.0; inputs], vec![0.0; inputs], 0),
            };
            let (mean, variance) = (tensor(first, &own)?, tensor(first + 1, &own)?);
            let scale: Vec<_> = gamma
                .iter()
                .zip(&variance)
                .map(|(gamma, variance)| gamma / (variance + epsilon).sqrt())
                .collect();
            if scale.iter().any(|scale| !scale.is_finite()) {
                return Err("it divides by the root of a variance that is not positive".into());
            }
            let shift = beta.iter().zip(mean.iter().zip(&scale));
            let shift = shift
                .map(|(beta, (mean, scale))| beta - mean * scale)
                .collect();
            let affine = Operation::Affine(Affine::new(scale, shift));
            Ok(frames.push(affine, input, origin))
        }
        "activation" => Ok(frames.activation(activation(layer)?, input, origin)),
        "conv2d" | "batchnorm2d" => {
            Err("its frames have two axes, and a frame of a stream is a vector".into())
        }
        _ => Err("it is not a type of layer that RTNeural reads".into()),
    }
}

/// Reads the activation of a layer.
fn activation(layer: &Json<'_>) -> Result<Activation, String> {
    let name = layer.get("activation").map_or(Ok(""), |name| name.text())?;
    Ok(match name {
        "" | "linear" => Activation::Linear,
        "tanh" => Activation::Tanh,
        "relu" => Activation::Relu,
        "sigmoid" => Activation::Sigmoid,
        "softmax" => Activation::Softmax,
        "elu" => Activation::Elu { alpha: 1.0 },
        _ => {
            return Err(format!(
                "its activation {} is not one of RTNeural's",
                shown(name)
            ));
        }
    })
}
