//! Arm's DSP instructions, for which stable Rust has no functions.
//!
//! Each is one instruction that reads and writes registers alone. `SMLAD` and `SMLABB` add without saturation; that they
//! set a flag when a sum overflows is why they keep no flags.

use core::arch::asm;

/// Two integers of 16 bits.
pub(super) type Pair = u32;

/// Defines a function of one instruction.
macro_rules! instruction {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),+) -> $result:ty = $text:literal) => {
        $(#[$doc])*
        #[inline(always)]
        pub(super) fn $name($($argument: $type),+) -> $result {
            let result;
            // SAFETY: the target has the instruction, which reads and writes registers alone.
            unsafe {
                asm!(
                    concat!($text),
                    result = lateout(reg) result,
                    $($argument = in(reg) $argument,)+
                    options(pure, nomem, nostack),
                );
            }
            result
        }
    };
}

instruction! {
    /// Adds bytes 0 and 2, with their signs, to a pair.
    add_even(pair: Pair, bytes: u32) -> Pair = "sxtab16 {result}, {pair}, {bytes}"
}
instruction! {
    /// Adds bytes 1 and 3, with their signs, to a pair.
    add_odd(pair: Pair, bytes: u32) -> Pair = "sxtab16 {result}, {pair}, {bytes}, ror #8"
}
instruction! {
    /// Returns bytes 0 and 2, with their signs.
    even(bytes: u32) -> Pair = "sxtb16 {result}, {bytes}"
}
instruction! {
    /// Returns bytes 1 and 3, with their signs.
    odd(bytes: u32) -> Pair = "sxtb16 {result}, {bytes}, ror #8"
}
instruction! {
    /// Adds both products of two pairs.
    add_products(a: Pair, b: Pair, sum: i32) -> i32 = "smlad {result}, {a}, {b}, {sum}"
}
instruction! {
    /// Adds the product of the low halves of two pairs.
    add_low(a: Pair, b: Pair, sum: i32) -> i32 = "smlabb {result}, {a}, {b}, {sum}"
}
instruction! {
    /// Adds the product of the high halves of two pairs.
    add_high(a: Pair, b: Pair, sum: i32) -> i32 = "smlatt {result}, {a}, {b}, {sum}"
}
instruction! {
    /// Returns the high half of the product, rounded to the nearest number, halves up.
    high_product(a: i32, b: i32) -> i32 = "smmulr {result}, {a}, {b}"
}
instruction! {
    /// Adds the product of the low half and the high half of two pairs.
    add_low_high(a: Pair, b: Pair, sum: i32) -> i32 = "smlabt {result}, {a}, {b}, {sum}"
}
instruction! {
    /// Adds the product of the high half and the low half of two pairs.
    add_high_low(a: Pair, b: Pair, sum: i32) -> i32 = "smlatb {result}, {a}, {b}, {sum}"
}
