//! The comparison of a network of eight bits with that of floats, on the samples.

use xornet_model::{Network, Quantization};

use super::draft::{Draft, Source};
use super::passes::{self, Numbers};
use super::samples::Samples;
use crate::evaluate::{FloatNumber, Stream};

/// The numbers of a value in both networks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared {
    signal: f64,
    noise: f64,
    count: u64,
    saturated: u64,
}

impl Compared {
    fn add(&mut self, numbers: &[f64], integers: &[i8], quantization: Quantization) {
        let real = |integer: i8| f64::from(quantization.dequantize(integer));
        let half = f64::from(quantization.scale) / 2.0;
        let (low, high) = (real(i8::MIN) - half, real(i8::MAX) + half);
        for (&number, &integer) in numbers.iter().zip(integers) {
            self.signal += number * number;
            self.noise += (number - real(integer)) * (number - real(integer));
            self.count += 1;
            self.saturated += u64::from(number < low || number > high);
        }
    }

    /// Returns what is known of the numbers of both.
    pub fn and(self, other: Self) -> Self {
        Self {
            signal: self.signal + other.signal,
            noise: self.noise + other.noise,
            count: self.count + other.count,
            saturated: self.saturated + other.saturated,
        }
    }

    /// Returns the ratio of signal to noise in decibels; infinity without noise.
    pub fn decibels(&self) -> f64 {
        10.0 * (self.signal / self.noise).log10()
    }

    /// Returns the part of the numbers that are beyond what the integers stand for.
    pub fn saturated(&self) -> f64 {
        self.saturated as f64 / self.count.max(1) as f64
    }
}

/// How both networks compare.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Each value of the draft.
    pub values: Vec<Compared>,
    /// How many samples each network classifies right: that of floats, and that of eight bits.
    pub right: Option<[usize; 2]>,
}

/// Runs both networks on all samples.
///
/// # Errors
///
/// If a number is not finite.
pub fn measure<T: FloatNumber>(
    floats: &Network<T>,
    quantized: &Network<i8>,
    draft: &Draft,
    chosen: &[Quantization],
    samples: &Samples<T>,
) -> anyhow::Result<Measured> {
    let mut values = vec![Compared::default(); draft.values.len()];
    let mut right = samples.labels.as_ref().map(|_| [0; 2]);
    let threshold = threshold(draft);
    for (index, sequence) in samples.sequences.iter().enumerate() {
        let mut stream = Stream::new(quantized);
        let mut compare = |input: &[T], numbers: &Numbers| {
            let input = integers(draft, chosen, input);
            for (&value, own) in draft.inputs.iter().zip(split(draft, &input)) {
                values[value].add(&numbers[value], own, chosen[value]);
            }
            let mut output = Vec::new();
            passes::run(quantized, stream.as_mut(), &input, |step| {
                let value = draft.pieces[step.layer].output;
                values[value].add(&numbers[value], &step.outputs, chosen[value]);
                if draft.outputs == [value] {
                    output = step.outputs;
                }
            });
            if let (Some(right), Some(labels)) = (&mut right, &samples.labels) {
                let value = draft.outputs[0];
                let real = output
                    .iter()
                    .map(|&integer| f64::from(chosen[value].dequantize(integer)));
                let real: Vec<_> = real.collect();
                right[0] += usize::from(is_right(&numbers[value], labels[index], threshold));
                right[1] += usize::from(is_right(&real, labels[index], threshold));
            }
            Ok(())
        };
        passes::floats(floats, draft, sequence, &mut compare)?;
    }
    Ok(Measured { values, right })
}

/// Returns the integers of an input of the network; those of several inputs follow one another.
pub fn integers<T: FloatNumber>(draft: &Draft, chosen: &[Quantization], input: &[T]) -> Vec<i8> {
    let quantize = |quantization: Quantization| {
        move |number: &T| quantization.quantize(number.to_wide() as f32)
    };
    let mut integers = Vec::with_capacity(input.len());
    for &value in &draft.inputs {
        let own = match &draft.values[value].source {
            // The only input of a stream, for as many frames as there are.
            Source::Input(range) if !draft.stream => &input[range.clone()],
            _ => input,
        };
        integers.extend(own.iter().map(quantize(chosen[value])));
    }
    integers
}

/// Returns the numbers of each input.
fn split<'a>(draft: &'a Draft, integers: &'a [i8]) -> impl Iterator<Item = &'a [i8]> {
    let values = draft
        .inputs
        .iter()
        .map(|&value| &draft.values[value].source);
    values.map(|source| match source {
        Source::Input(range) if !draft.stream => &integers[range.clone()],
        _ => integers,
    })
}

/// Returns the output from which on a network of one output gives the class 1: a half for probabilities, and else zero.
fn threshold(draft: &Draft) -> f64 {
    let maker = draft
        .outputs
        .first()
        .and_then(|&output| draft.maker(output));
    match maker {
        Some(piece) if piece.kind == "sigmoid" => 0.5,
        _ => 0.0,
    }
}

fn is_right(output: &[f64], label: f64, threshold: f64) -> bool {
    if let [output] = output {
        return (*output > threshold) == (label > 0.0);
    }
    let mut largest = 0;
    for (index, number) in output.iter().enumerate() {
        if *number > output[largest] {
            largest = index;
        }
    }
    largest as f64 == label
}
