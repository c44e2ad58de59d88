//! Pools: the maximum or the average of each window, or of each channel.

use super::windows::{Windows, padded, spatial};
use crate::import::graph::Pool;
use crate::onnx::graph::{
    Image, Inputs, Lowering, Node, Operation, Operator, Properties, Reduction, Site,
};
use crate::onnx::tensor::{Tensor, count};

/// Makes an operator of windows.
const fn windowed(
    name: &'static str,
    attributes: &'static [&'static str],
    evaluate: fn(&Node, &Inputs<'_>) -> Result<Vec<Tensor>, String>,
    lower: fn(&Site<'_>) -> Result<Lowering, String>,
) -> Operator {
    Operator {
        domain: "",
        name,
        attributes,
        properties: Properties::NONE,
        evaluate,
        lower,
    }
}

pub const OPERATORS: &[Operator] = &[
    windowed(
        "MaxPool",
        &[
            "auto_pad",
            "ceil_mode",
            "dilations",
            "kernel_shape",
            "pads",
            "storage_order",
            "strides",
        ],
        |node, inputs| {
            evaluate(node, inputs, |_, numbers| {
                numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max)
            })
        },
        |site| lower(site, true),
    ),
    windowed(
        "AveragePool",
        &[
            "auto_pad",
            "ceil_mode",
            "count_include_pad",
            "dilations",
            "kernel_shape",
            "pads",
            "strides",
        ],
        |node, inputs| {
            let all = node.int("count_include_pad", 0)? != 0;
            evaluate(node, inputs, |whole, numbers| {
                numbers.iter().sum::<f64>() / if all { whole } else { numbers.len() } as f64
            })
        },
        |site| lower(site, false),
    ),
    windowed(
        "GlobalMaxPool",
        &[],
        |_, inputs| {
            global(inputs, |numbers| {
                numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max)
            })
        },
        |site| lower_global(site, Reduction::Max),
    ),
    windowed(
        "GlobalAveragePool",
        &[],
        |_, inputs| {
            global(inputs, |numbers| {
                numbers.iter().sum::<f64>() / numbers.len() as f64
            })
        },
        |site| lower_global(site, Reduction::Mean),
    ),
];

fn windows(node: &Node, shape: &[usize]) -> Result<Windows, String> {
    let kernel = node
        .ints("kernel_shape")?
        .ok_or("it has no `kernel_shape`")?;
    let kernel = kernel.iter().map(|&length| usize::try_from(length).ok());
    let kernel: Option<Vec<_>> = kernel
        .map(|n| n.filter(|n| (1..1 << 24).contains(n)))
        .collect();
    Windows::of(
        node,
        &kernel.ok_or("its `kernel_shape` is not valid")?,
        shape,
    )
}

/// Combines the numbers of each window that are inside the input, given the number of positions with the padding.
fn evaluate(
    node: &Node,
    inputs: &Inputs<'_>,
    combine: impl Fn(usize, &[f64]) -> f64,
) -> Result<Vec<Tensor>, String> {
    let x = inputs.get(0)?;
    let windows = windows(node, x.shape())?;
    let ([height, width], [rows, columns]) = (windows.input, windows.output);
    let shape = windows.shape(x.shape()[0], x.shape()[1]);
    let work = count(&shape)?.checked_mul(windows.size.iter().product());
    inputs.spend(work.unwrap_or(usize::MAX))?;
    // A window that goes over the end, as rounding up allows, has only the positions up to the padding's end.
    let padded = |axis: usize, output: usize| {
        let end = windows.pads[axis][0] + windows.input[axis] + windows.pads[axis][1];
        (0..windows.size[axis])
            .filter(|tap| output * windows.strides[axis] + tap * windows.dilations[axis] < end)
            .count()
    };
    let mut numbers = Vec::with_capacity(count(&shape)?);
    let mut window = Vec::new();
    for image in x.numbers().chunks_exact((height * width).max(1)) {
        for row in 0..rows {
            for column in 0..columns {
                window.clear();
                for y in (0..windows.size[0]).filter_map(|ky| windows.place(0, row, ky)) {
                    let places = (0..windows.size[1]).filter_map(|kx| windows.place(1, column, kx));
                    window.extend(places.map(|x| image[y * width + x]));
                }
                numbers.push(combine(padded(0, row) * padded(1, column), &window));
            }
        }
    }
    Ok(vec![Tensor::new(shape, numbers, x.element())?])
}

