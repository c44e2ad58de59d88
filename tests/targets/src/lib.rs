//! Runs networks in every way that the target has, compares the bits in place, and sums them up, for
//! comparison with another target.
#![no_std]

mod sweep;

use core::fmt::{self, Write};

use sweep::Sweep;

xornet::model!("../../../models/xor.toml");
xornet::model!("../../../models/xor_trained.toml");
xornet::model!("../../../models/iris.toml");
xornet::model!("../../../models/digits.toml");
xornet::model!("../../../models/sine.toml");
include!(concat!(env!("OUT_DIR"), "/generated.rs"));

/// Reports to `out`, which ends with the checksum of all outputs; false if any two differed.
///
/// # Errors
///
/// Those of `out`.
pub fn run(out: &mut impl Write) -> Result<bool, fmt::Error> {
    let mut sweep = Sweep::new(out);
    sweep.network::<Xor>("xor", 1.0);
    sweep.network::<XorTrained>("xor_trained", 1.0);
    sweep.network::<Iris>("iris", 8.0);
    sweep.network::<Digits>("digits", 16.0);
    sweep.network::<Sine>("sine", 7.0);
    generated(&mut sweep);
    sweep.finish()
}
