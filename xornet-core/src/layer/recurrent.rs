use super::{Dense, LayerKind};
use crate::Activation;

/// A layer with memory, which takes the frames of a sequence one after the other.
///
/// Gates are side by side in the last axis of its matrices: those of `gru` are z, r and n, those of `lstm` i, f, o and g,
/// and `rnn` has one. With σ for the recurrent activation, φ for the activation, x for a frame, h for the state and c for
/// the state of a cell:
///
/// ```text
/// a = x · weights + biases       b = h · recurrent_weights + recurrent_biases
/// rnn     h' = φ(a + b)
/// gru     z = σ(a_z + b_z)   r = σ(a_r + b_r)   n = φ(a_n + r∘b_n)   h' = (1 - z)∘n + z∘h
/// lstm    i, f, o = σ(a + b)   g = φ(a_g + b_g)   c' = f∘c + i∘g   h' = o∘φ(c')
/// ```
///
/// A `gru` whose reset gate comes before its matrix computes `b_n = (r∘h) · recurrent_weights_n + recurrent_biases_n`,
/// and `n = φ(a_n + b_n)`.
///
/// Both sums are those of dense layers, and are rounded before they are added. A new state of a magnitude below 2^-64,
/// in `f64` 2^-512, becomes +0, so that no state decays into subnormal numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Recurrent<'a, S> {
    /// The kind of the layer.
    pub kind: LayerKind,
    /// The matrix and biases for a frame, of all gates.
    pub input: Dense<'a, S>,
    /// The matrix and biases for the state; those of z and r only, if there is a `candidate`.
    pub state: Dense<'a, S>,
    /// The matrix and biases of n for the state after the reset, in a `gru` whose reset gate comes before its matrix.
    pub candidate: Option<Dense<'a, S>>,
    /// The state before the first frame: h, and c of `lstm`.
    pub initial: &'a [S],
    /// The activation of the state, φ.
    pub activation: Activation<S>,
    /// The activation of the gates, σ.
    pub recurrent_activation: Activation<S>,
    /// Whether the output has the state after each frame, and not the last one only.
    pub return_sequences: bool,
    /// Whether the frames are taken from the last one to the first.
    pub reverse: bool,
    /// Whether the state stays from one call to the next, as in a stream.
    pub stateful: bool,
}

impl<'a, S> Recurrent<'a, S> {
    /// Makes a layer of these matrices, and the state before the first frame.
    ///
    /// # Panics
    ///
    /// If a length does not fit the others.
    #[must_use]
    #[allow(
        clippy::fn_params_excessive_bools,
        clippy::too_many_arguments,
        reason = "expansions have the constants of a layer here, and nobody else calls it"
    )]
    pub const fn new(
        kind: LayerKind,
        input: Dense<'a, S>,
        state: Dense<'a, S>,
        candidate: Option<Dense<'a, S>>,
        initial: &'a [S],
        [activation, recurrent_activation]: [Activation<S>; 2],
        return_sequences: bool,
        reverse: bool,
    ) -> Self
    where
        S: Copy,
    {
        let units = state.inputs;
        let candidates = match candidate {
            Some(candidate) => candidate.units,
            None => 0,
        };
        let states = if matches!(kind, LayerKind::Lstm) {
            2
        } else {
            1
        };
        assert!(
            input.units == state.units + candidates && input.units.is_multiple_of(units),
            "a gate has as many units as the state"
        );
        assert!(
            initial.len() == states * units,
            "a state has as many numbers as units"
        );
        Self {
            kind,
            input,
            state,
            candidate,
            initial,
            activation,
            recurrent_activation,
            return_sequences,
            reverse,
            stateful: false,
        }
    }

    /// Makes the layer of a stream, whose state stays from one call to the next.
    #[must_use]
    pub const fn stateful(mut self) -> Self {
        self.stateful = true;
        self
    }

    /// Returns the number of units.
    #[must_use]
    #[allow(
        clippy::misnamed_getters,
        reason = "the state has a number for each unit"
    )]
    pub const fn units(&self) -> usize {
        self.state.inputs
    }
}
