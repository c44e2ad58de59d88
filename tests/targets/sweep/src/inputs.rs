use xornet::Tensor;
use xornet_testing::{Bits, Random};

/// Pseudo-random inputs next to the recorded ones.
const DRAWN: usize = 23;

/// From where pseudo-random inputs are taken.
#[derive(Clone, Copy)]
pub enum Range {
    /// Evenly from `-x` to `x`.
    Within(f64),
    /// Of either sign and of all magnitudes from 2^-30 to 2^6.
    Magnitudes,
}

/// The inputs of a network: the recorded ones, then pseudo-random ones, the same on every target and
/// in every unroll mode.
pub struct Inputs<'a, I> {
    recorded: core::slice::Iter<'a, I>,
    range: Range,
    random: Random,
    left: usize,
}

impl<'a, I> Inputs<'a, I> {
    pub fn new(recorded: &'a [I], range: Range) -> Self {
        Self {
            recorded: recorded.iter(),
            range,
            random: Random::new(0),
            left: DRAWN,
        }
    }

    fn draw(&mut self) -> f64 {
        match self.range {
            Range::Within(most) => self.random.signed() * most,
            Range::Magnitudes => {
                let exponent = (self.random.bits() % 36) as i32 - 30;
                let power = f64::from_bits(((1023 + exponent) as u64) << 52);
                let fraction = self.random.signed();
                (fraction + fraction.signum()) * power
            }
        }
    }
}

impl<I: Tensor<Scalar: Bits>> Iterator for Inputs<'_, I> {
    type Item = I;

    fn next(&mut self) -> Option<I> {
        if let Some(recorded) = self.recorded.next() {
            return Some(*recorded);
        }
        self.left = self.left.checked_sub(1)?;
        let mut input = I::ZEROS;
        for x in input.numbers_mut() {
            *x = Bits::nearest(self.draw());
        }
        Some(input)
    }
}
