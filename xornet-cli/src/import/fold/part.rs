//! An operation, and those that were folded into it.

use crate::import::graph::{Activation, Affine, Linear, Node, Operation, ValueId};
use crate::import::layer::{How, Layer, Origin};
use crate::import::unsupported::Unsupported;

/// The maximal number of weights of a dense layer that only puts numbers in another order. Its matrix is zero but for one
/// weight per unit, so that a large one would waste memory and time.
const MAX_WEIGHTS: usize = 1 << 12;

/// An operation that has not been folded into another one.
pub struct Part {
    operation: Operation,
    inputs: Vec<ValueId>,
    pub output: ValueId,
    origins: Vec<Origin>,
}

impl Part {
    /// Starts with the operation of a node.
    pub fn new(node: Node) -> Self {
        Self {
            operation: node.operation,
            inputs: node.inputs,
            output: node.output,
            origins: vec![Origin {
                name: node.origin,
                how: How::Made,
            }],
        }
    }

    /// Returns its input, if it has only one.
    pub fn input(&self) -> Option<ValueId> {
        match *self.inputs {
            [input] => Some(input),
            _ => None,
        }
    }

    /// Folds the next part into this one, or returns it unchanged. `shapes` are those of all values.
    pub fn join(&mut self, mut next: Self, shapes: &[Vec<usize>]) -> Option<Self> {
        match (&mut self.operation, &next.operation) {
            (Operation::Linear(linear), Operation::Affine(affine)) => {
                linear.then(affine);
                next.set(How::Folded);
            }
            (Operation::Convolution(convolution), Operation::Affine(affine)) => {
                if !convolution.then(affine) {
                    return Some(next);
                }
                next.set(How::Folded);
            }
            (Operation::TransposedConvolution(convolution), Operation::Affine(affine)) => {
                convolution.then(affine);
                next.set(How::Folded);
            }
            (Operation::LayerNorm { gamma, beta, .. }, Operation::Affine(affine))
                if affine.keeps_order() =>
            {
                let ones = || vec![1.0; affine.inputs];
                let own = gamma.take().unwrap_or_else(ones);
                let scaled = own.iter().zip(&affine.scale).map(|(a, b)| a * b);
                *gamma = Some(scaled.collect());
                let own = beta.take().unwrap_or_else(|| vec![0.0; affine.inputs]);
                let parameters = affine.scale.iter().zip(&affine.shift);
                let sums = own
                    .iter()
                    .zip(parameters)
                    .map(|(own, (scale, shift))| own * scale + shift);
                *beta = Some(sums.collect());
                next.set(How::Folded);
            }
            (Operation::Affine(affine), Operation::Affine(next)) => {
                *affine = affine.followed_by(next)
            }
            (Operation::Reshape, Operation::Reshape) => {}
            (
                Operation::Recurrent(recurrent),
                &Operation::Slice {
                    axis: 0,
                    start,
                    end,
                },
            ) if recurrent.return_sequences => {
                let frames = shapes[self.output][0];
                let last = if recurrent.reverse { 0 } else { frames - 1 };
                if (start, end) != (last, last + 1) {
                    return Some(next);
                }
                recurrent.return_sequences = false;
            }
            (Operation::Recurrent(recurrent), Operation::Reshape)
                if !recurrent.return_sequences && shapes[next.output] == [recurrent.units] =>
            {
                // The state has this shape already.
                next.origins.clear();
            }
            _ => return Some(next),
        }
        self.output = next.output;
        self.origins.append(&mut next.origins);
        None
    }

