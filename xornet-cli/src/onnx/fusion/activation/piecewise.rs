//! Activations that are written as a choice by the sign of `x`: `Where` and `Greater`, products with a mask, sums of `Relu`.

use super::Matcher;
use crate::import::graph::{Activation, Affine};
use crate::onnx::graph::{Lowering, Operation, ValueId};

/// The maximal depth of a value below another.
const DEPTH: usize = 10;

/// `slope * x + constant + factor * e^(rate * x)`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Form {
    slope: f64,
    constant: f64,
    factor: f64,
    rate: f64,
}

impl Form {
    const X: Self = Self {
        slope: 1.0,
        constant: 0.0,
        factor: 0.0,
        rate: 0.0,
    };

    fn number(constant: f64) -> Self {
        Self {
            constant,
            ..Self::default()
        }
    }

    fn times(self, by: f64) -> Self {
        Self {
            slope: self.slope * by,
            constant: self.constant * by,
            factor: self.factor * by,
            rate: self.rate,
        }
    }

    /// Adds two; `None` if both have an exponential, of different rates.
    fn plus(self, other: Self) -> Option<Self> {
        let rate = match (self.factor != 0.0, other.factor != 0.0) {
            (true, true) if self.rate != other.rate => return None,
            (false, _) => other.rate,
            _ => self.rate,
        };
        Some(Self {
            slope: self.slope + other.slope,
            constant: self.constant + other.constant,
            factor: self.factor + other.factor,
            rate,
        })
    }

    /// Returns the only number that it is.
    fn single(self) -> Option<f64> {
        (self.slope == 0.0 && self.factor == 0.0).then_some(self.constant)
    }
}

/// The sign of `x`.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Negative,
    Positive,
}

