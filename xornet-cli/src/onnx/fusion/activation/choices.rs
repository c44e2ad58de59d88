//! Activations that are written as a choice: `Where`, `Max`, `Min`; and those by a logarithm.

use super::Matcher;
use crate::import::graph::Activation;
use crate::onnx::graph::{Operation, Site, ValueId};
use crate::onnx::operators::activation::clip;

impl Matcher<'_> {
    /// Recognises activations whose operator is not a product: `Where`, `Max`, `Min`, `Log`, `Sub`.
    pub(super) fn chosen(&self, value: ValueId) -> Option<(Activation, ValueId)> {
        self.softplus(value)
            .map(|x| (Activation::Softplus, x))
            .or_else(|| self.clipped(value))
            .or_else(|| self.rectified(value))
            .or_else(|| {
                let softmax = self.input(self.node(value, "Log")?, 0)?;
                let over = self.softmax_over(softmax)?;
                Some((Activation::LogSoftmax, over))
            })
    }

    /// Recognises `Softplus`, written `log(1 + e^x)` or with `x` itself where it is large, as PyTorch does.
    pub(super) fn softplus(&self, value: ValueId) -> Option<ValueId> {
        if let Some(node) = self.node(value, "Where") {
            let condition = self.node(self.input(node, 0)?, "Greater")?;
            let (x, other) = (self.input(node, 1)?, self.input(node, 2)?);
            let threshold = self.constant(self.input(condition, 1)?)?;
            // For x above 17, softplus differs from x by less than the rounding of f32.
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

    /// Returns whether a value is the softplus of `x`, or that times one.
    pub(super) fn soft(&self, value: ValueId, x: ValueId) -> bool {
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

    /// Recognises `max(x, 0)` and `max(x, slope * x)`.
    pub(super) fn rectified(&self, value: ValueId) -> Option<(Activation, ValueId)> {
        self.pair(value, "Max")?.into_iter().find_map(|(x, other)| {
            if self.constant(other) == Some(0.0) {
                return Some((Activation::Relu, x));
            }
            let slope = self.polynomial(other, x)?.coefficient(1)?;
            (slope > 0.0 && slope < 1.0).then_some((Activation::LeakyRelu { slope }, x))
        })
    }

    /// Recognises `min(max(x, a), b)`, in either order.
    pub(super) fn clipped(&self, value: ValueId) -> Option<(Activation, ValueId)> {
        [("Min", "Max"), ("Max", "Min")]
            .into_iter()
            .find_map(|(outer, inner)| {
                let bounded = |value, operator| {
                    let pairs = self.pair(value, operator)?.into_iter();
                    let mut bounds = pairs.map(|(x, other)| Some((x, self.constant(other)?)));
                    bounds.find_map(|bound| bound)
                };
                let (limited, first) = bounded(value, outer)?;
                let relu = self.node(limited, "Relu").filter(|_| outer == "Min");
                let (x, second) = match relu {
                    Some(relu) => (self.input(relu, 0)?, 0.0),
                    None => bounded(limited, inner)?,
                };
                let (min, max) = match outer {
                    "Min" => (second, first),
                    _ => (first, second),
                };
                // With bounds that exclude each other, the outer one wins, which is not always that of a `Clip`.
                let activation = (min <= max).then(|| clip(min, max).ok())??;
                (activation != Activation::Linear).then_some((activation, x))
            })
    }

    /// Returns the vector whose softmax a value is.
    fn softmax_over(&self, value: ValueId) -> Option<ValueId> {
        let node = self.node(value, "Softmax")?;
        let site = Site::of(self.site.facts, value)?;
        // The sum must be over the whole vector, along whichever axis that is.
        let lowering = (node.known()?.lower)(&site).ok()?;
        let is_softmax = lowering.operations == [Operation::Activation(Activation::Softmax)];
        lowering.from().filter(|_| is_softmax)
    }
}
