//! The gates of recurrent layers, and their orders in matrices.

use xornet_core::LayerKind;

use super::RecurrentTensors;
use crate::{Activation, Dense, Float, InvalidNetwork};

/// The order in which the gates of a layer lie side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GateOrder {
    /// z, r, n of a `gru`: the order of Keras and of ONNX.
    Zrn,
    /// r, z, n of a `gru`: the order of PyTorch.
    Rzn,
    /// i, f, g, o of an `lstm`: the order of Keras and of PyTorch.
    Ifgo,
    /// i, o, f, g of an `lstm`: the order of ONNX.
    Iofg,
}

impl GateOrder {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Zrn, Self::Rzn, Self::Ifgo, Self::Iofg];

    /// Returns the name of the order in model files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zrn => "zrn",
            Self::Rzn => "rzn",
            Self::Ifgo => "ifgo",
            Self::Iofg => "iofg",
        }
    }

    /// Returns the kind of the layers that have this order.
    #[must_use]
    pub const fn kind(self) -> LayerKind {
        match self {
            Self::Zrn | Self::Rzn => LayerKind::Gru,
            Self::Ifgo | Self::Iofg => LayerKind::Lstm,
        }
    }

    /// Returns the position of each gate that the reference has: of z, r, n, or of i, f, o, g.
    pub(super) fn positions(self) -> Vec<usize> {
        match self {
            Self::Zrn => vec![0, 1, 2],
            Self::Rzn => vec![1, 0, 2],
            Self::Ifgo => vec![0, 1, 3, 2],
            Self::Iofg => vec![0, 2, 1, 3],
        }
    }
}

/// Returns the positions of the gates in the usual order of a kind.
pub(super) fn usual(kind: LayerKind) -> Vec<usize> {
    match kind {
        LayerKind::Gru => GateOrder::Zrn.positions(),
        LayerKind::Lstm => GateOrder::Ifgo.positions(),
        _ => vec![0],
    }
}

/// Returns the number of gates; `None` if the kind is not recurrent.
pub(super) fn count(kind: LayerKind) -> Option<usize> {
    match kind {
        LayerKind::Rnn => Some(1),
        LayerKind::Gru => Some(3),
        LayerKind::Lstm => Some(4),
        _ => None,
    }
}

/// The matrices of all gates as fully connected layers, in the order that the reference has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Gates<T> {
    pub(crate) input: Dense<T>,
    /// For the state; z and r only, if there is a candidate.
    pub(crate) state: Dense<T>,
    /// For n of a `gru` whose reset gate comes before its matrix.
    pub(crate) candidate: Option<Dense<T>>,
}

impl<T: Float> Gates<T> {
    /// Makes the matrices of tensors whose gates have these positions.
    pub(super) fn new(
        [inputs, units, count]: [usize; 3],
        positions: &[usize],
        tensors: &RecurrentTensors<T>,
        reset_after: bool,
    ) -> Result<Self, InvalidNetwork> {
        let all = count * units;
        let biases = |biases: &Option<Vec<T>>| biases.clone().unwrap_or_else(|| vec![T::ZERO; all]);
        let dense = |inputs: usize, positions: &[usize], weights: &[T], biases: &[T]| {
            let fits = units > 0 && weights.len() == inputs * all && biases.len() == all;
            if !fits {
                let message = format!(
                    "a recurrent layer of {units} units has {} weights for {inputs} inputs, and {} biases",
                    weights.len(),
                    biases.len()
                );
                return Err(InvalidNetwork::new("layers", message));
            }
            let pick = |row: &[T]| {
                let gates = positions
                    .iter()
                    .flat_map(|gate| &row[gate * units..][..units]);
                gates.copied().collect::<Vec<_>>()
            };
            let weights = weights.chunks(all).flat_map(pick).collect();
            let units = positions.len() * units;
            Dense::new(
                inputs,
                units,
                weights,
                Some(pick(biases)),
                Activation::Linear,
            )
        };
        let input = dense(
            inputs,
            positions,
            &tensors.weights,
            &biases(&tensors.biases),
        )?;
        let recurrent = |positions: &[usize]| {
            let biases = biases(&tensors.recurrent_biases);
            dense(units, positions, &tensors.recurrent_weights, &biases)
        };
        let (state, candidate) = match reset_after {
            true => (recurrent(positions)?, None),
            false => (
                recurrent(&positions[..2])?,
                Some(recurrent(&positions[2..])?),
            ),
        };
        Ok(Self {
            input,
            state,
            candidate,
        })
    }
}
