//! Values that are polynomials of another one.

use super::Matcher;
use crate::onnx::graph::ValueId;

const DEGREES: usize = 4;

/// The coefficients of a polynomial, that of degree zero first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polynomial([f64; DEGREES]);

impl Polynomial {
    /// Returns `value` as a polynomial of `x`.
    pub fn of(matcher: &Matcher<'_>, value: ValueId, x: ValueId) -> Option<Self> {
        Self::within(matcher, value, x, 8)
    }

    fn within(matcher: &Matcher<'_>, value: ValueId, x: ValueId, depth: usize) -> Option<Self> {
        if value == x {
            return Some(Self([0.0, 1.0, 0.0, 0.0]));
        }
        if let Some(constant) = matcher.constant(value) {
            return Some(Self([constant, 0.0, 0.0, 0.0]));
        }
        let depth = depth.checked_sub(1)?;
        let (node, _) = matcher.site.graph.producer(value)?;
        let input = |index| Self::within(matcher, matcher.input(node, index)?, x, depth);
        match node.own_operator()? {
            "Identity" => input(0),
            "Cast" | "CastLike" if matcher.is_float(value) => input(0),
            "Neg" => Some(input(0)?.map(|a| -a)),
            "Add" => Some(input(0)?.plus(input(1)?)),
            "Sub" => Some(input(0)?.plus(input(1)?.map(|a| -a))),
            "Mul" => input(0)?.times(input(1)?),
            "Div" => {
                let divisor = input(1)?.constant()?;
                Some(input(0)?.map(|a| a / divisor))
            }
            "Pow" => {
                let (base, exponent) = (input(0)?, input(1)?.constant()?);
                match exponent {
                    2.0 => base.times(base),
                    3.0 => base.times(base)?.times(base),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn map(self, function: impl Fn(f64) -> f64) -> Self {
        Self(self.0.map(function))
    }

    fn plus(self, other: Self) -> Self {
        Self(std::array::from_fn(|degree| {
            self.0[degree] + other.0[degree]
        }))
    }

    /// Multiplies two; `None` where the degree is too high.
    fn times(self, other: Self) -> Option<Self> {
        let mut product = [0.0; 2 * DEGREES];
        for (i, a) in self.0.iter().enumerate() {
            for (j, b) in other.0.iter().enumerate() {
                product[i + j] += a * b;
            }
        }
        let (low, high) = product.split_at(DEGREES);
        let low = low.try_into().ok()?;
        high.iter().all(|&a| a == 0.0).then_some(Self(low))
    }

    fn constant(self) -> Option<f64> {
        self.0[1..].iter().all(|&a| a == 0.0).then_some(self.0[0])
    }

    /// Returns the coefficient of the only term.
    pub fn coefficient(self, degree: usize) -> Option<f64> {
        let only = |(other, &a): (usize, &f64)| (other == degree) == (a != 0.0);
        self.0
            .iter()
            .enumerate()
            .all(only)
            .then_some(self.0[degree])
    }

    /// Returns whether these are its terms.
    pub fn equals(self, matcher: &Matcher<'_>, terms: &[(usize, f64)]) -> bool {
        let expected = |degree| {
            terms
                .iter()
                .find(|term| term.0 == degree)
                .map_or(0.0, |term| term.1)
        };
        self.0
            .iter()
            .enumerate()
            .all(|(degree, &a)| matcher.is(a, expected(degree)))
    }

    /// Returns whether it is `x` itself.
    pub fn is_variable(self, matcher: &Matcher<'_>) -> bool {
        self.equals(matcher, &[(1, 1.0)])
    }
}