    /// Folds factors and summands into the layer after them; returns whether that was possible.
    pub fn fold_into(&self, next: &mut Self) -> bool {
        let Operation::Affine(affine) = &self.operation else {
            return false;
        };
        let folded = match &mut next.operation {
            Operation::Linear(linear) => {
                linear.after(affine);
                true
            }
            Operation::Convolution(convolution) => convolution.after(affine),
            Operation::Recurrent(recurrent) => {
                recurrent.after(affine);
                true
            }
            _ => false,
        };
        if !folded {
            return false;
        }
        next.inputs.clone_from(&self.inputs);
        let own = self.origins.iter().map(|origin| Origin {
            name: origin.name.clone(),
            how: How::Folded,
        });
        next.origins.splice(0..0, own);
        true
    }

    /// Records how the parts of the source became a part of the layer.
    fn set(&mut self, how: How) {
        self.origins.iter_mut().for_each(|origin| origin.how = how);
    }

    /// Makes layers of it, or says why that cannot be done. `shapes` are those of all values, to which new ones may be
    /// added.
    pub fn into_layers(mut self, shapes: &mut Vec<Vec<usize>>) -> Result<Vec<Layer>, Unsupported> {
        let affine = match &self.operation {
            Operation::Affine(affine) => affine,
            Operation::Recurrent(recurrent)
                if !recurrent.return_sequences && shapes[self.output].len() == 2 =>
            {
                let state = vec![recurrent.units];
                return Ok(self.last_frame(state, shapes));
            }
            _ => return Ok(vec![self.layer(shapes)]),
        };
        let affine = affine.clone();
        if affine.keeps_order() {
            self.set(How::Alone);
            return Ok(vec![self.layer(shapes)]);
        }
        if let Some((start, end)) = affine.range() {
            return Ok(self.slice(&affine, [start, end], shapes));
        }
        if affine.inputs.saturating_mul(affine.picks.len()) > MAX_WEIGHTS {
            let names: Vec<_> = self.origins.iter().map(|origin| &*origin.name).collect();
            return Err(Unsupported::new(format!(
                "{} makes {} numbers of {}, has no layer next to it to go into, and is too large for one of its own (the \
                 limit is {MAX_WEIGHTS} weights)",
                names.join(", "),
                affine.picks.len(),
                affine.inputs
            ))
            .help("do that step in your own code, and export the network without it"));
        }
        self.operation = Operation::Linear(Linear::of(&affine));
        self.set(How::Alone);
        Ok(vec![self.layer(shapes)])
    }

    /// Makes a recurrent layer whose output is its last state, and a layer that makes a sequence of one frame of it.
    fn last_frame(mut self, state: Vec<usize>, shapes: &mut Vec<Vec<usize>>) -> Vec<Layer> {
        let output = self.output;
        self.output = shapes.len();
        shapes.push(state);
        let frame = Self {
            operation: Operation::Reshape,
            inputs: vec![self.output],
            output,
            origins: self.origins.clone(),
        };
        vec![self.layer(shapes), frame.layer(shapes)]
    }

    /// Makes a layer that takes a range of the last axis, and one of factors and summands if there are any.
    fn slice(
        mut self,
        affine: &Affine,
        [start, end]: [usize; 2],
        shapes: &mut Vec<Vec<usize>>,
    ) -> Vec<Layer> {
        let axis = shapes[self.output].len() - 1;
        self.operation = Operation::Slice { axis, start, end };
        if affine.is_selection() {
            return vec![self.layer(shapes)];
        }
        let output = self.output;
        self.output = shapes.len();
        shapes.push(shapes[output].clone());
        let scaled = Self {
            operation: Operation::Affine(Affine::new(affine.scale.clone(), affine.shift.clone())),
            inputs: vec![self.output],
            output,
            origins: std::mem::take(&mut self.origins),
        };
        vec![self.layer(shapes), scaled.layer(shapes)]
    }

    fn layer(self, shapes: &[Vec<usize>]) -> Layer {
        let inputs = self.inputs.iter().map(|&input| shapes[input].clone());
        Layer {
            shapes: (inputs.collect(), shapes[self.output].clone()),
            operation: self.operation,
            activation: Activation::Linear,
            inputs: self.inputs,
            output: self.output,
            origins: self.origins,
        }
    }
}