impl Matcher<'_> {
    /// Lowers a value that is one function of positive numbers and another one of negative numbers.
    pub(super) fn piecewise(&self, value: ValueId) -> Option<Lowering> {
        let x = self.chosen_by(value, DEPTH)?;
        let positive = self.form(value, x, Side::Positive, DEPTH)?;
        let negative = self.form(value, x, Side::Negative, DEPTH)?;
        let scale = positive.slope;
        let is_scaled = positive == Form::X.times(scale) && scale != 0.0 && scale.is_finite();
        if !is_scaled {
            return None;
        }
        let activation = self.below_zero(negative.times(1.0 / scale))?;
        let mut operations = vec![Operation::Activation(activation)];
        if scale != 1.0 {
            let length = self.site.facts.probe(x)?.numbers().len();
            operations.push(Operation::Affine(Affine::scaled(vec![scale; length])));
        }
        Some(Lowering::all(x, operations))
    }

    /// Returns the activation that is `x` above zero, and this below.
    fn below_zero(&self, form: Form) -> Option<Activation> {
        let Form {
            slope,
            constant,
            factor,
            rate,
        } = form;
        if factor == 0.0 {
            return (constant == 0.0).then_some(match slope {
                0.0 => Activation::Relu,
                slope => Activation::LeakyRelu { slope },
            });
        }
        if slope != 0.0 || !self.is(-constant, factor) {
            return None;
        }
        match (self.is(rate, 1.0), self.is(rate * factor, 1.0)) {
            (true, _) => Some(Activation::Elu { alpha: factor }),
            (_, true) => Some(Activation::Celu { alpha: factor }),
            _ => None,
        }
    }

    /// Returns the value whose sign a choice below a value depends on.
    fn chosen_by(&self, value: ValueId, depth: usize) -> Option<ValueId> {
        let depth = depth.checked_sub(1)?;
        let (node, _) = self.site.graph.producer(value)?;
        let below = |index| self.chosen_by(self.input(node, index)?, depth);
        match node.own_operator()? {
            "Greater" | "GreaterOrEqual" | "Less" | "LessOrEqual" => {
                let (a, b) = (self.input(node, 0)?, self.input(node, 1)?);
                match (self.constant(a), self.constant(b)) {
                    (None, Some(0.0)) => Some(a),
                    (Some(0.0), None) => Some(b),
                    _ => None,
                }
            }
            "Where" | "Not" | "Cast" | "Identity" => below(0),
            "Mul" | "Add" | "Sub" => below(0).or_else(|| below(1)),
            _ => None,
        }
    }

    /// Returns whether a condition holds on a side, if that is the same for all of its numbers but zero.
    fn holds(&self, value: ValueId, x: ValueId, side: Side, depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let (node, _) = self.site.graph.producer(value)?;
        let greater = match node.own_operator()? {
            "Not" => return Some(!self.holds(self.input(node, 0)?, x, side, depth)?),
            "Identity" | "Cast" => return self.holds(self.input(node, 0)?, x, side, depth),
            "Greater" | "GreaterOrEqual" => true,
            "Less" | "LessOrEqual" => false,
            _ => return None,
        };
        let (a, b) = (self.input(node, 0)?, self.input(node, 1)?);
        let above = side == Side::Positive;
        if a == x && self.constant(b)? == 0.0 {
            Some(greater == above)
        } else if b == x && self.constant(a)? == 0.0 {
            Some(greater != above)
        } else {
            None
        }
    }

    /// Returns a value as a function of `x` on one side.
    fn form(&self, value: ValueId, x: ValueId, side: Side, depth: usize) -> Option<Form> {
        if value == x {
            return Some(Form::X);
        }
        if let Some(constant) = self.constant(value) {
            return Some(Form::number(constant));
        }
        let depth = depth.checked_sub(1)?;
        let (node, _) = self.site.graph.producer(value)?;
        let input = |index| self.form(self.input(node, index)?, x, side, depth);
        // These are functions of `x` itself alone.
        let of_x = || self.input(node, 0).filter(|&input| input == x);
        let negative = side == Side::Negative;
        let elu = |alpha: f64| Form {
            slope: 0.0,
            constant: -alpha,
            factor: alpha,
            rate: 1.0,
        };
        match node.own_operator()? {
            "Identity" => input(0),
            "Cast" if self.is_float(value) => match input(0) {
                Some(form) => Some(form),
                None => {
                    let holds = self.holds(self.input(node, 0)?, x, side, depth)?;
                    Some(Form::number(f64::from(u8::from(holds))))
                }
            },
            "Where" => match self.holds(self.input(node, 0)?, x, side, depth)? {
                true => input(1),
                false => input(2),
            },
            "Neg" => Some(input(0)?.times(-1.0)),
            "Add" => input(0)?.plus(input(1)?),
            "Sub" => input(0)?.plus(input(1)?.times(-1.0)),
            "Mul" => {
                let (a, b) = (input(0)?, input(1)?);
                match (a.single(), b.single()) {
                    (_, Some(number)) => Some(a.times(number)),
                    (Some(number), _) => Some(b.times(number)),
                    _ => None,
                }
            }
            "Div" => Some(input(0)?.times(1.0 / input(1)?.single()?)),
            "Exp" => {
                let inner = input(0)?;
                (inner.factor == 0.0).then(|| Form {
                    factor: libm::exp(inner.constant),
                    rate: inner.slope,
                    ..Form::default()
                })
            }
            "Relu" => of_x().map(|_| if negative { Form::default() } else { Form::X }),
            "Abs" => of_x().map(|_| Form::X.times(if negative { -1.0 } else { 1.0 })),
            "LeakyRelu" => {
                let slope = node.float("alpha", 0.01f32.into()).ok()?;
                of_x().map(|_| Form::X.times(if negative { slope } else { 1.0 }))
            }
            "Elu" => {
                let alpha = node.float("alpha", 1.0).ok()?;
                of_x().map(|_| if negative { elu(alpha) } else { Form::X })
            }
            _ => None,
        }
    }

    /// Recognises `relu(x) - slopes * relu(-x)`, as Keras' `PReLU` is written.
    pub(super) fn prelu(&self, value: ValueId) -> Option<Lowering> {
        let (node, _) = self.site.graph.producer(value)?;
        let sign = match node.own_operator()? {
            "Add" => 1.0,
            "Sub" => -1.0,
            _ => return None,
        };
        let (a, b) = (self.input(node, 0)?, self.input(node, 1)?);
        let orders = if sign == 1.0 {
            vec![(a, b), (b, a)]
        } else {
            vec![(a, b)]
        };
        orders.into_iter().find_map(|(above, below)| {
            let x = self.input(self.node(above, "Relu")?, 0)?;
            let (constant, relu) =
                self.pair(below, "Mul")?
                    .into_iter()
                    .find_map(|(slopes, relu)| {
                        let tensor = self
                            .site
                            .facts
                            .probe(slopes)
                            .filter(|_| !self.site.facts.varies(slopes))?;
                        Some((tensor, self.node(relu, "Relu")?))
                    })?;
            let negative = self.node(self.input(relu, 0)?, "Neg")?;
            if self.input(negative, 0)? != x {
                return None;
            }
            let shape = self.site.facts.probe(x)?.shape();
            let slopes = crate::onnx::operators::expand(constant, shape).ok()?;
            let slopes = slopes.into_iter().map(|slope| -sign * slope).collect();
            Some(Lowering::one(x, Operation::Prelu(slopes)))
        })
    }
}
