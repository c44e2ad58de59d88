//! NEON, which every 64-bit ARM processor with floating point has.

use core::arch::aarch64 as arch;

use super::{one_instruction_set, register};
use crate::kernel::dispatch::Task;
use crate::kernel::isa::with_kernels;
use crate::kernel::sparse::View;
use crate::kernel::window::Tiles;
use xornet_core::kernel::LISTS;
use xornet_core::kernel::SAMPLES;

/// The instruction set that this target always has: NEON.
#[derive(Clone, Copy, Debug)]
pub struct Base(());

register! {
    /// A SIMD vector of four `f32`.
    Single4(float32x4_t), f32, 4, Base:
    vdupq_n_f32, vld1q_f32, vst1q_f32, vaddq_f32, vmulq_f32,
    |zero, x| arch::vbslq_f32(arch::vcltq_f32(x, zero), zero, x),
    |x| {
        let x = arch::vadd_f32(arch::vget_low_f32(x), arch::vget_high_f32(x));
        arch::vget_lane_f32::<0>(x) + arch::vget_lane_f32::<1>(x)
    }
}

register! {
    /// A SIMD vector of two `f64`.
    Double2(float64x2_t), f64, 2, Base:
    vdupq_n_f64, vld1q_f64, vst1q_f64, vaddq_f64, vmulq_f64,
    |zero, x| arch::vbslq_f64(arch::vcltq_f64(x, zero), zero, x),
    |x| arch::vgetq_lane_f64::<0>(x) + arch::vgetq_lane_f64::<1>(x)
}

with_kernels!(implement! { f32 x 8 for Base: Single4, Single4 of Base; [inline(never)] });
with_kernels!(implement! { f64 x 4 for Base: Double2, Double2 of Base; [inline(never)] });

one_instruction_set!("neon");
