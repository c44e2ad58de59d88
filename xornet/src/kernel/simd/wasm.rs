//! WebAssembly's SIMD vectors of 128 bits, if the target enables them (`-C target-feature=+simd128`).

use core::arch::wasm32 as arch;

use super::{one_instruction_set, register};
use crate::kernel::dispatch::Task;
use crate::kernel::isa::with_kernels;
use crate::kernel::sparse::View;
use crate::kernel::window::Tiles;
use xornet_core::kernel::LISTS;
use xornet_core::kernel::SAMPLES;

/// The instruction set that this target always has: simd128.
#[derive(Clone, Copy, Debug)]
pub struct Base(());

register! {
    /// A SIMD vector of four `f32`.
    Single4(v128), f32, 4, Base:
    f32x4_splat, v128_load, v128_store, f32x4_add, f32x4_mul,
    |zero, x| arch::f32x4_pmax(x, zero),
    |x| {
        let x = arch::f32x4_add(x, arch::i32x4_shuffle::<2, 3, 2, 3>(x, x));
        arch::f32x4_extract_lane::<0>(x) + arch::f32x4_extract_lane::<1>(x)
    }
}

register! {
    /// A SIMD vector of two `f64`.
    Double2(v128), f64, 2, Base:
    f64x2_splat, v128_load, v128_store, f64x2_add, f64x2_mul,
    |zero, x| arch::f64x2_pmax(x, zero),
    |x| arch::f64x2_extract_lane::<0>(x) + arch::f64x2_extract_lane::<1>(x)
}

with_kernels!(implement! { f32 x 8 for Base: Single4, Single4 of Base; [inline(never)] });
with_kernels!(implement! { f64 x 4 for Base: Double2, Double2 of Base; [inline(never)] });

one_instruction_set!("simd128");
