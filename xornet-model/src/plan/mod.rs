//! What code a network becomes: every decision that emission follows.
//!
//! ```text
//! Network ─ segments ─▶ pieces of bounded length
//!         ─ one file per layer kind ─▶ Code of each layer
//!         ─ buffers ─▶ where each value lies, by lifetime
//!         ─ batch ─▶ how many samples at a time
//! ```

pub mod activation;
mod batch;
mod buffers;
mod checks;
pub mod dense;
mod literals;
mod segment;

pub use self::activation::Activate;
pub use self::batch::{BLOCK_BYTES, Batch};
pub use self::buffers::Buffers;
pub use self::checks::compiled_cases;
pub use self::literals::Literals;
pub use self::segment::{SEGMENT, Segment};

use crate::{Float, Layer, Network, Node, Unroll, ValueId};

/// What code a network becomes.
#[derive(Debug)]
pub struct Plan<'n, T> {
    network: &'n Network<T>,
    steps: Vec<Step<'n, T>>,
    segments: Vec<Segment>,
    buffers: Buffers,
    batch: Batch,
}

/// A layer, with what code it becomes.
#[derive(Debug)]
pub struct Step<'n, T> {
    /// The layer, with the values that it takes and gives.
    pub node: &'n Node<T>,
    /// The numbers that it takes.
    pub inputs: usize,
    /// The numbers that it gives.
    pub outputs: usize,
    /// What it becomes.
    pub code: Code<'n, T>,
}

/// What the planner asks of a layer's code.
pub(crate) trait Planned {
    /// Returns the length of the array that a forward pass leaves: the outputs, filled up to whole registers
    /// where sums are taken in registers.
    fn padded(&self) -> usize;

    /// Returns the same for each sample of a block.
    fn block_padded(&self) -> usize {
        self.padded()
    }

    /// Returns whether the array that a forward pass leaves may be changed where it is.
    fn is_mutable(&self) -> bool;

    /// Returns whether there is more than straight-line code.
    fn has_loops(&self) -> bool;

    /// Returns whether kernels take several samples of a batch at a time.
    fn takes_blocks(&self) -> bool;

    /// Returns whether samples may go through side by side.
    fn fits_side_by_side(&self) -> bool;

    /// Returns about how many numbers are on the stack.
    fn stack(&self) -> usize;

    /// Returns what a reader is told; none where there is nothing to choose.
    fn told(&self) -> Option<Told>;
}

/// What a reader is told about the code of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Told {
    /// What the code is.
    pub code: String,
    /// The reason for it.
    pub why: &'static str,
    /// What the code is on processors without vector registers.
    pub without_registers: String,
}

/// What a layer's code is made from.
pub(crate) struct Place {
    /// The strategy that the file asks for.
    pub(crate) unroll: Unroll,
    /// The numbers that the layer takes.
    pub(crate) inputs: usize,
    /// The padded length of the array that it takes, where the layer may change that.
    pub(crate) in_place: Option<usize>,
}

/// How the code of a layer is planned.
pub(crate) trait PlanLayer<'n, L> {
    /// Plans the code of `layer`.
    fn plan(layer: &'n L, place: &Place) -> Self;

    /// Returns about how many statements straight-line code of the layer has.
    fn straight_line_length(layer: &L) -> usize;
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $variant:ident;)*) => {
        /// The code of a layer, by its kind.
        #[derive(Debug)]
        pub enum Code<'n, T> {
            $($(#[$doc])* $variant($name::Code<'n, T>),)*
        }

        impl<'n, T: Float> Code<'n, T> {
            fn plan(layer: &'n Layer<T>, place: &Place) -> Self {
                match layer {
                    $(Layer::$variant(layer) => Self::$variant($name::Code::plan(layer, place)),)*
                }
            }

            fn asked(&self) -> &dyn Planned {
                match self {
                    $(Self::$variant(code) => code,)*
                }
            }
        }

        /// Returns about how many statements straight-line code of a layer has.
        pub(crate) fn straight_line_length<T: Float>(layer: &Layer<T>) -> usize {
            match layer {
                $(Layer::$variant(layer) => $name::Code::straight_line_length(layer),)*
            }
        }
    };
}

xornet_core::with_layers!(codes! {});

impl<T: Float> Step<'_, T> {
    /// Returns the length of the array that a forward pass leaves: the outputs, filled up to whole registers
    /// where sums are taken in registers.
    #[must_use]
    pub fn padded(&self) -> usize {
        self.code.asked().padded()
    }

    /// Returns the same for each sample of a block.
    #[must_use]
    pub fn block_padded(&self) -> usize {
        self.code.asked().block_padded()
    }

    /// Returns whether kernels take several samples of a batch at a time.
    #[must_use]
    pub fn takes_blocks(&self) -> bool {
        self.code.asked().takes_blocks()
    }

    /// Returns what a reader is told about the code; none where there is nothing to choose.
    #[must_use]
    pub fn told(&self) -> Option<Told> {
        self.code.asked().told()
    }
}

impl<'n, T: Float> Plan<'n, T> {
    /// Plans the code of a network by the strategy that its file asks for.
    #[must_use]
    pub fn new(network: &'n Network<T>) -> Self {
        Self::with(network, network.unroll())
    }

    /// Plans the code of a network by another strategy.
    #[must_use]
    pub fn with(network: &'n Network<T>, unroll: Unroll) -> Self {
        let buffers = Buffers::of(network);
        let segments = segment::segments(network);
        let mut steps: Vec<Step<'n, T>> = Vec::with_capacity(network.nodes().len());
        for (index, node) in network.nodes().iter().enumerate() {
            // An array that comes from another function is borrowed.
            let same_segment = |step: usize| step / SEGMENT == index / SEGMENT;
            let in_place = buffers.in_place(index).and_then(|before| {
                let step = steps.get(before).filter(|_| same_segment(before))?;
                let code = step.code.asked();
                code.is_mutable().then(|| code.padded())
            });
            let length = |id: &ValueId| network.length(*id);
            let inputs = node.inputs().iter().map(length).sum();
            let place = Place {
                unroll,
                inputs,
                in_place,
            };
            steps.push(Step {
                node,
                inputs,
                outputs: network.length(node.output()),
                code: Code::plan(node.layer(), &place),
            });
        }
        let batch = Batch::of(network, &steps, &segments);
        Self {
            network,
            steps,
            segments,
            buffers,
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

    /// Returns the steps in pieces of bounded length, each to be a function.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Returns where the values lie.
    #[must_use]
    pub fn buffers(&self) -> &Buffers {
        &self.buffers
    }

    /// Returns how a batch is taken.
    #[must_use]
    pub fn batch(&self) -> Batch {
        self.batch
    }

    /// Returns whether there is more than straight-line code.
    #[must_use]
    pub fn has_loops(&self) -> bool {
        self.steps.iter().any(|step| step.code.asked().has_loops())
    }

    /// Returns about how many bytes of stack a forward pass takes in an optimised build. Measured
    /// networks took no more (tests/targets/costs).
    #[must_use]
    pub fn stack_estimate(&self) -> usize {
        const CALLS: usize = 256;
        let numbers: usize = self
            .steps
            .iter()
            .map(|step| step.code.asked().stack())
            .sum();
        CALLS + numbers * size_of::<T>()
    }

    /// Returns the bytes of the vectors of a block of samples.
    #[must_use]
    pub fn block_bytes(&self) -> usize {
        batch::block_bytes(&self.steps)
    }
}

/// Bytes of the cache next to the core, on most processors.
pub const FIRST_LEVEL_CACHE: usize = 32 * 1024;
