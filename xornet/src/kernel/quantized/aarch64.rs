//! Products of eight bits with NEON: of 16-bit integers, or of four bytes where the target has `sdot`.

use core::arch::aarch64 as arch;

use arch::{int16x8_t, int32x4_t};

use super::dot::{Dot, Pairs};
use super::{Kernels, Products, kernel};
use crate::kernel::simd::Base;

/// Loads eight integers of 32 bits.
#[inline(always)]
fn eight(numbers: &[i32; 8]) -> [int32x4_t; 2] {
    // SAFETY: the array has 32 bytes.
    unsafe {
        [
            arch::vld1q_s32(numbers.as_ptr()),
            arch::vld1q_s32(numbers.as_ptr().add(4)),
        ]
    }
}

/// Returns the numbers of two vectors.
#[inline(always)]
fn numbers([low, high]: [int32x4_t; 2]) -> [i32; 8] {
    let mut numbers = [0; 8];
    // SAFETY: the array has 32 bytes.
    unsafe {
        arch::vst1q_s32(numbers.as_mut_ptr(), low);
        arch::vst1q_s32(numbers.as_mut_ptr().add(4), high);
    }
    numbers
}

#[cfg(not(all(target_feature = "dotprod", target_endian = "little")))]
impl Dot for Base {
    const BYTES: usize = 2;
    const FOLDED: bool = false;
    const TILES: [usize; 2] = [2, 1];

    type Quad = arch::int16x4_t;
    /// For each of four inputs, the weights of eight filters.
    type Weights = [int16x8_t; 4];
    type Sums = [int32x4_t; 2];

    #[inline(always)]
    fn write(self, x: &[i8], zero_point: i8, to: &mut [u8]) {
        super::dot::write_wide(x, zero_point, to);
    }

    #[inline(always)]
    unsafe fn quad(self, buffer: &[u8], at: usize) -> arch::int16x4_t {
        // SAFETY: the caller's promise; the load needs no alignment.
        unsafe { arch::vld1_s16(buffer.as_ptr().add(at).cast()) }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [int16x8_t; 4] {
        // SAFETY: the array has 32 bytes.
        unsafe {
            let of_inputs = arch::vld4_s8(weights.as_ptr());
            [of_inputs.0, of_inputs.1, of_inputs.2, of_inputs.3].map(|row| arch::vmovl_s8(row))
        }
    }

    #[inline(always)]
    fn begin(self, biases: &[i32; 8]) -> [int32x4_t; 2] {
        eight(biases)
    }

    #[inline(always)]
    fn add(
        self,
        [low, high]: [int32x4_t; 2],
        [a, b, c, d]: [int16x8_t; 4],
        quad: arch::int16x4_t,
    ) -> [int32x4_t; 2] {
        // SAFETY: NEON is there.
        unsafe {
            let low = arch::vmlal_lane_s16::<0>(low, arch::vget_low_s16(a), quad);
            let high = arch::vmlal_lane_s16::<0>(high, arch::vget_high_s16(a), quad);
            let low = arch::vmlal_lane_s16::<1>(low, arch::vget_low_s16(b), quad);
            let high = arch::vmlal_lane_s16::<1>(high, arch::vget_high_s16(b), quad);
            let low = arch::vmlal_lane_s16::<2>(low, arch::vget_low_s16(c), quad);
            let high = arch::vmlal_lane_s16::<2>(high, arch::vget_high_s16(c), quad);
            let low = arch::vmlal_lane_s16::<3>(low, arch::vget_low_s16(d), quad);
            let high = arch::vmlal_lane_s16::<3>(high, arch::vget_high_s16(d), quad);
            [low, high]
        }
    }

    #[inline(always)]
    fn sums(self, sums: [int32x4_t; 2]) -> [i32; 8] {
        numbers(sums)
    }
}

#[cfg(all(target_feature = "dotprod", target_endian = "little"))]
impl Dot for Base {
    const BYTES: usize = 1;
    const FOLDED: bool = true;
    const TILES: [usize; 2] = [4, 1];

    type Quad = arch::int8x16_t;
    type Weights = [arch::int8x16_t; 2];
    type Sums = [int32x4_t; 2];

    #[inline(always)]
    fn write(self, x: &[i8], _: i8, to: &mut [u8]) {
        for (to, x) in to.iter_mut().zip(x) {
            *to = x.cast_unsigned();
        }
    }

