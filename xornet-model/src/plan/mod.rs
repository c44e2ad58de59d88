//! The plan of a network's code: every decision that emission follows.
//!
//! ```text
//! Network ─ segments ─▶ pieces of bounded length
//!         ─ one file per layer kind ─▶ the code of each layer
//!         ─ buffers ─▶ the place of each value, by lifetime
//!         ─ batch ─▶ the number of samples at a time
//! ```

pub mod activation;
mod batch;
mod buffers;
mod code;
pub mod dense;
pub mod frames;
pub mod lines;
mod literals;
pub mod loops;
mod memory;
pub mod position;
pub mod recurrent;
mod segment;
mod stream;
mod sums;
mod test_cases;
pub mod tiles;

pub use self::activation::Activate;
pub use self::batch::{BLOCK_BYTES, Batch};
pub use self::buffers::Buffers;
pub use self::code::{Code, Explanation};
pub(crate) use self::code::{PlanContext, Planned, straight_line_length};
pub use self::literals::Literals;
pub use self::memory::Memory;
pub use self::segment::{SEGMENT, Segment};
pub use self::stream::{Steps, StreamPlan};
pub use self::sums::Axis;
pub use self::test_cases::compiled_cases;

use xornet_core::Shape;

use crate::layer::Internals;
use crate::{Element, Network, Node, Unroll};

/// The plan of a network's code.
#[derive(Debug)]
pub struct Plan<'n, T: Element> {
    network: &'n Network<T>,
    steps: Vec<Step<'n, T>>,
    segments: Vec<Segment>,
    buffers: Buffers,
    memory: Memory,
    batch: Batch,
}

/// A layer and its code.
#[derive(Debug)]
pub struct Step<'n, T: Element> {
    /// The layer, with its input and output values.
    pub node: &'n Node<T>,
    /// The shapes of its inputs.
    pub inputs: Vec<Shape>,
    /// The shape of its output.
    pub output: Shape,
    /// Whether its output is in the place of its first input in the scratch.
    pub in_place: bool,
    /// The code of the layer.
    pub code: T::Code<'n>,
}

impl<T: Element> Step<'_, T> {
    /// Returns how many numbers the output has.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.output.count()
    }

    /// Returns the padded length of the array that each sample of a block leaves.
    #[must_use]
    pub fn block_padded(&self) -> usize {
        self.code.block_padded()
    }

    /// Explains the code to a reader; returns `None` if there was nothing to choose.
    #[must_use]
    pub fn explain(&self) -> Option<Explanation> {
        self.code.explain()
    }
}

impl<'n, T: Element> Plan<'n, T> {
    /// Plans the code of a network with the strategy that its file asks for.
    #[must_use]
    pub fn new(network: &'n Network<T>) -> Self {
        Self::with(network, network.unroll())
    }

    /// Plans the code of a network with another strategy than that of its file.
    #[must_use]
    pub fn with(network: &'n Network<T>, unroll: Unroll) -> Self {
        let buffers = Buffers::of(network);
        let memory = Memory::of(network);
        let segments = segment::segments(network);
        let mut steps: Vec<Step<'n, T>> = Vec::with_capacity(network.nodes().len());
        for (index, node) in network.nodes().iter().enumerate() {
            // A layer cannot change the array of a layer in another segment, since functions borrow their
            // inputs.
            let same_segment = |step: usize| step / SEGMENT == index / SEGMENT;
            let in_place = match memory {
                Memory::Scratch => buffers
                    .in_place(index)
                    .map(|_| network.length(node.output())),
                Memory::Variables => buffers.in_place(index).and_then(|before| {
                    let step = steps.get(before).filter(|_| same_segment(before))?;
                    let code = &step.code;
                    code.is_mutable().then(|| code.padded())
                }),
            };
            let inputs = network.shapes(node.inputs());
            let context = PlanContext {
                unroll,
                inputs: inputs.clone(),
                output: network.value(node.output()).shape,
                in_place,
            };
            let code = node.layer().plan(&context);
            steps.push(Step {
                node,
                inputs,
                output: context.output,
                in_place: memory == Memory::Scratch && in_place.is_some(),
                code,
            });
        }
        let batch = match memory {
            Memory::Scratch => Batch::Singly,
            Memory::Variables => Batch::of(network, &steps, &segments),
        };
        Self {
            network,
            steps,
            segments,
            buffers,
            memory,
            batch,
        }
    }

    /// Returns the network.
    #[must_use]
    pub fn network(&self) -> &'n Network<T> {
        self.network
    }

    /// Returns the layers with their code, in the order in which they run.
    #[must_use]
    pub fn steps(&self) -> &[Step<'n, T>] {
        &self.steps
    }

    /// Returns the segments of the network, each of which becomes a function of bounded length.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns the places of the values in memory.
    #[must_use]
    pub fn buffers(&self) -> &Buffers {
        &self.buffers
    }

    /// Returns the memory in which the values are while a forward pass runs.
    #[must_use]
    pub fn memory(&self) -> Memory {
        self.memory
    }

    /// Returns the way in which the samples of a batch are computed.
    #[must_use]
    pub fn batch(&self) -> Batch {
        self.batch
    }

    /// Returns whether the code of any layer is more than straight-line code.
    #[must_use]
    pub fn has_loops(&self) -> bool {
        self.steps.iter().any(|step| step.code.has_loops())
    }

    /// Estimates how many bytes of stack a forward pass takes in an optimised build. The networks that were
    /// measured take no more (`tests/targets/costs`).
    #[must_use]
    pub fn stack_estimate(&self) -> usize {
        /// The bytes of return addresses and saved registers.
        const CALLS: usize = 256;
        if self.memory == Memory::Scratch {
            return CALLS + (self.buffers.length() + self.network.outputs()) * size_of::<T>();
        }
        let numbers: usize = self
            .steps
            .iter()
            .map(|step| step.code.stack_numbers())
            .sum();
        CALLS + numbers * size_of::<T>()
    }

    /// Returns the bytes of the arrays that a block of samples needs.
    #[must_use]
    pub fn block_bytes(&self) -> usize {
        batch::block_bytes(&self.steps)
    }
}

/// The bytes of a first-level data cache, on most processors.
pub const FIRST_LEVEL_CACHE: usize = 32 * 1024;
