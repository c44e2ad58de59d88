//! The tolerance of a test case: as much as rounding explains, and no more.
//!
//! A fixed share of the largest output is enough for most networks. Where large terms of a sum cancel, rounding
//! alone causes larger errors, and a fixed share would make a correct network fail. So the error of rounding is
//! estimated for the input at hand: each operation adds an independent random error, and the variances of these
//! errors are carried through the layers.

use std::collections::HashMap;

use super::activations;
use super::graph::{Activation, Linear, ValueId};
use super::layer::Layer;
use super::source::Precision;

/// The tolerance of outputs that are computed with a precision.
pub struct Tolerance {
    /// The usual tolerance, as a share of the largest output, or of 1 if that is larger.
    share: f64,
    /// The unit roundoff: the largest relative error of one rounding.
    unit: f64,
}

impl Tolerance {
    /// Returns the tolerance for numbers of a precision.
    pub fn of(precision: Precision) -> Self {
        let (share, bits) = match precision {
            Precision::Half => (1e-2, 11),
            Precision::Single => (1e-5, 24),
            Precision::Double => (1e-12, 53),
        };
        Self {
            share,
            unit: 2f64.powi(-bits),
        }
    }

    /// Returns the tolerance of a test case: the usual one, or more where the network itself loses digits.
    pub fn case(&self, layers: &[Layer], input: &[f64], output: &[f64]) -> f64 {
        let usual = self.usual(output);
        let rounding = self.rounding(layers, input);
        two_digits(if rounding.is_finite() {
            rounding.max(usual)
        } else {
            usual
        })
    }

    /// Returns the error of rounding for an input, if it exceeds the usual tolerance because large terms of a sum
    /// cancel.
    pub fn excess(&self, layers: &[Layer], input: &[f64], output: &[f64]) -> Option<f64> {
        let rounding = self.rounding(layers, input);
        (rounding > self.usual(output)).then(|| two_digits(rounding))
    }

    /// Returns the usual tolerance for an output.
    fn usual(&self, output: &[f64]) -> f64 {
        self.share
            * output
                .iter()
                .fold(1.0, |largest: f64, x| largest.max(x.abs()))
    }

    /// Returns the largest error that rounding explains: eight standard deviations, which chance does not exceed.
    fn rounding(&self, layers: &[Layer], input: &[f64]) -> f64 {
        8.0 * deviation(layers, self.unit, input)
    }
}

/// Rounds up to two digits, as people would write a tolerance.
fn two_digits(tolerance: f64) -> f64 {
    let text = format!("{tolerance:.1e}");
    let near: f64 = text.parse().unwrap_or(tolerance);
    if near >= tolerance {
        return near;
    }
    // `near` was rounded down: half a unit of the second digit more is rounded up.
    let up = tolerance + 0.05 * 10f64.powf(tolerance.log10().floor());
    format!("{up:.1e}").parse().unwrap_or(up)
}

/// A vector of the network, and the variances of its errors.
#[derive(Clone)]
struct Values {
    numbers: Vec<f64>,
    errors: Vec<f64>,
}

/// Returns the largest standard deviation of an output's error, if the result of each operation has a random
/// relative error of `unit`.
fn deviation(layers: &[Layer], unit: f64, input: &[f64]) -> f64 {
    let mut last = Values {
        numbers: input.to_vec(),
        errors: vec![0.0; input.len()],
    };
    // A value that no layer makes is the network's input.
    let input = last.clone();
    let mut made: HashMap<ValueId, Values> = HashMap::new();
    for layer in layers {
        let from = layer.inputs.first().and_then(|value| made.get(value));
        last = from.unwrap_or(&input).clone();
        if let Some(linear) = layer.linear() {
            last = last.summed(linear, unit);
        }
        if layer.activation() != Activation::Linear {
            last = last.activated(layer.activation(), unit);
        }
        made.insert(layer.output, last.clone());
    }
    last.errors.into_iter().fold(0.0, f64::max).sqrt()
}

impl Values {
    /// Computes the sums of a dense layer.
    fn summed(&self, linear: &Linear, unit: f64) -> Self {
        let mut numbers = linear.start();
        let mut errors: Vec<f64> = numbers.iter().map(|sum| (unit * sum).powi(2)).collect();
        let rows = linear.weights.chunks_exact(linear.units.max(1));
        for ((value, error), row) in self.numbers.iter().zip(&self.errors).zip(rows) {
            for ((sum, total), weight) in numbers.iter_mut().zip(&mut errors).zip(row) {
                let product = value * weight;
                *sum += product;
                // The roundings of the weight and of the product, each `unit · product`, that of the sum so far, and
                // the error of the value, times the weight.
                *total +=
                    unit * unit * (2.0 * product * product + *sum * *sum) + weight * weight * error;
            }
        }
        Self { numbers, errors }
    }

    /// Applies an activation.
    fn activated(&self, activation: Activation, unit: f64) -> Self {
        let mut numbers = self.numbers.clone();
        activations::apply(activation, &mut numbers);
        let mut errors = activations::variances(activation, &self.numbers, &numbers, &self.errors);
        for (error, value) in errors.iter_mut().zip(&numbers) {
            // An activation itself is taken to be off by two roundings.
            *error += (2.0 * unit * value).powi(2);
        }
        Self { numbers, errors }
    }
}

#[cfg(test)]
mod tests {
    use super::two_digits;

    #[test]
    fn tolerances_are_rounded_up() {
        for (exact, rounded) in [
            (1e-5, 1e-5),
            (1.01e-5, 1.1e-5),
            (9.99e-3, 1e-2),
            (0.0123, 0.013),
        ] {
            assert_eq!(two_digits(exact), rounded, "{exact}");
        }
    }
}
