//! SSE2, which every x86-64 processor has, and AVX2 and VNNI, which are detected at run time.

#[cfg(target_arch = "x86")]
use core::arch::x86 as arch;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64 as arch;

use super::register;
use super::vnni::Vnni;
use crate::kernel::dispatch::Task;
use crate::kernel::isa::{Isa, Part, with_kernels};
use crate::kernel::sparse::View;
use crate::kernel::window::Tiles;
use xornet_core::kernel::LISTS;
use xornet_core::kernel::SAMPLES;

/// The instruction set that this target always has: SSE2.
#[derive(Clone, Copy, Debug)]
pub struct Base(());

/// The instruction set AVX2. Only [`Avx2::detect`] makes a value.
#[derive(Clone, Copy, Debug)]
pub struct Avx2 {
    /// Whether kernels for eight bits use VNNI if the processor has it.
    vnni: bool,
}

cpufeatures::new!(avx2, "avx2");

impl Avx2 {
    /// Returns a value if the processor has AVX2. The answer is stored in an atomic, or known to the compiler if the
    /// target always has AVX2.
    #[inline(always)]
    fn detect() -> Option<Self> {
        avx2::get().then_some(Self { vnni: true })
    }

    /// Returns the instructions of VNNI to use, if there are any.
    #[inline(always)]
    pub(in crate::kernel) fn vnni(self) -> Option<Vnni> {
        if self.vnni { Vnni::detect() } else { None }
    }
}

register! {
    /// A SIMD vector of four `f32`, in an SSE register.
    Single4(__m128), f32, 4, Base:
    _mm_set1_ps, _mm_loadu_ps, _mm_storeu_ps, _mm_add_ps, _mm_mul_ps,
    |zero, x| arch::_mm_max_ps(zero, x),
    |x| {
        let x = arch::_mm_add_ps(x, arch::_mm_movehl_ps(x, x));
        arch::_mm_cvtss_f32(arch::_mm_add_ss(x, arch::_mm_shuffle_ps::<1>(x, x)))
    }
}

register! {
    /// A SIMD vector of two `f64`, in an SSE register.
    Double2(__m128d), f64, 2, Base:
    _mm_set1_pd, _mm_loadu_pd, _mm_storeu_pd, _mm_add_pd, _mm_mul_pd,
    |zero, x| arch::_mm_max_pd(zero, x),
    |x| arch::_mm_cvtsd_f64(arch::_mm_add_sd(x, arch::_mm_unpackhi_pd(x, x)))
}

register! {
    /// A SIMD vector of eight `f32`, in an AVX register.
    Single8(__m256), f32, 8, Avx2:
    _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_add_ps, _mm256_mul_ps,
    |zero, x| arch::_mm256_max_ps(zero, x),
    |x| {
        let (low, high) = (arch::_mm256_castps256_ps128(x), arch::_mm256_extractf128_ps::<1>(x));
        Single4(arch::_mm_add_ps(low, high)).fold()
    }
}

register! {
    /// A SIMD vector of four `f64`, in an AVX register.
    Double4(__m256d), f64, 4, Avx2:
    _mm256_set1_pd, _mm256_loadu_pd, _mm256_storeu_pd, _mm256_add_pd, _mm256_mul_pd,
    |zero, x| arch::_mm256_max_pd(zero, x),
    |x| {
        let (low, high) = (arch::_mm256_castpd256_pd128(x), arch::_mm256_extractf128_pd::<1>(x));
        Double2(arch::_mm_add_pd(low, high)).fold()
    }
}

with_kernels!(implement! { f32 x 8 for Base: Single4, Single4 of Base; [inline(never)] });
with_kernels!(implement! { f64 x 4 for Base: Double2, Double2 of Base; [inline(never)] });
with_kernels!(implement! {
    f32 x 8 for Avx2: Single8, Single4 of Base; [target_feature(enable = "avx2")]
});
with_kernels!(implement! {
    f64 x 4 for Avx2: Double4, Double2 of Base; [target_feature(enable = "avx2")]
});

impl Isa for Base {
    #[inline(never)]
    fn part<P: Part>(self, part: P) -> P::Output {
        part.run(self)
    }
}

impl Isa for Avx2 {
    #[inline(always)]
    fn part<P: Part>(self, part: P) -> P::Output {
        #[inline(never)]
        #[target_feature(enable = "avx2")]
        fn on_avx2<P: Part>(isa: Avx2, part: P) -> P::Output {
            part.run(isa)
        }
        // SAFETY: `self` exists only where the processor has the instructions.
        unsafe { on_avx2::<P>(self, part) }
    }
}

/// Runs a task in a function whose code may use AVX2 everywhere.
#[target_feature(enable = "avx2")]
fn on_avx2<T: Task>(isa: Avx2, task: T) -> T::Output {
    task.run(isa)
}

/// Runs a task on AVX2 if the processor has it, and otherwise on SSE2.
#[inline(always)]
pub(in super::super) fn dispatch<T: Task>(task: T) -> T::Output {
    match Avx2::detect() {
        // SAFETY: it was detected.
        Some(isa) => unsafe { on_avx2(isa, task) },
        None => task.run(Base(())),
    }
}

/// Runs a task on each instruction set of the processor, and passes its name and the result to `visit`.
pub(in super::super) fn every_way<T: Task + Clone>(
    task: T,
    mut visit: impl FnMut(&str, T::Output),
) {
    visit("sse2", task.clone().run(Base(())));
    if let Some(isa) = Avx2::detect() {
        // SAFETY: it was detected.
        visit("avx2", unsafe {
            on_avx2(Avx2 { vnni: false }, task.clone())
        });
        if isa.vnni().is_some() {
            // SAFETY: it was detected.
            visit("vnni", unsafe { on_avx2(isa, task) });
        }
    }
}
