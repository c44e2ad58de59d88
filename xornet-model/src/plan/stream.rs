//! The plan of a stream: of one step, and of several that are computed together.

use super::{BLOCK_BYTES, Buffers, Plan, Step};
use xornet_core::LayerKind;

use crate::layer::Internals;
use crate::{Element, Network, NetworkLayer, Unroll};

/// The steps that are computed together, if layers of convolutions load their weights once for them: as many as divide the
/// blocks of audio drivers, or else, if the values of these are too long, as many as make two full tiles of positions.
const BLOCKS: [usize; 2] = [32, 12];

/// A stream with the networks of its steps.
#[derive(Debug)]
pub struct Steps<'n, T: Element> {
    network: &'n Network<T>,
    step: Network<T>,
    block: Option<(usize, Network<T>)>,
}

impl<'n, T: Element> Steps<'n, T> {
    /// Makes the networks of a stream's steps.
    #[must_use]
    pub fn of(network: &'n Network<T>) -> Self {
        let convolutions = network
            .layers()
            .any(|layer| matches!(layer.kind(), LayerKind::Conv1d | LayerKind::Conv2d));
        let blocks = convolutions && network.takes_blocks() && network.output_values().len() == 1;
        // The values of a block are on the stack.
        let fits = |(_, block): &(usize, Network<T>)| {
            Buffers::of(block).length().saturating_mul(size_of::<T>()) <= BLOCK_BYTES
        };
        let sizes = BLOCKS.into_iter().filter(|_| blocks);
        Self {
            network,
            step: network.steps_of(1),
            block: sizes
                .map(|steps| (steps, network.steps_of(steps)))
                .find(fits),
        }
    }
}

/// The plan of a stream's code.
#[derive(Debug)]
pub struct StreamPlan<'s, T: Element> {
    steps: &'s Steps<'s, T>,
    step: Plan<'s, T>,
    block: Option<(usize, Plan<'s, T>)>,
}

impl<'s, T: Element> StreamPlan<'s, T> {
    /// Plans the code of a stream with the strategy that its file asks for.
    #[must_use]
    pub fn new(steps: &'s Steps<'s, T>) -> Self {
        Self::with(steps, steps.network.unroll())
    }

    /// Plans the code of a stream with another strategy than that of its file.
    #[must_use]
    pub fn with(steps: &'s Steps<'s, T>, unroll: Unroll) -> Self {
        let plan = |network| Plan::with(network, unroll);
        Self {
            step: plan(&steps.step),
            block: steps
                .block
                .as_ref()
                .map(|(steps, block)| (*steps, plan(block))),
            steps,
        }
    }

    /// Returns the network as the file has it.
    #[must_use]
    pub fn network(&self) -> &'s Network<T> {
        self.steps.network
    }

    /// Returns the plan of one step.
    #[must_use]
    pub fn step(&self) -> &Plan<'s, T> {
        &self.step
    }

    /// Returns the number of steps that are computed together, and their plan; `None` if steps are computed one by one.
    #[must_use]
    pub fn block(&self) -> Option<(usize, &Plan<'s, T>)> {
        self.block.as_ref().map(|(steps, block)| (*steps, block))
    }

    /// Returns the code of each layer of the file in a step, without that of the frames that convolutions take.
    pub fn layers(&self) -> impl Iterator<Item = &Step<'s, T>> {
        let layers = self.network().layers_of_steps();
        let steps = self.step.steps().iter().zip(layers);
        steps.filter_map(|(step, layer)| layer.map(|_| step))
    }

    /// Describes how many frames are computed together, in words.
    #[must_use]
    pub fn describe(&self) -> String {
        match self.block() {
            Some((steps, _)) => format!(
                "{} at a time through each layer",
                crate::quantity(steps, "step")
            ),
            None => "one step after the other".into(),
        }
    }

    /// Returns how many numbers the layers keep.
    #[must_use]
    pub fn kept(&self) -> usize {
        let steps = self.step.steps().iter();
        steps
            .map(|step| step.node.layer().state(&step.inputs))
            .sum()
    }
}
