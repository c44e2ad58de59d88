//! Products of eight bits on x86: of pairs of 16-bit integers with SSE2 and AVX2, and of four bytes with VNNI.

#[cfg(target_arch = "x86")]
use core::arch::x86 as arch;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64 as arch;

use arch::{__m128i, __m256i};

use super::dot::{Dot, Pairs, write_wide};
use super::rescale::{Lanes, Outputs};
use super::{Kernels, kernel};
use crate::kernel::simd::{Avx2, Base, Vnni};

/// Reads a number without its alignment.
///
/// # Safety
///
/// `buffer` must have as many bytes as the number from `at` on.
#[inline(always)]
unsafe fn read<T: Copy>(buffer: &[u8], at: usize) -> T {
    // SAFETY: the caller's promise.
    unsafe { buffer.as_ptr().add(at).cast::<T>().read_unaligned() }
}

/// Loads eight integers of 32 bits.
///
/// # Safety
///
/// The processor must have AVX2.
#[inline(always)]
unsafe fn eight<T>(numbers: &[T; 8]) -> __m256i {
    const { assert!(size_of::<T>() == 4) };
    // SAFETY: the caller's promise; the array has 32 bytes.
    unsafe { arch::_mm256_loadu_si256(numbers.as_ptr().cast()) }
}

/// Writes the outputs for sums, as [`Outputs::write`] does.
#[inline(always)]
fn write_outputs(_: Avx2, outputs: &Outputs, sums: &[i32; 8], to: &mut [i8; 8]) {
    // SAFETY: the first argument is the proof of AVX2; `to` has eight bytes.
    unsafe {
        let sums = eight(sums);
        let steps = match &outputs.lanes {
            Lanes::Double {
                quotients,
                left,
                right,
                dropped,
            } => {
                let (quotients, dropped) = (eight(quotients), eight(dropped));
                let sums = arch::_mm256_sllv_epi32(sums, eight(left));
                // Products of 64 bits, of the lanes with even and with odd numbers.
                let half = arch::_mm256_set1_epi64x(1 << 30);
                let even = arch::_mm256_mul_epi32(sums, quotients);
                let odd = arch::_mm256_mul_epi32(
                    arch::_mm256_srli_epi64::<32>(sums),
                    arch::_mm256_srli_epi64::<32>(quotients),
                );
                let even = arch::_mm256_srli_epi64::<31>(arch::_mm256_add_epi64(even, half));
                let odd = arch::_mm256_slli_epi64::<1>(arch::_mm256_add_epi64(odd, half));
                let high = arch::_mm256_blend_epi32::<0b1010_1010>(even, odd);
                let threshold = arch::_mm256_add_epi32(
                    arch::_mm256_srli_epi32::<1>(dropped),
                    arch::_mm256_srli_epi32::<31>(high),
                );
                let up = arch::_mm256_cmpgt_epi32(arch::_mm256_and_si256(high, dropped), threshold);
                // `up` is minus one where it is true.
                arch::_mm256_sub_epi32(arch::_mm256_srav_epi32(high, eight(right)), up)
            }
            Lanes::Single(factors) => {
                let most = arch::_mm256_set1_ps((1 << 22) as f32);
                let least = arch::_mm256_set1_ps(-((1 << 22) as f32));
                let factors = arch::_mm256_loadu_ps(factors.as_ptr());
                let product = arch::_mm256_mul_ps(arch::_mm256_cvtepi32_ps(sums), factors);
                let product = arch::_mm256_min_ps(arch::_mm256_max_ps(product, least), most);
                arch::_mm256_cvtps_epi32(product)
            }
        };
        let [least, most] = outputs.limits;
        let steps = arch::_mm256_max_epi32(steps, arch::_mm256_set1_epi32(least));
        let steps = arch::_mm256_min_epi32(steps, arch::_mm256_set1_epi32(most));
        let steps = arch::_mm256_add_epi32(steps, arch::_mm256_set1_epi32(outputs.zero_point));
        let (low, high) = (
            arch::_mm256_castsi256_si128(steps),
            arch::_mm256_extracti128_si256::<1>(steps),
        );
        let words = arch::_mm_packs_epi32(low, high);
        arch::_mm_storel_epi64(to.as_mut_ptr().cast(), arch::_mm_packs_epi16(words, words));
    }
}

impl Dot for Avx2 {
    const BYTES: usize = 2;
    const FOLDED: bool = false;
    const TILES: [usize; 2] = [2, 1];

