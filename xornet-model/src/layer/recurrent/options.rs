//! The tensors and the options of recurrent layers, as a model file has them.

use super::GateOrder;
use crate::Activation;

/// The tensors of a recurrent layer, in the order of the model file: gates lie side by side in the last axis.
#[derive(Clone, Debug, PartialEq)]
#[allow(
    clippy::exhaustive_structs,
    reason = "these are all tensors of a recurrent layer"
)]
pub struct RecurrentTensors<T> {
    /// The weights `[inputs][gates · units]`.
    pub weights: Vec<T>,
    /// The weights `[units][gates · units]` for the state.
    pub recurrent_weights: Vec<T>,
    /// The biases `[gates · units]`, zeros by default.
    pub biases: Option<Vec<T>>,
    /// The biases `[gates · units]` that are added to the products with the state, zeros by default.
    pub recurrent_biases: Option<Vec<T>>,
    /// The state before the first frame, `[units]`, zeros by default.
    pub initial_state: Option<Vec<T>>,
    /// The state of the cells before the first frame, `[units]`, zeros by default; `lstm` alone has one.
    pub initial_cell_state: Option<Vec<T>>,
}

impl<T> Default for RecurrentTensors<T> {
    fn default() -> Self {
        Self {
            weights: Vec::new(),
            recurrent_weights: Vec::new(),
            biases: None,
            recurrent_biases: None,
            initial_state: None,
            initial_cell_state: None,
        }
    }
}

/// The options of a recurrent layer.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(
    clippy::exhaustive_structs,
    reason = "these are all options of a recurrent layer"
)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "they are the keys of the model file"
)]
pub struct RecurrentOptions<T> {
    /// The activation of the state.
    pub activation: Activation<T>,
    /// The activation of the gates.
    pub recurrent_activation: Activation<T>,
    /// Whether the reset gate of a `gru` comes after its matrix.
    pub reset_after: bool,
    /// The order of the gates; the usual one of the kind, if there is none.
    pub gate_order: Option<GateOrder>,
    /// Whether the output has the state after each frame.
    pub return_sequences: bool,
    /// Whether the frames are taken from the last one to the first.
    pub reverse: bool,
}

impl<T> Default for RecurrentOptions<T> {
    fn default() -> Self {
        Self {
            activation: Activation::Tanh,
            recurrent_activation: Activation::Sigmoid,
            reset_after: true,
            gate_order: None,
            return_sequences: false,
            reverse: false,
        }
    }
}
