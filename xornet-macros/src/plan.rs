//! How each layer becomes code.

use xornet_model::{Activation, Dense, Float, Layer, Network, Unroll};

use crate::sparse::Sparse;
use crate::tile::{self, Loops};

/// A network, layer by layer, with the shape of each layer's code.
pub(crate) struct Plan<'a, T> {
    pub(crate) steps: Vec<Step<'a, T>>,
}

impl<T> Plan<'_, T> {
    /// Whether there is more than straight-line code.
    pub(crate) fn has_loops(&self) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Dense { code, .. } => !matches!(code, Code::Lines(_)),
            Step::Activation { .. } => false,
        })
    }
}

pub(crate) enum Step<'a, T> {
    Dense {
        dense: &'a Dense<T>,
        code: Code<T>,
    },
    Activation {
        width: usize,
        activation: Activation<T>,
    },
}

impl<T: Float> Step<'_, T> {
    /// The length of the vector that the step leaves.
    pub(crate) fn units(&self) -> usize {
        match self {
            Self::Dense { dense, .. } => dense.units(),
            Self::Activation { width, .. } => *width,
        }
    }
}

/// The code of a dense layer.
pub(crate) enum Code<T> {
    /// Straight-line code with literal weights, in functions of bounded length.
    Lines(Vec<Part<T>>),
    /// Loops over register tiles.
    Loops(Loops),
    /// Loops over the registers of weights that are left of a pruned layer.
    Sparse(Sparse<T>),
}

/// One function of straight-line code: some partial sums, or a piece of one.
pub(crate) struct Part<T> {
    pub(crate) sums: Vec<Terms<T>>,
}

/// Products to add to one partial sum of a unit, in the order of the inputs.
pub(crate) struct Terms<T> {
    pub(crate) unit: usize,
    pub(crate) partial: usize,
    /// Whether the sum goes on from a piece before this one.
    pub(crate) continued: bool,
    pub(crate) products: Vec<(usize, T)>,
}

/// Products in one function of straight-line code. The compiler's time grows faster than the
/// length of a function, so that the sum over many short ones stays close to linear.
const PART: usize = 512;

pub(crate) fn plan<T: Float>(network: &Network<T>) -> Plan<'_, T> {
    let mut width = network.inputs();
    let steps = network
        .layers()
        .iter()
        .map(|layer| match layer {
            Layer::Dense(dense) => {
                width = dense.units();
                let code = code(dense, network.unroll());
                Step::Dense { dense, code }
            }
            Layer::Activation(activation) => Step::Activation {
                width,
                activation: *activation,
            },
        })
        .collect();
    Plan { steps }
}

fn code<T: Float>(dense: &Dense<T>, unroll: Unroll) -> Code<T> {
    match unroll {
        Unroll::Full => Code::Lines(parts(dense)),
        Unroll::None => Code::Loops(Loops::of(dense)),
        Unroll::Auto => fastest(dense),
    }
}

/// The rule of `unroll = "auto"`, from `cargo bench --bench shapes`, which holds the shapes of code
/// against each other. On a Zen 4 core
///
/// * in a layer of one unit and up to 16 products, straight-line code is as fast as anything, and
///   the smallest; of several units, the sums had better be in one register for the activation;
/// * otherwise it is faster only in pruned layers: in narrow ones, whose sums are in parts, up to
///   one nonzero weight in eight, in others up to one in 25, if they are small;
/// * leaving out zero registers pays once less than 65 % of them are left, or less than 40 % where
///   the whole table is in the first-level cache, since dense tiles are at their best there.
fn fastest<T: Float>(dense: &Dense<T>) -> Code<T> {
    let weights = dense.weights().len();
    let products = dense
        .weights()
        .iter()
        .filter(|weight| !weight.is_zero())
        .count();
    let narrow = tile::partial_sums(dense.inputs(), dense.units()) > 1;
    let (most, one_in) = if narrow {
        (LONGEST_LINES, 8)
    } else {
        (LONGEST_LINES / 8, 25)
    };
    let few = products <= 16 && dense.units() == 1 || one_in * products <= weights;
    if few && products + dense.units() <= most {
        return Code::Lines(parts(dense));
    }
    if !narrow && 2 * products <= weights {
        let sparse = Sparse::of(dense);
        let cached = size_of_val(dense.weights()) <= FIRST_LEVEL_CACHE;
        if sparse.density(dense) < if cached { 0.4 } else { 0.65 } {
            return Code::Sparse(sparse);
        }
    }
    Code::Loops(Loops::of(dense))
}

/// Products and units past which straight-line code is larger than a first-level cache, and slow to
/// compile.
const LONGEST_LINES: usize = 4096;

/// Bytes of the cache next to the core, on most processors.
pub(crate) const FIRST_LEVEL_CACHE: usize = 32 * 1024;

fn parts<T: Float>(dense: &Dense<T>) -> Vec<Part<T>> {
    let count = tile::partial_sums(dense.inputs(), dense.units());
    let mut parts = Vec::new();
    let mut current = Part { sums: Vec::new() };
    let mut room = PART;
    for unit in 0..dense.units() {
        for partial in 0..count {
            let products: Vec<_> = (partial..dense.inputs())
                .step_by(count)
                .map(|input| (input, dense.weights()[input * dense.units() + unit]))
                .filter(|(_, weight)| !weight.is_zero())
                .collect();
            let mut pieces: Vec<_> = products.chunks(PART).map(<[_]>::to_vec).collect();
            if pieces.is_empty() && partial == 0 {
                pieces.push(Vec::new());
            }
            for (piece, products) in pieces.into_iter().enumerate() {
                // One for the sum itself, so that a part without any weight is bounded, too.
                let length = products.len() + 1;
                if length > room && !current.sums.is_empty() {
                    parts.push(current);
                    current = Part { sums: Vec::new() };
                    room = PART;
                }
                room = room.saturating_sub(length);
                current.sums.push(Terms {
                    unit,
                    partial,
                    continued: piece > 0,
                    products,
                });
            }
        }
    }
    parts.push(current);
    parts
}
