use xornet_testing::oracle::activate;

use crate::{Activation, Class, Convolution, Dense, Network, Operation, Shape, Window, recurrent};

/// The largest error of an output, relative to what it should be.
pub const TOLERANCE: f64 = 1e-3;

/// Returns what the network computes for inputs one after the other, in double precision, by the
/// plainest loops. Those of a stream are frames, from the first one on.
#[must_use]
pub fn oracle(network: &Network, inputs: &[f32]) -> Vec<f64> {
    let frames = inputs.len() / network.inputs();
    match network.class {
        Class::Stream => whole(network, inputs, frames),
        _ => {
            let each = inputs.chunks(network.inputs());
            each.flat_map(|input| whole(network, input, 1)).collect()
        }
    }
}

/// Returns the output for an input, or for a sequence of frames.
fn whole(network: &Network, input: &[f32], frames: usize) -> Vec<f64> {
    let mut values = vec![wide(input)];
    for layer in &network.layers {
        let value = layer.inputs[0];
        let (x, mut shape) = (&values[value], network.values[value]);
        shape.height *= frames;
        let output = match &layer.operation {
            Operation::Dense(layer) => x
                .chunks(layer.inputs)
                .flat_map(|x| dense(layer, x))
                .collect(),
            Operation::Convolution(layer) => convolution(layer, x, shape),
            Operation::MaxPool(window) => max_pool(window, x, shape),
            Operation::GlobalAveragePool => global_average_pool(x, shape),
            Operation::Flatten => x.clone(),
            Operation::Add(activation) => {
                let sums = x.iter().zip(&values[layer.inputs[1]]);
                activated(*activation, sums.map(|(x, y)| x + y).collect())
            }
            Operation::Recurrent(layer) => recurrent::states(layer, x),
        };
        values.push(output);
    }
    values.pop().expect("the input at least")
}

/// Whether an output is what the oracle says; outputs near zero are held to an absolute bound.
#[must_use]
pub fn within(output: f32, oracle: f64) -> bool {
    (f64::from(output) - oracle).abs() <= TOLERANCE * oracle.abs().max(0.01)
}

pub(crate) fn wide(numbers: &[f32]) -> Vec<f64> {
    numbers.iter().map(|&number| number.into()).collect()
}

fn activated(activation: Activation, mut sums: Vec<f64>) -> Vec<f64> {
    activate(activation.formula(), &mut sums);
    sums
}

fn dense(layer: &Dense, x: &[f64]) -> Vec<f64> {
    let mut sums = wide(&layer.biases);
    for (x, row) in x.iter().zip(layer.weights.chunks(layer.units)) {
        add_row(&mut sums, *x, row);
    }
    activated(layer.activation, sums)
}

/// Adds the products of a number with a row of weights.
pub(crate) fn add_row(sums: &mut [f64], x: f64, row: &[f32]) {
    for (sum, &weight) in sums.iter_mut().zip(row) {
        *sum += x * f64::from(weight);
    }
}

fn convolution(layer: &Convolution, x: &[f64], shape: Shape) -> Vec<f64> {
    let filters = layer.filters;
    let rows = layer.channels() * filters;
    let sums = windows(&layer.window, shape, |positions| {
        let mut sums = wide(&layer.biases);
        for &(place, position) in positions {
            let x = &x[position * shape.channels..][..shape.channels];
            let weights = &layer.weights[place * rows..][..rows];
            if layer.is_depthwise {
                let products = x.iter().zip(weights);
                for (sum, (x, &weight)) in sums.iter_mut().zip(products) {
                    *sum += x * f64::from(weight);
                }
            } else {
                for (x, row) in x.iter().zip(weights.chunks(filters)) {
                    add_row(&mut sums, *x, row);
                }
            }
        }
        sums
    });
    activated(layer.activation, sums)
}

fn max_pool(window: &Window, x: &[f64], shape: Shape) -> Vec<f64> {
    windows(window, shape, |positions| {
        let mut largest = vec![f64::NEG_INFINITY; shape.channels];
        for &(_, position) in positions {
            let x = &x[position * shape.channels..];
            for (largest, &x) in largest.iter_mut().zip(x) {
                *largest = largest.max(x);
            }
        }
        largest
    })
}

fn global_average_pool(x: &[f64], shape: Shape) -> Vec<f64> {
    let positions = shape.positions() as f64;
    let channel = |channel| x[channel..].iter().step_by(shape.channels).sum::<f64>() / positions;
    (0..shape.channels).map(channel).collect()
}

/// Calls `compute` with each window: the places in the kernel that are not in the padding, and the
/// positions in the input that they lie on, both numbered row by row.
fn windows(
    window: &Window,
    shape: Shape,
    compute: impl Fn(&[(usize, usize)]) -> Vec<f64>,
) -> Vec<f64> {
    let [down, across] = window.outputs(shape);
    let [top, left] = window.before(shape);
    let mut outputs = Vec::new();
    for index in 0..down * across {
        let row = index / across * window.strides[0];
        let column = index % across * window.strides[1];
        let mut positions = Vec::new();
        for place in 0..window.size[0] * window.size[1] {
            let y = (row + place / window.size[1] * window.dilation).checked_sub(top);
            let x = (column + place % window.size[1]).checked_sub(left);
            if let (Some(y), Some(x)) = (y, x)
                && y < shape.height
                && x < shape.width
            {
                positions.push((place, y * shape.width + x));
            }
        }
        outputs.extend(compute(&positions));
    }
    outputs
}
