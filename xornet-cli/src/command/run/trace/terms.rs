//! The terms that a number of a layer is computed from.

use xornet_core::{
    Broadcast, Convolution, Dense, Layer, LayerKind, Merge, Shape, TransposedConvolution,
};

use super::Fold;
use super::pools::{globally_pooled, pooled};
use xornet_model::{Activation, Element, Float, Number};

use super::quantized;
use super::softmax::Softmax;

/// The maximal number of terms that are shown.
pub(super) const MAX_TERMS: usize = 8;

/// The terms of a number.
pub enum Terms {
    /// An expression whose value is the sum.
    Sum(String),
    /// The input at the same place; the formula of the layer tells more.
    From(String),
    /// The number is one of the input.
    Copy,
    /// The terms are not known.
    Result,
    /// The sum is the input at the same place, to which the activation is applied.
    Input,
}

/// A number type whose layers explain their numbers.
pub trait Explain: Element {
    /// Returns the terms of the number at a place of a layer's output, row by row.
    fn terms(
        layer: &Self::Layer<'_>,
        inputs: &[(Shape, &[Self])],
        output: &Shape,
        place: usize,
        fold: Fold,
    ) -> Terms;

    /// Computes what `softmax` needs of all sums along an axis; `None` if the numbers are integers, or if the activation is
    /// elementwise.
    fn softmax(activation: Activation<Self>, sums: &[Self]) -> Option<Softmax<Self>>;
}

macro_rules! explain {
    ($($number:ident $terms:path, $softmax:expr;)*) => {$(
        impl Explain for $number {
            fn terms(
                layer: &Self::Layer<'_>,
                inputs: &[(Shape, &[Self])],
                output: &Shape,
                place: usize,
                fold: Fold,
            ) -> Terms {
                $terms(layer, inputs, output, place, fold)
            }

            fn softmax(activation: Activation<Self>, sums: &[Self]) -> Option<Softmax<Self>> {
                $softmax(activation, sums)
            }
        }
    )*};
}

explain! {
    f32 terms, Softmax::of;
    f64 terms, Softmax::of;
    i8 quantized::terms, |_, _| None;
}

/// Returns the terms of the number at a place of the output, row by row.
fn terms<T: Float>(
    layer: &Layer<'_, T>,
    inputs: &[(Shape, &[T])],
    output: &Shape,
    place: usize,
    fold: Fold,
) -> Terms {
    let Some((shape, input)) = inputs.first() else {
        return Terms::Copy;
    };
    let channel = place % output.channels();
    let position = place / output.channels();
    Terms::Sum(match layer {
        Layer::Dense(dense) => products_of_unit(dense, input, place, fold),
        Layer::Convolution(convolution) => window(convolution, input, position, channel, fold),
        Layer::TransposedConvolution(convolution) => {
            transposed(convolution, input, position, channel, fold)
        }
        Layer::Pool(pool) => pooled(pool, input, position, channel, fold),
        Layer::GlobalPool(pool) => globally_pooled(pool, shape, input, channel, fold),
        Layer::BatchNorm(norm) => format!(
            "{}·{} + {}",
            factor(input[place]),
            factor(norm.scale[channel]),
            factor(norm.shift[channel])
        ),
        Layer::Prelu(prelu) => {
            let x = input[place];
            let slope = prelu.slopes[channel % prelu.slopes.len()];
            match x > T::ZERO {
                true => x.shortest(),
                false => format!("{}·{}", factor(x), factor(slope)),
            }
        }
        Layer::Merge(merge) => merged(merge, inputs, place, fold),
        Layer::LayerNorm(_) => return Terms::From(input[place].shortest()),
        Layer::Activation(_) => return Terms::Input,
        _ => return Terms::Copy,
    })
}

/// Writes a factor of a product, or a term of a sum: negative numbers are in brackets.
pub(super) fn factor<T: Number>(value: T) -> String {
    let text = value.shortest();
    if text.starts_with('-') {
        format!("({text})")
    } else {
        text
    }
}