    type Quad = __m256i;
    type Weights = [__m256i; 2];
    type Sums = [__m256i; 2];

    #[inline(always)]
    fn write(self, x: &[i8], zero_point: i8, to: &mut [u8]) {
        write_wide(x, zero_point, to);
    }

    #[inline(always)]
    unsafe fn quad(self, buffer: &[u8], at: usize) -> __m256i {
        // SAFETY: the caller's promise; `self` is the proof of AVX2.
        unsafe { arch::_mm256_set1_epi64x(read(buffer, at)) }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [__m256i; 2] {
        // SAFETY: `self` is the proof of AVX2; the array has 32 bytes.
        unsafe {
            let from = weights.as_ptr().cast::<__m128i>();
            [
                arch::_mm256_cvtepi8_epi16(arch::_mm_loadu_si128(from)),
                arch::_mm256_cvtepi8_epi16(arch::_mm_loadu_si128(from.add(1))),
            ]
        }
    }

    #[inline(always)]
    fn begin(self, biases: &[i32; 8]) -> [__m256i; 2] {
        let [a, b, c, d, e, f, g, h] = *biases;
        // SAFETY: `self` is the proof of AVX2.
        unsafe {
            [
                arch::_mm256_setr_epi32(a, 0, b, 0, c, 0, d, 0),
                arch::_mm256_setr_epi32(e, 0, f, 0, g, 0, h, 0),
            ]
        }
    }

    #[inline(always)]
    fn add(self, sums: [__m256i; 2], weights: [__m256i; 2], quad: __m256i) -> [__m256i; 2] {
        let ([a, b], [v, w]) = (sums, weights);
        // SAFETY: `self` is the proof of AVX2.
        unsafe {
            [
                arch::_mm256_add_epi32(a, arch::_mm256_madd_epi16(v, quad)),
                arch::_mm256_add_epi32(b, arch::_mm256_madd_epi16(w, quad)),
            ]
        }
    }

    #[inline(always)]
    fn sums(self, [a, b]: [__m256i; 2]) -> [i32; 8] {
        // SAFETY: `self` is the proof of AVX2; both types are 32 bytes of integers.
        unsafe {
            let sums = arch::_mm256_hadd_epi32(a, b);
            core::mem::transmute(arch::_mm256_permute4x64_epi64::<0b11_01_10_00>(sums))
        }
    }

    #[inline(always)]
    fn outputs(self, outputs: &Outputs, sums: &[i32; 8], to: &mut [i8; 8]) {
        write_outputs(self, outputs, sums, to);
    }
}

impl Pairs for Avx2 {
    type Inputs = __m256i;
    type Weights = [__m256i; 2];
    type Sums = [__m256i; 2];

