//! The sizes, the weights and the attributes of a node.

use super::{
    BIASES, INITIAL_CELL_STATE, INITIAL_STATE, LENGTHS, PEEPHOLES, RECURRENT_WEIGHTS, WEIGHTS,
    activations, cell,
};
use crate::import::graph::{Activation, Cell};
use crate::onnx::graph::Node;
use crate::onnx::tensor::Tensor;

/// The sizes of a node.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub frames: usize,
    pub samples: usize,
    pub channels: usize,
    pub units: usize,
    pub directions: usize,
    /// Whether the axis of the batch comes before that of time.
    pub batch_first: bool,
}

/// The weights of one direction, with the gates in the order of ONNX.
pub struct Direction<'a> {
    pub reverse: bool,
    /// `[gates · units][channels]`.
    pub weights: &'a [f64],
    /// `[gates · units][units]`.
    pub recurrent_weights: &'a [f64],
    /// Those of the input, and those of the state.
    pub biases: Option<[&'a [f64]; 2]>,
    /// Those of the gates, of the candidate, and of the state of an LSTM's cells.
    pub activations: [Activation; 3],
}

/// A node's cell with its sizes and the weights of each direction.
pub struct Parameters<'a> {
    pub cell: Cell,
    pub sizes: Sizes,
    pub directions: Vec<Direction<'a>>,
}

impl<'a> Parameters<'a> {
    /// Reads them of a node with an input of this shape, and with other inputs that `get` returns.
    pub fn read(
        node: &Node,
        shape: &[usize],
        get: impl Fn(usize) -> Result<Option<&'a Tensor>, String>,
    ) -> Result<Self, String> {
        let cell = cell(node)?;
        plain(node)?;
        if get(PEEPHOLES)?.is_some() {
            return Err("it has peepholes, which no layer has".into());
        }
        let (weights, recurrent_weights) = (
            get(WEIGHTS)?.ok_or("it has no weights")?,
            get(RECURRENT_WEIGHTS)?.ok_or("it has no recurrent weights")?,
        );
        let sizes = Sizes::of(
            node,
            cell,
            shape,
            weights.shape(),
            recurrent_weights.shape(),
        )?;
        if let Some(lengths) = get(LENGTHS)?
            && lengths.numbers().iter().any(|&x| x != sizes.frames as f64)
        {
            return Err("its sequences have lengths of their own (`sequence_lens`), which no layer has: export with \
                        sequences of one length"
                .into());
        }
        let columns = cell.gates() * sizes.units;
        let biases = get(BIASES)?;
        if let Some(biases) = biases
            && biases.shape() != [sizes.directions, 2 * columns]
        {
            return Err(format!(
                "its biases have the shape {:?}, not {:?}",
                biases.shape(),
                [sizes.directions, 2 * columns]
            ));
        }
        let activations = activations::read(node, cell, sizes.directions)?;
        let reverse = node.text("direction", "forward")? == "reverse";
        let directions = activations.into_iter().enumerate();
        let directions = directions.map(|(place, activations)| {
            let own = |tensor: &'a Tensor, length: usize| {
                &tensor.numbers()[place * length..(place + 1) * length]
            };
            Direction {
                reverse: reverse || place == 1,
                weights: own(weights, columns * sizes.channels),
                recurrent_weights: own(recurrent_weights, columns * sizes.units),
                biases: biases.map(|biases| {
                    let (input, state) = own(biases, 2 * columns).split_at(columns);
                    [input, state]
                }),
                activations,
            }
        });
        Ok(Self {
            cell,
            sizes,
            directions: directions.collect(),
        })
    }
}

impl Sizes {
    fn of(
        node: &Node,
        cell: Cell,
        shape: &[usize],
        weights: &[usize],
        recurrent: &[usize],
    ) -> Result<Self, String> {
        let batch_first = node.int("layout", 0)? != 0;
        let &[first, second, channels] = shape else {
            return Err(format!(
                "its input has the shape {shape:?}, where one of time, batch and channels is needed"
            ));
        };
        let (frames, samples) = match batch_first {
            true => (second, first),
            false => (first, second),
        };
        let directions = match &*node.text("direction", "forward")? {
            "forward" | "reverse" => 1,
            "bidirectional" => 2,
            other => return Err(format!("its `direction` is `{other:.20}`")),
        };
        let units = recurrent.last().copied().unwrap_or(0);
        let columns = units
            .checked_mul(cell.gates())
            .ok_or("it has too many units")?;
        if weights != [directions, columns, channels] || recurrent != [directions, columns, units] {
            return Err(format!(
                "its weights of the shapes {weights:?} and {recurrent:?} do not fit an input of shape {shape:?}"
            ));
        }
        if units == 0 || channels == 0 || frames == 0 {
            return Err("it has no units, no channels or no frames".into());
        }
        let told = node.int("hidden_size", 0)?;
        if told != 0 && usize::try_from(told) != Ok(units) {
            return Err(format!(
                "its `hidden_size` is {told}, but it has {units} units"
            ));
        }
        Ok(Self {
            frames,
            samples,
            channels,
            units,
            directions,
            batch_first,
        })
    }

    /// Returns the shape of a state.
    pub fn state_shape(&self) -> Vec<usize> {
        match self.batch_first {
            true => vec![self.samples, self.directions, self.units],
            false => vec![self.directions, self.samples, self.units],
        }
    }

    /// Returns the shape of the states after all frames.
    pub fn states_shape(&self) -> Vec<usize> {
        let (frames, samples) = (self.frames, self.samples);
        match self.batch_first {
            true => vec![samples, frames, self.directions, self.units],
            false => vec![frames, self.directions, samples, self.units],
        }
    }

    /// Returns the state of a direction and a sample in a tensor of initial states.
    pub fn state<'t>(
        &self,
        tensor: &'t Tensor,
        direction: usize,
        sample: usize,
    ) -> Result<&'t [f64], String> {
        if tensor.shape() != self.state_shape() {
            return Err(format!(
                "its initial state has the shape {:?}, not {:?}",
                tensor.shape(),
                self.state_shape()
            ));
        }
        let row = match self.batch_first {
            true => sample * self.directions + direction,
            false => direction * self.samples + sample,
        };
        Ok(&tensor.numbers()[row * self.units..][..self.units])
    }
}

/// Returns an error for attributes that make it more than the cell of a layer.
fn plain(node: &Node) -> Result<(), String> {
    let clip = node.float("clip", 0.0)?;
    if node.has("clip") && clip != 0.0 {
        return Err(format!(
            "it limits its sums to {clip} (`clip`), which no layer does"
        ));
    }
    if node.int("input_forget", 0)? != 0 {
        return Err(
            "its input and forget gates are coupled (`input_forget`), and those of a layer are not"
                .into(),
        );
    }
    Ok(())
}

/// The places of the initial states.
pub const STATES: [usize; 2] = [INITIAL_STATE, INITIAL_CELL_STATE];