/// Writes a sum of products with a bias: `0.0 + 1.0·0.5 + 2.0·(-0.25)`.
fn products<T: Float>(
    bias: T,
    count: usize,
    fold: Fold,
    product: impl Fn(usize) -> (T, T),
) -> String {
    let products = fold.list(count, MAX_TERMS, |index| {
        let (input, weight) = product(index);
        format!("{}·{}", factor(input), factor(weight))
    });
    std::iter::once(bias.shortest())
        .chain(products)
        .collect::<Vec<_>>()
        .join(" + ")
}

fn products_of_unit<T: Float>(
    dense: &Dense<'_, T>,
    input: &[T],
    place: usize,
    fold: Fold,
) -> String {
    let (row, unit) = (place / dense.units, place % dense.units);
    let input = &input[row * dense.inputs..];
    products(dense.biases[unit], dense.inputs, fold, |index| {
        (input[index], dense.weights[index * dense.units + unit])
    })
}

/// Writes the sum over a window of a convolution: its rows, and in each the channels in order.
fn window<T: Float>(
    convolution: &Convolution<'_, T>,
    input: &[T],
    position: usize,
    filter: usize,
    fold: Fold,
) -> String {
    let (height, width) = (&convolution.height, &convolution.width);
    let (oy, ox) = (position / width.output, position % width.output);
    let ((top, bottom), (left, right)) = (height.taps(oy), width.taps(ox));
    let (groups, filters) = (convolution.groups, convolution.filters);
    let channels = convolution.channels / groups;
    let first = filter / (filters / groups) * channels;
    let (rows, columns) = (bottom - top, right - left);
    products(
        convolution.biases[filter],
        rows * columns * channels,
        fold,
        |index| {
            let (channel, tap) = (index % channels, index / channels);
            let (ky, kx) = (top + tap / columns, left + tap % columns);
            let (y, x) = (height.position(oy, ky), width.position(ox, kx));
            let place = (y * width.input + x) * convolution.channels + first + channel;
            let weight = ((ky * width.kernel + kx) * channels + channel) * filters + filter;
            (input[place], convolution.weights[weight])
        },
    )
}

/// Writes the sum over the inputs that reach an output of a transposed convolution.
fn transposed<T: Float>(
    convolution: &TransposedConvolution<'_, T>,
    input: &[T],
    position: usize,
    filter: usize,
    fold: Fold,
) -> String {
    let (height, width) = (&convolution.height, &convolution.width);
    let (oy, ox) = (position / width.output, position % width.output);
    let ((top, bottom, y), (left, right, x)) = (height.taps(oy), width.taps(ox));
    let (channels, filters) = (convolution.channels, convolution.filters);
    let rows = (bottom - top).div_ceil(height.stride);
    let columns = (right - left).div_ceil(width.stride);
    products(
        convolution.biases[filter],
        rows * columns * channels,
        fold,
        |index| {
            let (channel, tap) = (index % channels, index / channels);
            let (row, column) = (tap / columns, tap % columns);
            let (ky, kx) = (top + row * height.stride, left + column * width.stride);
            // The input of each further position is one less.
            let place = ((y - row) * width.input + x - column) * channels + channel;
            let weight = ((ky * width.kernel + kx) * channels + channel) * filters + filter;
            (input[place], convolution.weights[weight])
        },
    )
}

/// Writes an operation on the numbers of several inputs, broadcast to the shape of the output.
fn merged<T: Float>(
    merge: &Merge<T>,
    inputs: &[(Shape, &[T])],
    place: usize,
    fold: Fold,
) -> String {
    let number = |index: usize| {
        let (shape, numbers) = &inputs[index];
        let Broadcast { lengths, steps } = Broadcast::new(shape, &merge.shape);
        let (outer, x) = (place / lengths[2], place % lengths[2]);
        let (z, y) = (outer / lengths[1], outer % lengths[1]);
        numbers[z * steps[0] + y * steps[1] + x * steps[2]]
    };
    let between = match merge.kind {
        LayerKind::Add => " + ",
        LayerKind::Subtract => " - ",
        LayerKind::Multiply => "·",
        kind => {
            let numbers = fold.list(inputs.len(), MAX_TERMS, |index| number(index).shortest());
            let name = if kind == LayerKind::Maximum {
                "max"
            } else {
                "min"
            };
            return format!("{name}({})", numbers.join(", "));
        }
    };
    let numbers = fold.list(inputs.len(), MAX_TERMS, |index| factor(number(index)));
    numbers.join(between)
}
