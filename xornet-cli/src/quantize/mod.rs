//! Quantization: a network of eight bits from one of floats and samples of its inputs.
//!
//! ```text
//! Network of floats ─ lower ─▶ Draft ─ ranges ─▶ range of each value ─ scales ─▶ quantization of each value
//!                               └─ bias ─▶ corrected biases ─ layers ─▶ Network<i8> ─ measure ─▶ Report
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `samples`, `passes` | reading samples and labels, and running networks on them |
//! | `draft`, `lower`, `activations`, `norm`, `refusal` | the layers that exist in eight bits, and those that do not |
//! | `ranges`, `scales` | from samples to the quantization of each value |
//! | `parameters` | the arithmetic of scales, zero points and integers |
//! | `bias`, `layers` | corrected biases, and layers of eight bits |
//! | `measure`, `report` | how much is lost |

mod activations;
mod bias;
mod draft;
mod layers;
mod lower;
mod measure;
mod norm;
mod parameters;
mod passes;
mod ranges;
mod refusal;
mod report;
mod samples;
mod scales;
#[cfg(test)]
mod tests;

pub use self::refusal::Refusal;
pub use self::report::Report;
pub use self::samples::Samples;

use xornet_model::{Network, Quantization, Rounding, TestCase};

use self::draft::Draft;
use crate::evaluate::{self, FloatNumber};

/// The maximal number of steps of a test case that is made of samples of a stream.
const MAX_STEPS: usize = 32;

/// How to quantize.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    pub rounding: Rounding,
    /// The name of the network's type.
    pub name: Option<&'a str>,
    /// The part of the numbers that are within the range of a value, in percent; all by default.
    pub percentile: Option<f64>,
    pub corrects_biases: bool,
    /// The number of test cases, whose inputs are samples; by default, the inputs are those of the test cases of the network of
    /// floats.
    pub cases: Option<usize>,
}

/// A network of eight bits, and what was lost.
#[derive(Clone, Debug)]
pub struct Quantized {
    pub network: Network<i8>,
    pub report: Report,
}

/// The reason why a network was not quantized.
#[derive(Debug)]
pub enum Error {
    /// Parts of the network do not exist in eight bits.
    Refused(Vec<Refusal>),
    /// The samples cannot be used.
    Unusable(anyhow::Error),
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Unusable(error)
    }
}

impl From<Vec<Refusal>> for Error {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

/// Quantizes a network.
///
/// # Errors
///
/// All layers that do not exist in eight bits; or that numbers are not finite.
pub fn quantize<T: FloatNumber>(
    floats: &Network<T>,
    samples: &Samples<T>,
    options: &Options<'_>,
) -> Result<Quantized, Error> {
    let mut draft = Draft::of(floats)?;
    let ranges = ranges::watch(floats, &draft, samples, options.percentile)?;
    let chosen = scales::choose(&draft, &ranges)?;
    if options.corrects_biases {
        bias::correct(&mut draft, &ranges, &chosen);
    }
    let build = |cases| {
        layers::network(
            &draft,
            &chosen,
            options.rounding,
            floats,
            options.name,
            cases,
        )
    };
    let network = build(Vec::new())?;
    let measured = measure::measure(floats, &network, &draft, &chosen, samples)?;
    let inputs = inputs(floats, samples, options.cases);
    let report = Report::new(
        floats,
        &network,
        &draft,
        &chosen,
        samples.sequences.len(),
        &measured,
    );
    let network = build(cases(&network, &draft, &chosen, &inputs))?;
    Ok(Quantized { network, report })
}

/// Returns the inputs of test cases.
fn inputs<'a, T: FloatNumber>(
    floats: &'a Network<T>,
    samples: &'a Samples<T>,
    count: Option<usize>,
) -> Vec<&'a [T]> {
    let Some(count) = count else {
        return floats.test_cases().iter().map(TestCase::input).collect();
    };
    let sequences = &samples.sequences;
    let count = count.min(sequences.len());
    let most = MAX_STEPS * passes::step_length(floats);
    let sequence = |index: usize| {
        let sequence = &sequences[index * sequences.len() / count];
        &sequence[..sequence.len().min(most)]
    };
    (0..count).map(sequence).collect()
}

/// Returns the test cases with these inputs, which the network must compute to the bit.
fn cases<T: FloatNumber>(
    network: &Network<i8>,
    draft: &Draft,
    chosen: &[Quantization],
    inputs: &[&[T]],
) -> Vec<TestCase<i8>> {
    let case = |input: &&[T]| {
        let input = measure::integers(draft, chosen, input);
        let output = evaluate::forward(network, &input);
        TestCase::new(input, output, 0)
    };
    inputs.iter().map(case).collect()
}
