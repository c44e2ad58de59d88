//! The terms of layers of eight bits: the sum of 32 bits, which becomes the integer behind the arrow.

use xornet_core::Shape;
use xornet_core::quantized::{Convolution, Dense, Layer, Merge, Operation};

use super::Fold;
use super::terms::{MAX_TERMS, Terms, factor};

/// Returns the terms of the number at a place of the output, row by row.
pub(super) fn terms(
    layer: &Layer<'_>,
    inputs: &[(Shape, &[i8])],
    output: &Shape,
    place: usize,
    fold: Fold,
) -> Terms {
    let Some((_, input)) = inputs.first() else {
        return Terms::Copy;
    };
    match layer {
        Layer::Dense(dense) => Terms::From(unit(dense, input, place, fold)),
        Layer::Convolution(convolution) => {
            let (position, filter) = (place / output.channels(), place % output.channels());
            Terms::From(window(convolution, input, position, filter, fold))
        }
        Layer::Lookup(_) | Layer::Clamp(_) => Terms::From(factor(input[place])),
        Layer::Merge(merge) => merged(merge, inputs, place),
        _ => Terms::Result,
    }
}

/// Writes a sum of products with a bias: `12 + (5 - 3)·7 = 26`.
fn sum(bias: i32, zero_point: i8, terms: &[(i8, i8)], fold: Fold) -> String {
    let difference = |x: i8| match zero_point {
        0 => factor(x),
        zero => format!("({x} - {})", factor(zero)),
    };
    let products = fold.list(terms.len(), MAX_TERMS, |index| {
        let (x, weight) = terms[index];
        format!("{}·{}", difference(x), factor(weight))
    });
    let written: Vec<_> = std::iter::once(bias.to_string()).chain(products).collect();
    let sum = terms.iter().fold(bias, |sum, &(x, weight)| {
        sum + (i32::from(x) - i32::from(zero_point)) * i32::from(weight)
    });
    format!("{} = {sum}", written.join(" + "))
}

fn unit(dense: &Dense<'_>, input: &[i8], place: usize, fold: Fold) -> String {
    let (row, unit) = (place / dense.units, place % dense.units);
    let row = &input[row * dense.inputs..][..dense.inputs];
    let weights = dense.weights.iter().skip(unit).step_by(dense.units);
    let terms: Vec<_> = row.iter().copied().zip(weights.copied()).collect();
    sum(dense.biases[unit], dense.zero_point, &terms, fold)
}

fn window(
    convolution: &Convolution<'_>,
    input: &[i8],
    position: usize,
    filter: usize,
    fold: Fold,
) -> String {
    let (height, width) = (&convolution.height, &convolution.width);
    let (oy, ox) = (position / width.output, position % width.output);
    let ((top, bottom), (left, right)) = (height.taps(oy), width.taps(ox));
    let channels = convolution.channels / convolution.groups;
    let group = filter / (convolution.filters / convolution.groups);
    let mut terms = Vec::new();
    for ky in top..bottom {
        for kx in left..right {
            let (y, x) = (height.position(oy, ky), width.position(ox, kx));
            let from = (y * width.input + x) * convolution.channels + group * channels;
            let tap = (ky * width.kernel + kx) * channels;
            terms.extend((0..channels).map(|channel| {
                let weight = (tap + channel) * convolution.filters + filter;
                (input[from + channel], convolution.weights[weight])
            }));
        }
    }
    sum(
        convolution.biases[filter],
        convolution.zero_point,
        &terms,
        fold,
    )
}

/// Writes the operation on two integers that are not broadcast.
fn merged(merge: &Merge<'_>, inputs: &[(Shape, &[i8])], place: usize) -> Terms {
    let [(a_shape, a), (b_shape, b)] = inputs else {
        return Terms::Result;
    };
    if *a_shape != merge.shape || *b_shape != merge.shape {
        return Terms::Result;
    }
    let sign = match merge.operation {
        Operation::Multiply(_) => "·",
        _ => " + ",
    };
    Terms::From(format!("{}{sign}{}", factor(a[place]), factor(b[place])))
}
