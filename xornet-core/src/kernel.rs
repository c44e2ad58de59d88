//! The names of the kernels that are compiled with `xornet`, and the sizes of their tiles.
//!
//! The planner asks here for the kernel of a tile, and `xornet` compiles the same list: so every kernel that the
//! planner can use exists.

/// The bytes of a wide SIMD vector. On processors with narrower registers, kernels use two in place of one.
pub const WIDE_BYTES: usize = 32;

/// The bytes of a narrow SIMD vector.
pub const NARROW_BYTES: usize = 16;

/// The number of SIMD vectors of units that a pruned layer sums at the same time, each with its own list of inputs.
pub const LISTS: usize = 4;

/// The number of samples in a block of a batch. With two SIMD vectors of units for each sample, their sums fill
/// twelve of the sixteen registers that most processors have.
pub const SAMPLES: usize = 6;

/// The number of samples that a small network takes side by side, one in each lane.
pub const SIDE_BY_SIDE: usize = 8;

/// The largest height of the window of a convolution of eight bits that has a kernel.
pub const WINDOW_HEIGHT: usize = 16;

/// The most parts with neighbouring inputs of such a window.
pub const WINDOW_PARTS: usize = 32;

/// The name of a kernel: a method of `Kernels` in `xornet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel(&'static str);

impl Kernel {
    /// Returns the method's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// Returns the names of all kernels.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let columns = COLUMNS.iter().map(|kernel| kernel.0);
        let rows = ROWS.iter().map(|kernel| kernel.0);
        columns
            .chain(rows)
            .chain(BLOCKS.iter().map(|kernel| kernel.0))
            .chain(FILTERS.iter().map(|kernel| kernel.0))
            .chain(CHANNELS.iter().map(|kernel| kernel.0))
    }

    /// Returns the kernel for tiles of `registers` wide SIMD vectors of units with `partial` partial sums, which
    /// also applies `relu` if that is set; `None` if there is no such kernel.
    #[must_use]
    pub fn columns(registers: usize, partial: usize, relu: bool) -> Option<Self> {
        let found = COLUMNS
            .iter()
            .find(|kernel| kernel.1 == (registers, partial, relu));
        found.map(|kernel| Self(kernel.0))
    }

    /// Returns the kernel for tiles of `units` units with `partial` partial sums; `None` if there is no such kernel.
    #[must_use]
    pub fn rows(units: usize, partial: usize) -> Option<Self> {
        let found = ROWS.iter().find(|kernel| kernel.1 == (units, partial));
        found.map(|kernel| Self(kernel.0))
    }

    /// Returns the kernel for tiles of `registers` wide SIMD vectors of units, for each of [`SAMPLES`] samples, which
    /// also applies `relu` if that is set; `None` if there is no such kernel.
    #[must_use]
    pub fn block(registers: usize, relu: bool) -> Option<Self> {
        let found = BLOCKS.iter().find(|kernel| kernel.1 == (registers, relu));
        found.map(|kernel| Self(kernel.0))
    }

    /// Returns the kernel for convolutions in tiles of `registers` wide SIMD vectors of filters, and the most positions of
    /// a tile; `None` if there is no such kernel.
    #[must_use]
    pub fn filters(registers: usize) -> Option<(Self, usize)> {
        let found = FILTERS.iter().find(|kernel| kernel.1.0 == registers);
        found.map(|kernel| (Self(kernel.0), kernel.1.1))
    }

    /// Returns the kernel for depthwise convolutions in tiles of `registers` wide SIMD vectors of channels, and the most
    /// positions of a tile; `None` if there is no such kernel.
    #[must_use]
    pub fn channels(registers: usize) -> Option<(Self, usize)> {
        let found = CHANNELS.iter().find(|kernel| kernel.1.0 == registers);
        found.map(|kernel| (Self(kernel.0), kernel.1.1))
    }
}

