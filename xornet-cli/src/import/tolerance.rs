//! How far a network may be from a recorded case: what rounding explains, and no more.

use super::chain::Activation;
use super::fold::{Kind, Layer};
use super::function;
use super::source::Precision;

/// The tolerance of one case: a share of its largest output, or of one where that is smaller; more where
/// the network itself loses digits, as where large terms of a sum cancel.
///
/// `known` is how well the outputs are known.
pub fn tolerance(
    layers: &[Layer],
    arithmetic: Precision,
    known: Precision,
    input: &[f64],
    output: &[f64],
) -> f64 {
    let share = match known.min(arithmetic) {
        Precision::Half => 1e-2,
        Precision::Single => 1e-5,
        Precision::Double => 1e-12,
    };
    let unit = match known.min(arithmetic) {
        Precision::Half => 2f64.powi(-11),
        Precision::Single => 2f64.powi(-24),
        Precision::Double => 2f64.powi(-53),
    };
    let largest = output
        .iter()
        .fold(1.0, |largest: f64, x| largest.max(x.abs()));
    // Eight standard deviations: an error that large is no rounding.
    let rounding = 8.0 * deviation(layers, unit, input);
    let tolerance = if rounding.is_finite() {
        rounding.max(share * largest)
    } else {
        share * largest
    };
    two_digits(tolerance)
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
