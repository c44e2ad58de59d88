//! The reading of layers of eight bits.

use std::ops::Range;

use xornet_core::LayerKind;

use super::keys::{equal, last_activation, optional, quantization_of, required, scales};
use super::{
    ActivationLayer, Convolution, Dense, Layer, Mean, Merge, Same, Setting, Weights, WindowLayer,
};
use crate::diagnostic::Read;
use crate::document::Table;
use crate::layer::{
    Arity, Input, Known, LayerType, Outcome, ReadLayer, Reading, convolution_sizes, dense_sizes,
};
use crate::read::tensor::{tensor, vector};
use crate::read::{Reader, activation};
use crate::{Activation, Frames, InvalidNetwork};

/// The keys of the layers that have weights, other than those of their sizes.
macro_rules! with_weights {
    ($($key:literal),*) => {
        &[$($key,)* "activation", "weights", "weight_scales", "biases", "quantization"]
    };
}

/// Returns the reading of the layers of a type in model files; `None` if there is no such type in eight bits.
pub(super) fn named(name: &str) -> Option<LayerType<i8>> {
    let kind = LayerKind::ALL.iter().find(|kind| kind.name() == name)?;
    let (keys, read): (&'static [&'static str], Reading<Layer>) = match kind {
        LayerKind::Dense => (with_weights!("units"), dense),
        LayerKind::Conv1d | LayerKind::Conv2d => (
            with_weights!(
                "filters",
                "kernel_size",
                "strides",
                "padding",
                "dilation_rate",
                "groups"
            ),
            convolution,
        ),
        LayerKind::Activation => (&["activation", "quantization"], activation_layer),
        LayerKind::GlobalAveragePool => (&["keep_dims", "quantization"], global_average),
        LayerKind::Add | LayerKind::Multiply => (&["activation", "quantization"], merge),
        LayerKind::Window => (&["frames"], window),
        LayerKind::MaxPool1d
        | LayerKind::MaxPool2d
        | LayerKind::AveragePool1d
        | LayerKind::AveragePool2d => (&["pool_size", "strides", "padding"], same),
        LayerKind::GlobalMaxPool
        | LayerKind::Flatten
        | LayerKind::Reshape
        | LayerKind::Slice
        | LayerKind::Upsample
        | LayerKind::Concatenate => (crate::Layer::<f32>::named(name)?.keys, same),
        _ => return None,
    };
    Some(LayerType {
        kind: *kind,
        keys,
        arity: arity(*kind),
        read,
    })
}

/// Returns the names of all types.
pub(super) fn names() -> Vec<&'static str> {
    let names = LayerKind::ALL.iter().map(|kind| kind.name());
    names.filter(|name| named(name).is_some()).collect()
}

/// Returns the number of inputs of a kind.
pub(super) fn arity(kind: LayerKind) -> Arity {
    match kind {
        LayerKind::Add | LayerKind::Multiply => Arity::Two,
        LayerKind::Concatenate => Arity::Several,
        _ => Arity::One,
    }
}

/// Returns the place of an error of a layer: that of the key that it is about, if the file has it.
fn place(table: &Table<'_, '_>, error: &InvalidNetwork) -> Range<usize> {
    let entry = table.get(error.key());
    entry.map_or_else(|| table.span.clone(), |entry| entry.key)
}

/// Reports the error of a layer that was read.
fn checked<L>(
    layer: Result<L, InvalidNetwork>,
    table: &Table<'_, '_>,
    reader: &mut Reader<'_, '_>,
) -> Read<L> {
    layer.map_err(|error| reader.errors.push(error.at(place(table, &error))))
}