    #[inline(always)]
    unsafe fn inputs(self, buffer: &[u8], at: usize) -> __m256i {
        // SAFETY: the caller's promise; `self` is the proof of AVX2.
        unsafe { read(buffer, at) }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [__m256i; 2] {
        let [low, high] = <Self as Dot>::weights(self, weights);
        self.exchanged(low, high)
    }

    #[inline(always)]
    fn begin(self, [low, high]: [&[i32; 8]; 2]) -> [__m256i; 2] {
        // SAFETY: `self` is the proof of AVX2; the arrays have 32 bytes.
        let (low, high) = unsafe {
            (
                arch::_mm256_loadu_si256(low.as_ptr().cast()),
                arch::_mm256_loadu_si256(high.as_ptr().cast()),
            )
        };
        self.exchanged(low, high)
    }

    #[inline(always)]
    fn add(self, sums: [__m256i; 2], weights: [__m256i; 2], inputs: [__m256i; 2]) -> [__m256i; 2] {
        let ([s, t], [v, w], [a, b]) = (sums, weights, inputs);
        // SAFETY: `self` is the proof of AVX2.
        unsafe {
            let (low, high) = (
                arch::_mm256_unpacklo_epi16(a, b),
                arch::_mm256_unpackhi_epi16(a, b),
            );
            [
                arch::_mm256_add_epi32(s, arch::_mm256_madd_epi16(v, low)),
                arch::_mm256_add_epi32(t, arch::_mm256_madd_epi16(w, high)),
            ]
        }
    }

    #[inline(always)]
    fn sums(self, [s, t]: [__m256i; 2]) -> [[i32; 8]; 2] {
        // SAFETY: both types are 64 bytes of integers.
        unsafe { core::mem::transmute(self.exchanged(s, t)) }
    }

    #[inline(always)]
    fn outputs(self, outputs: &Outputs, sums: &[i32; 8], to: &mut [i8; 8]) {
        write_outputs(self, outputs, sums, to);
    }
}

impl Avx2 {
    /// Exchanges the high half of the first register and the low half of the second: AVX2 interleaves halves each by itself.
    #[inline(always)]
    fn exchanged(self, a: __m256i, b: __m256i) -> [__m256i; 2] {
        // SAFETY: `self` is the proof of AVX2.
        unsafe {
            [
                arch::_mm256_permute2x128_si256::<0x20>(a, b),
                arch::_mm256_permute2x128_si256::<0x31>(a, b),
            ]
        }
    }
}

/// The products of four bytes of VNNI, of AVX-512 or of AVX.
macro_rules! vnni {
    ($name:ident, $add:ident) => {
        impl Dot for $name {
            const BYTES: usize = 1;
            const FOLDED: bool = true;
            const TILES: [usize; 2] = [4, 2];

            type Quad = __m256i;
            type Weights = __m256i;
            type Sums = __m256i;

            #[inline(always)]
            fn write(self, x: &[i8], _: i8, to: &mut [u8]) {
                for (to, x) in to.iter_mut().zip(x) {
                    *to = x.cast_unsigned() ^ 0x80;
                }
            }

            #[inline(always)]
            unsafe fn quad(self, buffer: &[u8], at: usize) -> __m256i {
                // SAFETY: the caller's promise; `self` is the proof of AVX2.
                unsafe { arch::_mm256_set1_epi32(read(buffer, at)) }
            }

            #[inline(always)]
            fn weights(self, weights: &[i8; 32]) -> __m256i {
                // SAFETY: the array has 32 bytes.
                unsafe { arch::_mm256_loadu_si256(weights.as_ptr().cast()) }
            }

            #[inline(always)]
            fn begin(self, biases: &[i32; 8]) -> __m256i {
                // SAFETY: the array has 32 bytes.
                unsafe { arch::_mm256_loadu_si256(biases.as_ptr().cast()) }
            }

            #[inline(always)]
            fn add(self, sums: __m256i, weights: __m256i, quad: __m256i) -> __m256i {
                // SAFETY: `self` is the proof of VNNI.
                unsafe { arch::$add(sums, quad, weights) }
            }

            #[inline(always)]
            fn sums(self, sums: __m256i) -> [i32; 8] {
                // SAFETY: both types are 32 bytes of integers.
                unsafe { core::mem::transmute(sums) }
            }

            #[inline(always)]
            fn outputs(self, outputs: &Outputs, sums: &[i32; 8], to: &mut [i8; 8]) {
                write_outputs(self.0, outputs, sums, to);
            }
        }
    };
}

/// The proof of VNNI of AVX-512.
#[derive(Clone, Copy)]
struct Avx512Vnni(Avx2);

/// The proof of VNNI of AVX.
#[derive(Clone, Copy)]
struct AvxVnni(Avx2);

vnni!(Avx512Vnni, _mm256_dpbusd_epi32);
vnni!(AvxVnni, _mm256_dpbusd_avx_epi32);

impl Dot for Base {
    const BYTES: usize = 2;
    const FOLDED: bool = false;
    const TILES: [usize; 2] = [1, 1];

    type Quad = __m128i;
    type Weights = [__m128i; 4];
    type Sums = [__m128i; 4];

    #[inline(always)]
    fn write(self, x: &[i8], zero_point: i8, to: &mut [u8]) {
        write_wide(x, zero_point, to);
    }

