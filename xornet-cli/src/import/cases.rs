//! Test cases: inputs, and the outputs of the source.

use anyhow::anyhow;
use xornet_model::{Model, Network};

use super::data::Data;
use super::error::Error;
use super::graph::{Graph, Operation};
use super::layer::Layers;
use super::random::Random;
use super::source::{Precision, Source};
use super::tolerance::Tolerance;
use super::unsupported::Unsupported;
use crate::evaluate::{self, Number};

/// A test case as it is written into the model file.
#[derive(Clone, Debug)]
pub struct Case {
    pub input: Vec<f64>,
    pub output: Vec<f64>,
    pub tolerance: f64,
}

/// A generator of random inputs.
///
/// Where the network begins with a scaler, its inputs are far from 0 and have different units. They are drawn so that
/// the scaled numbers are between -2 and 2; otherwise, the network would saturate, and a test case would show little.
pub struct Sampler {
    /// For each number of the input, the middle of its range, and half its width.
    ranges: Vec<(f64, f64)>,
    random: Random,
}

impl Sampler {
    /// Draws inputs for a network.
    pub fn new(graph: &Graph) -> Self {
        let mut ranges = vec![(0.0, 1.0); graph.input_length()];
        let mut start = 0;
        for &input in &graph.inputs {
            let own = &mut ranges[start..start + graph.length(input)];
            start += own.len();
            let mut users = graph.users(input);
            let (Some(Operation::Affine(affine)), None) =
                (users.next().map(|node| &node.operation), users.next())
            else {
                continue;
            };
            let parameters = affine.scale.iter().zip(&affine.shift);
            for (&channel, (scale, shift)) in affine.picks.iter().zip(parameters) {
                let (middle, reach) = (-shift / scale, 2.0 / scale.abs());
                if middle.is_finite() && reach.is_finite() {
                    let channels = own.iter_mut().skip(channel).step_by(affine.inputs.max(1));
                    channels.for_each(|range| *range = (middle, reach));
                }
            }
        }
        Self {
            ranges,
            random: Random::default(),
        }
    }

    /// Returns the next input, of numbers with few decimals, rounded to `precision`.
    pub fn next(&mut self, precision: Precision) -> Vec<f64> {
        let random = &mut self.random;
        let input = self.ranges.iter().map(|(middle, reach)| {
            let unit = (random.bits() >> 57) as f64 / 64.0 - 1.0;
            let exact = middle + reach * unit;
            let short: f64 = format!("{exact:.3e}").parse().unwrap_or(exact);
            rounded(short, precision)
        });
        input.collect()
    }
}

/// Rounds a number to a precision of networks.
pub fn rounded(number: f64, precision: Precision) -> f64 {
    match precision {
        Precision::Double => number,
        Precision::Half | Precision::Single => f64::from(number as f32),
    }
}

/// Makes test cases of pseudo-random inputs and the outputs of the source.
pub fn computed(
    count: usize,
    layers: &Layers,
    precision: Precision,
    source: &Source,
) -> Result<Vec<Case>, Error> {
    let mut sampler = Sampler::new(&source.graph);
    let case = |_| {
        let input = sampler.next(precision);
        let output = (source.evaluate)(&input).map_err(anyhow::Error::msg)?;
        if output.iter().any(|x| !x.is_finite()) {
            return reject(format!(
                "the network's output for a test case is not finite: {output:?}"
            ));
        }
        let tolerance = Tolerance::of(precision).case(layers, &input, &output);
        Ok(Case {
            input,
            output,
            tolerance,
        })
    };
    (0..count).map(case).collect()
}

/// Makes test cases of data, which must agree with the source. `most` limits their number; they are spread over the
/// data.
pub fn given(
    data: &Data,
    most: Option<usize>,
    layers: &Layers,
    precision: Precision,
    source: &Source,
) -> Result<Vec<Case>, Error> {
    let total = data.cases.len();
    let count = most.unwrap_or(total).min(total);
    let mut cases = Vec::with_capacity(count);
    for index in (0..count).map(|index| index * total / count.max(1)) {
        // The data are in the order of the source.
        let (input, output) = &data.cases[index];
        let input: Vec<_> = input.iter().map(|&x| rounded(x, precision)).collect();
        let input = source.orders.0.to_file(&input);
        let own = (source.evaluate)(&input).map_err(anyhow::Error::msg)?;
        let output = &whole(source, &own, output);
        if own.len() != output.len() {
            let (given, own) = (output.len(), own.len());
            return Err(anyhow!(
                "the length of the outputs is {given} in the test cases, but {own} in the network"
            )
            .into());
        }
        let output = &source.orders.1.to_file(output);
        let tolerance = Tolerance::of(precision.min(source.precision)).case(layers, &input, output);
        for (place, (own, given)) in own.iter().zip(output).enumerate() {
            if (own - given).abs() > tolerance || !given.is_finite() {
                return reject(format!(
                    "test case {} of the data is not what the network computes: output[{place}] is {given}, but the \
                     network gives {own}",
                    index + 1
                ));
            }
        }
        cases.push(Case {
            input,
            output: output.clone(),
            tolerance,
        });
    }
    Ok(cases)
}

/// Returns the outputs of a stream for all frames, where the data have those of the last ones only: the source computes the
/// others.
fn whole(source: &Source, own: &[f64], output: &[f64]) -> Vec<f64> {
    let missing = own.len().saturating_sub(output.len());
    let head = match source.is_stream && source.graph.outputs.len() == 1 {
        true => &own[..missing],
        false => &[],
    };
    [head, output].concat()
}

/// Ends an import whose network is not that of the test cases.
fn reject<T>(reason: String) -> Result<T, Error> {
    Err(Unsupported::new(reason).into())
}

/// Runs the test cases, and returns the largest error, relative to the tolerance.
///
/// # Errors
///
/// If a test case fails.
pub fn verify(model: &Model) -> Result<f64, Error> {
    match model {
        Model::F32(network) => largest_error(network),
        Model::F64(network) => largest_error(network),
        Model::I8(network) => largest_error(network),
    }
}

/// Returns the largest error of a network's test cases.
fn largest_error<T: Number>(network: &Network<T>) -> Result<f64, Error> {
    let mut largest: f64 = 0.0;
    for (index, case) in network.test_cases().iter().enumerate() {
        let output = evaluate::forward(network, case.input());
        for (place, (got, expected)) in output.iter().zip(case.output()).enumerate() {
            let error = (got.to_f64() - expected.to_f64()).abs();
            let allowed = case.tolerance().to_f64();
            largest = largest.max(error / allowed);
            // An error that is NaN fails, too.
            let passes = error <= allowed;
            if !passes {
                return reject(format!(
                    "the imported network fails test case {}: output[{place}] is {}, but {} was expected \
                     within {}",
                    index + 1,
                    got.shortest(),
                    expected.shortest(),
                    case.tolerance().shortest()
                ));
            }
        }
    }
    Ok(largest)
}
