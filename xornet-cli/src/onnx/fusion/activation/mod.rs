//! Activations that exporters write with several operators.
//!
//! A value is taken apart into a product of others in all ways that its nodes allow, and each product is
//! compared with the formulas. Numbers are compared within their rounding.

mod choices;
mod formulas;
mod piecewise;
mod polynomial;

use self::polynomial::Polynomial;
use crate::onnx::graph::{Lowering, Node, Operation, Site, ValueId};
use crate::onnx::tensor::{Element, Tensor};

/// The operators that an activation of several nodes may end with. Patterns that end with other operators are only parts
/// of an activation.
const ENDS: [&str; 9] = [
    "Mul",
    "Div",
    "Reciprocal",
    "Where",
    "Max",
    "Min",
    "Log",
    "Add",
    "Sub",
];

/// The maximal number of products that a value is factored into.
const PRODUCTS: usize = 64;

/// Lowers the activation that a node ends, if it ends one.
pub fn lower(site: &Site<'_>) -> Option<Lowering> {
    if !ENDS.iter().any(|operator| site.node.is(operator)) {
        return None;
    }
    let value = site.node.outputs.get(site.output).copied().flatten()?;
    let matcher = Matcher::new(site, value);
    let single = || {
        let (activation, from) = matcher.chosen(value).or_else(|| {
            let products = matcher.products(value);
            products.iter().find_map(|product| matcher.formula(product))
        })?;
        Some(Lowering::one(from, Operation::Activation(activation)))
    };
    let lowering = single()
        .or_else(|| {
            let products = matcher.products(value);
            products
                .iter()
                .find_map(|product| matcher.scaled_silu(product))
        })
        .or_else(|| matcher.piecewise(value))
        .or_else(|| matcher.prelu(value))?;
    // If a part of the pattern is broadcast, the output has more numbers than the input.
    let length = |value| site.facts.probe(value).map(|tensor| tensor.numbers().len());
    let from = lowering.from()?;
    if length(from) != length(value) || !site.facts.varies(from) {
        return None;
    }
    Some(lowering)
}

/// `constant * Π above / Π below`.
#[derive(Clone, Debug, PartialEq)]
struct Product {
    constant: f64,
    above: Vec<ValueId>,
    below: Vec<ValueId>,
}

struct Matcher<'a> {
    site: Site<'a>,
    /// The largest relative difference of two numbers that are meant to be the same.
    rounding: f64,
}

impl<'a> Matcher<'a> {
    fn new(site: &Site<'a>, value: ValueId) -> Self {
        let element = site.facts.probe(value).map(Tensor::element);
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

    fn is(&self, number: f64, expected: f64) -> bool {
        (number - expected).abs() <= self.rounding * expected.abs()
    }

    /// Returns the node that makes a value, if it is this operator.
    fn node(&self, value: ValueId, operator: &str) -> Option<&'a Node> {
        let (node, output) = self.site.graph.producer(value)?;
        (output == 0 && node.is(operator)).then_some(node)
    }

    fn input(&self, node: &Node, index: usize) -> Option<ValueId> {
        node.inputs.get(index).copied().flatten()
    }

    /// Returns the number that all elements of a constant have in common.
    fn constant(&self, value: ValueId) -> Option<f64> {
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

    fn is_float(&self, value: ValueId) -> bool {
        let tensor = self.site.facts.probe(value);
        tensor.is_some_and(|tensor| tensor.element().is_float())
    }

    /// Returns the inputs of an operator of two, in both orders.
    fn pair(&self, value: ValueId, operator: &str) -> Option<[(ValueId, ValueId); 2]> {
        let node = self.node(value, operator)?;
        let (a, b) = (self.input(node, 0)?, self.input(node, 1)?);
        Some([(a, b), (b, a)])
    }

    /// Returns the products that are equal to a value, first the one with the value itself as its only factor.
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

    /// Returns the product with one of its upper factors replaced by that one's own factors.
    fn apart(&self, product: &Product, index: usize) -> Option<Product> {
        let mut product = product.clone();
        let value = product.above.remove(index);
        let (node, output) = self.site.graph.producer(value)?;
        if output != 0 || product.above.len() > 4 {
            return None;
        }
        let mut multiply = |value| match self.constant(value) {
            Some(constant) => product.constant *= constant,
            None => product.above.push(value),
        };
        match node.own_operator()? {
            "Mul" => {
                multiply(self.input(node, 0)?);
                multiply(self.input(node, 1)?);
            }
            "Identity" => multiply(self.input(node, 0)?),
            "Cast" | "CastLike" if self.is_float(value) => multiply(self.input(node, 0)?),
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

    /// Returns a value as a polynomial of another.
    fn polynomial(&self, value: ValueId, x: ValueId) -> Option<Polynomial> {
        Polynomial::of(self, value, x)
    }
}
