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

use xornet_core::WindowAxis;
use xornet_core::quantized::{Factors, Rescale};

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
#[inline(always)]
fn write(rescale: &Rescale<'_>, channel: usize, [a, b, c, d]: [i32; 4], y: &mut [i8]) {
    if let Some(y) = y.get_mut(channel..).and_then(|y| y.first_chunk_mut()) {
        *y = [
            output(rescale, a, channel),
            output(rescale, b, channel + 1),
            output(rescale, c, channel + 2),
            output(rescale, d, channel + 3),
        ];
    } else {
        last(rescale, channel, [a, b, c], y);
    }
}

/// Writes the outputs for the sums of the last three channels, or of those that there are.
#[cold]
#[inline(never)]
fn last(rescale: &Rescale<'_>, channel: usize, sums: [i32; 3], y: &mut [i8]) {
    for (index, sum) in sums.into_iter().enumerate() {
        if let Some(y) = y.get_mut(channel + index) {
            *y = rescale.output(sum, channel + index);
        }
    }
}

/// Returns the output for a sum, as [`Rescale::output`] does.
#[inline(always)]
fn output(rescale: &Rescale<'_>, sum: i32, channel: usize) -> i8 {
    let Factors::Double(factors) = rescale.factors else {
        return other_output(rescale, sum, channel);
    };
    match factors.get(channel).or(factors.first()) {
        // The double of the sum has 32 bits if its two highest bits are equal.
        Some(factor) if factor.shift < 0 && sum ^ (sum << 1) >= 0 => {
            let high = instructions::high_product(sum << 1, factor.quotient);
            let exponent = factor.shift.unsigned_abs() & 31;
            let half = 1_i32 << ((exponent - 1) & 31);
            // Halves go away from zero.
            let steps = high.wrapping_add(high >> 31).wrapping_add(half) >> exponent;
            let [least, most] = rescale.limits.map(i32::from);
            (steps + i32::from(rescale.zero_point)).max(least).min(most) as i8
        }
        _ => other_output(rescale, sum, channel),
    }
}

/// Returns the output for a sum with other factors than most have.
#[inline(never)]
fn other_output(rescale: &Rescale<'_>, sum: i32, channel: usize) -> i8 {
    rescale.output(sum, channel)
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

/// Returns the positions of a window that are inside the input, as [`WindowAxis::taps`] does. The compiler sees that it
/// divides by no zero.
#[inline(always)]
fn taps(axis: &WindowAxis, output: usize) -> (usize, usize) {
    if axis.dilation == 0 {
        return (0, 0);
    }
    axis.taps(output)
}