    #[inline(always)]
    unsafe fn quad(self, buffer: &[u8], at: usize) -> arch::int8x16_t {
        // SAFETY: the caller's promise.
        unsafe {
            let quad = buffer.as_ptr().add(at).cast::<i32>().read_unaligned();
            arch::vreinterpretq_s8_s32(arch::vdupq_n_s32(quad))
        }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [arch::int8x16_t; 2] {
        // SAFETY: the array has 32 bytes.
        unsafe {
            [
                arch::vld1q_s8(weights.as_ptr()),
                arch::vld1q_s8(weights.as_ptr().add(16)),
            ]
        }
    }

    #[inline(always)]
    fn begin(self, biases: &[i32; 8]) -> [int32x4_t; 2] {
        eight(biases)
    }

    #[inline(always)]
    fn add(
        self,
        sums: [int32x4_t; 2],
        weights: [arch::int8x16_t; 2],
        quad: arch::int8x16_t,
    ) -> [int32x4_t; 2] {
        let mut sums = sums;
        for (sums, weights) in sums.iter_mut().zip(weights) {
            // The functions for this instruction are not in all versions of the standard library.
            // SAFETY: the target has the instruction, which reads and writes registers alone.
            unsafe {
                core::arch::asm!(
                    "sdot {sums:v}.4s, {weights:v}.16b, {quad:v}.16b",
                    sums = inout(vreg) *sums,
                    weights = in(vreg) weights,
                    quad = in(vreg) quad,
                    options(pure, nomem, nostack, preserves_flags),
                );
            }
        }
        sums
    }

    #[inline(always)]
    fn sums(self, sums: [int32x4_t; 2]) -> [i32; 8] {
        numbers(sums)
    }
}

impl Pairs for Base {
    type Inputs = [int16x8_t; 2];
    /// For each of two positions, the weights of sixteen channels.
    type Weights = [[int16x8_t; 2]; 2];
    type Sums = [int32x4_t; 4];

    #[inline(always)]
    unsafe fn inputs(self, buffer: &[u8], at: usize) -> [int16x8_t; 2] {
        // SAFETY: the caller's promise.
        unsafe {
            let from = buffer.as_ptr().add(at);
            [
                arch::vld1q_s16(from.cast()),
                arch::vld1q_s16(from.add(16).cast()),
            ]
        }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [[int16x8_t; 2]; 2] {
        // SAFETY: the array has 32 bytes.
        unsafe {
            let of_positions = arch::vld2q_s8(weights.as_ptr());
            [of_positions.0, of_positions.1].map(|row| {
                [
                    arch::vmovl_s8(arch::vget_low_s8(row)),
                    arch::vmovl_high_s8(row),
                ]
            })
        }
    }

    #[inline(always)]
    fn begin(self, biases: [&[i32; 8]; 2]) -> [int32x4_t; 4] {
        let [[a, b], [c, d]] = biases.map(eight);
        [a, b, c, d]
    }

    #[inline(always)]
    fn add(
        self,
        sums: [int32x4_t; 4],
        weights: [[int16x8_t; 2]; 2],
        inputs: [[int16x8_t; 2]; 2],
    ) -> [int32x4_t; 4] {
        let [mut a, mut b, mut c, mut d] = sums;
        for ([v, w], [x, y]) in weights.into_iter().zip(inputs) {
            // SAFETY: NEON is there.
            unsafe {
                a = arch::vmlal_s16(a, arch::vget_low_s16(v), arch::vget_low_s16(x));
                b = arch::vmlal_high_s16(b, v, x);
                c = arch::vmlal_s16(c, arch::vget_low_s16(w), arch::vget_low_s16(y));
                d = arch::vmlal_high_s16(d, w, y);
            }
        }
        [a, b, c, d]
    }

    #[inline(always)]
    fn sums(self, [a, b, c, d]: [int32x4_t; 4]) -> [[i32; 8]; 2] {
        [numbers([a, b]), numbers([c, d])]
    }
}

kernel!(#[inline(never)] on_neon(base: Base): base, base);

impl Kernels for Base {
    fn products(self, layer: &Products<'_>, buffer: &mut [u8], x: &[i8], y: &mut [i8]) {
        on_neon(self, layer, buffer, x, y);
    }
}
