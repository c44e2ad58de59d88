//! Products of eight bits with Arm's DSP instructions, which multiply two pairs of 16-bit integers and add both products.
//! Inputs are taken from where they are, without copies: memory is scarce on these processors.
//!
//! | file | contents |
//! |---|---|
//! | `filters` | dense layers and convolutions |
//! | `channels` | depthwise convolutions |
//! | `instructions` | the instructions as functions |

mod channels;
mod filters;
mod instructions;

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

/// Returns the output for a sum, as [`Rescale::output`] does.
#[inline(always)]
fn output(rescale: &Rescale<'_>, sum: i32, channel: usize) -> i8 {
    let factor = match rescale.factors {
        Factors::Double([factor]) => Some(factor),
        Factors::Double(factors) => factors.get(channel),
        _ => None,
    };
    match factor {
        // The double of the sum has 32 bits if its two highest bits are equal.
        Some(factor) if factor.shift < 0 && sum ^ (sum << 1) >= 0 => {
            let high = instructions::high_product(sum << 1, factor.quotient);
            let exponent = factor.shift.unsigned_abs() & 31;
            let half = 1_i32 << (exponent - 1);
            // Halves go away from zero.
            let steps = high.wrapping_add(high >> 31).wrapping_add(half) >> exponent;
            let [least, most] = rescale.limits.map(i32::from);
            (steps + i32::from(rescale.zero_point)).max(least).min(most) as i8
        }
        _ => rescale.output(sum, channel),
    }
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
