//! Dense layers and convolutions of eight bits with SIMD.
//!
//! The sums of several positions and of eight or more filters stay in registers while the inputs of a window go by, four
//! inputs at a time: processors multiply and add two or four neighbouring integers in one instruction. Sums of integers do
//! not depend on their order, so all of this has the bits of the plain loops.
//!
//! | file | contents |
//! |---|---|
//! | `products` | a layer's weights and axes, as kernels take them |
//! | `rows` | the rows of an input with their padding, as the instructions take integers |
//! | `dot` | the instructions that add products, as traits |
//! | `filters` | convolutions and dense layers: each lane is a filter |
//! | `channels` | depthwise convolutions: each lane is a channel |
//! | `rescale` | from eight sums to outputs |
//! | `x86`, `aarch64`, `wasm` | the instructions of each architecture |
//! | `dsp` | all of it with the DSP instructions of microcontrollers |

#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod aarch64;
mod channels;
mod dot;
#[cfg(arm_dsp)]
mod dsp;
mod filters;
mod products;
mod rescale;
mod rows;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;
#[cfg(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    target_feature = "sse2"
))]
mod x86;

pub use self::products::{Products, fold};

/// The kernels of an instruction set for eight bits.
pub trait Kernels: Copy {
    /// Computes a layer from `x` to `y`. `buffer` has at least [`Products::buffer`] bytes.
    fn products(self, layer: &Products<'_>, buffer: &mut [u8], x: &[i8], y: &mut [i8]);
}

/// Implements the kernels of an instruction set by the instructions of two types, in a function that may use them all.
#[allow(unused_macros, reason = "used on targets with SIMD")]
macro_rules! kernel {
    ($(#[$attribute:meta])* $name:ident($proof:ident: $isa:ty): $dot:expr, $pairs:expr) => {
        $(#[$attribute])*
        fn $name(
            $proof: $isa,
            layer: &$crate::kernel::quantized::Products<'_>,
            buffer: &mut [u8],
            x: &[i8],
            y: &mut [i8],
        ) {
            if layer.depthwise {
                $crate::kernel::quantized::channels::depthwise($pairs, layer, buffer, x, y);
            } else {
                $crate::kernel::quantized::filters::convolution($dot, layer, buffer, x, y);
            }
        }
    };
}
#[allow(unused_imports, reason = "used on targets with SIMD")]
use kernel;
