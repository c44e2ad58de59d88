//! Streams: networks that take one frame after the other, and keep what later frames need.
//!
//! A step of a stream is a network by itself, which takes one frame, or as many as the strides of its layers ask for. In
//! it, a causal convolution takes the frames of its windows side by side, from a layer that keeps them. In a network of
//! several steps, each layer takes the frames of all of them.

use xornet_core::{LayerKind, Shape, TensorType};

use super::{Network, Node, TestCase, ValueId};
use crate::layer::{Internals, Lowered, Streamed};
use crate::{Element, NetworkLayer, VALUE_LIMIT};

/// How a value of a stream depends on the frames of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pace {
    /// The number of frames of the input for each of the value.
    pub(crate) period: usize,
    /// The number of frames of the input that a frame depends on; `None` if these are all before it.
    receptive: Option<usize>,
    /// Whether it comes from a window, so that each frame has to be computed by itself.
    windowed: bool,
}

impl Pace {
    /// The input itself.
    pub(super) const INPUT: Self = Self {
        period: 1,
        receptive: Some(1),
        windowed: false,
    };

    /// Returns the pace of a layer's output; `None` if its inputs have different rates.
    pub(super) fn behind(inputs: &[Self], layer: &Streamed) -> Option<Self> {
        let first = inputs.first()?;
        if inputs.iter().any(|input| input.period != first.period) {
            return None;
        }
        let mut receptive = Some(1);
        for input in inputs {
            receptive = receptive
                .zip(input.receptive)
                .map(|(most, frames)| most.max(frames));
        }
        let reach = layer.reach.map(|reach| reach.saturating_mul(first.period));
        Some(Self {
            period: first.period.checked_mul(layer.stride)?,
            receptive: receptive
                .zip(reach)
                .map(|(frames, reach)| frames.saturating_add(reach)),
            windowed: layer.output.rank() > 1 || inputs.iter().any(|input| input.windowed),
        })
    }
}

