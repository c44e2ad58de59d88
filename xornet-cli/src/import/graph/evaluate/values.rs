//! Numbers with the errors that rounding causes, and what operations on rows make of them.

use crate::import::activations;
use crate::import::graph::{Activation, Affine, LayerKind, Linear};

/// The numbers of a tensor, and the variances of their errors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    pub numbers: Vec<f64>,
    pub errors: Vec<f64>,
}

/// A number, and the variance of its error.
#[derive(Clone, Copy, Debug, Default)]
pub struct Number {
    pub number: f64,
    pub error: f64,
}

impl Values {
    /// Takes numbers without errors.
    pub fn exact(numbers: &[f64]) -> Self {
        Self {
            numbers: numbers.to_vec(),
            errors: vec![0.0; numbers.len()],
        }
    }

    /// Returns a number, which must be there.
    pub fn at(&self, index: usize) -> Number {
        Number {
            number: self.numbers[index],
            error: self.errors[index],
        }
    }

    /// Splits it into blocks of this length.
    pub fn blocks(&self, length: usize) -> impl Iterator<Item = Self> {
        let length = length.max(1);
        let errors = self.errors.chunks(length);
        self.numbers
            .chunks(length)
            .zip(errors)
            .map(|(numbers, errors)| Self {
                numbers: numbers.to_vec(),
                errors: errors.to_vec(),
            })
    }

    /// Applies a function to each row of this length.
    pub fn rows(&self, length: usize, function: impl Fn(Self) -> Self) -> Self {
        let mut all = Self::default();
        for row in self.blocks(length).map(function) {
            all.numbers.extend(row.numbers);
            all.errors.extend(row.errors);
        }
        all
    }

    /// Applies a function to each number.
    pub fn map(&self, function: impl Fn(Number) -> Number) -> Self {
        (0..self.numbers.len())
            .map(|index| function(self.at(index)))
            .collect()
    }

    /// Computes the sums of a dense layer.
    pub fn summed(&self, linear: &Linear, unit: f64) -> Self {
        let start = linear.start();
        let mut sums: Vec<_> = start
            .iter()
            .map(|&bias| Number::exact(bias).rounded(unit, 1.0))
            .collect();
        let rows = linear.weights.chunks_exact(linear.units.max(1));
        for (index, row) in rows.enumerate().take(self.numbers.len()) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                sum.add_product(self.at(index), *weight, unit);
            }
        }
        sums.into_iter().collect()
    }

    /// Computes factors and summands.
    pub fn scaled(&self, affine: &Affine, unit: f64) -> Self {
        let parameters = affine.scale.iter().zip(&affine.shift);
        let numbers = affine.picks.iter().zip(parameters);
        let scaled = numbers.map(|(&pick, (&scale, &shift))| {
            let mut sum = Number::exact(shift);
            sum.add_product(self.at(pick), scale, unit);
            sum
        });
        scaled.collect()
    }

    /// Applies an activation.
    pub fn activated(&self, activation: Activation, unit: f64) -> Self {
        let mut numbers = self.numbers.clone();
        activations::apply(activation, &mut numbers);
        let mut errors = activations::variances(activation, &self.numbers, &numbers, &self.errors);
        for (error, value) in errors.iter_mut().zip(&numbers) {
            // An activation itself is taken to be off by two roundings.
            *error += (2.0 * unit * value).powi(2);
        }
        Self { numbers, errors }
    }

    /// Normalises a row to a mean of zero and a variance of one.
    pub fn normalized(
        &self,
        gamma: Option<&[f64]>,
        beta: Option<&[f64]>,
        epsilon: f64,
        unit: f64,
    ) -> Self {
        let count = self.numbers.len() as f64;
        let mean = self.numbers.iter().sum::<f64>() / count;
        let squares = self.numbers.iter().map(|x| (x - mean).powi(2));
        let deviation = (squares.sum::<f64>() / count + epsilon).sqrt();
        let common = self.errors.iter().sum::<f64>() / count;
        let numbers = (0..self.numbers.len()).map(|index| {
            let x = self.at(index);
            let (gamma, beta) = (
                gamma.map_or(1.0, |g| g[index]),
                beta.map_or(0.0, |b| b[index]),
            );
            let unscaled = (x.number - mean) / deviation;
            let number = unscaled * gamma + beta;
            // The errors of the number, of the mean and of the deviation, and the rounding of the differences.
            let own = x.error + common * (1.0 + unscaled * unscaled);
            let error = (own + 4.0 * (unit * mean).powi(2)) * (gamma / deviation).powi(2);
            let sum = Number { number, error };
            sum.rounded(unit, 2.0)
                .and(4.0 * (unit * unscaled * gamma).powi(2))
        });
        numbers.collect()
    }

    /// Returns the numbers, repeated to fill a shape.
    pub fn broadcast(&self, from: &[usize], shape: &[usize]) -> Self {
        let missing = shape.len() - from.len();
        let own = |axis: usize| axis.checked_sub(missing).map_or(1, |axis| from[axis]);
        let place = |mut index: usize| {
            let (mut at, mut stride) = (0, 1);
            for axis in (0..shape.len()).rev() {
                let coordinate = index % shape[axis];
                index /= shape[axis];
                if own(axis) > 1 {
                    at += coordinate * stride;
                }
                stride *= own(axis);
            }
            at
        };
        (0..shape.iter().product())
            .map(|index| self.at(place(index)))
            .collect()
    }

    /// Combines two tensors of one shape.
    pub fn merged(&self, kind: LayerKind, other: &Self, unit: f64) -> Self {
        let merge = |index| {
            let (a, b) = (self.at(index), other.at(index));
            let sum = |number, error| Number { number, error }.rounded(unit, 1.0);
            match kind {
                LayerKind::Add => sum(a.number + b.number, a.error + b.error),
                LayerKind::Subtract => sum(a.number - b.number, a.error + b.error),
                LayerKind::Multiply => sum(
                    a.number * b.number,
                    a.error * b.number.powi(2) + b.error * a.number.powi(2),
                ),
                LayerKind::Minimum => {
                    if b.number < a.number {
                        b
                    } else {
                        a
                    }
                }
                _ => Number::largest([a, b].into_iter()),
            }
        };
        (0..self.numbers.len()).map(merge).collect()
    }
}