fn dense(
    _: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Outcome<Layer> {
    let sizes = dense_sizes::<i8, i32>(table, inputs, reader);
    let scales = scales(table, sizes.units, "unit", reader);
    let activation = last_activation(table, reader);
    let output = required(table, reader);
    let input = quantization_of(&inputs[0], table, reader);
    let rounding = reader.rounding;
    let layer = sizes.numbers.and_then(|numbers| {
        let weights = Weights {
            weights: numbers.weights,
            scales: scales?,
            biases: numbers.biases,
        };
        let setting = Setting {
            rounding,
            input: input?,
            output: output?,
            activation: activation?,
        };
        let layer = Dense::new(numbers.inputs, numbers.units, weights, setting);
        checked(layer, table, reader).map(Layer::Dense)
    });
    Outcome {
        layer,
        output: Known {
            quantization: output.map(Some),
            ..sizes.output
        },
    }
}

fn convolution(
    kind: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Outcome<Layer> {
    let sizes = convolution_sizes(kind, table, inputs, reader);
    let weights = tensor::<i8>(table, "weights", &sizes.weights, reader);
    let biases = vector::<i32>(table, "biases", sizes.filters, "filter", reader);
    let scales = scales(table, sizes.filters, "filter", reader);
    let activation = last_activation(table, reader);
    let output = required(table, reader);
    let input = quantization_of(&inputs[0], table, reader);
    let rounding = reader.rounding;
    let layer = || {
        let weights = Weights {
            weights: weights?,
            scales: scales?,
            biases: biases?,
        };
        let setting = Setting {
            rounding,
            input: input?,
            output: output?,
            activation: activation?,
        };
        sizes.output?;
        let layer = Convolution::new(kind, sizes.window?, sizes.channels?, weights, setting);
        checked(layer, table, reader).map(Layer::Convolution)
    };
    Outcome {
        layer: layer(),
        output: Known {
            quantization: output.map(Some),
            ..Known::of(sizes.output)
        },
    }
}

fn activation_layer(
    _: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Outcome<Layer> {
    let expected = "a name, as in `activation = \"softmax\"`";
    let activation = table
        .require("activation", expected, reader.errors)
        .and_then(|entry| {
            let activation = activation::read::<i8>(entry.value, reader.errors)?;
            let exists = ActivationLayer::exists(activation);
            exists.map_err(|error| reader.errors.push(error.at(entry.value.span())))?;
            Ok(activation)
        });
    let output = optional(table, reader);
    let input = quantization_of(&inputs[0], table, reader);
    let rounding = reader.rounding;
    let mut layer = || {
        let layer = ActivationLayer::new(activation?, rounding, input?, output?);
        checked(layer, table, reader)
    };
    let layer = layer();
    let quantization = layer.as_ref().map(|layer| Some(layer.setting().output));
    Outcome {
        output: Known {
            quantization: quantization.map_err(|reported| *reported),
            ..inputs[0].known
        },
        layer: layer.map(Layer::Activation),
    }
}

fn global_average(
    kind: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Outcome<Layer> {
    let output = optional(table, reader);
    if let Ok(None) = output {
        return same(kind, table, inputs, reader);
    }
    let pool = crate::GlobalPool::<f32>::read(kind, table, inputs, reader);
    let input = quantization_of(&inputs[0], table, reader);
    let rounding = reader.rounding;
    let layer = || {
        let keep_dims = pool.layer?.keep_dims();
        let output = output?.unwrap_or(input?);
        let layer = Mean::new(keep_dims, &inputs[0].known.shape?, rounding, input?, output);
        checked(layer, table, reader).map(Layer::Mean)
    };
    Outcome {
        layer: layer(),
        output: Known {
            quantization: output,
            ..pool.output
        },
    }
}

fn merge(
    kind: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Outcome<Layer> {
    let activation = last_activation(table, reader);
    let output = required(table, reader);
    let taken: Vec<_> = inputs
        .iter()
        .map(|input| quantization_of(input, table, reader))
        .collect();
    // The shapes are those of the operation on floating-point numbers.
    let shapes = crate::Merge::new(kind, Activation::Linear);
    let shapes = Outcome::of::<f32>(checked(shapes, table, reader), table, inputs, reader);
    let rounding = reader.rounding;
    let layer = || {
        shapes.layer?;
        let taken: Vec<_> = taken.into_iter().collect::<Read<_>>()?;
        let [a, b] = taken[..] else {
            let error = InvalidNetwork::new("inputs", format!("{} takes two inputs", kind.name()));
            return checked(Err(error), table, reader);
        };
        let layer = Merge::new(kind, activation?, rounding, [a, b], output?);
        checked(layer, table, reader).map(Layer::Merge)
    };
    Outcome {
        layer: layer(),
        output: Known {
            quantization: output.map(Some),
            ..shapes.output
        },
    }
}

fn window(
    kind: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Outcome<Layer> {
    let read = Frames::<f32>::read(kind, table, inputs, reader);
    let quantization = quantization_of(&inputs[0], table, reader);
    let layer = read.layer.and_then(|frames| {
        let layer = WindowLayer::new(frames.cast(), quantization?);
        Ok(Layer::Window(layer))
    });
    Outcome {
        layer,
        output: Known {
            quantization: quantization.map(Some),
            ..read.output
        },
    }
}

/// Reads a layer that keeps the quantization of its inputs.
fn same(
    kind: LayerKind,
    table: &Table<'_, '_>,
    inputs: &[Input],
    reader: &mut Reader<'_, '_>,
) -> Outcome<Layer> {
    let quantization = equal(kind, table, inputs, reader);
    let Some(layer_type) = crate::Layer::<f32>::named(kind.name()) else {
        let error = InvalidNetwork::new("type", format!("{} is not a layer", kind.name()));
        let place = place(table, &error);
        return Outcome::nothing(reader.errors.push(error.at(place)));
    };
    let read = (layer_type.read)(kind, table, inputs, reader);
    let layer = read.layer.and_then(|layer| {
        quantization?;
        checked(Same::new(layer), table, reader).map(Layer::Same)
    });
    Outcome {
        layer,
        output: Known {
            quantization,
            ..read.output
        },
    }
}
