//! Evaluation of a network by the reference, which gives the same bits as the compiled network.

use std::borrow::Cow;

use xornet_core::graph::{Frame, Node, Value};
use xornet_core::reference::{self, Compute, Scratch};

use crate::plan::Buffers;
use crate::{Element, Network, NetworkLayer, ValueId};

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
pub fn forward<T: Element>(network: &Network<T>, input: &[T]) -> Vec<T> {
    Evaluator::new(network).forward(input)
}

/// Computes the output for `input`, and passes each layer's values to `visit`, in the order of the layers; for a stream,
/// for one step after the other.
///
/// # Panics
///
/// If the length of `input` is not one that [`forward`] takes.
pub fn trace<T: Element>(network: &Network<T>, input: &[T], mut visit: impl FnMut(Step<T>)) {
    let evaluator = Evaluator::new(network);
    evaluator.run(input, |step| {
        visit_layer(&evaluator.layers, &step, &mut visit);
    });
}

/// A network with its memory planned once, for many inputs.
pub(crate) struct Evaluator<'n, T: Element> {
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

impl<'n, T: Element> Evaluator<'n, T> {
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
        if !self.stream {
            return self.compute(None, input, visit);
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
        let mut state = Vec::new();
        for Node { layer, .. } in self.nodes() {
            let start = state.len();
            state.resize(start + reference::kept::<T>(&layer), T::ZERO);
            if layer.is_stateful() {
                layer.reset(&mut state[start..]);
            }
        }
        state
    }

    /// Computes a step of a stream.
    fn step(
        &self,
        state: &mut [T],
        frames: &[T],
        visit: &mut dyn FnMut(reference::Step<'_, T>),
    ) -> Vec<T> {
        self.compute(Some(state), frames, visit)
    }

    /// Returns the layers as the reference takes them.
    fn nodes(&self) -> impl Iterator<Item = Node<'_, T>> {
        let nodes = self.network.nodes().iter().zip(&self.taken);
        nodes.map(|(node, taken)| {
            let shapes = self.network.shapes(node.inputs());
            let layer = node.layer().reference(&shapes);
            Node::new(layer, taken, node.output().index())
        })
    }

    /// Computes the network once, with the state of a stream if there is one.
    fn compute(
        &self,
        state: Option<&mut [T]>,
        input: &[T],
        visit: impl FnMut(reference::Step<'_, T>),
    ) -> Vec<T> {
        let mut output = vec![T::ZERO; self.network.outputs()];
        let graph = Frame {
            values: &self.values,
            inputs: &self.inputs,
            outputs: &self.outputs,
        };
        let mut memory = vec![T::ZERO; 3 * self.length];
        let (values, rest) = memory.split_at_mut(self.length);
        let (sums, outputs) = rest.split_at_mut(self.length);
        let scratch = Scratch {
            values,
            sums,
            outputs,
        };
        reference::run(
            graph,
            self.nodes(),
            state,
            input,
            &mut output,
            scratch,
            visit,
        );
        output
    }
}

/// A stream, step by step.
pub struct Stream<'n, T: Element> {
    evaluator: Evaluator<'n, T>,
    state: Vec<T>,
}

impl<'n, T: Element> Stream<'n, T> {
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
fn visit_layer<T: Element>(
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
