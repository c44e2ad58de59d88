use xornet::Vector;

use crate::number::Number;

/// Pseudo-random inputs beside the recorded ones.
const RANDOM: usize = 23;

/// From where pseudo-random inputs are taken.
#[derive(Clone, Copy)]
pub enum Range {
    /// Evenly from `-x` to `x`.
    Within(f64),
    /// Of either sign and of all magnitudes from 2^-30 to 2^6.
    Magnitudes,
}

/// The inputs of a network: the recorded ones, then pseudo-random ones, the same on every target and
/// in every code shape.
pub struct Inputs<'a, I> {
    recorded: core::slice::Iter<'a, I>,
    range: Range,
    random: u64,
    left: usize,
}

impl<'a, I> Inputs<'a, I> {
    pub fn new(recorded: &'a [I], range: Range) -> Self {
        Self {
            recorded: recorded.iter(),
            range,
            random: 0,
            left: RANDOM,
        }
    }

    fn draw(&mut self) -> f64 {
        match self.range {
            Range::Within(most) => self.signed() * most,
            Range::Magnitudes => {
                let exponent = (self.next_random() % 36) as i32 - 30;
                let power = f64::from_bits(((1023 + exponent) as u64) << 52);
                let fraction = self.signed();
                (fraction + fraction.signum()) * power
            }
        }
    }

    /// From -1 to below 1.
    fn signed(&mut self) -> f64 {
        (self.next_random() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    /// SplitMix64.
    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl<I: Vector<Scalar: Number>> Iterator for Inputs<'_, I> {
    type Item = I;

    fn next(&mut self) -> Option<I> {
        if let Some(recorded) = self.recorded.next() {
            return Some(*recorded);
        }
        self.left = self.left.checked_sub(1)?;
        let mut input = I::ZEROS;
        for x in input.as_mut() {
            *x = Number::nearest(self.draw());
        }
        Some(input)
    }
}
