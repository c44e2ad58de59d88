//! VNNI, the instructions for products of eight bits.

use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

#[cfg(target_arch = "x86")]
use core::arch::x86 as arch;
#[cfg(target_arch = "x86_64")]
use core::arch::x86_64 as arch;

/// The instruction sets in which processors have VNNI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Vnni {
    /// That of AVX-512, with registers of 32 bytes.
    Avx512,
    /// That of AVX.
    Avx,
}

// `cpufeatures` knows of AVX-512, but not of VNNI.
cpufeatures::new!(avx512, "avx2", "avx512vl");
cpufeatures::new!(avx2, "avx2");

/// What the processor has: nothing is known yet at first.
static FOUND: AtomicU8 = AtomicU8::new(UNKNOWN);

const UNKNOWN: u8 = 0;
const NONE: u8 = 1;
const AVX512: u8 = 2;
const AVX: u8 = 3;

impl Vnni {
    /// Returns which of them the processor has.
    #[inline]
    pub(in crate::kernel) fn detect() -> Option<Self> {
        let found = match FOUND.load(Relaxed) {
            UNKNOWN => {
                let found = ask();
                FOUND.store(found, Relaxed);
                found
            }
            found => found,
        };
        match found {
            AVX512 => Some(Self::Avx512),
            AVX => Some(Self::Avx),
            _ => None,
        }
    }
}

/// Asks the processor.
#[cold]
#[allow(unused_unsafe, reason = "the functions are safe in some versions")]
fn ask() -> u8 {
    // Miri has no such processor.
    if cfg!(miri) || !avx2::get() {
        return NONE;
    }
    // SAFETY: processors with AVX2 have this instruction, and leaf 7, whose first part tells how many it has.
    let (features, more) = unsafe {
        let features = arch::__cpuid_count(7, 0);
        let more = match features.eax {
            0 => 0,
            _ => arch::__cpuid_count(7, 1).eax,
        };
        (features.ecx, more)
    };
    if avx512::get() && features & 1 << 11 != 0 {
        AVX512
    } else if more & 1 << 4 != 0 {
        AVX
    } else {
        NONE
    }
}
