//! The tiles of a convolution, and the layout of its weights for them.

use xornet_core::kernel::Kernel;

use super::dense::wide;
use super::sums::{Axis, Sums};
use crate::{Activation, Float, quantity};

/// A convolution in tiles of several positions and filters, whose sums stay in registers.
#[derive(Debug)]
pub struct Tiles<T> {
    /// The kernel that computes them.
    pub kernel: Kernel,
    /// The windows along the height and the width.
    pub axes: [Axis; 2],
    /// The number of channels of the input.
    pub channels: usize,
    /// The number of filters.
    pub filters: usize,
    /// The number of groups that channels and filters are divided into.
    pub groups: usize,
    /// The biases and weights of each tile: a row of the biases of its filters, and a row of their weights for each
    /// position of the kernel and channel of the group.
    pub table: Vec<T>,
    /// Whether the kernel applies `relu` to the sums.
    pub relu: bool,
    /// The numbers of positions and of filters of a tile.
    tile: [usize; 2],
}

/// How a convolution is cut into tiles.
struct Cut {
    kernel: Kernel,
    /// The most positions of a tile.
    positions: usize,
    /// The SIMD vectors of filters in a tile.
    registers: usize,
    /// The consecutive filters that tiles are cut from: those of a group, or all of a depthwise convolution.
    filters: usize,
}

impl Cut {
    /// Cuts a convolution; returns `None` if tiles would be mostly padding.
    fn of<T>([channels, filters, groups]: [usize; 3]) -> Option<Self> {
        let lanes = wide::<T>();
        let depthwise = groups > 1 && groups == channels && groups == filters && filters >= lanes;
        let each = if depthwise { filters } else { filters / groups };
        if groups > 1 && 2 * each < lanes {
            return None;
        }
        // The last tile is moved back to whole SIMD vectors, so that two vectors pay if it computes few filters for the
        // second time. A tile of a depthwise convolution must not reach into the channels of the next position.
        let registers = match each.div_ceil(lanes).is_multiple_of(2) {
            true if !depthwise || each >= 2 * lanes => 2,
            _ => 1,
        };
        let (kernel, positions) = if depthwise {
            Kernel::channels(registers)
        } else {
            Kernel::filters(registers)
        }?;
        Some(Self {
            kernel,
            positions,
            registers,
            filters: each,
        })
    }
}

impl<T: Float> Tiles<T> {
    /// Cuts the sums of a convolution into tiles; returns `None` if these would be mostly padding.
    pub(super) fn of(sums: Sums<'_, T>, activation: Activation<T>) -> Option<Self> {
        let Sums {
            axes,
            channels,
            filters,
            groups,
            weights,
            biases,
        } = sums;
        let cut = Cut::of::<T>([channels, filters, groups])?;
        let tile = cut.registers * wide::<T>();
        let each = cut.filters;
        let mut table = Vec::new();
        for group in 0..filters / each {
            for first in (0..each).step_by(tile) {
                let first = group * each + first.min(each.saturating_sub(tile));
                let row = |numbers: &[T]| {
                    let mut row = numbers[first..(first + tile).min((group + 1) * each)].to_vec();
                    row.resize(tile, T::ZERO);
                    row
                };
                table.extend(row(biases));
                table.extend(weights.chunks_exact(filters).flat_map(row));
            }
        }
        Some(Self {
            kernel: cut.kernel,
            axes,
            channels,
            filters,
            groups,
            table,
            relu: activation == Activation::Relu,
            tile: [cut.positions, tile],
        })
    }

    /// Describes the tiles to a reader.
    pub(super) fn describe(&self) -> String {
        let [positions, filters] = self.tile;
        let count = self.axes.iter().map(Axis::outputs).product();
        format!(
            "tiles of {} × {}",
            quantity(positions.min(count), "position"),
            quantity(filters.min(self.filters), "filter")
        )
    }
}

/// Collects the kernels that convolutions ask for.
#[cfg(test)]
pub(super) fn asked<T>(kernels: &mut std::collections::BTreeSet<&'static str>) {
    for filters in 1..=100 {
        for groups in (1..=filters).filter(|groups| filters % groups == 0) {
            let cut = Cut::of::<T>([2 * groups, filters, groups]);
            kernels.extend(cut.map(|cut| cut.kernel.name()));
        }
        let depthwise = Cut::of::<T>([filters, filters, filters]);
        assert_eq!(depthwise.is_some(), filters == 1 || filters >= wide::<T>());
        kernels.extend(depthwise.map(|cut| cut.kernel.name()));
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, wide};

    /// Asserts that tiles of channels are never wider than a position of a depthwise convolution.
    fn fit<T>() {
        for filters in wide::<T>()..=100 {
            let cut = Cut::of::<T>([filters, filters, filters]).expect("tiles");
            let tile = cut.registers * wide::<T>();
            assert!(tile <= filters, "{tile} channels in a tile of {filters}");
        }
    }

    #[test]
    fn tiles_of_channels_fit_into_a_position() {
        fit::<f32>();
        fit::<f64>();
    }
}
