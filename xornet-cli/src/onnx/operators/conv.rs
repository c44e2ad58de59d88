//! `Conv`.

use super::windows::{Windows, padded};
use crate::import::graph::Convolution;
use crate::onnx::graph::{Image, Inputs, Lowering, Node, Operation, Operator, Properties, Site};
use crate::onnx::tensor::{Tensor, count};

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "Conv",
    attributes: &[
        "auto_pad",
        "dilations",
        "group",
        "kernel_shape",
        "pads",
        "strides",
    ],
    properties: Properties::NONE,
    evaluate,
    lower,
}];

/// The lengths of a convolution.
struct Sizes {
    channels: usize,
    groups: usize,
    filters: usize,
    windows: Windows,
}

/// Reads the lengths, for an input and weights of these shapes.
fn sizes(node: &Node, shape: &[usize], weights: &[usize]) -> Result<Sizes, String> {
    let groups = usize::try_from(node.int("group", 1)?).unwrap_or(0);
    let misfit = || {
        format!(
            "its weights of shape {weights:?} do not fit an input of shape {shape:?} in {groups} groups"
        )
    };
    let &[filters, per_group, ref kernel @ ..] = weights else {
        return Err(misfit());
    };
    let channels = shape.get(1).copied().unwrap_or(0);
    let fits =
        groups > 0 && filters % groups == 0 && per_group.checked_mul(groups) == Some(channels);
    if !fits || channels * filters == 0 {
        return Err(misfit());
    }
    Ok(Sizes {
        channels,
        groups,
        filters,
        windows: Windows::of(node, kernel, shape)?,
    })
}

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let (x, weights) = (inputs.get(0)?, inputs.get(1)?);
    let sizes = sizes(node, x.shape(), weights.shape())?;
    let Sizes {
        channels,
        groups,
        filters,
        windows,
    } = &sizes;
    let biases = inputs.optional(2).map(Tensor::numbers);
    if biases.is_some_and(|biases| biases.len() != *filters) {
        return Err(format!("it has other than {filters} biases"));
    }
    let batch = x.shape()[0];
    let ([height, width], [rows, columns]) = (windows.input, windows.output);
    let (own, per_group) = (channels / groups, filters / groups);
    let taps: usize = windows.size.iter().product();
    let shape = windows.shape(batch, *filters);
    let work = count(&shape)?.checked_mul(own * taps);
    inputs.spend(work.unwrap_or(usize::MAX))?;
    let mut numbers = Vec::with_capacity(count(&shape)?);
    for sample in 0..batch {
        for filter in 0..*filters {
            let mut sums = vec![biases.map_or(0.0, |biases| biases[filter]); rows * columns];
            for channel in 0..own {
                let from = sample * channels + filter / per_group * own + channel;
                let image = &x.numbers()[from * height * width..][..height * width];
                let kernel = &weights.numbers()[(filter * own + channel) * taps..][..taps];
                add(windows, image, kernel, &mut sums);
            }
            numbers.extend(sums);
        }
    }
    Ok(vec![Tensor::new(shape, numbers, x.element())?])
}

/// Adds the products of one channel with its kernel.
fn add(windows: &Windows, image: &[f64], kernel: &[f64], sums: &mut [f64]) {
    let columns = windows.output[1];
    for (row, sums) in sums.chunks_exact_mut(columns).enumerate() {
        for ky in 0..windows.size[0] {
            let Some(y) = windows.place(0, row, ky) else {
                continue;
            };
            let line = &image[y * windows.input[1]..][..windows.input[1]];
            for kx in 0..windows.size[1] {
                let weight = kernel[ky * windows.size[1] + kx];
                let (stride, before) = (windows.strides[1], windows.pads[1][0]);
                let shift = kx * windows.dilations[1];
                // Outputs whose position is inside the input.
                let first = before.saturating_sub(shift).div_ceil(stride);
                for (column, sum) in sums.iter_mut().enumerate().skip(first) {
                    match line.get(column * stride + shift - before) {
                        Some(x) => *sum += x * weight,
                        None => break,
                    }
                }
            }
        }
    }
}

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    let own = site.operand(0)?;
    let weights = site.constant(1)?.ok_or("it has no weights")?;
    let sizes = sizes(site.node, own.shape(), weights.shape())?;
    let padded = padded(site)?;
    let mut windows = sizes.windows;
    let (mut operand, mut shape) = (own, own.shape().to_vec());
    if padded.value == Some(0.0) {
        (operand, shape) = (padded.operand, padded.shape);
        for (axis, [before, after]) in padded.pads.into_iter().enumerate() {
            windows.pads[axis][0] += before;
            windows.pads[axis][1] += after;
            windows.input[axis] -= before + after;
        }
    }
    let (own, taps) = (
        sizes.channels / sizes.groups,
        windows.size.iter().product::<usize>(),
    );
    let mut ordered = vec![0.0; weights.numbers().len()];
    for filter in 0..sizes.filters {
        for channel in 0..own {
            for tap in 0..taps {
                ordered[(tap * own + channel) * sizes.filters + filter] =
                    weights.numbers()[(filter * own + channel) * taps + tap];
            }
        }
    }
    let image = Image::Convolution(Convolution {
        window: windows.layer(),
        channels: sizes.channels,
        groups: sizes.groups,
        filters: sizes.filters,
        weights: ordered,
        biases: site.constant(2)?.map(|biases| biases.numbers().to_vec()),
    });
    let operation = Operation::Image {
        image,
        from: shape,
        to: site.shape().to_vec(),
    };
    Ok(Lowering::one(operand.value, operation))
}
