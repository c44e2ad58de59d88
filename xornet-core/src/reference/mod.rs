//! The reference: layers and networks in the simplest code, which defines every bit.

mod activation;
mod convolution;
mod dense;
mod frames;
mod inputs;
mod merge;
mod norm;
mod pool;
mod recurrent;
mod shape;
mod stream;

pub use self::inputs::Inputs;
pub use self::stream::{kept, reset, state, step};

use crate::graph::{Frame, Graph, Node, Value};
use crate::{Activation, Float, Layer, LayerKind, Scalar};

/// The computation of a layer of any number type by the reference.
///
/// This trait is sealed: no other type can implement it.
pub trait Compute<S>: sealed::Sealed {
    /// Returns how many numbers of memory the layer needs for its state.
    fn numbers(&self) -> usize;

    /// Returns whether the layer keeps its state from one call to the next.
    fn is_stateful(&self) -> bool;

    /// Sets the state to that before the first frame.
    fn reset(&self, state: &mut [S]);

    /// Returns how many numbers of memory the layer needs while it runs, at most as many as the output and the state have.
    fn work(&self) -> usize;

    /// Computes the sums of a layer, and changes its state.
    fn sums(&self, inputs: Inputs<'_, S>, state: &mut [S], work: &mut [S], sums: &mut [S]);

    /// Computes the outputs from the sums, of which there are `channels` along the last axis.
    fn outputs(&self, channels: usize, sums: &[S], outputs: &mut [S]);
}

mod sealed {
    pub trait Sealed {}

    impl<S> Sealed for crate::Layer<'_, S> {}
    impl Sealed for crate::quantized::Layer<'_> {}
}

/// The computation of a layer of floating-point numbers by the reference.
pub(crate) trait Reference<S: Float> {
    /// Returns the kind of the layer.
    fn kind(&self) -> LayerKind;

    /// Computes the sums that the activation is applied to.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]);

    /// Returns the activation that is applied to the sums.
    fn activation(&self) -> Activation<S> {
        Activation::Linear
    }

    /// Returns how many numbers the layer keeps from one frame to the next.
    fn state(&self) -> usize {
        0
    }

    /// Returns whether the layer keeps its state from one call to the next.
    fn is_stateful(&self) -> bool {
        false
    }

    /// Sets the numbers that the layer keeps to those before the first frame.
    fn reset(&self, _state: &mut [S]) {}

    /// Returns how many numbers of memory the layer needs while it runs, at most as many as it keeps.
    fn work(&self) -> usize {
        0
    }

    /// Computes the sums, and changes what the layer keeps.
    fn advance(&self, inputs: Inputs<'_, S>, _state: &mut [S], _work: &mut [S], sums: &mut [S]) {
        self.sums(inputs, sums);
    }
}

/// Computes a layer that has one input, a vector: its sums, and its outputs from them. This is for tools that read
/// networks at run time. Each slice is as long as the layer's input or output.
///
/// # Panics
///
/// If a length does not fit the layer.
pub fn layer<S: Float>(layer: &Layer<'_, S>, input: &[S], sums: &mut [S], outputs: &mut [S]) {
    let values = [Value::new(&[input.len()], 0)];
    let channels = sums.len();
    let inputs = Inputs::new(input, &values, &[0]);
    layer.reference().sums(inputs, sums);
    layer.outputs(channels, sums, outputs);
}

/// The memory for a forward pass: three slices, each as long as the scratch of the network.
#[derive(Debug)]
pub struct Scratch<'a, S> {
    /// The values between the layers.
    pub values: &'a mut [S],
    /// The sums of a layer.
    pub sums: &'a mut [S],
    /// The outputs of a layer.
    pub outputs: &'a mut [S],
}

/// The inputs, sums and outputs of one layer.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Step<'a, S: Scalar> {
    /// The index of the layer in the order in which they run, from 0.
    pub index: usize,
    /// The layer, with its weights.
    pub layer: &'a S::Layer<'a>,
    /// All inputs of the layer.
    pub inputs: Inputs<'a, S>,
    /// The first input of the layer.
    pub input: &'a [S],
    /// The values before the activation: `input · weights + biases`, or the input itself in an activation layer. In a
    /// network of eight bits, whose sums have 32 bits, these are the outputs.
    pub sums: &'a [S],
    /// The values after the activation.
    pub outputs: &'a [S],
}

/// Computes a network from `input` to `output`, and passes each layer's values to `visit`. If there are several inputs
/// or outputs, they follow each other in the slice. Layers with memory begin with the state before the first frame.
///
/// # Panics
///
/// If a slice does not have the network's length.
pub fn forward<S: Scalar>(
    graph: &Graph<'_, S>,
    input: &[S],
    output: &mut [S],
    scratch: Scratch<'_, S>,
    visit: impl FnMut(Step<'_, S>),
) {
    let nodes = graph.nodes.iter().copied();
    run(graph.frame(), nodes, None, input, output, scratch, visit);
}

/// Computes a network from `input` to `output` as [`forward`] does, with layers that are made one by one. They keep `state`,
/// or begin with that before the first frame if there is none.
///
/// # Panics
///
/// If a slice does not have the network's length.
pub fn run<'n, S: Scalar>(
    graph: Frame<'_>,
    nodes: impl Iterator<Item = Node<'n, S>>,
    mut state: Option<&mut [S]>,
    input: &[S],
    output: &mut [S],
    scratch: Scratch<'_, S>,
    mut visit: impl FnMut(Step<'_, S>),
) {
    let mut rest = input;
    for &id in graph.inputs {
        let range = graph.values[id].range();
        let (value, others) = rest.split_at(range.len());
        scratch.values[range].copy_from_slice(value);
        rest = others;
    }
    assert!(
        rest.is_empty(),
        "the network takes fewer inputs than {}",
        input.len()
    );

    for (index, node) in nodes.enumerate() {
        let value = &graph.values[node.output];
        let place = value.range();
        let channels = value.shape.channels();
        let layer = S::shorten(&node.layer);
        let keeps = layer.numbers();
        // The scratch of a network has room for the input, the output and the state of a layer together.
        let (sums, own) = scratch.sums.split_at_mut(place.len());
        let (outputs, work) = scratch.outputs.split_at_mut(place.len());
        let kept = match state.take_if(|_| layer.is_stateful()) {
            Some(all) => {
                let (kept, others) = all.split_at_mut(keeps);
                state = Some(others);
                kept
            }
            None => {
                layer.reset(&mut own[..keeps]);
                &mut own[..keeps]
            }
        };
        let inputs = Inputs::new(scratch.values, graph.values, node.inputs);
        layer.sums(inputs, kept, &mut work[..layer.work()], sums);
        layer.outputs(channels, sums, outputs);
        visit(Step {
            index,
            layer,
            inputs,
            input: inputs.first(),
            sums,
            outputs,
        });
        scratch.values[place].copy_from_slice(outputs);
    }

    let mut rest = output;
    for &id in graph.outputs {
        let value = &scratch.values[graph.values[id].range()];
        let (place, others) = rest.split_at_mut(value.len());
        place.copy_from_slice(value);
        rest = others;
    }
    assert!(
        rest.is_empty(),
        "the network has fewer outputs than the slice for them"
    );
}
