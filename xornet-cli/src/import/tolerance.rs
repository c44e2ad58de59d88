//! How far a network may be from a recorded case: what rounding explains, and no more.

use super::chain::Activation;
use super::fold::{Kind, Layer};
use super::function;
use super::source::Precision;

/// How far outputs may be off, in what is computed or known with a precision.
pub struct Tolerance {
    /// Of the largest output of a case, or of one where that is smaller.
    share: f64,
    /// How far a rounded number is from the exact one at most, relative to it.
    unit: f64,
}

impl Tolerance {
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

    /// The tolerance of one case: the share, or more where the network itself loses digits.
    pub fn case(&self, layers: &[Layer], input: &[f64], output: &[f64]) -> f64 {
        let usual = self.usual(output);
        let rounding = self.rounding(layers, input);
        two_digits(if rounding.is_finite() {
            rounding.max(usual)
        } else {
            usual
        })
    }

    /// How far off the outputs for an input may be, where that is more than usual: large terms of a sum cancel.
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

    /// Eight standard deviations: an error that large is no rounding.
    fn rounding(&self, layers: &[Layer], input: &[f64]) -> f64 {
        8.0 * deviation(layers, self.unit, input)
    }
}

/// Rounded up to two digits.
fn two_digits(tolerance: f64) -> f64 {
    let text = format!("{tolerance:.1e}");
    let near: f64 = text.parse().unwrap_or(tolerance);
    if near >= tolerance {
        return near;
    }
    let up = tolerance + 0.05 * 10f64.powf(tolerance.log10().floor());
    format!("{up:.1e}").parse().unwrap_or(up)
}

/// The largest standard deviation of an output's error, where each operation is off by up to `unit` of its
/// result at random.
fn deviation(layers: &[Layer], unit: f64, input: &[f64]) -> f64 {
    let mut values = input.to_vec();
    let mut errors = vec![0.0; values.len()];
    for layer in layers {
        let activation = match &layer.kind {
            Kind::Activation(activation) => *activation,
            Kind::Dense { linear, activation } => {
                let mut sums = linear
                    .biases
                    .clone()
                    .unwrap_or_else(|| vec![0.0; linear.units]);
                let mut next: Vec<f64> = sums.iter().map(|sum| (unit * sum).powi(2)).collect();
                for ((value, error), row) in values
                    .iter()
                    .zip(&errors)
                    .zip(linear.weights.chunks_exact(linear.units.max(1)))
                {
                    for ((sum, total), weight) in sums.iter_mut().zip(&mut next).zip(row) {
                        let product = value * weight;
                        *sum += product;
                        // The weight's rounding, the product's, the sum's, and what the value brings.
                        *total += unit * unit * (2.0 * product * product + *sum * *sum)
                            + weight * weight * error;
                    }
                }
                (values, errors) = (sums, next);
                *activation
            }
        };
        if activation != Activation::Linear {
            let sums = values.clone();
            function::apply(activation, &mut values);
            errors = function::variances(activation, &sums, &values, &errors);
            for (error, value) in errors.iter_mut().zip(&values) {
                *error += (2.0 * unit * value).powi(2);
            }
        }
    }
    errors.into_iter().fold(0.0, f64::max).sqrt()
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
