//! Layers of model files from those in double precision.

use xornet_model::{
    BatchNorm, Concatenate, Convolution, Dense, GlobalPool, InvalidNetwork, LayerNorm, Merge,
    Padding, Pool, Prelu, Recurrent, RecurrentOptions, RecurrentTensors, Reshape, Shape, Slice,
    Statistics, TransposedConvolution, Upsample,
};

use crate::evaluate::FloatNumber;
use crate::import::graph::{self, Cell, Operation};
use crate::import::layer::Layer;

/// Makes the layer of a model file, or says why it cannot be one. A stream has no axis of time.
pub fn layer<T: FloatNumber>(
    layer: &Layer,
    is_stream: bool,
) -> Result<xornet_model::Layer<T>, String> {
    use xornet_model::Layer as Made;
    let activation = activation(layer.activation())?;
    let input = layer.shapes.0.first().map_or(&[][..], |shape| shape);
    let channels = input.last().copied().unwrap_or(1);
    let made = match &layer.operation {
        Operation::Activation(_) => Ok(Made::Activation(activation)),
        Operation::Linear(linear) => {
            let weights = numbers("weight", &linear.weights)?;
            let biases = optional("bias", linear.biases.as_deref())?;
            Dense::new(linear.inputs, linear.units, weights, biases, activation).map(Made::Dense)
        }
        Operation::Affine(affine) => {
            let statistics = Statistics {
                mean: vec![T::ZERO; affine.inputs],
                variance: vec![T::from_f64(1.0); affine.inputs],
                gamma: Some(numbers("factor", &affine.scale)?),
                beta: optional("summand", affine.summands().as_deref())?,
                epsilon: T::ZERO,
            };
            BatchNorm::new(statistics, activation).map(Made::BatchNorm)
        }
        Operation::Convolution(convolution) => {
            let sizes = [
                convolution.channels,
                convolution.groups,
                convolution.filters,
            ];
            Convolution::new(
                convolution.kind(),
                window(&convolution.window, input, true),
                sizes,
                numbers("weight", &convolution.weights)?,
                optional("bias", convolution.biases.as_deref())?,
                activation,
            )
            .map(Made::Convolution)
        }
        Operation::TransposedConvolution(convolution) => {
            let mut window = window(&convolution.window, input, false);
            // The names of paddings mean something else here.
            window.padding = match convolution.window.is_valid() {
                true => Padding::Valid,
                false => Padding::Counts(convolution.window.padding),
            };
            TransposedConvolution::new(
                convolution.kind(),
                window,
                convolution.output_padding,
                [convolution.channels, convolution.filters],
                numbers("weight", &convolution.weights)?,
                optional("bias", convolution.biases.as_deref())?,
                activation,
            )
            .map(Made::TransposedConvolution)
        }
        Operation::Pool(pool) => {
            let window = window(&pool.window, input, false);
            Pool::new(pool.kind(), window, pool.include_padding).map(Made::Pool)
        }
        Operation::Recurrent(own) => {
            let tensors = RecurrentTensors {
                weights: numbers("weight", &own.weights)?,
                recurrent_weights: numbers("recurrent weight", &own.recurrent_weights)?,
                biases: optional("bias", own.biases.as_deref())?,
                recurrent_biases: optional("recurrent bias", own.recurrent_biases.as_deref())?,
                initial_state: optional("initial state", own.initial_state.as_deref())?,
                initial_cell_state: optional("initial state", own.initial_cell_state.as_deref())?,
            };
            let options = RecurrentOptions {
                activation: self::activation(own.activation)?,
                recurrent_activation: self::activation(own.recurrent_activation)?,
                reset_after: own.cell != Cell::Gru { reset_after: false },
                gate_order: None,
                // A stream gives the state after each frame, and cannot say so.
                return_sequences: own.return_sequences && !is_stream,
                reverse: own.reverse,
            };
            let sizes = [own.inputs, own.units];
            Recurrent::new(own.cell.kind(), sizes, tensors, options).map(Made::Recurrent)
        }
        Operation::GlobalPool(kind) => {
            GlobalPool::new(*kind, layer.shapes.1.len() > 1).map(Made::GlobalPool)
        }
        Operation::LayerNorm {
            gamma,
            beta,
            epsilon,
        } => LayerNorm::new(
            channels,
            optional("factor", gamma.as_deref())?,
            optional("summand", beta.as_deref())?,
            number("epsilon", *epsilon)?,
            activation,
        )
        .map(Made::LayerNorm),
        Operation::L2Normalize { epsilon } => {
            LayerNorm::l2(number("epsilon", *epsilon)?).map(Made::LayerNorm)
        }
        Operation::Prelu(slopes) => Prelu::new(numbers("slope", slopes)?).map(Made::Prelu),
        Operation::Reshape => Ok(Made::Reshape(match &*layer.shapes.1 {
            [_] => Reshape::flatten(),
            axes => Reshape::to(Shape::new(axes).ok_or("its output has no shape of a model file")?),
        })),
        // A sequence has one number, for both.
        Operation::Upsample(size) if input.len() == 2 => {
            Upsample::new([size[1]; 2]).map(Made::Upsample)
        }
        Operation::Upsample(size) => Upsample::new(*size).map(Made::Upsample),
        Operation::Slice { axis, start, end } => {
            let last = axis + 1 == input.len();
            let axis = if last { -1 } else { axis.cast_signed() };
            Ok(Made::Slice(Slice::new(
                start.cast_signed(),
                end.cast_signed(),
                axis,
            )))
        }
        Operation::Merge(kind) => Merge::new(*kind, activation).map(Made::Merge),
        Operation::Concatenate { axis } => {
            let last = axis + 1 == input.len();
            let axis = if last { -1 } else { axis.cast_signed() };
            Ok(Made::Concatenate(Concatenate::new(axis)))
        }
    };
    made.map_err(|error: InvalidNetwork| error.to_string())
}

