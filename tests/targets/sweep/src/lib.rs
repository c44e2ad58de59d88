//! Runs networks in every way that the target has, compares the bits in place, and sums them up in
//! a line, for comparison with another target.
#![no_std]

mod inputs;
mod stream;
mod subject;

pub use inputs::Range;
pub use stream::StreamSubject;
pub use subject::Subject;

use core::fmt::{self, Write};

/// What prints something about a network.
pub type Print = fn(&mut dyn Write) -> fmt::Result;

/// A network, as it is found by name.
pub struct Entry {
    pub name: &'static str,
    /// Prints a line with a checksum of all outputs, and before it a line for each output that is
    /// not the reference's.
    pub sweep: Print,
    /// Prints a line for each input, with the bits of all outputs.
    pub bits: Print,
}

/// Gives each network functions `sweep_…` and `bits_…` that a linker finds, and lists them.
///
/// The call is `subjects! { all; Subject Network sweep_name bits_name "name" range inputs; … }`, where `all`
/// is the function that sweeps through the whole list; a stream is a `StreamSubject`.
#[macro_export]
macro_rules! subjects {
    ($all:ident; $($subject:ident $network:ident $sweep:ident $bits:ident $name:literal $range:expr, $recorded:expr;)*) => {
        $(
            #[unsafe(no_mangle)]
            fn $sweep(out: &mut dyn ::core::fmt::Write) -> ::core::fmt::Result {
                $crate::$subject::<$network>::new($name, $range, $recorded).sweep(out)
            }

            #[unsafe(no_mangle)]
            fn $bits(out: &mut dyn ::core::fmt::Write) -> ::core::fmt::Result {
                $crate::$subject::<$network>::new($name, $range, $recorded).bits(out)
            }
        )*

        /// All networks of this crate.
        pub const ALL: &[$crate::Entry] = &[
            $($crate::Entry { name: $name, sweep: $sweep, bits: $bits },)*
        ];

        #[unsafe(no_mangle)]
        fn $all(out: &mut dyn ::core::fmt::Write) -> ::core::fmt::Result {
            ALL.iter().try_for_each(|entry| (entry.sweep)(out))
        }
    };
}
