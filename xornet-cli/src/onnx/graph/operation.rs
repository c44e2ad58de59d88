//! What nodes become: operations on values of the graph, in the graph's own order of axes.

use super::ValueId;
use crate::import::graph::{
    Activation, Affine, Convolution, LayerKind, Linear, Pool, Recurrent, TransposedConvolution,
};

/// An operation on a value of the graph, or on several. Numbers are counted row by row.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// Of each row of as many numbers as it has inputs.
    Linear(Linear),
    /// Of all numbers.
    Affine(Affine),
    /// Elementwise, or over all numbers.
    Activation(Activation),
    /// On rows of this length, each by itself.
    Rows(usize, Row),
    /// A slope for each number.
    Prelu(Vec<f64>),
    /// The same numbers in another order, some of them, or some of them several times.
    Select(Selection),
    /// Of `kept` rows, one number each.
    Reduce { kind: Reduction, kept: usize },
    /// On an image or a sequence, of the shapes [1, channels, …].
    Image {
        image: Image,
        from: Vec<usize>,
        to: Vec<usize>,
    },
    /// On a sequence of so many frames: a layer for each direction, with their outputs next to one another.
    Recurrent {
        frames: usize,
        layers: Vec<Recurrent>,
    },
    /// Several values, with broadcasting.
    Merge {
        kind: LayerKind,
        from: Vec<Vec<usize>>,
        to: Vec<usize>,
    },
    /// Several values, one after the other along an axis.
    Concatenate {
        axis: usize,
        from: Vec<Vec<usize>>,
        to: Vec<usize>,
    },
}

/// An operation on a row of numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    Activation(Activation),
    LayerNorm {
        gamma: Option<Vec<f64>>,
        beta: Option<Vec<f64>>,
        epsilon: f64,
    },
    L2Normalize {
        epsilon: f64,
    },
}

/// Numbers that are taken from a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The place that each number comes from.
    pub picks: Vec<usize>,
    pub from: Vec<usize>,
    pub to: Vec<usize>,
}

/// The way in which many numbers become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduction {
    Sum,
    Mean,
    Max,
}

/// An operation on windows, with weights as model files have them.
#[derive(Clone, Debug, PartialEq)]
pub enum Image {
    Convolution(Convolution),
    TransposedConvolution(TransposedConvolution),
    Pool(Pool),
}

/// Values of the graph, and the operations that make another one of them.
#[derive(Debug)]
pub struct Lowering {
    /// The first operation takes all of them, and each other one takes the result of the one before.
    pub inputs: Vec<ValueId>,
    /// None if the operator changes nothing.
    pub operations: Vec<Operation>,
    /// The reason why the operator changes nothing, or a note for the user.
    pub note: Option<String>,
}

impl Lowering {
    /// Makes one operation of it.
    pub fn one(from: ValueId, operation: Operation) -> Self {
        Self::all(from, vec![operation])
    }

    /// Makes several operations of it, in the order in which they are applied.
    pub fn all(from: ValueId, operations: Vec<Operation>) -> Self {
        Self {
            inputs: vec![from],
            operations,
            note: None,
        }
    }

    /// Makes an operation on several values of it.
    pub fn several(inputs: Vec<ValueId>, operation: Operation) -> Self {
        Self {
            inputs,
            operations: vec![operation],
            note: None,
        }
    }

    /// Makes no operation of it, and says why.
    pub fn nothing(from: ValueId, note: impl Into<String>) -> Self {
        Self {
            inputs: vec![from],
            operations: Vec::new(),
            note: Some(note.into()),
        }
    }

    /// Returns the input, if there is only one.
    pub fn from(&self) -> Option<ValueId> {
        match *self.inputs {
            [input] => Some(input),
            _ => None,
        }
    }
}

impl Selection {
    /// Brings axes into another order, as numpy's `transpose` does.
    pub fn transposed(from: &[usize], order: &[usize]) -> Self {
        let mut strides = vec![1; from.len()];
        for axis in (1..from.len()).rev() {
            strides[axis - 1] = strides[axis] * from[axis];
        }
        let to: Vec<_> = order.iter().map(|&axis| from[axis]).collect();
        let pick = |mut index: usize| {
            let mut at = 0;
            for (&axis, &length) in order.iter().zip(&to).rev() {
                at += index % length * strides[axis];
                index /= length;
            }
            at
        };
        Self {
            picks: (0..to.iter().product()).map(pick).collect(),
            from: from.to_vec(),
            to,
        }
    }

    /// Brings the axes from `first` to before `end` to the end; returns that, and the way back.
    pub fn to_the_end(from: &[usize], first: usize, end: usize) -> [Self; 2] {
        let mut order: Vec<_> = (0..first).chain(end..from.len()).collect();
        order.extend(first..end);
        let there = Self::transposed(from, &order);
        let mut back = vec![0; order.len()];
        for (place, &axis) in order.iter().enumerate() {
            back[axis] = place;
        }
        let back = Self::transposed(&there.to, &back);
        [there, back]
    }

    /// Returns whether all numbers stay where they are.
    pub fn keeps_order(&self) -> bool {
        self.picks.iter().copied().eq(0..self.from.iter().product())
    }

    /// Returns it as a choice of numbers of a vector.
    pub fn affine(&self) -> Affine {
        Affine::selecting(self.from.iter().product(), self.picks.clone())
    }
}
