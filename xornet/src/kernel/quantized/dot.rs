use super::rescale::Outputs;

/// The instructions for tiles of eight filters, as a proof that the processor has them.
pub(super) trait Dot: Copy {
    /// The number of bytes of an input in the buffer.
    const BYTES: usize;
    /// Whether the zero point is in the biases.
    const FOLDED: bool;
    /// The tiles of filters whose sums are in registers at a time, if there are as many, for one position and for more.
    const TILES: [usize; 2];

    /// Four inputs, for each filter.
    type Quad: Copy;
    /// Four weights of each of eight filters.
    type Weights: Copy;
    /// The sums of eight filters, or parts of them.
    type Sums: Copy;

    /// Writes inputs as the instructions take them.
    fn write(self, x: &[i8], zero_point: i8, to: &mut [u8]);

    /// Loads four inputs.
    ///
    /// # Safety
    ///
    /// `buffer` must have `4 * BYTES` bytes from `at` on.
    unsafe fn quad(self, buffer: &[u8], at: usize) -> Self::Quad;

    /// Loads weights.
    fn weights(self, weights: &[i8; 32]) -> Self::Weights;

    /// Begins sums by biases.
    fn begin(self, biases: &[i32; 8]) -> Self::Sums;

    /// Adds the products of inputs and weights.
    fn add(self, sums: Self::Sums, weights: Self::Weights, quad: Self::Quad) -> Self::Sums;

    /// Returns the sums.
    fn sums(self, sums: Self::Sums) -> [i32; 8];

    /// Writes the outputs for sums.
    #[inline(always)]
    fn outputs(self, outputs: &Outputs, sums: &[i32; 8], to: &mut [i8; 8]) {
        outputs.write(sums, to);
    }
}

/// The instructions for tiles of sixteen channels, as a proof that the processor has them. Inputs are integers of 16 bits
/// less the zero point.
pub(super) trait Pairs: Copy {
    /// Sixteen channels of an input.
    type Inputs: Copy;
    /// The weights of sixteen channels for two positions.
    type Weights: Copy;
    /// The sums of sixteen channels.
    type Sums: Copy;

    /// Loads sixteen inputs.
    ///
    /// # Safety
    ///
    /// `buffer` must have 32 bytes from `at` on.
    unsafe fn inputs(self, buffer: &[u8], at: usize) -> Self::Inputs;

    /// Loads weights.
    fn weights(self, weights: &[i8; 32]) -> Self::Weights;

    /// Begins sums by biases.
    fn begin(self, biases: [&[i32; 8]; 2]) -> Self::Sums;

    /// Adds the products of inputs at two positions and weights.
    fn add(self, sums: Self::Sums, weights: Self::Weights, inputs: [Self::Inputs; 2])
    -> Self::Sums;

    /// Returns the sums.
    fn sums(self, sums: Self::Sums) -> [[i32; 8]; 2];

    /// Writes the outputs for sums.
    #[inline(always)]
    fn outputs(self, outputs: &Outputs, sums: &[i32; 8], to: &mut [i8; 8]) {
        outputs.write(sums, to);
    }
}

/// Writes inputs less the zero point, in 16 bits.
#[inline(always)]
pub(super) fn write_wide(x: &[i8], zero_point: i8, to: &mut [u8]) {
    for (to, &x) in to.as_chunks_mut().0.iter_mut().zip(x) {
        *to = (i16::from(x) - i16::from(zero_point)).to_ne_bytes();
    }
}
