//! Makes graphs of streams, frame by frame: every value is a sequence of vectors.

use super::graph::{
    Activation, Affine, Cell, Convolution, Graph, LayerKind, Linear, Operation, Recurrent, ValueId,
    Window,
};
use super::source::{Precision, Source};

/// The number of frames that a stream is computed for.
pub const FRAMES: usize = 16;

/// A graph in the making.
#[derive(Default)]
pub struct Frames {
    pub graph: Graph,
}

/// A convolution as PyTorch has it: `[filters][channels / groups][kernel]`.
pub struct Kernel {
    pub channels: usize,
    pub filters: usize,
    pub size: usize,
    pub dilation: usize,
    pub groups: usize,
    pub weights: Vec<f64>,
    pub biases: Option<Vec<f64>>,
}

/// The weights of a recurrent layer, with the gates of each unit in rows, as PyTorch has them.
pub struct Rows<'a> {
    /// `[gates · units][inputs]`.
    pub weights: &'a [f64],
    /// `[gates · units][units]`.
    pub recurrent_weights: &'a [f64],
    pub biases: Option<Vec<f64>>,
    pub recurrent_biases: Option<Vec<f64>>,
}

impl Frames {
    /// Adds the input, of so many numbers a frame.
    pub fn input(&mut self, channels: usize) -> ValueId {
        self.graph.input(vec![FRAMES, channels])
    }

    /// Returns the length of a frame of a value.
    pub fn channels(&self, value: ValueId) -> usize {
        self.graph.shapes[value].last().copied().unwrap_or(1)
    }

    /// Adds an operation on each frame.
    pub fn push(&mut self, operation: Operation, input: ValueId, origin: &str) -> ValueId {
        self.graph.push(operation, input, origin.to_owned())
    }

    /// Adds an activation.
    pub fn activation(&mut self, activation: Activation, input: ValueId, origin: &str) -> ValueId {
        match activation {
            Activation::Linear => input,
            _ => self.push(Operation::Activation(activation), input, origin),
        }
    }

    /// Adds a dense layer, of weights `[inputs][units]`.
    pub fn dense(&mut self, linear: Linear, input: ValueId, origin: &str) -> ValueId {
        self.push(Operation::Linear(linear), input, origin)
    }

    /// Adds a causal convolution.
    pub fn convolution(&mut self, kernel: Kernel, input: ValueId, origin: &str) -> ValueId {
        let own = kernel.channels / kernel.groups.max(1);
        let mut weights = vec![0.0; kernel.weights.len()];
        for (place, &weight) in kernel.weights.iter().enumerate() {
            let (tap, channel) = (place % kernel.size, place / kernel.size % own);
            let filter = place / kernel.size / own;
            weights[(tap * own + channel) * kernel.filters + filter] = weight;
        }
        if kernel.size == 1 && kernel.groups == 1 {
            let linear = Linear {
                inputs: kernel.channels,
                units: kernel.filters,
                weights,
                biases: kernel.biases,
            };
            return self.dense(linear, input, origin);
        }
        let convolution = Convolution {
            window: Window {
                dimensions: 1,
                size: [1, kernel.size],
                strides: [1, 1],
                dilation: [1, kernel.dilation],
                padding: [[0, 0], [(kernel.size - 1) * kernel.dilation, 0]],
            },
            channels: kernel.channels,
            groups: kernel.groups,
            filters: kernel.filters,
            weights,
            biases: kernel.biases,
        };
        let shape = vec![FRAMES, kernel.filters];
        let operation = Operation::Convolution(convolution);
        self.graph
            .add(operation, vec![input], shape, origin.to_owned())
    }

    /// Adds a recurrent layer, whose states after each frame are the output.
    pub fn recurrent(&mut self, recurrent: Recurrent, input: ValueId, origin: &str) -> ValueId {
        let shape = recurrent.output(FRAMES);
        let operation = Operation::Recurrent(Box::new(recurrent));
        self.graph
            .add(operation, vec![input], shape, origin.to_owned())
    }

    /// Adds an operation on several values, frame by frame.
    pub fn merge(&mut self, kind: LayerKind, inputs: Vec<ValueId>, origin: &str) -> ValueId {
        let shape = self.graph.shapes[inputs[0]].clone();
        self.graph
            .add(Operation::Merge(kind), inputs, shape, origin.to_owned())
    }

    /// Adds the numbers of each frame from a place up to another one.
    pub fn slice(&mut self, input: ValueId, start: usize, end: usize, origin: &str) -> ValueId {
        let affine = Affine::selecting(self.channels(input), (start..end).collect());
        self.push(Operation::Affine(affine), input, origin)
    }

    /// Makes a source of the graph, which ends with this value.
    pub fn source(
        mut self,
        output: ValueId,
        precision: Precision,
        provenance: String,
        notes: Vec<String>,
    ) -> Source {
        self.graph.outputs.push(output);
        let own = self.graph.clone();
        Source {
            graph: self.graph,
            is_stream: true,
            orders: Default::default(),
            output_names: Vec::new(),
            layout: Vec::new(),
            precision,
            provenance,
            files: Vec::new(),
            notes,
            evaluate: Box::new(move |input| Ok(own.evaluate_frames(input))),
        }
    }
}

impl Recurrent {
    /// Makes a layer that gives the states after each frame, of weights as PyTorch has them: in rows, with the gates in the
    /// order r, z, n or i, f, g, o.
    pub fn of_rows(cell: Cell, [inputs, units]: [usize; 2], rows: &Rows<'_>) -> Self {
        let order: &[usize] = match cell {
            Cell::Rnn => &[0],
            Cell::Gru { .. } => &[1, 0, 2],
            Cell::Lstm => &[0, 1, 2, 3],
        };
        let places: Vec<_> = order
            .iter()
            .flat_map(|gate| gate * units..(gate + 1) * units)
            .collect();
        let transposed = |matrix: &[f64], inputs: usize| -> Vec<f64> {
            let row = |input: usize| places.iter().map(move |row| matrix[row * inputs + input]);
            (0..inputs).flat_map(row).collect()
        };
        let ordered = |biases: &Option<Vec<f64>>| {
            let biases = biases.as_ref()?;
            Some(places.iter().map(|&place| biases[place]).collect())
        };
        Self {
            cell,
            inputs,
            units,
            weights: transposed(rows.weights, inputs),
            recurrent_weights: transposed(rows.recurrent_weights, units),
            biases: ordered(&rows.biases),
            recurrent_biases: ordered(&rows.recurrent_biases),
            initial_state: None,
            initial_cell_state: None,
            activation: Activation::Tanh,
            recurrent_activation: Activation::Sigmoid,
            return_sequences: true,
            reverse: false,
        }
    }
}
