//! Activations that exporters spell with several operators.
//!
//! A value is taken apart into a product of others in all ways that its nodes allow, and each product is
//! held against the formulas. Numbers are compared within their rounding.

use super::graph::ValueId;
use super::node::Node;
use super::operators::{Lowering, Site};
use super::polynomial::Polynomial;
use super::tensor::Element;
use crate::import::chain::{Activation, Operation};

/// How many products a value is taken apart into at most.
const PRODUCTS: usize = 64;

/// The activation that a node ends, if it ends one.
pub fn activation(site: &Site<'_>) -> Option<Lowering> {
    let value = site.node.outputs.get(site.output).copied().flatten()?;
    let matcher = Matcher::new(site, value);
    let (activation, from) = matcher.chosen(value).or_else(|| {
        let products = matcher.products(value);
        products.iter().find_map(|product| matcher.formula(product))
    })?;
    // One number for each, and none of another shape.
    let length = |value| site.facts.probe(value).map(|tensor| tensor.numbers().len());
    if length(from) != length(value) || !site.facts.varies(from) {
        return None;
    }
    Some(Lowering::one(from, Operation::Activation(activation)))
}

/// `constant * Π above / Π below`.
#[derive(Clone, Debug, PartialEq)]
struct Product {
    constant: f64,
    above: Vec<ValueId>,
    below: Vec<ValueId>,
}

pub(super) struct Matcher<'a> {
    pub(super) site: Site<'a>,
    /// The largest relative difference of two numbers that are meant to be the same.
    rounding: f64,
}

impl<'a> Matcher<'a> {
    fn new(site: &Site<'a>, value: ValueId) -> Self {
        let element = site.facts.probe(value).map(super::tensor::Tensor::element);
        let rounding = match element {
            Some(Element::Half) => 2e-3,
            Some(Element::Bfloat) => 1e-2,
            _ => 1e-6,
        };
        Self {
            site: *site,
            rounding,
        }
    }

    pub(super) fn is(&self, number: f64, expected: f64) -> bool {
        (number - expected).abs() <= self.rounding * expected.abs()
    }

