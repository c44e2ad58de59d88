//! How far a network may be from a test case: what rounding explains, and no more.

use std::collections::HashMap;

use super::function;
use super::graph::{Activation, Linear, ValueId};
use super::layer::Layer;
use super::source::Precision;

/// How far outputs may be off, in what is computed or known with a precision.
pub struct Tolerance {
    /// Of the largest output of a case, or of one where that is smaller.
    share: f64,
    /// How far a rounded number is from the exact one at most, relative to it.
    unit: f64,
}

impl Tolerance {
    /// Returns what is allowed for numbers of a precision.
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

    /// Returns the tolerance of one case: the share, or more where the network itself loses digits.
    pub fn case(&self, layers: &[Layer], input: &[f64], output: &[f64]) -> f64 {
        let usual = self.usual(output);
        let rounding = self.rounding(layers, input);
        two_digits(if rounding.is_finite() {
            rounding.max(usual)
        } else {
            usual
        })
    }

    /// Returns how far off the outputs for an input may be, where that is more than usual: large terms of a sum cancel.
    pub fn excess(&self, layers: &[Layer], input: &[f64], output: &[f64]) -> Option<f64> {
        let rounding = self.rounding(layers, input);
        (rounding > self.usual(output)).then(|| two_digits(rounding))
    }

    fn usual(&self, output: &[f64]) -> f64 {
        self.share
            * output
                .iter()
                .fold(1.0, |largest: f64, x| largest.max(x.abs()))
    }

    /// Returns eight standard deviations: an error that large is not rounding.
    fn rounding(&self, layers: &[Layer], input: &[f64]) -> f64 {
        8.0 * deviation(layers, self.unit, input)
    }
}

/// Rounds up to two digits.
fn two_digits(tolerance: f64) -> f64 {
    let text = format!("{tolerance:.1e}");
    let near: f64 = text.parse().unwrap_or(tolerance);
    if near >= tolerance {
        return near;
    }
    let up = tolerance + 0.05 * 10f64.powf(tolerance.log10().floor());
    format!("{up:.1e}").parse().unwrap_or(up)
}

/// Numbers of the network, and the variances of their errors.
#[derive(Clone)]
struct Values {
    numbers: Vec<f64>,
    errors: Vec<f64>,
}

/// Returns the largest standard deviation of an output's error, where each operation is off by up to `unit` of its
/// result at random.
fn deviation(layers: &[Layer], unit: f64, input: &[f64]) -> f64 {
    let mut last = Values {
        numbers: input.to_vec(),
        errors: vec![0.0; input.len()],
    };
    // What no layer makes goes in.
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
    /// Returns the sums of a dense layer.
    fn summed(&self, linear: &Linear, unit: f64) -> Self {
        let mut numbers = linear.start();
        let mut errors: Vec<f64> = numbers.iter().map(|sum| (unit * sum).powi(2)).collect();
        let rows = linear.weights.chunks_exact(linear.units.max(1));
        for ((value, error), row) in self.numbers.iter().zip(&self.errors).zip(rows) {
            for ((sum, total), weight) in numbers.iter_mut().zip(&mut errors).zip(row) {
                let product = value * weight;
                *sum += product;
                // The weight's rounding, the product's, the sum's, and what the value brings.
                *total +=
                    unit * unit * (2.0 * product * product + *sum * *sum) + weight * weight * error;
            }
        }
        Self { numbers, errors }
    }

    /// Returns what an activation makes of sums.
    fn activated(&self, activation: Activation, unit: f64) -> Self {
        let mut numbers = self.numbers.clone();
        function::apply(activation, &mut numbers);
        let mut errors = function::variances(activation, &self.numbers, &numbers, &self.errors);
        for (error, value) in errors.iter_mut().zip(&numbers) {
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
