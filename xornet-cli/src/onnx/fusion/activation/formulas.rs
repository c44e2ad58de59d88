//! Activations that are written as a product.

use super::{Matcher, Product};
use crate::import::graph::Activation;
use crate::onnx::graph::{Lowering, Node, ValueId};
use crate::onnx::operators::activation::silu;

impl Matcher<'_> {
    /// Returns the formula that a product is.
    pub(super) fn formula(&self, product: &Product) -> Option<(Activation, ValueId)> {
        let constant = product.constant;
        match (&*product.above, &*product.below) {
            (&[a, b], []) => [(a, b), (b, a)]
                .into_iter()
                .find_map(|(x, gate)| self.gated(constant, x, gate)),
            (&[gate], []) if self.is(constant, 1.0 / 6.0) => {
                let x = self.shifted_relu6(gate)?;
                let (slope, offset) = (1.0 / 6.0, 0.5);
                Some((Activation::HardSigmoid { slope, offset }, x))
            }
            (&[x], &[below]) if self.is(constant, 1.0) => {
                let softsign = || {
                    let (rest, absolute) = self.one_plus(below)?;
                    let same = self.input(self.node(absolute, "Abs")?, 0)? == x;
                    (same && self.is(rest, 1.0)).then_some((Activation::Softsign, x))
                };
                softsign().or_else(|| self.softmax(x, below))
            }
            ([], &[below]) if self.is(constant, 1.0) => {
                let (rest, exponential) = self.one_plus(below)?;
                let inner = self.input(self.node(exponential, "Exp")?, 0)?;
                let negative = self.products(inner).into_iter().find(|product| {
                    product.constant == -1.0 && product.above.len() == 1 && product.below.is_empty()
                })?;
                self.is(rest, 1.0)
                    .then_some((Activation::Sigmoid, negative.above[0]))
            }
            _ => None,
        }
    }

    /// Recognises `constant * x * gate(x)`.
    fn gated(&self, constant: f64, x: ValueId, gate: ValueId) -> Option<(Activation, ValueId)> {
        let whole = self.is(constant, 1.0);
        let of_x = |node: &Node| {
            let inner = self
                .input(node, 0)
                .and_then(|inner| self.polynomial(inner, x));
            inner.is_some_and(|inner| inner.is_variable(self))
        };
        if whole && self.node(gate, "Sigmoid").is_some_and(of_x) {
            return Some((Activation::Silu, x));
        }
        if self.is(constant, 0.5)
            && let Some(erfc) = self.node(gate, "Erfc")
        {
            let inner = self.polynomial(self.input(erfc, 0)?, x)?;
            return inner
                .equals(self, &[(1, -std::f64::consts::FRAC_1_SQRT_2)])
                .then_some((Activation::Gelu, x));
        }
        if whole
            && let Some(tanh) = self.node(gate, "Tanh")
            && self.soft(self.input(tanh, 0)?, x)
        {
            return Some((Activation::Mish, x));
        }
        if whole
            && let Some(node) = self.node(gate, "HardSigmoid")
            && of_x(node)
            && self.is(node.float("alpha", 0.2).ok()?, 1.0 / 6.0)
            && self.is(node.float("beta", 0.5).ok()?, 0.5)
        {
            return Some((Activation::HardSwish, x));
        }
        if self.is(constant, 1.0 / 6.0) && self.shifted_relu6(gate) == Some(x) {
            return Some((Activation::HardSwish, x));
        }
        let (rest, inner) = self.one_plus(gate)?;
        if !self.is(constant * rest, 0.5) || !self.is(rest, 1.0) {
            return None;
        }
        if let Some(erf) = self.node(inner, "Erf") {
            let inner = self.polynomial(self.input(erf, 0)?, x)?;
            return inner
                .equals(self, &[(1, std::f64::consts::FRAC_1_SQRT_2)])
                .then_some((Activation::Gelu, x));
        }
        let tanh = self.node(inner, "Tanh")?;
        let inner = self.polynomial(self.input(tanh, 0)?, x)?;
        let factor = (2.0 / std::f64::consts::PI).sqrt();
        inner
            .equals(self, &[(1, factor), (3, factor * 0.044715)])
            .then_some((Activation::GeluTanh, x))
    }

    /// Recognises `x * sigmoid(alpha * x)`.
    pub(super) fn scaled_silu(&self, product: &Product) -> Option<Lowering> {
        let (&[a, b], []) = (&*product.above, &*product.below) else {
            return None;
        };
        [(a, b), (b, a)].into_iter().find_map(|(x, gate)| {
            let sigmoid = self.node(gate, "Sigmoid")?;
            let inner = self.polynomial(self.input(sigmoid, 0)?, x)?;
            let alpha = inner
                .coefficient(1)
                .filter(|_| self.is(product.constant, 1.0))?;
            let length = self.site.facts.probe(x)?.numbers().len();
            silu(x, length, alpha).ok()
        })
    }

    /// Returns `x` where a value is `relu6(x + 3)`.
    fn shifted_relu6(&self, value: ValueId) -> Option<ValueId> {
        let sum = match self.node(value, "Clip") {
            Some(node) => {
                let bound = |index, name| match self.input(node, index) {
                    Some(value) => self.constant(value),
                    None => node.float(name, f64::NAN).ok(),
                };
                let bounds = (bound(1, "min")?, bound(2, "max")?);
                (bounds == (0.0, 6.0)).then(|| self.input(node, 0))??
            }
            None => match self.clipped(value)? {
                (Activation::Relu6, x) => x,
                _ => return None,
            },
        };
        let (three, x) = self.one_plus(sum)?;
        self.is(three, 3.0).then_some(x)
    }

    /// Returns a constant and the value that it is added to.
    pub(super) fn one_plus(&self, value: ValueId) -> Option<(f64, ValueId)> {
        self.pair(value, "Add")?
            .into_iter()
            .find_map(|(one, other)| Some((self.constant(one)?, other)))
    }

    /// Recognises `e^(x - m) / Σ e^(x - m)`, with or without the largest number m.
    fn softmax(&self, exponential: ValueId, sum: ValueId) -> Option<(Activation, ValueId)> {
        let reduce = self.node(sum, "ReduceSum")?;
        if self.input(reduce, 0)? != exponential || self.site.facts.probe(sum)?.numbers().len() != 1
        {
            return None;
        }
        let inner = self.input(self.node(exponential, "Exp")?, 0)?;
        let shifted = || {
            let node = self.node(inner, "Sub")?;
            let (x, most) = (self.input(node, 0)?, self.input(node, 1)?);
            let reduce = self.node(most, "ReduceMax")?;
            (self.input(reduce, 0)? == x && self.site.facts.probe(most)?.numbers().len() == 1)
                .then_some(x)
        };
        Some((Activation::Softmax, shifted().unwrap_or(inner)))
    }
}
