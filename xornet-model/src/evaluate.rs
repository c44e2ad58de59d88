//! Evaluation of a network by the reference, which gives the same bits as the compiled network.

use std::borrow::Cow;

use xornet_core::graph::{Graph, Node, Value};
use xornet_core::reference::{self, Scratch};

use crate::plan::Buffers;
use crate::{Float, Network, ValueId};

/// The input, sums and outputs of one layer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step<T> {
    /// The index of the layer, from 0.
    pub layer: usize,
    /// The input of the layer; the first one, if there are several.
    pub input: Vec<T>,
    /// The values before the activation.
    pub sums: Vec<T>,
    /// The values after the activation.
    pub outputs: Vec<T>,
}

/// Computes the output for `input`: for a stream, the outputs of a sequence of frames from the initial state on. Several
/// outputs follow one another.
///
/// # Panics
///
/// If the length of `input` is not [`Network::inputs`], or a multiple of it that makes whole steps of a stream.
pub fn forward<T: Float>(network: &Network<T>, input: &[T]) -> Vec<T> {
    Evaluator::new(network).forward(input)
}

/// Computes the output for `input`, and passes each layer's values to `visit`, in the order of the layers; for a stream,
/// for one step after the other.
///
/// # Panics
///
/// If the length of `input` is not one that [`forward`] takes.
pub fn trace<T: Float>(network: &Network<T>, input: &[T], mut visit: impl FnMut(Step<T>)) {
    let evaluator = Evaluator::new(network);
    evaluator.run(input, |step| {
        visit_layer(&evaluator.layers, &step, &mut visit);
    });
}

/// A network with its memory planned once, for many inputs.
pub(crate) struct Evaluator<'n, T: Clone> {
    /// The network, or a step of it if it is a stream.
    network: Cow<'n, Network<T>>,
    stream: bool,
    /// The index of the layer that each node is; `None` for the frames that a convolution of a stream takes.
    layers: Vec<Option<usize>>,
    values: Vec<Value>,
    /// The inputs of each node.
    taken: Vec<Vec<usize>>,
    inputs: Vec<usize>,
    outputs: Vec<usize>,
    /// The length of the array of values.
    length: usize,
}

impl<'n, T: Float> Evaluator<'n, T> {
    /// Plans the memory of a network.
    pub(crate) fn new(network: &'n Network<T>) -> Self {
        let stream = network.is_stream();
        let layers = network.layers_of_steps();
        let network = match stream {
            true => Cow::Owned(network.steps_of(1)),
            false => Cow::Borrowed(network),
        };
        let buffers = Buffers::of(&network);
        let values = network.values().iter().zip(buffers.offsets());
        let values = values.map(|(value, &offset)| Value::new(value.shape.axes(), offset));
        let taken = network.nodes().iter().map(|node| indices(node.inputs()));
        Self {
            stream,
            layers,
            values: values.collect(),
            taken: taken.collect(),
            inputs: indices(network.input_values()),
            outputs: indices(network.output_values()),
            length: buffers.length(),
            network,
        }
    }

    /// Computes the output for `input`, which is as long as the network's, or a sequence of frames.
    pub(crate) fn forward(&self, input: &[T]) -> Vec<T> {
        self.run(input, |_| {})
    }

    fn run(&self, input: &[T], mut visit: impl FnMut(reference::Step<'_, T>)) -> Vec<T> {
        let mut output = vec![T::ZERO; self.network.outputs()];
        if !self.stream {
            self.with_graph(|graph, scratch| {
                reference::forward(graph, input, &mut output, scratch, visit);
            });
            return output;
        }
        let mut state = self.initial();
        let lengths = self.network.output_values().iter();
        let mut sequences: Vec<_> = lengths
            .map(|&id| (self.network.length(id), Vec::new()))
            .collect();
        for frames in input.chunks(self.network.inputs()) {
            let output = self.step(&mut state, frames, &mut visit);
            let mut rest = &*output;
            for (length, sequence) in &mut sequences {
                let (own, others) = rest.split_at(*length);
                sequence.extend_from_slice(own);
                rest = others;
            }
        }
        let sequences = sequences.into_iter().map(|(_, sequence)| sequence);
        sequences.flatten().collect()
    }

    /// Returns the state of a stream before the first frame.
    fn initial(&self) -> Vec<T> {
        self.with_graph(|graph, _| {
            let mut state = vec![T::ZERO; reference::state(graph)];
            reference::reset(graph, &mut state);
            state
        })
    }

    /// Computes a step of a stream.
    fn step(
        &self,
        state: &mut [T],
        frames: &[T],
        visit: &mut dyn FnMut(reference::Step<'_, T>),
    ) -> Vec<T> {
        let mut output = vec![T::ZERO; self.network.outputs()];
        self.with_graph(|graph, scratch| {
            reference::step(graph, state, frames, &mut output, scratch, visit);
        });
        output
    }

    /// Calls a function with the network as the reference takes it, and memory for its values.
    fn with_graph<R>(&self, then: impl FnOnce(&Graph<'_, T>, Scratch<'_, T>) -> R) -> R {
        let nodes = self.network.nodes().iter().zip(&self.taken);
        let nodes: Vec<_> = nodes
            .map(|(node, taken)| {
                let shapes = self.network.shapes(node.inputs());
                Node::new(
                    node.layer().reference(&shapes),
                    taken,
                    node.output().index(),
                )
            })
            .collect();
        let graph = Graph::new(&self.values, &nodes, &self.inputs, &self.outputs);
        let mut memory = vec![T::ZERO; 3 * self.length];
        let (values, rest) = memory.split_at_mut(self.length);
        let (sums, outputs) = rest.split_at_mut(self.length);
        let scratch = Scratch {
            values,
            sums,
            outputs,
        };
        then(&graph, scratch)
    }
}

/// A stream, step by step.
pub struct Stream<'n, T: Clone> {
    evaluator: Evaluator<'n, T>,
    state: Vec<T>,
}

impl<'n, T: Float> Stream<'n, T> {
    /// Starts before the first frame; `None` if the network is not a stream.
    #[must_use]
    pub fn new(network: &'n Network<T>) -> Option<Self> {
        let evaluator = Evaluator::new(network);
        let state = evaluator.stream.then(|| evaluator.initial())?;
        Some(Self { evaluator, state })
    }

    /// Returns how many numbers the frames of a step have.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.evaluator.network.inputs()
    }

    /// Computes the output for the next frames, and passes each layer's values to `visit`, in the order of the layers.
    ///
    /// # Panics
    ///
    /// If there are not [`Self::inputs`] numbers.
    pub fn step(&mut self, frames: &[T], mut visit: impl FnMut(Step<T>)) -> Vec<T> {
        let Self { evaluator, state } = self;
        evaluator.step(state, frames, &mut |step| {
            visit_layer(&evaluator.layers, &step, &mut visit);
        })
    }
}

/// Passes the values of a layer to `visit`. The frames that a convolution of a stream takes are a part of its layer.
fn visit_layer<T: Float>(
    layers: &[Option<usize>],
    step: &reference::Step<'_, T>,
    visit: &mut impl FnMut(Step<T>),
) {
    if let Some(layer) = layers[step.index] {
        visit(Step {
            layer,
            input: step.input.to_vec(),
            sums: step.sums.to_vec(),
            outputs: step.outputs.to_vec(),
        });
    }
}

fn indices(ids: &[ValueId]) -> Vec<usize> {
    ids.iter().map(|id| id.index()).collect()
}
