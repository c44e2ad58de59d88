//! Pools of eight bits: the maximum or the average of windows and of channels.

use xornet_core::quantized::{Mean, average};
use xornet_core::{GlobalPool, Pool};

use super::super::slices::{from, part_mut};

/// Computes a pool from `x` to `y`.
#[inline(always)]
pub const fn pool(layer: &Pool, x: &[i8], y: &mut [i8]) {
    let (height, width, channels) = (&layer.height, &layer.width, layer.channels);
    let mut oy = 0;
    while oy < height.output {
        let mut ox = 0;
        while ox < width.output {
            let y = part_mut(y, (oy * width.output + ox) * channels, channels);
            let mut channel = 0;
            while channel < y.len() {
                y[channel] = window(layer, from(x, channel), [oy, ox]);
                channel += 1;
            }
            ox += 1;
        }
        oy += 1;
    }
}

/// Returns the maximum or the average of a window of the first channel.
#[inline(always)]
const fn window(layer: &Pool, x: &[i8], [oy, ox]: [usize; 2]) -> i8 {
    let (height, width) = (&layer.height, &layer.width);
    let ((top, bottom), (left, right)) = (height.taps(oy), width.taps(ox));
    let mut most = i8::MIN;
    let mut sum = 0_i32;
    let mut ky = top;
    while ky < bottom {
        let row = height.position(oy, ky) * width.input;
        let mut kx = left;
        while kx < right {
            if let Some(x) = from(x, (row + width.position(ox, kx)) * layer.channels).first() {
                most = larger(most, *x);
                sum = sum.wrapping_add(*x as i32);
            }
            kx += 1;
        }
        ky += 1;
    }
    if layer.is_maximum() {
        most
    } else {
        average(sum, (bottom - top) * (right - left))
    }
}

/// Returns the larger integer.
#[inline(always)]
const fn larger(a: i8, b: i8) -> i8 {
    if b > a { b } else { a }
}

/// Computes a global pool from `x` to `y`.
#[inline(always)]
pub const fn global_pool(layer: &GlobalPool, x: &[i8], y: &mut [i8]) {
    let count = x.len() / layer.channels;
    let mut channel = 0;
    while channel < y.len() {
        y[channel] = if layer.is_maximum() {
            let mut most = i8::MIN;
            let mut rest = from(x, channel);
            while let Some(x) = rest.first() {
                most = larger(most, *x);
                rest = from(rest, layer.channels);
            }
            most
        } else {
            average(sum(x, channel, layer.channels, 0), count)
        };
        channel += 1;
    }
}

/// Returns the sum of the integers of a channel less a zero point.
#[inline(always)]
const fn sum(x: &[i8], channel: usize, channels: usize, zero_point: i8) -> i32 {
    let mut sum = 0_i32;
    let mut rest = from(x, channel);
    while let Some(x) = rest.first() {
        sum = sum.wrapping_add(*x as i32 - zero_point as i32);
        rest = from(rest, channels);
    }
    sum
}

/// Computes the averages of channels, with a quantization of their own.
#[inline(always)]
pub const fn mean(layer: &Mean<'_>, x: &[i8], y: &mut [i8]) {
    let mut channel = 0;
    while channel < y.len() {
        let sum = sum(x, channel, layer.channels, layer.zero_point);
        y[channel] = layer.rescale.output(sum, 0);
        channel += 1;
    }
}