/// Combines the numbers of each channel.
fn global(inputs: &Inputs<'_>, combine: impl Fn(&[f64]) -> f64) -> Result<Vec<Tensor>, String> {
    let x = inputs.get(0)?;
    let &[batch, channels, ref inner @ ..] = x.shape() else {
        return Err(format!("its input has the shape {:?}", x.shape()));
    };
    let positions: usize = inner.iter().product();
    let shape = [vec![batch, channels], vec![1; inner.len()]].concat();
    let numbers = x.numbers().chunks_exact(positions.max(1)).map(combine);
    Ok(vec![Tensor::new(shape, numbers.collect(), x.element())?])
}

fn lower(site: &Site<'_>, maximum: bool) -> Result<Lowering, String> {
    if site.output != 0 {
        return Err("the places of its maxima are used".into());
    }
    let own = site.operand(0)?;
    let mut windows = windows(site.node, own.shape())?;
    if windows.dilations != [1, 1] {
        return Err("it has dilations, which pools of model files do not have".into());
    }
    let padded = padded(site)?;
    let mut include_padding = !maximum && site.node.int("count_include_pad", 0)? != 0;
    let is_padded = windows.pads != [[0; 2]; 2];
    let overhangs = windows.layer().padding != windows.pads;
    if include_padding && overhangs {
        return Err(
            "it counts its padding, but not what its last window reaches beyond that".into(),
        );
    }
    let (mut operand, mut shape) = (own, own.shape().to_vec());
    if let Some(value) = padded.value {
        let absent = match maximum {
            // No number is below this one, so the padding makes no difference.
            true => {
                value <= f64::from(f32::MIN)
                    || value == 0.0 && is_never_negative(site, &padded.operand)
            }
            false => value == 0.0 && (include_padding || !is_padded && !overhangs),
        };
        if absent {
            (operand, shape) = (padded.operand, padded.shape);
            include_padding = !maximum;
            for (axis, [before, after]) in padded.pads.into_iter().enumerate() {
                windows.pads[axis][0] += before;
                windows.pads[axis][1] += after;
                windows.input[axis] -= before + after;
            }
        }
    }
    let pool = Image::Pool(Pool {
        include_padding: include_padding && windows.layer().padding != [[0; 2]; 2],
        window: windows.layer(),
        maximum,
    });
    let operation = Operation::Image {
        image: pool,
        from: shape,
        to: site.shape().to_vec(),
    };
    Ok(Lowering::one(operand.value, operation))
}

/// Returns whether a value has no negative numbers, as the node that makes it tells.
fn is_never_negative(site: &Site<'_>, operand: &crate::onnx::graph::Operand<'_>) -> bool {
    const POSITIVE: [&str; 5] = ["Relu", "Sigmoid", "HardSigmoid", "Softmax", "Softplus"];
    let producer = site.graph.producer(operand.value);
    producer.is_some_and(|(node, _)| POSITIVE.iter().any(|operator| node.is(operator)))
}

fn lower_global(site: &Site<'_>, kind: Reduction) -> Result<Lowering, String> {
    let operand = site.operand(0)?;
    let positions: usize = spatial(operand.shape())?.iter().product();
    if positions == 1 {
        return site.unchanged("there is one position");
    }
    let kept = site.len();
    Ok(Lowering::one(
        operand.value,
        Operation::Reduce { kind, kept },
    ))
}
