//! `ConvTranspose`.

use super::windows::{given_pads, numbers, spatial, two};
use crate::import::graph::{TransposedConvolution, Window};
use crate::onnx::graph::{Image, Inputs, Lowering, Node, Operation, Operator, Properties, Site};
use crate::onnx::tensor::{Tensor, count};

/// The maximal number of weights of a convolution in groups that is written as one without, with zeros.
const MAX_SPREAD: usize = 1 << 16;

pub const OPERATORS: &[Operator] = &[Operator {
    domain: "",
    name: "ConvTranspose",
    attributes: &[
        "auto_pad",
        "dilations",
        "group",
        "kernel_shape",
        "output_padding",
        "output_shape",
        "pads",
        "strides",
    ],
    properties: Properties::NONE,
    evaluate,
    lower,
}];

/// The lengths of a transposed convolution.
struct Sizes {
    dimensions: usize,
    channels: usize,
    groups: usize,
    filters: usize,
    size: [usize; 2],
    strides: [usize; 2],
    dilations: [usize; 2],
    /// The positions that are cut off before and after.
    pads: [[usize; 2]; 2],
    input: [usize; 2],
    output: [usize; 2],
}

/// Reads the lengths, for an input and weights of these shapes.
fn sizes(node: &Node, shape: &[usize], weights: &[usize]) -> Result<Sizes, String> {
    let spatial = spatial(shape)?;
    let dimensions = spatial.len();
    let groups = usize::try_from(node.int("group", 1)?).unwrap_or(0);
    let misfit = || {
        format!(
            "its weights of shape {weights:?} do not fit an input of shape {shape:?} in {groups} groups"
        )
    };
    let &[channels, per_group, ref kernel @ ..] = weights else {
        return Err(misfit());
    };
    let fits = groups > 0
        && channels % groups == 0
        && channels == shape[1]
        && kernel.len() == dimensions
        && !weights.contains(&0);
    if !fits {
        return Err(misfit());
    }
    let mut sizes = Sizes {
        dimensions,
        channels,
        groups,
        filters: per_group * groups,
        size: two(kernel, 1),
        strides: numbers(node, "strides", dimensions)?,
        dilations: numbers(node, "dilations", dimensions)?,
        pads: given_pads(node, dimensions)?,
        input: two(spatial, 1),
        output: [1, 1],
    };
    let list = |name| -> Result<Option<Vec<usize>>, String> {
        let Some(given) = node.ints(name)? else {
            return Ok(None);
        };
        let lengths = given.iter().map(|&length| usize::try_from(length).ok());
        let lengths: Option<Vec<_>> = lengths.map(|n| n.filter(|&n| n < 1 << 24)).collect();
        match lengths {
            Some(lengths) if lengths.len() >= dimensions => {
                Ok(Some(lengths[lengths.len() - dimensions..].to_vec()))
            }
            _ => Err(format!("its `{name}` does not fit {dimensions} axes")),
        }
    };
    let longer = list("output_padding")?.map_or([0, 0], |given| two(&given, 0));
    let wanted = list("output_shape")?.map(|given| two(&given, 1));
    let auto = node.text("auto_pad", "NOTSET")?;
    for axis in 0..2 {
        let extent = (sizes.size[axis] - 1) * sizes.dilations[axis] + 1;
        let whole = (sizes.input[axis] - 1) * sizes.strides[axis] + extent + longer[axis];
        let wanted = match (&*auto, wanted) {
            (_, Some(wanted)) => Some(wanted[axis]),
            ("SAME_UPPER" | "SAME_LOWER", None) => Some(sizes.input[axis] * sizes.strides[axis]),
            ("VALID", None) => Some(whole),
            _ => None,
        };
        if let Some(wanted) = wanted {
            let total = whole
                .checked_sub(wanted)
                .ok_or("its output is larger than what it computes")?;
            let (less, more) = (total / 2, total - total / 2);
            sizes.pads[axis] = match &*auto {
                "SAME_UPPER" => [less, more],
                _ => [more, less],
            };
        }
        let [before, after] = sizes.pads[axis];
        sizes.output[axis] = whole
            .checked_sub(before + after)
            .filter(|&output| output > 0)
            .ok_or("its padding cuts off all of its output")?;
    }
    Ok(sizes)
}

