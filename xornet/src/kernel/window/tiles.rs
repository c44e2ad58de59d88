use xornet_core::{Run, Steps};

/// The windows along one axis.
#[derive(Clone, Copy, Debug)]
pub struct Axis<'a> {
    pub(in crate::kernel) runs: &'a [Run],
    pub(in crate::kernel) steps: Steps,
    pub(in crate::kernel) input: usize,
    pub(in crate::kernel) output: usize,
    pub(in crate::kernel) kernel: usize,
}

impl<'a> Axis<'a> {
    /// Makes an axis of this many inputs, outputs and positions of the kernel.
    #[must_use]
    pub const fn new(runs: &'a [Run], steps: Steps, [input, output, kernel]: [usize; 3]) -> Self {
        Self {
            runs,
            steps,
            input,
            output,
            kernel,
        }
    }
}

/// A convolution in tiles of filters.
#[derive(Clone, Copy, Debug)]
pub struct Tiles<'a, T> {
    pub(in crate::kernel) height: Axis<'a>,
    pub(in crate::kernel) width: Axis<'a>,
    pub(in crate::kernel) channels: usize,
    pub(in crate::kernel) filters: usize,
    pub(in crate::kernel) groups: usize,
    pub(in crate::kernel) group_channels: usize,
    pub(in crate::kernel) group_filters: usize,
    /// For each tile: the biases of its filters, and then their weights `[height][width][channels / groups]`. A tile of a
    /// depthwise convolution has filters of several groups, and only that has.
    pub(in crate::kernel) table: &'a [T],
    /// Whether `relu` is applied to the sums.
    pub(in crate::kernel) relu: bool,
}

impl<'a, T> Tiles<'a, T> {
    /// Makes a convolution of this many channels, filters and groups, with a table that the planner made.
    ///
    /// # Panics
    ///
    /// If there are no groups.
    #[must_use]
    pub const fn new(
        [height, width]: [Axis<'a>; 2],
        [channels, filters, groups]: [usize; 3],
        table: &'a [T],
        relu: bool,
    ) -> Self {
        Self {
            height,
            width,
            channels,
            filters,
            groups,
            group_channels: channels / groups,
            group_filters: filters / groups,
            table,
            relu,
        }
    }

    /// Returns the number of rows of each tile.
    #[inline(always)]
    pub(in crate::kernel) fn rows(&self) -> usize {
        1 + self.height.kernel * self.width.kernel * self.group_channels
    }
}
