//! How each layer becomes code.

use xornet_model::{Activation, Dense, Float, Layer, Network, Unroll};

/// A network, layer by layer, with the shape of each layer's code.
pub(crate) struct Plan<'a, T> {
    pub(crate) steps: Vec<Step<'a, T>>,
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

/// The code of a dense layer.
pub(crate) enum Code<T> {
    /// Straight-line code with literal weights, in functions of bounded length.
    Lines(Vec<Part<T>>),
    /// Loops over `tiles` register tiles of `lanes` units each.
    Tiles { lanes: usize, tiles: usize },
}

/// One function of straight-line code: some units, or a piece of one unit's sum.
pub(crate) struct Part<T> {
    pub(crate) units: Vec<Terms<T>>,
}

/// Products to add to one unit's sum, in the order of the inputs.
pub(crate) struct Terms<T> {
    pub(crate) unit: usize,
    pub(crate) products: Vec<(usize, T)>,
}

/// Products in one function of straight-line code. The compiler's time grows faster than the
/// length of a function, so that the sum over many short ones stays close to linear.
const PART: usize = 512;

/// The widest tile, in bytes: 32 single-precision sums fill eight SSE2 registers and leave as many
/// for the weights.
const TILE_BYTES: usize = 128;

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
    let lines = match unroll {
        Unroll::Full => true,
        Unroll::None => false,
        Unroll::Auto => lines_are_as_fast(dense),
    };
    if lines {
        Code::Lines(parts(dense))
    } else {
        tiles::<T>(dense.units())
    }
}

/// The rule of `unroll = "auto"`. `cargo bench --bench shapes` holds both shapes of code against
/// each other; on a Zen 4 core with SSE2, straight-line code was as fast or faster
///
/// * up to 16 products, whatever the shape,
/// * up to one product per input, where a tile waits on its adder for each input,
/// * up to one weight in eight that is not zero: 0.5 to 0.7 of the time of tiles at 10 %, against
///   1.3 to 1.9 of it at 25 % in large layers.
///
/// Past 4096 products its code would be larger than a first-level cache and slow to compile.
fn lines_are_as_fast<T: Float>(dense: &Dense<T>) -> bool {
    let products = dense
        .weights()
        .iter()
        .filter(|weight| !weight.is_zero())
        .count();
    let few = products <= 16 || products <= dense.inputs() || 8 * products <= dense.weights().len();
    few && products + dense.units() <= 4096
}

/// Cuts the units into tiles that are as wide as allowed and as even as possible, in steps of one
/// SSE2 register.
fn tiles<T>(units: usize) -> Code<T> {
    let register = 16 / size_of::<T>();
    let widest = TILE_BYTES / size_of::<T>();
    let lanes = units
        .div_ceil(units.div_ceil(widest))
        .next_multiple_of(register);
    Code::Tiles {
        lanes,
        tiles: units.div_ceil(lanes),
    }
}

fn parts<T: Float>(dense: &Dense<T>) -> Vec<Part<T>> {
    let mut parts = Vec::new();
    let mut current = Part { units: Vec::new() };
    let mut room = PART;
    for unit in 0..dense.units() {
        let products: Vec<_> = (0..dense.inputs())
            .map(|input| (input, dense.weights()[input * dense.units() + unit]))
            .filter(|(_, weight)| !weight.is_zero())
            .collect();
        let mut pieces: Vec<_> = products.chunks(PART).map(<[_]>::to_vec).collect();
        if pieces.is_empty() {
            pieces.push(Vec::new());
        }
        for products in pieces {
            // One for the unit itself, so that a part without any weight is bounded, too.
            let length = products.len() + 1;
            if length > room && !current.units.is_empty() {
                parts.push(current);
                current = Part { units: Vec::new() };
                room = PART;
            }
            room = room.saturating_sub(length);
            current.units.push(Terms { unit, products });
        }
    }
    parts.push(current);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(units: usize) -> (usize, usize) {
        match tiles::<f32>(units) {
            Code::Tiles { lanes, tiles } => (lanes, tiles),
            Code::Lines(_) => unreachable!("tiles are tiles"),
        }
    }

    #[test]
    fn tiles_are_even() {
        assert_eq!(shape(1), (4, 1));
        assert_eq!(shape(10), (12, 1));
        assert_eq!(shape(32), (32, 1));
        assert_eq!(shape(33), (20, 2));
        assert_eq!(shape(64), (32, 2));
        assert_eq!(shape(100), (28, 4));
    }

    #[test]
    fn tiles_cover_the_units_without_an_idle_one() {
        for units in 1..=1000 {
            let (lanes, tiles) = shape(units);
            assert!(lanes <= 32 && lanes * tiles >= units && lanes * (tiles - 1) < units);
        }
    }
}
