//! Normalisations that exporters write with several operators: `layer_norm` and `l2_normalize`.

use crate::onnx::graph::{Lowering, Node, Row, Site, ValueId};
use crate::onnx::operators::{axes_of, bounds_of, over_axes};
use crate::onnx::tensor::Tensor;

/// Lowers the quotient that a node ends, if it is a normalisation without factors and summands, which are folded into it later.
pub fn lower(site: &Site<'_>) -> Option<Lowering> {
    let matcher = Matcher { site };
    let (x, divisor) = matcher.quotient(site.node)?;
    matcher
        .layer_norm(x, divisor)
        .or_else(|| matcher.l2(x, divisor))
}

struct Matcher<'a> {
    site: &'a Site<'a>,
}

impl<'a> Matcher<'a> {
    fn input(&self, node: &Node, index: usize) -> Option<ValueId> {
        node.inputs.get(index).copied().flatten()
    }

    /// Returns the node that makes a value, if it is one of these operators.
    fn node(&self, value: ValueId, operators: &[&str]) -> Option<&'a Node> {
        let (node, output) = self.site.graph.producer(value)?;
        let is = operators.iter().any(|operator| node.is(operator));
        (output == 0 && is).then_some(node)
    }

    /// Returns the only number of a constant.
    fn constant(&self, value: ValueId) -> Option<f64> {
        let tensor = self.site.facts.probe(value)?;
        let is_constant = !self.site.facts.varies(value);
        tensor.single().filter(|_| is_constant)
    }

    /// Returns the numerator and the denominator of a node.
    fn quotient(&self, node: &Node) -> Option<(ValueId, ValueId)> {
        let (a, b) = (self.input(node, 0)?, self.input(node, 1)?);
        if node.is("Div") {
            return Some((a, b));
        }
        if !node.is("Mul") {
            return None;
        }
        [(a, b), (b, a)].into_iter().find_map(|(x, inverse)| {
            let node = self.node(inverse, &["Reciprocal"])?;
            Some((x, self.input(node, 0)?))
        })
    }

    /// Returns the axes of a reduction of a value.
    fn reduced(&self, node: &Node, x: ValueId) -> Option<Vec<usize>> {
        if self.input(node, 0)? != x || node.int("keepdims", 1) != Ok(1) {
            return None;
        }
        let rank = self.site.facts.probe(x)?.shape().len();
        axes_of(self.site.facts, node, rank)
    }

    /// Returns whether a value is the square of another.
    fn is_square(&self, value: ValueId, of: ValueId) -> bool {
        let square = || {
            let node = self.node(value, &["Mul", "Pow"])?;
            let (a, b) = (self.input(node, 0)?, self.input(node, 1)?);
            let twice = if node.is("Mul") {
                b == of
            } else {
                self.constant(b)? == 2.0
            };
            Some(a == of && twice)
        };
        square() == Some(true)
    }

    /// Recognises `d / √(mean(d²) + epsilon)`, where `d` is `x - mean(x)`.
    fn layer_norm(&self, difference: ValueId, divisor: ValueId) -> Option<Lowering> {
        let sub = self.node(difference, &["Sub"])?;
        let (x, mean) = (self.input(sub, 0)?, self.input(sub, 1)?);
        let axes = self.reduced(self.node(mean, &["ReduceMean"])?, x)?;
        let sum = self.node(self.input(self.node(divisor, &["Sqrt"])?, 0)?, &["Add"])?;
        let (a, b) = (self.input(sum, 0)?, self.input(sum, 1)?);
        let (variance, epsilon) = match (self.constant(a), self.constant(b)) {
            (None, Some(epsilon)) => (a, epsilon),
            (Some(epsilon), None) => (b, epsilon),
            _ => return None,
        };
        let variance = self.node(variance, &["ReduceMean"])?;
        let square = self.input(variance, 0)?;
        // Some exporters compute the difference twice.
        let of_difference = self.is_square(square, difference) || {
            let again = self.input(self.site.graph.producer(square)?.0, 0)?;
            let node = self.node(again, &["Sub"])?;
            let same = (self.input(node, 0)?, self.input(node, 1)?) == (x, mean);
            same && self.is_square(square, again)
        };
        if !of_difference || self.reduced(variance, square)? != axes || epsilon < 0.0 {
            return None;
        }
        self.rows(
            x,
            &axes,
            Row::LayerNorm {
                gamma: None,
                beta: None,
                epsilon,
            },
        )
    }

    /// Recognises `x / max(‖x‖, epsilon)`.
    fn l2(&self, x: ValueId, divisor: ValueId) -> Option<Lowering> {
        let mut norm = divisor;
        if let Some(node) = self.node(norm, &["Expand"]) {
            norm = self.input(node, 0)?;
        }
        let mut epsilon = f64::from(f32::MIN_POSITIVE);
        if let Some(node) = self.node(norm, &["Clip"]) {
            let tensor = |index| {
                self.input(node, index)
                    .and_then(|value| self.site.facts.probe(value))
            };
            let [min, max] = bounds_of(node, tensor(1), tensor(2)).ok()?;
            if max < f64::from(f32::MAX) {
                return None;
            }
            (norm, epsilon) = (self.input(node, 0)?, min);
        } else if let Some(node) = self.node(norm, &["Max"]) {
            let (a, b) = (self.input(node, 0)?, self.input(node, 1)?);
            (norm, epsilon) = match (self.constant(a), self.constant(b)) {
                (None, Some(epsilon)) => (a, epsilon),
                (Some(epsilon), None) => (b, epsilon),
                _ => return None,
            };
        }
        let axes = match self.node(norm, &["ReduceL2"]) {
            Some(node) => self.reduced(node, x)?,
            None => {
                let sum = self.input(self.node(norm, &["Sqrt"])?, 0)?;
                let node = self.node(sum, &["ReduceSum", "ReduceSumSquare"])?;
                let summed = self.input(node, 0)?;
                if node.is("ReduceSum") && !self.is_square(summed, x) {
                    return None;
                }
                self.reduced(node, summed)?
            }
        };
        if epsilon <= 0.0 {
            return None;
        }
        self.rows(x, &axes, Row::L2Normalize { epsilon })
    }

    /// Returns the operations on rows along these axes, which must be next to one another.
    fn rows(&self, x: ValueId, axes: &[usize], row: Row) -> Option<Lowering> {
        let shape = self.site.facts.probe(x).map(Tensor::shape)?;
        let (&first, &last) = (axes.first()?, axes.last()?);
        let whole = axes.iter().copied().eq(first..=last) && self.site.shape() == shape;
        whole.then(|| Lowering::all(x, over_axes(shape, first, last + 1, row)))
    }
}