impl<T: Element> Network<T> {
    /// Returns whether the network is a stream: it takes one frame after the other, without end. Its values have the shapes
    /// of frames.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        !self.paces.is_empty()
    }

    /// Returns the number of frames that a step of the stream takes, by the strides of its layers.
    #[must_use]
    pub fn stride(&self) -> usize {
        self.paces.iter().map(|pace| pace.period).max().unwrap_or(1)
    }

    /// Returns how many frames an output of the stream depends on, its own included; `None` if these are all frames so
    /// far, as behind recurrent layers.
    #[must_use]
    pub fn receptive_field(&self) -> Option<usize> {
        let outputs = self
            .outputs
            .iter()
            .map(|id| self.paces.get(id.0)?.receptive);
        outputs.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// Returns how many steps of the stream a test case has; one, if the network is not a stream.
    #[must_use]
    pub fn steps_in(&self, case: &TestCase<T>) -> usize {
        match self.is_stream() {
            true => case.input().len() / (self.inputs() * self.stride()),
            false => 1,
        }
    }

    /// Returns the bytes that the stream keeps from one step to the next.
    #[must_use]
    pub fn state_bytes(&self) -> usize {
        if !self.is_stream() {
            return 0;
        }
        let step = self.steps_of(1);
        step.nodes
            .iter()
            .map(|node| step.node_state_bytes(node))
            .sum()
    }

    /// Returns the bytes that a layer of a step keeps: its numbers, and the place of the oldest frame.
    fn node_state_bytes(&self, node: &Node<T>) -> usize {
        let numbers = node.layer.state(&self.shapes(&node.inputs));
        let bytes = numbers * size_of::<T>();
        if numbers == 0 || node.layer.kind() != LayerKind::Window {
            return bytes;
        }
        // The place takes four bytes, or eight with numbers of eight, and is aligned.
        let place = size_of::<u32>().max(size_of::<T>());
        bytes.next_multiple_of(place) + place
    }

    /// Returns whether several steps of the stream can be computed together: none of its layers needs a frame by itself.
    pub(crate) fn takes_blocks(&self) -> bool {
        self.is_stream() && !self.paces.iter().any(|pace| pace.windowed)
    }

    /// Returns the network of so many steps of the stream. Its recurrent layers and those of kind `window` keep a state
    /// from one to the next.
    #[must_use]
    pub fn steps_of(&self, steps: usize) -> Self {
        let frames = steps * self.stride();
        let mut lowered = Self {
            values: Vec::new(),
            quantizations: Vec::new(),
            paces: Vec::new(),
            names: Vec::new(),
            nodes: Vec::with_capacity(self.nodes.len()),
            inputs: Vec::new(),
            outputs: Vec::new(),
            test_cases: Vec::new(),
            name: self.name.clone(),
            description: self.description.clone(),
            unroll: self.unroll,
            rounding: self.rounding,
            limits: Vec::new(),
            input_names: self.input_names.clone(),
            output_names: self.output_names.clone(),
        };
        let mut made = vec![ValueId(0); self.values.len()];
        for &input in &self.inputs {
            made[input.0] = lowered.frames_of(self, input, self.value(input).shape, frames);
            lowered.inputs.push(made[input.0]);
        }
        for node in &self.nodes {
            let count = frames / self.paces[node.output.0].period;
            let Lowered { frames, layer } = node.layer.lowered(&self.shapes(&node.inputs));
            let mut inputs: Vec<_> = node.inputs.iter().map(|id| made[id.0]).collect();
            if let Some(frames) = frames {
                let channels = self.value(node.inputs[0]).shape.count();
                // One window is a vector of all its frames.
                let shape = match count {
                    1 => [frames.count() * channels, 1],
                    _ => [channels, count * frames.count()],
                };
                let taken = node.inputs[0];
                let windows = lowered.frames_of(self, taken, Shape::of(&shape[..1]), shape[1]);
                let frames = T::NetworkLayer::frames(frames, self.quantization(taken));
                lowered.push(frames, inputs, windows);
                inputs = vec![windows];
            }
            let shape = self.value(node.output).shape;
            let output = lowered.frames_of(self, node.output, shape, count);
            lowered.names[output.0].clone_from(&self.names[node.output.0]);
            made[node.output.0] = output;
            lowered.push(layer, inputs, output);
        }
        lowered.outputs = self.outputs.iter().map(|id| made[id.0]).collect();
        lowered
    }

    /// Returns the index of the layer that each layer of a step is; `None` for the frames that a convolution takes.
    pub(crate) fn layers_of_steps(&self) -> Vec<Option<usize>> {
        let layers = self.nodes.iter().enumerate().flat_map(|(index, node)| {
            let frames = match self.is_stream() {
                true => node.layer.lowered(&self.shapes(&node.inputs)).frames,
                false => None,
            };
            frames.map(|_| None).into_iter().chain([Some(index)])
        });
        layers.collect()
    }

    /// Adds a value of so many frames, each of this shape, with the quantization of a value of the stream.
    fn frames_of(&mut self, stream: &Self, value: ValueId, frame: Shape, count: usize) -> ValueId {
        let shape = match (count, frame.axes()) {
            (2.., &[channels]) => Shape::of(&[count, channels]),
            _ => frame,
        };
        let id = ValueId(self.values.len());
        self.values.push(TensorType {
            dtype: T::DTYPE,
            shape,
        });
        self.quantizations.push(stream.quantization(value));
        self.names.push(None);
        id
    }

    /// Adds a layer.
    fn push(&mut self, layer: T::NetworkLayer, inputs: Vec<ValueId>, output: ValueId) {
        let macs = layer.macs(&self.shapes(&inputs));
        self.nodes.push(Node {
            layer,
            inputs,
            output,
            macs,
        });
    }

    /// Counts the multiply-adds of each layer in a step of the stream.
    pub(super) fn count_macs(&mut self) {
        if !self.is_stream() {
            return;
        }
        let step = self.steps_of(1);
        // The frames that a layer takes are a layer of their own in the step.
        let has_macs = |node: &&Node<T>| node.layer.kind() != LayerKind::Window;
        let mut macs = step.nodes.iter().filter(has_macs).map(|node| node.macs);
        for node in &mut self.nodes {
            if node.layer.kind() != LayerKind::Window {
                node.macs = macs.next().unwrap_or(0);
            }
        }
    }

    /// Returns why the steps of the stream cannot be computed, if so.
    pub(super) fn check_steps(&self) -> Option<String> {
        let stride = self.stride();
        if self
            .outputs
            .iter()
            .any(|id| self.paces[id.0].period != stride)
        {
            return Some("the outputs of the stream are behind different strides".into());
        }
        if self
            .paces
            .iter()
            .any(|pace| pace.windowed && pace.period != stride)
        {
            return Some(
                "a `window` is in front of a stride, so that a step would have several windows"
                    .into(),
            );
        }
        let count = |id: ValueId| stride / self.paces[id.0].period;
        let mut most = 0;
        let mut kept = 0;
        for (place, value) in self.values.iter().enumerate() {
            most = most.max(value.shape.count().saturating_mul(count(ValueId(place))));
        }
        for node in &self.nodes {
            let shapes = self.shapes(&node.inputs);
            let Lowered { frames, layer } = node.layer.lowered(&shapes);
            kept = layer.state(&shapes).saturating_add(kept);
            if let Some(frames) = frames {
                let windows = frames.count().saturating_mul(shapes[0].count());
                most = most.max(windows.saturating_mul(count(node.output)));
                kept = frames.numbers(&shapes[0]).saturating_add(kept);
            }
        }
        let too_many = |what: &str, count: usize| {
            Some(format!(
                "{what} has {count} numbers, more than {VALUE_LIMIT}, which is the limit"
            ))
        };
        match (most > VALUE_LIMIT, kept > VALUE_LIMIT) {
            (true, _) => too_many("a value of a step of the stream", most),
            (_, true) => too_many("the state of the stream", kept),
            _ => None,
        }
    }
}