    /// The node that makes a value, if it is this operator.
    pub(super) fn node(&self, value: ValueId, operator: &str) -> Option<&'a Node> {
        let (node, output) = self.site.graph.producer(value)?;
        (output == 0 && node.domain.is_empty() && node.operator == operator).then_some(node)
    }

    pub(super) fn input(&self, node: &Node, index: usize) -> Option<ValueId> {
        node.inputs.get(index).copied().flatten()
    }

    /// The number that all elements of a constant are.
    pub(super) fn constant(&self, value: ValueId) -> Option<f64> {
        if self.site.facts.varies(value) {
            return None;
        }
        let numbers = self.site.facts.probe(value)?.numbers();
        let first = *numbers.first()?;
        numbers
            .iter()
            .all(|&number| number == first)
            .then_some(first)
    }

    /// The inputs of an operator of two that does not care for their order.
    fn pair(&self, value: ValueId, operator: &str) -> Option<[(ValueId, ValueId); 2]> {
        let node = self.node(value, operator)?;
        let (a, b) = (self.input(node, 0)?, self.input(node, 1)?);
        Some([(a, b), (b, a)])
    }

    /// Activations whose operator is no product: `Where`, `Max`, `Min`, `Log`, `Sub`.
    fn chosen(&self, value: ValueId) -> Option<(Activation, ValueId)> {
        self.softplus(value)
            .map(|x| (Activation::Softplus, x))
            .or_else(|| self.clipped(value))
            .or_else(|| self.rectified(value))
            .or_else(|| {
                let softmax = self.node(self.input(self.node(value, "Log")?, 0)?, "Softmax")?;
                Some((Activation::LogSoftmax, self.input(softmax, 0)?))
            })
    }

    /// `Softplus`, spelled `log(1 + e^x)` or with `x` itself where it is large, as PyTorch does.
    fn softplus(&self, value: ValueId) -> Option<ValueId> {
        if let Some(node) = self.node(value, "Where") {
            let condition = self.node(self.input(node, 0)?, "Greater")?;
            let (x, other) = (self.input(node, 1)?, self.input(node, 2)?);
            let threshold = self.constant(self.input(condition, 1)?)?;
            // Beyond 17, the difference is below the rounding of f32.
            let same = self
                .polynomial(self.input(condition, 0)?, x)?
                .is_variable(self);
            return (same && threshold >= 17.0 && self.soft(other, x)).then_some(x);
        }
        let log = self.node(value, "Log")?;
        let (rest, exponential) = self.one_plus(self.input(log, 0)?)?;
        let x = self.input(self.node(exponential, "Exp")?, 0)?;
        (self.is(rest, 1.0)).then_some(x)
    }

    /// Whether a value is the softplus of `x`, or that times one.
    fn soft(&self, value: ValueId, x: ValueId) -> bool {
        self.products(value).iter().any(|product| {
            let &[softplus] = &*product.above else {
                return false;
            };
            let inner = match self.node(softplus, "Softplus") {
                Some(node) => self.input(node, 0),
                None => self.softplus(softplus),
            };
            let inner = inner.and_then(|inner| self.polynomial(inner, x));
            product.below.is_empty()
                && product.constant == 1.0
                && inner.is_some_and(|inner| inner.is_variable(self))
        })
    }

    /// `max(x, 0)` and `max(x, slope * x)`.
    fn rectified(&self, value: ValueId) -> Option<(Activation, ValueId)> {
        self.pair(value, "Max")?.into_iter().find_map(|(x, other)| {
            if self.constant(other) == Some(0.0) {
                return Some((Activation::Relu, x));
            }
            let slope = self.polynomial(other, x)?.coefficient(1)?;
            (slope > 0.0 && slope < 1.0).then_some((Activation::LeakyRelu { slope }, x))
        })
    }

    /// `min(max(x, 0), 6)`, in either order.
    fn clipped(&self, value: ValueId) -> Option<(Activation, ValueId)> {
        [("Min", 6.0, "Max", 0.0), ("Max", 0.0, "Min", 6.0)]
            .into_iter()
            .find_map(|(outer, a, inner, b)| {
                let bounded = |value, operator, bound| {
                    let pairs = self.pair(value, operator)?;
                    pairs
                        .into_iter()
                        .find(|&(_, other)| self.constant(other) == Some(bound))
                        .map(|(x, _)| x)
                };
                let rectified = bounded(value, outer, a)?;
                let x = match self.node(rectified, "Relu") {
                    Some(relu) if b == 0.0 => self.input(relu, 0)?,
                    _ => bounded(rectified, inner, b)?,
                };
                Some((Activation::Relu6, x))
            })
    }

    /// A value as products, the whole of it first.
    fn products(&self, value: ValueId) -> Vec<Product> {
        let mut all = vec![Product {
            constant: 1.0,
            above: vec![value],
            below: Vec::new(),
        }];
        let mut next = 0;
        while next < all.len() && all.len() < PRODUCTS {
            let product = all[next].clone();
            for index in 0..product.above.len() {
                if let Some(wider) = self.apart(&product, index)
                    && !all.contains(&wider)
                {
                    all.push(wider);
                }
            }
            next += 1;
        }
        all
    }

    /// The product with one of its upper factors taken apart.
    fn apart(&self, product: &Product, index: usize) -> Option<Product> {
        let mut product = product.clone();
        let value = product.above.remove(index);
        let (node, output) = self.site.graph.producer(value)?;
        if output != 0 || !node.domain.is_empty() || product.above.len() > 4 {
            return None;
        }
        let mut multiply = |value| match self.constant(value) {
            Some(constant) => product.constant *= constant,
            None => product.above.push(value),
        };
        match &*node.operator {
            "Mul" => {
                multiply(self.input(node, 0)?);
                multiply(self.input(node, 1)?);
            }
            "Identity" | "Cast" | "CastLike" => multiply(self.input(node, 0)?),
            "Neg" => {
                multiply(self.input(node, 0)?);
                product.constant *= -1.0;
            }
            "Div" => {
                multiply(self.input(node, 0)?);
                let divisor = self.input(node, 1)?;
                match self.constant(divisor) {
                    Some(constant) => product.constant /= constant,
                    None => product.below.push(divisor),
                }
            }
            "Reciprocal" => product.below.push(self.input(node, 0)?),
            _ => return None,
        }
        Some(product)
    }

    /// The formula that a product is.
    fn formula(&self, product: &Product) -> Option<(Activation, ValueId)> {
        let constant = product.constant;
        match (&*product.above, &*product.below) {
            (&[a, b], []) => [(a, b), (b, a)]
                .into_iter()
                .find_map(|(x, gate)| self.gated(constant, x, gate)),
            (&[gate], []) if self.is(constant, 1.0 / 6.0) => {
                let x = self.shifted_relu6(gate)?;
                Some((Activation::HardSigmoid, x))
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

    /// `constant * x * gate(x)`.
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

    /// `x` where a value is `relu6(x + 3)`.
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
            None => self.clipped(value)?.1,
        };
        let (three, x) = self.one_plus(sum)?;
        self.is(three, 3.0).then_some(x)
    }

    /// A constant and the value that it is added to.
    fn one_plus(&self, value: ValueId) -> Option<(f64, ValueId)> {
        self.pair(value, "Add")?
            .into_iter()
            .find_map(|(one, other)| Some((self.constant(one)?, other)))
    }

    /// `e^(x - m) / Σ e^(x - m)`, with or without the largest number m.
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

    fn polynomial(&self, value: ValueId, x: ValueId) -> Option<Polynomial> {
        Polynomial::of(self, value, x)
    }
}