fn evaluate(node: &Node, inputs: &Inputs<'_>) -> Result<Vec<Tensor>, String> {
    let (x, weights) = (inputs.get(0)?, inputs.get(1)?);
    let sizes = sizes(node, x.shape(), weights.shape())?;
    let biases = inputs.optional(2).map(Tensor::numbers);
    if biases.is_some_and(|biases| biases.len() != sizes.filters) {
        return Err(format!("it has other than {} biases", sizes.filters));
    }
    let ([height, width], [rows, columns]) = (sizes.input, sizes.output);
    let batch = x.shape()[0];
    let output = &sizes.output[2 - sizes.dimensions..];
    let shape = [&[batch, sizes.filters], output].concat();
    let taps: usize = sizes.size.iter().product();
    let per_group = sizes.filters / sizes.groups;
    let work = x.numbers().len().checked_mul(per_group * taps);
    inputs.spend(work.unwrap_or(usize::MAX))?;
    inputs.spend(count(&shape)?)?;
    let mut numbers: Vec<f64> = (0..batch * sizes.filters)
        .flat_map(|index| {
            let bias = biases.map_or(0.0, |biases| biases[index % sizes.filters]);
            std::iter::repeat_n(bias, rows * columns)
        })
        .collect();
    let place = |axis: usize, input: usize, tap: usize| {
        let place = input * sizes.strides[axis] + tap * sizes.dilations[axis];
        let place = place.checked_sub(sizes.pads[axis][0])?;
        (place < sizes.output[axis]).then_some(place)
    };
    for sample in 0..batch {
        for channel in 0..sizes.channels {
            let group = channel / (sizes.channels / sizes.groups);
            let image = &x.numbers()[(sample * sizes.channels + channel) * height * width..];
            for own in 0..per_group {
                let filter = sample * sizes.filters + group * per_group + own;
                let sums = &mut numbers[filter * rows * columns..][..rows * columns];
                let kernel = &weights.numbers()[(channel * per_group + own) * taps..][..taps];
                for (tap, weight) in kernel.iter().enumerate() {
                    let (ky, kx) = (tap / sizes.size[1], tap % sizes.size[1]);
                    for y in 0..height {
                        let Some(row) = place(0, y, ky) else { continue };
                        for x in 0..width {
                            if let Some(column) = place(1, x, kx) {
                                sums[row * columns + column] += image[y * width + x] * weight;
                            }
                        }
                    }
                }
            }
        }
    }
    Ok(vec![Tensor::new(shape, numbers, x.element())?])
}

fn lower(site: &Site<'_>) -> Result<Lowering, String> {
    let operand = site.operand(0)?;
    let weights = site.constant(1)?.ok_or("it has no weights")?;
    let sizes = sizes(site.node, operand.shape(), weights.shape())?;
    if sizes.dilations != [1, 1] {
        return Err(
            "it has dilations, which transposed convolutions of model files do not have".into(),
        );
    }
    let taps: usize = sizes.size.iter().product();
    let spread = sizes.channels * sizes.filters * taps;
    if sizes.groups > 1 && spread > MAX_SPREAD {
        return Err(format!(
            "it has {} groups, which transposed convolutions of model files do not have",
            sizes.groups
        ));
    }
    let per_group = sizes.filters / sizes.groups;
    let mut ordered = vec![0.0; spread];
    for channel in 0..sizes.channels {
        let group = channel / (sizes.channels / sizes.groups);
        for own in 0..per_group {
            for tap in 0..taps {
                let filter = group * per_group + own;
                ordered[(tap * sizes.channels + channel) * sizes.filters + filter] =
                    weights.numbers()[(channel * per_group + own) * taps + tap];
            }
        }
    }
    let mut padding = sizes.pads;
    let mut output_padding = [0, 0];
    for axis in 0..2 {
        let whole = (sizes.input[axis] - 1) * sizes.strides[axis] + sizes.size[axis];
        let [before, after] = &mut padding[axis];
        // The end is cut off, or longer than what is computed.
        let end = sizes.output[axis] + *before;
        *after = whole.saturating_sub(end);
        output_padding[axis] = end.saturating_sub(whole);
    }
    let image = Image::TransposedConvolution(TransposedConvolution {
        window: Window {
            dimensions: sizes.dimensions,
            size: sizes.size,
            strides: sizes.strides,
            dilation: [1, 1],
            padding,
        },
        output_padding,
        channels: sizes.channels,
        filters: sizes.filters,
        weights: ordered,
        biases: site.constant(2)?.map(|biases| biases.numbers().to_vec()),
    });
    let operation = Operation::Image {
        image,
        from: operand.shape().to_vec(),
        to: site.shape().to_vec(),
    };
    Ok(Lowering::one(operand.value, operation))
}