impl FromIterator<Number> for Values {
    fn from_iter<I: IntoIterator<Item = Number>>(numbers: I) -> Self {
        let (numbers, errors) = numbers
            .into_iter()
            .map(|number| (number.number, number.error))
            .unzip();
        Self { numbers, errors }
    }
}

impl Number {
    /// Takes a number without an error.
    pub fn exact(number: f64) -> Self {
        Self { number, error: 0.0 }
    }

    /// Adds the product with a weight.
    pub fn add_product(&mut self, value: Self, weight: f64, unit: f64) {
        let product = value.number * weight;
        self.number += product;
        // The roundings of the weight and of the product, each `unit · product`, that of the sum so far, and the error
        // of the value, times the weight.
        self.error += unit * unit * (2.0 * product * product + self.number * self.number)
            + weight * weight * value.error;
    }

    /// Multiplies by an exact number.
    pub fn times(self, factor: f64) -> Self {
        Self {
            number: self.number * factor,
            error: self.error * factor * factor,
        }
    }

    /// Adds the error of some roundings.
    pub fn rounded(self, unit: f64, times: f64) -> Self {
        self.and((times * unit * self.number).powi(2))
    }

    /// Adds to the variance of the error.
    fn and(self, error: f64) -> Self {
        Self {
            error: self.error + error,
            ..self
        }
    }

    /// Returns the largest of some numbers; zero if there are none.
    pub fn largest(numbers: impl Iterator<Item = Self>) -> Self {
        let largest = numbers.reduce(|a, b| if b.number > a.number { b } else { a });
        largest.unwrap_or_default()
    }

    /// Returns the average, or the sum divided by `count`.
    pub fn average(numbers: impl Iterator<Item = Self>, count: Option<usize>, unit: f64) -> Self {
        let (mut sum, mut own) = (Self::default(), 0);
        for number in numbers {
            sum.add_product(number, 1.0, unit);
            own += 1;
        }
        let count = count.unwrap_or(own).max(1) as f64;
        sum.times(1.0 / count).rounded(unit, 1.0)
    }
}
