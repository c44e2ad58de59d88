//! The tolerance of a test case: as much as rounding explains, and no more.
//!
//! A fixed share of the largest output is enough for most networks. Where large terms of a sum cancel, rounding
//! alone causes larger errors, and a fixed share would make a correct network fail. So the error of rounding is
//! estimated for the input at hand: each operation adds an independent random error, and the variances of these
//! errors are carried through the layers.

use std::collections::HashMap;

use super::graph::{self, Activation, Operation, ValueId, Values};
use super::layer::Layers;
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
    pub fn case(&self, layers: &Layers, input: &[f64], output: &[f64]) -> f64 {
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
    pub fn excess(&self, layers: &Layers, input: &[f64], output: &[f64]) -> Option<f64> {
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
    fn rounding(&self, layers: &Layers, input: &[f64]) -> f64 {
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

/// Returns the largest standard deviation of an output's error, if the result of each operation has a random
/// relative error of `unit`.
fn deviation(layers: &Layers, unit: f64, input: &[f64]) -> f64 {
    let mut made: HashMap<ValueId, Values> = HashMap::new();
    let mut rest = input;
    let frames = match &*layers.inputs {
        [(_, shape)] if layers.is_stream => {
            Some(input.len() / shape.last().copied().unwrap_or(1).max(1))
        }
        _ => None,
    };
    let shaped = |shape: &Vec<usize>| match frames {
        Some(frames) => graph::of_frames(shape, frames),
        None => shape.clone(),
    };
    for (value, shape) in &layers.inputs {
        let (own, others) = rest.split_at(shaped(shape).iter().product());
        made.insert(*value, Values::exact(own));
        rest = others;
    }
    for layer in &layers.layers {
        let shapes: Vec<_> = layer.shapes.0.iter().map(shaped).collect();
        let taken = layer.inputs.iter().zip(&shapes);
        let taken: Vec<_> = taken
            .filter_map(|(value, shape)| Some((&**shape, made.get(value)?)))
            .collect();
        let shape = shaped(&layer.shapes.1);
        let mut output = layer.operation.evaluate(&taken, &shape, unit);
        if layer.activation != Activation::Linear {
            let applied = Operation::Activation(layer.activation);
            output = applied.evaluate(&[(&*shape, &output)], &shape, unit);
        }
        made.insert(layer.output, output);
    }
    let outputs = layers.outputs.iter().filter_map(|value| made.get(value));
    let errors = outputs.flat_map(|values| &values.errors);
    errors.copied().fold(0.0, f64::max).sqrt()
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
