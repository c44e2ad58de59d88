use xornet_core::WindowAxis;
use xornet_core::kernel::{WINDOW_HEIGHT, WINDOW_PARTS};
use xornet_core::quantized::{Convolution, Dense, Rescale};

/// The bytes after a row, which are read with its last inputs, and multiplied by weights of zero.
const MARGIN: usize = 32;

/// The largest number of positions of a dense layer, or of a convolution with a kernel of one position, that are computed
/// at a time.
pub(super) const LINE: usize = 64;

/// A dense layer or a convolution, as kernels take it.
#[derive(Clone, Copy, Debug)]
pub struct Products<'a> {
    pub(super) height: WindowAxis,
    pub(super) width: WindowAxis,
    pub(super) channels: usize,
    pub(super) filters: usize,
    pub(super) depthwise: bool,
    /// The weights in the order in which kernels take them. For each tile of eight filters: for each row of the kernel, for
    /// each four neighbouring inputs, the weights of the filters for these. For each tile of sixteen channels of a depthwise
    /// convolution: for each row of the kernel, for each two neighbouring positions, the weights of the channels for these.
    pub(super) table: &'a [i8],
    pub(super) biases: &'a [i32],
    /// The biases for inputs that are moved, see [`fold`].
    pub(super) folded: &'a [i32],
    pub(super) zero_point: i8,
    pub(super) rescale: Rescale<'a>,
}

impl<'a> Products<'a> {
    /// Makes a convolution, with a table that the planner made.
    ///
    /// # Panics
    ///
    /// If the window is higher, or has more parts, than those of this module can be.
    #[must_use]
    pub const fn convolution(layer: &Convolution<'a>, table: &'a [i8], folded: &'a [i32]) -> Self {
        let (height, width) = (layer.height, layer.width);
        assert!(height.kernel <= WINDOW_HEIGHT, "the kernel is too high");
        let depthwise = layer.groups > 1;
        let line = !depthwise && is_point(&height) && is_point(&width);
        let products = Self {
            height: if line { WindowAxis::ONE } else { height },
            width: if line {
                points(height.input * width.input)
            } else {
                width
            },
            channels: layer.channels,
            filters: layer.filters,
            depthwise,
            table,
            biases: layer.biases,
            folded,
            zero_point: layer.zero_point,
            rescale: layer.rescale,
        };
        assert!(
            depthwise || height.kernel * products.parts().0 <= WINDOW_PARTS,
            "the window has too many parts"
        );
        products
    }

    /// Makes a dense layer of so many rows, with a table that the planner made.
    #[must_use]
    pub const fn dense(layer: &Dense<'a>, rows: usize, table: &'a [i8], folded: &'a [i32]) -> Self {
        Self {
            height: WindowAxis::ONE,
            width: points(rows),
            channels: layer.inputs,
            filters: layer.units,
            depthwise: false,
            table,
            biases: layer.biases,
            folded,
            zero_point: layer.zero_point,
            rescale: layer.rescale,
        }
    }

    /// Returns the number of bytes that the kernel needs for the rows of the input; none on targets without SIMD.
    #[must_use]
    pub const fn buffer(&self) -> usize {
        if cfg!(any(
            target_feature = "sse2",
            target_feature = "neon",
            target_feature = "simd128"
        )) {
            self.slots() * self.pitch(2)
        } else {
            0
        }
    }

    /// Returns whether all positions are neighbours with a window of one position.
    #[inline(always)]
    pub(super) const fn is_line(&self) -> bool {
        !self.depthwise && self.height.input == 1 && is_point(&self.height) && is_point(&self.width)
    }

    /// Returns the number of rows of the input that are kept at a time.
    #[inline(always)]
    pub(super) const fn slots(&self) -> usize {
        extent(&self.height)
    }

    /// Returns the number of inputs of a row with its padding.
    #[inline(always)]
    pub(super) const fn row(&self) -> usize {
        let width = if self.is_line() {
            if self.width.output < LINE {
                self.width.output
            } else {
                LINE
            }
        } else {
            (self.width.output - 1) * self.width.stride + extent(&self.width)
        };
        width * self.channels
    }

    /// Returns the distance between rows in the buffer, if an input has so many bytes.
    #[inline(always)]
    pub(super) const fn pitch(&self, bytes: usize) -> usize {
        self.row() * bytes + MARGIN
    }

    /// Returns the number of parts of a window with neighbouring inputs in each row of the kernel, and the number of inputs
    /// of a part.
    #[inline(always)]
    pub(super) const fn parts(&self) -> (usize, usize) {
        if self.width.dilation == 1 {
            (1, self.width.kernel * self.channels)
        } else {
            (self.width.kernel, self.channels)
        }
    }
}

/// Returns the number of positions from the first to the last of a window.
const fn extent(axis: &WindowAxis) -> usize {
    (axis.kernel - 1) * axis.dilation + 1
}

/// Returns whether each output has a window of one position, its own.
const fn is_point(axis: &WindowAxis) -> bool {
    axis.kernel == 1 && axis.stride == 1 && axis.before == 0 && axis.input == axis.output
}

/// Returns an axis of windows of one position.
const fn points(count: usize) -> WindowAxis {
    WindowAxis::new(count, count, 1, 1, 1, 0)
}

/// Returns the biases for inputs that are multiplied without their zero point, or by an instruction that takes them
/// plus 128: less the sums of each filter's weights times that offset.
#[must_use]
pub const fn fold<const N: usize>(biases: &[i32], sums: &[i32; N], zero_point: i8) -> [i32; N] {
    let unsigned = cfg!(any(target_arch = "x86", target_arch = "x86_64"));
    let offset = zero_point as i32 + if unsigned { 128 } else { 0 };
    let mut folded = [0; N];
    let mut i = 0;
    while i < N && i < biases.len() {
        folded[i] = biases[i].wrapping_sub(sums[i].wrapping_mul(offset));
        i += 1;
    }
    folded
}
