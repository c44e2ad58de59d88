//! The weights of dense layers and convolutions in the order in which kernels take them.

use xornet_core::kernel::{WINDOW_HEIGHT, WINDOW_PARTS};
use xornet_core::quantized::{Convolution, Dense, Layer};

/// The filters of a tile.
const FILTERS: usize = 8;

/// The neighbouring inputs that an instruction multiplies, of which it adds the products.
const INPUTS: usize = 4;

/// The channels of a tile of a depthwise convolution.
const CHANNELS: usize = 16;

/// The weights of a layer as kernels take them, and the sums of each filter's weights.
#[derive(Debug)]
pub struct Packed {
    /// The table of all tiles.
    pub table: Vec<i8>,
    /// The sum of the weights of each filter.
    pub sums: Vec<i32>,
}

impl Packed {
    /// Packs a layer; returns `None` if it has no kernel, or is too small to gain by one.
    pub(super) fn of(layer: &Layer<'_>) -> Option<Self> {
        match layer {
            Layer::Dense(layer) => Self::dense(layer),
            Layer::Convolution(layer) if layer.groups == 1 => Self::convolution(layer),
            Layer::Convolution(layer) => Self::depthwise(layer),
            _ => None,
        }
    }

    fn dense(layer: &Dense<'_>) -> Option<Self> {
        if layer.inputs < INPUTS || layer.inputs * layer.units < FILTERS * INPUTS {
            return None;
        }
        Some(Self {
            table: tiles(layer.weights, layer.inputs, layer.units),
            sums: sums(layer.weights, layer.units),
        })
    }

    fn convolution(layer: &Convolution<'_>) -> Option<Self> {
        let (height, width) = (layer.height, layer.width);
        let (parts, part) = match width.dilation {
            1 => (1, width.kernel * layer.channels),
            _ => (width.kernel, layer.channels),
        };
        if height.kernel > WINDOW_HEIGHT
            || height.kernel * parts > WINDOW_PARTS
            || layer.weights.len() < FILTERS * INPUTS
        {
            return None;
        }
        Some(Self {
            table: tiles(layer.weights, part, layer.filters),
            sums: sums(layer.weights, layer.filters),
        })
    }

    fn depthwise(layer: &Convolution<'_>) -> Option<Self> {
        let channels = layer.channels;
        if layer.groups != channels
            || layer.filters != channels
            || channels < FILTERS
            || layer.height.kernel > WINDOW_HEIGHT
        {
            return None;
        }
        let mut table = Vec::new();
        for first in (0..channels).step_by(CHANNELS) {
            // The last tile computes channels of the one before once more, rather than padding.
            let first = first.min(channels.saturating_sub(CHANNELS));
            for row in layer.weights.chunks(layer.width.kernel * channels) {
                for pair in row.chunks(2 * channels) {
                    for channel in first..first + CHANNELS {
                        for position in 0..2 {
                            let place = position * channels + channel;
                            let weight = pair.get(place).filter(|_| channel < channels);
                            table.push(weight.copied().unwrap_or(0));
                        }
                    }
                }
            }
        }
        Some(Self {
            table,
            sums: sums(layer.weights, channels),
        })
    }
}

/// Cuts the weights of filters into tiles: for each, for every four neighbouring inputs of a part of the window, the weights
/// of its filters.
fn tiles(weights: &[i8], part: usize, filters: usize) -> Vec<i8> {
    let mut table = Vec::new();
    for first in (0..filters).step_by(FILTERS) {
        for part in weights.chunks(part * filters) {
            for quad in part.chunks(INPUTS * filters) {
                for filter in first..first + FILTERS {
                    for input in 0..INPUTS {
                        let weight = quad.get(input * filters + filter);
                        let weight = weight.filter(|_| filter < filters);
                        table.push(weight.copied().unwrap_or(0));
                    }
                }
            }
        }
    }
    table
}

/// Returns the sum of the weights of each filter.
fn sums(weights: &[i8], filters: usize) -> Vec<i32> {
    let of_filter = |filter: usize| {
        let weights = weights.iter().skip(filter).step_by(filters);
        weights.map(|&weight| i32::from(weight)).sum()
    };
    (0..filters).map(of_filter).collect()
}

#[cfg(test)]
mod tests {
    use super::tiles;

    #[test]
    fn tiles_have_four_inputs_of_eight_filters() {
        // Five inputs of nine filters.
        let weights: Vec<i8> = (0..45).collect();
        let table = tiles(&weights, 5, 9);
        assert_eq!(table.len(), 2 * 2 * 32);
        assert_eq!(table[..8], [0, 9, 18, 27, 1, 10, 19, 28]);
        // The fifth input of the first two filters, and padding.
        assert_eq!(table[32..40], [36, 0, 0, 0, 37, 0, 0, 0]);
        // The ninth filter, and padding.
        assert_eq!(table[64..72], [8, 17, 26, 35, 0, 0, 0, 0]);
        assert_eq!(table[96..104], [44, 0, 0, 0, 0, 0, 0, 0]);
    }
}
