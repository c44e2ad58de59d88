//! Recurrent layers, with the weights as model files have them.

use super::{Activation, Affine, LayerKind};

/// The cell of a recurrent layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Rnn,
    Gru {
        /// Whether the reset gate comes after the product with the recurrent weights.
        reset_after: bool,
    },
    Lstm,
}

/// A recurrent layer on a sequence of `[time, channels]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Recurrent {
    pub cell: Cell,
    pub inputs: usize,
    pub units: usize,
    /// `[inputs][gates · units]`. The gates are z, r, n of a GRU, and i, f, g, o of an LSTM.
    pub weights: Vec<f64>,
    /// `[units][gates · units]`.
    pub recurrent_weights: Vec<f64>,
    /// `[gates · units]`.
    pub biases: Option<Vec<f64>>,
    /// `[gates · units]`.
    pub recurrent_biases: Option<Vec<f64>>,
    /// `[units]`; without it, zeros.
    pub initial_state: Option<Vec<f64>>,
    /// `[units]`, of an LSTM; without it, zeros.
    pub initial_cell_state: Option<Vec<f64>>,
    pub activation: Activation,
    /// That of the gates.
    pub recurrent_activation: Activation,
    /// Whether the output is the state after each frame, and not only after the last.
    pub return_sequences: bool,
    /// Whether it goes from the last frame to the first.
    pub reverse: bool,
}

impl Cell {
    /// Returns the kind of the layer.
    pub fn kind(self) -> LayerKind {
        match self {
            Self::Rnn => LayerKind::Rnn,
            Self::Gru { .. } => LayerKind::Gru,
            Self::Lstm => LayerKind::Lstm,
        }
    }

    /// Returns the number of gates, with the candidate among them.
    pub fn gates(self) -> usize {
        match self {
            Self::Rnn => 1,
            Self::Gru { .. } => 3,
            Self::Lstm => 4,
        }
    }
}

impl Recurrent {
    /// Returns the length of a row of weights.
    pub fn columns(&self) -> usize {
        self.cell.gates() * self.units
    }

    /// Returns the shape of its output for so many frames.
    pub fn output(&self, frames: usize) -> Vec<usize> {
        match self.return_sequences {
            true => vec![frames, self.units],
            false => vec![self.units],
        }
    }

    /// Applies factors and summands to the channels of the input, before this.
    pub fn after(&mut self, affine: &Affine) {
        let columns = self.columns();
        let mut weights = vec![0.0; affine.inputs * columns];
        let mut sums = vec![0.0; columns];
        let rows = self.weights.chunks_exact(columns.max(1));
        let parameters = affine.scale.iter().zip(&affine.shift);
        for (row, (&input, (scale, shift))) in rows.zip(affine.picks.iter().zip(parameters)) {
            let scaled = &mut weights[input * columns..][..columns];
            for ((weight, scaled), sum) in row.iter().zip(scaled).zip(&mut sums) {
                *scaled += weight * scale;
                *sum += weight * shift;
            }
        }
        self.weights = weights;
        self.inputs = affine.inputs;
        if affine.shift.iter().any(|&shift| shift != 0.0) {
            let own = self.biases.take().unwrap_or_else(|| vec![0.0; columns]);
            self.biases = Some(own.iter().zip(sums).map(|(bias, sum)| bias + sum).collect());
        }
    }
}
