//! Compares actions with those that were published. The firmware has this file, too.

use core::fmt;

/// What was found in the actions so far.
pub struct Comparison {
    largest: f32,
    /// Of the bits of all actions, by FNV-1a.
    hash: u32,
}

impl Comparison {
    /// Differences up to this come from another order of summation.
    const TOLERANCE: f32 = 1e-5;

    pub const fn new() -> Self {
        Self {
            largest: 0.0,
            hash: 0x811c_9dc5,
        }
    }

    /// Adds an action and the published one.
    pub fn add(&mut self, ours: &[f32], published: &[f32]) {
        for (ours, published) in ours.iter().zip(published) {
            let difference = (ours - published).abs();
            // Not `max`, which ignores what is not a number.
            if difference > self.largest || difference.is_nan() {
                self.largest = difference;
            }
            for byte in ours.to_le_bytes() {
                self.hash = (self.hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
    }

    /// Tells whether all actions are those that were published.
    pub fn holds(&self) -> bool {
        self.largest <= Self::TOLERANCE
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { largest, hash } = self;
        write!(
            f,
            "the largest difference is {largest:e}, the hash of the bits {hash:08x}"
        )
    }
}
