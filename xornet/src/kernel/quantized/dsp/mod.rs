//! Products of eight bits with Arm's DSP instructions, which multiply two pairs of 16-bit integers and add both products.
//! Inputs are taken from where they are, without copies: memory is scarce on these processors.
//!
//! | file | contents |
//! |---|---|
//! | `filters` | dense layers and convolutions |
//! | `channels` | depthwise convolutions |
//! | `window` | the parts of a window that are inside the input |
//! | `instructions` | the instructions as functions |

mod channels;
mod filters;
mod instructions;
mod window;

use core::num::NonZero;

use xornet_core::WindowAxis;
use xornet_core::quantized::{Factors, Multiplier, Rescale};

use super::{Kernels, Products};
use crate::kernel::simd::Dsp;

impl Kernels for Dsp {
    fn products(self, layer: &Products<'_>, _: &mut [u8], x: &[i8], y: &mut [i8]) {
        if layer.depthwise {
            channels::depthwise(layer, x, y);
        } else {
            filters::convolution(layer, x, y);
        }
    }
}

/// Writes the outputs for the sums of the four channels from `channel` on, or of those that there are.
#[inline(never)]
fn write(rescale: &Rescale<'_>, channel: usize, sums: &[i32; 4], y: &mut [i8]) {
    let [a, b, c, d] = *sums;
    // The double of a sum has 32 bits if its two highest bits are equal.
    let highest = (a ^ (a << 1)) | (b ^ (b << 1)) | (c ^ (c << 1)) | (d ^ (d << 1));
    if let Factors::Double(factors) = rescale.factors
        && let Some([e, f, g, h]) = factors.get(channel..).and_then(|rest| rest.first_chunk())
        && let Some(y) = y.get_mut(channel..).and_then(|y| y.first_chunk_mut())
        && highest >= 0
        && e.shift & f.shift & g.shift & h.shift < 0
    {
        let step = Step::new(rescale);
        *y = [
            step.output(a, e),
            step.output(b, f),
            step.output(c, g),
            step.output(d, h),
        ];
    } else {
        one_by_one(rescale, channel, sums, y);
    }
}

/// Writes outputs with other factors than most have, or fewer of them.
#[inline(never)]
fn one_by_one(rescale: &Rescale<'_>, channel: usize, sums: &[i32; 4], y: &mut [i8]) {
    for (index, &sum) in sums.iter().enumerate() {
        if let Some(y) = y.get_mut(channel + index) {
            *y = rescale.output(sum, channel + index);
        }
    }
}

/// The step from sums that can be doubled to outputs, with factors less than a half.
struct Step {
    zero_point: i32,
    least: i32,
    most: i32,
}

impl Step {
    #[inline(always)]
    fn new(rescale: &Rescale<'_>) -> Self {
        let [least, most] = rescale.limits;
        Self {
            zero_point: rescale.zero_point.into(),
            least: least.into(),
            most: most.into(),
        }
    }

    /// Returns the output for a sum, as [`Rescale::output`] does.
    #[inline(always)]
    fn output(&self, sum: i32, factor: &Multiplier) -> i8 {
        let high = instructions::high_product(sum << 1, factor.quotient);
        let exponent = factor.shift.unsigned_abs();
        let half = 1_i32 << (exponent.wrapping_sub(1) & 31);
        // Halves go away from zero.
        let steps = high.wrapping_add(high >> 31).wrapping_add(half) >> (exponent & 31);
        (steps + self.zero_point).max(self.least).min(self.most) as i8
    }
}

/// Returns integers as bytes, four of which are loaded at a time.
#[inline(always)]
fn bytes(numbers: &[i8]) -> &[u8] {
    // SAFETY: both types have the same size and alignment, and all of their bit patterns are valid.
    unsafe { core::slice::from_raw_parts(numbers.as_ptr().cast(), numbers.len()) }
}

/// Returns minus a zero point, twice.
#[inline(always)]
fn offset(zero_point: i8) -> instructions::Pair {
    let offset = (-i16::from(zero_point)).cast_unsigned();
    u32::from(offset) * 0x1_0001
}

/// Returns the positions of a window that are inside the input, as [`WindowAxis::taps`] does, but by a division that cannot
/// panic at any level of optimisation.
#[inline(never)]
fn taps(axis: &WindowAxis, output: usize) -> (usize, usize) {
    let Some(dilation) = NonZero::new(axis.dilation) else {
        return (0, 0);
    };
    let start = output * axis.stride;
    let taps = |positions: usize| positions.wrapping_add(axis.dilation - 1) / dilation;
    let end = taps((axis.before + axis.input).saturating_sub(start)).min(axis.kernel);
    (taps(axis.before.saturating_sub(start)).min(end), end)
}