/// Makes a window of a model file, for an input of this shape.
fn window(window: &graph::Window, input: &[usize], causal: bool) -> xornet_model::Window {
    let lengths = match *input {
        [height, width, _] => [height, width],
        [width, _] => [1, width],
        _ => [1, 1],
    };
    xornet_model::Window {
        size: window.size,
        strides: window.strides,
        dilation: window.dilation,
        padding: window.named_padding(lengths, causal),
    }
}

/// Converts an activation to one of the network's number type.
fn activation<T: FloatNumber>(
    activation: graph::Activation,
) -> Result<xornet_model::Activation<T>, String> {
    let activation = match activation {
        // A bound beyond all numbers of the type is the largest of them: what is finite stays as it is.
        graph::Activation::Clamp { min, max } => {
            let most = T::MAX.to_f64();
            let [min, max] = [min, max].map(|bound| bound.clamp(-most, most));
            graph::Activation::Clamp { min, max }
        }
        other => other,
    };
    for (key, value) in activation.parameters() {
        number::<T>(key, value)?;
    }
    activation.cast().check().map_err(|error| error.to_string())
}

/// Rounds a number to the type, in which it must be finite.
fn number<T: FloatNumber>(what: &str, number: f64) -> Result<T, String> {
    Ok(numbers(what, &[number])?[0])
}

/// Rounds numbers that may be left out.
fn optional<T: FloatNumber>(what: &str, given: Option<&[f64]>) -> Result<Option<Vec<T>>, String> {
    given.map(|given| numbers(what, given)).transpose()
}

/// Rounds numbers to the type, in which all must be finite.
fn numbers<T: FloatNumber>(what: &str, numbers: &[f64]) -> Result<Vec<T>, String> {
    if let Some(number) = numbers.iter().find(|&&x| !T::from_f64(x).is_finite()) {
        return Err(format!(
            "it has a {what} of {number}, which is not a finite {}",
            T::DTYPE
        ));
    }
    Ok(numbers.iter().map(|&x| T::from_f64(x)).collect())
}
