use super::Quantization;
use super::quantization::{integer, nearest_away};
use crate::activation::f64::{sigmoid_precise, tanh_precise};

/// The number of integers of eight bits.
pub const INTEGERS: usize = 256;

/// A function of each integer, as a table of its values for −128 to 127.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lookup<'a> {
    /// The values.
    pub table: &'a [i8; INTEGERS],
}

impl<'a> Lookup<'a> {
    /// Makes the layer.
    #[must_use]
    pub const fn new(table: &'a [i8; INTEGERS]) -> Self {
        Self { table }
    }

    /// Returns the value for an integer.
    #[must_use]
    #[inline(always)]
    pub const fn output(&self, input: i8) -> i8 {
        // −128 is the first: the sign bit is inverted.
        self.table[(input.cast_unsigned() ^ 0x80) as usize]
    }
}

/// A function that a table is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Curve {
    /// `1 / (1 + e^−x)`.
    Sigmoid,
    /// The hyperbolic tangent.
    Tanh,
}

impl Curve {
    /// Returns the quantization of the outputs, unless the model file gives another one: 1/256 and −128, or 1/128 and 0.
    #[must_use]
    pub const fn output(self) -> Quantization {
        match self {
            Self::Sigmoid => Quantization {
                scale: 1.0 / 256.0,
                zero_point: -128,
            },
            Self::Tanh => Quantization {
                scale: 1.0 / 128.0,
                zero_point: 0,
            },
        }
    }

    /// Returns the table: the function of the real number that each integer stands for, rounded to the nearest integer of
    /// the output, halves away from zero.
    #[must_use]
    pub const fn table(self, input: Quantization, output: Quantization) -> [i8; INTEGERS] {
        let mut table = [0; INTEGERS];
        let mut i = 0;
        while i < INTEGERS {
            let steps = i as i64 - 128 - input.zero_point as i64;
            let x = input.scale as f64 * steps as f64;
            let y = match self {
                Self::Sigmoid => sigmoid_precise(x),
                Self::Tanh => tanh_precise(x),
            };
            let steps = nearest_away(y / output.scale as f64);
            table[i] = integer(steps, output.zero_point);
            i += 1;
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::{Curve, Lookup};
    use crate::quantized::Quantization;

    #[test]
    fn tables_are_the_functions() {
        let input = Quantization {
            scale: 0.05,
            zero_point: -3,
        };
        for (curve, function) in [
            (
                Curve::Sigmoid,
                (|x: f64| 1.0 / (1.0 + (-x).exp())) as fn(f64) -> f64,
            ),
            (Curve::Tanh, f64::tanh),
        ] {
            let table = curve.table(input, curve.output());
            let lookup = Lookup::new(&table);
            for integer in i8::MIN..=i8::MAX {
                let real = function(input.dequantize(integer).into());
                let difference =
                    real - f64::from(curve.output().dequantize(lookup.output(integer)));
                assert!(
                    difference.abs() <= 0.5001 * f64::from(curve.output().scale)
                        || lookup.output(integer) == 127
                );
            }
        }
    }
}