    #[inline(always)]
    unsafe fn quad(self, buffer: &[u8], at: usize) -> __m128i {
        // SAFETY: the caller's promise; SSE2 is there.
        unsafe { arch::_mm_set1_epi64x(read(buffer, at)) }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [__m128i; 4] {
        // SAFETY: SSE2 is there; the array has 32 bytes.
        unsafe {
            let from = weights.as_ptr().cast::<__m128i>();
            let [a, b] = [from, from.add(1)].map(|from| arch::_mm_loadu_si128(from));
            [
                arch::_mm_unpacklo_epi8(a, a),
                arch::_mm_unpackhi_epi8(a, a),
                arch::_mm_unpacklo_epi8(b, b),
                arch::_mm_unpackhi_epi8(b, b),
            ]
            .map(|twice| arch::_mm_srai_epi16::<8>(twice))
        }
    }

    #[inline(always)]
    fn begin(self, biases: &[i32; 8]) -> [__m128i; 4] {
        let [a, b, c, d, e, f, g, h] = *biases;
        // SAFETY: SSE2 is there.
        [[a, b], [c, d], [e, f], [g, h]].map(|[a, b]| unsafe { arch::_mm_setr_epi32(a, 0, b, 0) })
    }

    #[inline(always)]
    fn add(self, sums: [__m128i; 4], weights: [__m128i; 4], quad: __m128i) -> [__m128i; 4] {
        let mut sums = sums;
        for (sum, weights) in sums.iter_mut().zip(weights) {
            // SAFETY: SSE2 is there.
            *sum = unsafe { arch::_mm_add_epi32(*sum, arch::_mm_madd_epi16(weights, quad)) };
        }
        sums
    }

    #[inline(always)]
    fn sums(self, sums: [__m128i; 4]) -> [i32; 8] {
        // SAFETY: both types are 64 bytes of integers.
        let sums: [[i32; 4]; 4] = unsafe { core::mem::transmute(sums) };
        let [a, b, c, d] = sums.map(|[a, b, c, d]| [a.wrapping_add(b), c.wrapping_add(d)]);
        [a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1]]
    }
}

impl Pairs for Base {
    type Inputs = [__m128i; 2];
    type Weights = [__m128i; 4];
    type Sums = [__m128i; 4];

    #[inline(always)]
    unsafe fn inputs(self, buffer: &[u8], at: usize) -> [__m128i; 2] {
        // SAFETY: the caller's promise.
        unsafe { read(buffer, at) }
    }

    #[inline(always)]
    fn weights(self, weights: &[i8; 32]) -> [__m128i; 4] {
        <Self as Dot>::weights(self, weights)
    }

    #[inline(always)]
    fn begin(self, biases: [&[i32; 8]; 2]) -> [__m128i; 4] {
        // SAFETY: both types are 64 bytes of integers.
        unsafe { core::mem::transmute(biases.map(|biases| *biases)) }
    }

    #[inline(always)]
    fn add(
        self,
        sums: [__m128i; 4],
        weights: [__m128i; 4],
        [a, b]: [[__m128i; 2]; 2],
    ) -> [__m128i; 4] {
        // SAFETY: SSE2 is there.
        let pairs = unsafe {
            [
                arch::_mm_unpacklo_epi16(a[0], b[0]),
                arch::_mm_unpackhi_epi16(a[0], b[0]),
                arch::_mm_unpacklo_epi16(a[1], b[1]),
                arch::_mm_unpackhi_epi16(a[1], b[1]),
            ]
        };
        let mut sums = sums;
        for ((sum, weights), pairs) in sums.iter_mut().zip(weights).zip(pairs) {
            // SAFETY: SSE2 is there.
            *sum = unsafe { arch::_mm_add_epi32(*sum, arch::_mm_madd_epi16(weights, pairs)) };
        }
        sums
    }

    #[inline(always)]
    fn sums(self, sums: [__m128i; 4]) -> [[i32; 8]; 2] {
        // SAFETY: both types are 64 bytes of integers.
        unsafe { core::mem::transmute(sums) }
    }
}

kernel!(#[inline(never)] on_sse2(base: Base): base, base);
kernel!(#[target_feature(enable = "avx2")] on_avx2(avx2: Avx2): avx2, avx2);
kernel! {
    #[target_feature(enable = "avx2,avx512vl,avx512vnni")]
    on_avx512_vnni(avx2: Avx2): Avx512Vnni(avx2), avx2
}
kernel! {
    #[target_feature(enable = "avx2,avxvnni")]
    on_avx_vnni(avx2: Avx2): AvxVnni(avx2), avx2
}

impl Kernels for Base {
    fn products(self, layer: &super::Products<'_>, buffer: &mut [u8], x: &[i8], y: &mut [i8]) {
        on_sse2(self, layer, buffer, x, y);
    }
}

impl Kernels for Avx2 {
    fn products(self, layer: &super::Products<'_>, buffer: &mut [u8], x: &[i8], y: &mut [i8]) {
        // SAFETY: `self` is the proof of AVX2, and VNNI was detected.
        unsafe {
            match self.vnni() {
                Some(Vnni::Avx512) => on_avx512_vnni(self, layer, buffer, x, y),
                Some(Vnni::Avx) => on_avx_vnni(self, layer, buffer, x, y),
                None => on_avx2(self, layer, buffer, x, y),
            }
        }
    }
}
