//! Products of eight bits with simd128: of pairs of 16-bit integers.

use core::arch::wasm32 as arch;

use arch::v128;

use super::dot::{Dot, Pairs, write_wide};
use super::{Kernels, Products, kernel};
use crate::kernel::simd::Base;

/// Widens 32 integers to 16 bits.
#[inline(always)]
fn widened(weights: &[i8; 32]) -> [v128; 4] {
    // SAFETY: the array has 32 bytes.
    let [a, b] = unsafe {
        let from = weights.as_ptr().cast::<v128>();
        [arch::v128_load(from), arch::v128_load(from.add(1))]
    };
    [
        arch::i16x8_extend_low_i8x16(a),
        arch::i16x8_extend_high_i8x16(a),
        arch::i16x8_extend_low_i8x16(b),
        arch::i16x8_extend_high_i8x16(b),
    ]
}

/// Adds the products of pairs to sums.
#[inline(always)]
fn added(sums: [v128; 4], weights: [v128; 4], pairs: [v128; 4]) -> [v128; 4] {
    let mut sums = sums;
    for ((sum, weights), pairs) in sums.iter_mut().zip(weights).zip(pairs) {
        *sum = arch::i32x4_add(*sum, arch::i32x4_dot_i16x8(weights, pairs));
    }
    sums
}

/// Returns the numbers of two vectors.
#[inline(always)]
fn numbers(a: v128, b: v128) -> [i32; 8] {
    let mut numbers = [0; 8];
    // SAFETY: the array has 32 bytes.
    unsafe {
        let to = numbers.as_mut_ptr().cast::<v128>();
        arch::v128_store(to, a);
        arch::v128_store(to.add(1), b);
    }
    numbers
}

impl Dot for Base {
    const BYTES: usize = 2;
    const FOLDED: bool = false;
    const TILES: [usize; 2] = [1, 1];

    type Quad = v128;
    type Weights = [v128; 4];
    type Sums = [v128; 4];

    #[inline(always)]
    fn write(self, x: &[i8], zero_point: i8, to: &mut [u8]) {
        write_wide(x, zero_point, to);
    }

    #[inline(always)]
    unsafe fn quad(self, buffer: &[u8], at: usize) -> v128 {
        // SAFETY: the caller's promise.
        unsafe { arch::v128_load64_splat(buffer.as_ptr().add(at).cast()) }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [v128; 4] {
        widened(weights)
    }

    #[inline(always)]
    fn begin(self, biases: &[i32; 8]) -> [v128; 4] {
        let [a, b, c, d, e, f, g, h] = *biases;
        [[a, b], [c, d], [e, f], [g, h]].map(|[a, b]| arch::i32x4(a, 0, b, 0))
    }

    #[inline(always)]
    fn add(self, sums: [v128; 4], weights: [v128; 4], quad: v128) -> [v128; 4] {
        added(sums, weights, [quad; 4])
    }

    #[inline(always)]
    fn sums(self, [a, b, c, d]: [v128; 4]) -> [i32; 8] {
        let [low, high] = [[a, b], [c, d]].map(|[a, b]| {
            arch::i32x4_add(
                arch::i32x4_shuffle::<0, 2, 4, 6>(a, b),
                arch::i32x4_shuffle::<1, 3, 5, 7>(a, b),
            )
        });
        numbers(low, high)
    }
}

impl Pairs for Base {
    type Inputs = [v128; 2];
    type Weights = [v128; 4];
    type Sums = [v128; 4];

    #[inline(always)]
    unsafe fn inputs(self, buffer: &[u8], at: usize) -> [v128; 2] {
        // SAFETY: the caller's promise.
        unsafe {
            let from = buffer.as_ptr().add(at).cast::<v128>();
            [arch::v128_load(from), arch::v128_load(from.add(1))]
        }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [v128; 4] {
        widened(weights)
    }

    #[inline(always)]
    fn begin(self, biases: [&[i32; 8]; 2]) -> [v128; 4] {
        let [[a, b], [c, d]] = biases.map(|biases| {
            // SAFETY: the array has 32 bytes.
            unsafe {
                let from = biases.as_ptr().cast::<v128>();
                [arch::v128_load(from), arch::v128_load(from.add(1))]
            }
        });
        [a, b, c, d]
    }

    #[inline(always)]
    fn add(self, sums: [v128; 4], weights: [v128; 4], [a, b]: [[v128; 2]; 2]) -> [v128; 4] {
        let [low, high] = [[a[0], b[0]], [a[1], b[1]]].map(|[a, b]| {
            [
                arch::i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(a, b),
                arch::i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(a, b),
            ]
        });
        added(sums, weights, [low[0], low[1], high[0], high[1]])
    }

    #[inline(always)]
    fn sums(self, [a, b, c, d]: [v128; 4]) -> [[i32; 8]; 2] {
        [numbers(a, b), numbers(c, d)]
    }
}

kernel!(#[inline(never)] on_simd128(base: Base): base, base);

impl Kernels for Base {
    fn products(self, layer: &Products<'_>, buffer: &mut [u8], x: &[i8], y: &mut [i8]) {
        on_simd128(self, layer, buffer, x, y);
    }
}
