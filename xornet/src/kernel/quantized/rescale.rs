use xornet_core::quantized::{Factors, Multiplier, Rescale};

/// The factors of eight channels side by side.
#[derive(Clone, Copy)]
pub(super) enum Lanes {
    /// Multipliers in integers, with shifts to the left and then to the right, and the bits that these drop.
    Double {
        quotients: [i32; 8],
        left: [u32; 8],
        right: [u32; 8],
        dropped: [i32; 8],
    },
    /// Numbers in single precision.
    Single([f32; 8]),
}

/// The step from the sums of eight channels to outputs.
#[derive(Clone, Copy)]
pub(super) struct Outputs {
    pub(super) lanes: Lanes,
    pub(super) zero_point: i32,
    /// The limits of outputs less the zero point.
    pub(super) limits: [i32; 2],
}

impl Outputs {
    /// Returns the step for the channels from `channel` on.
    #[inline(always)]
    pub(super) fn new(rescale: &Rescale<'_>, channel: usize) -> Self {
        let lanes = match rescale.factors {
            Factors::Single(factors) => Lanes::Single(eight(factors, channel, 0.0)),
            Factors::Double(factors) => {
                let factors = eight(factors, channel, Multiplier::from_parts(0, 0));
                let right = factors.map(|factor| factor.shift.min(0).unsigned_abs() & 31);
                Lanes::Double {
                    quotients: factors.map(|factor| factor.quotient),
                    left: factors.map(|factor| factor.shift.max(0).cast_unsigned()),
                    right,
                    dropped: right.map(|right| (1_i32 << right).wrapping_sub(1)),
                }
            }
            _ => Lanes::Single([0.0; 8]),
        };
        let zero_point = i32::from(rescale.zero_point);
        Self {
            lanes,
            zero_point,
            limits: rescale.limits.map(|limit| i32::from(limit) - zero_point),
        }
    }

    /// Writes the outputs for the sums of the channels, as [`Rescale::output`] does one by one.
    #[inline(always)]
    pub(super) fn write(&self, sums: &[i32; 8], outputs: &mut [i8; 8]) {
        let mut steps = *sums;
        match &self.lanes {
            Lanes::Double {
                quotients,
                left,
                right,
                dropped,
            } => {
                for i in 0..8 {
                    let sum = i64::from(sums[i].wrapping_shl(left[i]));
                    // A quotient is not negative, so that the product never saturates.
                    let high = ((sum * i64::from(quotients[i]) + (1 << 30)) >> 31) as i32;
                    let threshold = (dropped[i] >> 1) + i32::from(high < 0);
                    let up = (high & dropped[i]) > threshold;
                    steps[i] = (high >> right[i]) + i32::from(up);
                }
            }
            Lanes::Single(factors) => {
                const MOST: f32 = (1 << 22) as f32;
                const ROUND: f32 = (3 << 22) as f32;
                for i in 0..8 {
                    let product = sums[i] as f32 * factors[i];
                    let product = if product < -MOST { -MOST } else { product };
                    let product = if product > MOST { MOST } else { product };
                    let rounded = (product + ROUND).to_bits().wrapping_sub(ROUND.to_bits());
                    steps[i] = rounded.cast_signed();
                }
            }
        }
        let [least, most] = self.limits;
        // An array that is returned would be put together in one register, integer by integer.
        for (output, steps) in outputs.iter_mut().zip(steps) {
            *output = (steps.max(least).min(most) + self.zero_point) as i8;
        }
    }
}

/// Returns the elements of eight channels, or eight times the one for all channels.
#[inline(always)]
fn eight<T: Copy>(factors: &[T], channel: usize, none: T) -> [T; 8] {
    if let [one] = factors {
        return [*one; 8];
    }
    let factors = factors.get(channel..).unwrap_or_default();
    match factors.first_chunk() {
        Some(eight) => *eight,
        None => few(factors, none),
    }
}

/// Returns the first eight numbers, and others for those that are absent.
#[inline(always)]
pub(super) fn few<T: Copy>(numbers: &[T], none: T) -> [T; 8] {
    let mut eight = [none; 8];
    for (to, &from) in eight.iter_mut().zip(numbers) {
        *to = from;
    }
    eight
}

/// Returns `count` numbers from `start` on; none if the slice is too short.
#[inline(always)]
pub(super) fn part<T>(slice: &[T], start: usize, count: usize) -> &[T] {
    slice
        .get(start..)
        .and_then(|rest| rest.get(..count))
        .unwrap_or_default()
}