/// Passes the list of all kernels to a macro: the name of each and the size of its tiles. For `columns`, that is the
/// number of SIMD vectors of units, the number of partial sums, and whether they apply `relu`; for `rows`, the number
/// of units and the number of partial sums; for `blocks`, the number of SIMD vectors of units, and whether they apply
/// `relu`; for `filters` and `channels` of convolutions, the number of SIMD vectors of these, and the
/// most positions. Eight sums keep both units for additions busy. With two vectors of weights, twelve sums read fewer of
/// them for each product, and leave one of sixteen registers for the inputs.
#[doc(hidden)]
#[macro_export]
macro_rules! with_kernels {
    ($($then:ident)::+! { $($arguments:tt)* }) => {
        $($then)::+! {
            $($arguments)*
            columns {
                columns_2x2(2, 2, false)
                columns_2x2_relu(2, 2, true)
                columns_2x4(2, 4, false)
                columns_2x4_relu(2, 4, true)
                columns_3x2(3, 2, false)
                columns_3x2_relu(3, 2, true)
                columns_4x1(4, 1, false)
                columns_4x1_relu(4, 1, true)
                columns_4x2(4, 2, false)
                columns_4x2_relu(4, 2, true)
                columns_5x1(5, 1, false)
                columns_5x1_relu(5, 1, true)
                columns_6x1(6, 1, false)
                columns_6x1_relu(6, 1, true)
                columns_7x1(7, 1, false)
                columns_7x1_relu(7, 1, true)
                columns_8x1(8, 1, false)
                columns_8x1_relu(8, 1, true)
            }
            rows {
                rows_1x16(1, 16)
                rows_1x32(1, 32)
                rows_1x8(1, 8)
                rows_2x16(2, 16)
                rows_2x8(2, 8)
                rows_3x8(3, 8)
                rows_4x8(4, 8)
                rows_5x8(5, 8)
            }
            blocks {
                columns_4x1_block(4, false)
                columns_4x1_relu_block(4, true)
                columns_5x1_block(5, false)
                columns_5x1_relu_block(5, true)
                columns_6x1_block(6, false)
                columns_6x1_relu_block(6, true)
                columns_7x1_block(7, false)
                columns_7x1_relu_block(7, true)
                columns_8x1_block(8, false)
                columns_8x1_relu_block(8, true)
            }
            filters {
                filters_1(1, 8)
                filters_2(2, 6)
            }
            channels {
                channels_1(1, 8)
                channels_2(2, 4)
            }
        }
    };
}

/// Defines the lists as constants.
macro_rules! tables {
    (
        columns { $($columns:ident($($columns_shape:literal),+))* }
        rows { $($rows:ident($($rows_shape:literal),+))* }
        blocks { $($blocks:ident($($blocks_shape:literal),+))* }
        filters { $($filters:ident($($filters_shape:literal),+))* }
        channels { $($channels:ident($($channels_shape:literal),+))* }
    ) => {
        const COLUMNS: &[(&str, (usize, usize, bool))] =
            &[$((stringify!($columns), ($($columns_shape),+))),*];
        const ROWS: &[(&str, (usize, usize))] = &[$((stringify!($rows), ($($rows_shape),+))),*];
        const BLOCKS: &[(&str, (usize, bool))] =
            &[$((stringify!($blocks), ($($blocks_shape),+))),*];
        const FILTERS: &[(&str, (usize, usize))] =
            &[$((stringify!($filters), ($($filters_shape),+))),*];
        const CHANNELS: &[(&str, (usize, usize))] =
            &[$((stringify!($channels), ($($channels_shape),+))),*];
    };
}

with_kernels!(tables! {});

#[cfg(test)]
mod tests {
    use super::Kernel;

    #[test]
    fn kernels_are_found_by_the_size_of_their_tiles() {
        let name = |kernel: Option<Kernel>| kernel.map(Kernel::name);
        assert_eq!(name(Kernel::columns(2, 4, true)), Some("columns_2x4_relu"));
        assert_eq!(name(Kernel::rows(5, 8)), Some("rows_5x8"));
        assert_eq!(name(Kernel::block(8, false)), Some("columns_8x1_block"));
        assert_eq!(name(Kernel::columns(9, 1, false)), None);
    }
}
