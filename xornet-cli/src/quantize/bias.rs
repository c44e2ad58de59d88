//! Corrected biases: the mean error of rounded weights, on the inputs of the samples, is taken from the biases.

use xornet_model::{
    Activation, Builder, Convolution, Dense, InvalidNetwork, Layer, LayerKind, Padding,
    Quantization, Shape, Window,
};

use super::draft::{Draft, Form, Operation, Product};
use super::parameters;
use super::ranges::Range;
use crate::evaluate;

/// Corrects the biases of all layers with weights.
pub fn correct(draft: &mut Draft, ranges: &[Range], chosen: &[Quantization]) {
    let (stream, values) = (draft.stream, &draft.values);
    for piece in &mut draft.pieces {
        let input = piece.inputs[0];
        if let Operation::Product(product) = &mut piece.operation {
            let shape = values[input].shape;
            let errors = errors(product, &shape, stream, &ranges[input].means, chosen[input]);
            for (bias, error) in product.biases.iter_mut().zip(errors.unwrap_or_default()) {
                *bias -= error;
            }
        }
    }
}

/// Returns the mean error of each channel; `None` if the errors are too large to compute. Sums are linear, so that the error
/// for the mean of the inputs is the mean of the errors.
fn errors(
    product: &Product,
    shape: &Shape,
    stream: bool,
    means: &[f64],
    input: Quantization,
) -> Option<Vec<f64>> {
    let channels = product.biases.len();
    let integers = parameters::of_weights(&product.weights, &product.biases, input)?;
    let rounded = integers.weights.iter().enumerate();
    let errors = rounded
        .zip(&product.weights)
        .map(|((index, &integer), weight)| {
            f64::from(integer) * f64::from(integers.scales[index % channels]) - weight
        });
    let sums = sums(product.form, errors.collect(), shape, stream, means).ok()?;
    let positions = sums.len() / channels;
    let mut mean = vec![0.0; channels];
    for position in sums.chunks_exact(channels) {
        for (mean, sum) in mean.iter_mut().zip(position) {
            *mean += sum / positions as f64;
        }
    }
    mean.iter().all(|error| error.is_finite()).then_some(mean)
}

/// Returns the sums of a layer with these weights and no biases.
fn sums(
    form: Form,
    weights: Vec<f64>,
    shape: &Shape,
    stream: bool,
    input: &[f64],
) -> Result<Vec<f64>, InvalidNetwork> {
    let (layer, shape, input) = match form {
        Form::Dense { inputs, units } => {
            let layer = Dense::new(inputs, units, weights, None, Activation::Linear)?;
            (Layer::Dense(layer), *shape, input.to_vec())
        }
        Form::Convolution {
            kind,
            window,
            channels,
        } => {
            let at_frames = stream && shape.rank() == 1 && kind == LayerKind::Conv1d;
            let (window, shape, input) = match at_frames {
                false => (window, *shape, input.to_vec()),
                // All frames that the layer takes have the same mean.
                true => {
                    let span = (window.size[1] - 1) * window.dilation[1] + 1;
                    let window = Window {
                        strides: [1, 1],
                        padding: Padding::Valid,
                        ..window
                    };
                    let shape = Shape::of(&[span, input.len()]);
                    (window, shape, input.repeat(span))
                }
            };
            let layer =
                Convolution::new(kind, window, channels, weights, None, Activation::Linear)?;
            (Layer::Convolution(layer), shape, input)
        }
    };
    let mut builder = Builder::<f64>::new();
    let value = builder.input(shape);
    let output = builder.layer(layer, &[value])?;
    let network = builder.build(&[output]);
    let network = network.map_err(|mut errors| errors.swap_remove(0))?;
    Ok(evaluate::forward(&network, &input))
}

#[cfg(test)]
mod tests {
    use xornet_model::{Activation, Quantization, Shape};

    use super::errors;
    use crate::quantize::draft::{Form, Product};

    /// The weights are rounded to 127 and 64 (0.5 of 127 is 63.5) and to 127 and −13 (−0.1 of 127 is −12.7).
    #[test]
    fn errors_are_those_of_rounded_weights() {
        let product = Product {
            form: Form::Dense {
                inputs: 2,
                units: 2,
            },
            weights: vec![1.0, 1.0, 0.5, -0.1],
            biases: vec![0.25, 0.0],
            activation: Activation::Relu,
        };
        let input = Quantization {
            scale: 0.5,
            zero_point: 3,
        };
        let shape = Shape::of(&[2]);
        let found = errors(&product, &shape, false, &[7.0, 3.0], input).expect("errors");
        let expected = [3.0 * (64.0 - 63.5) / 127.0, 3.0 * (-13.0 + 12.7) / 127.0];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
        }
    }
}
