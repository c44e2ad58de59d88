use core::fmt;

/// The real numbers that integers of eight bits stand for: `real = scale · (integer − zero_point)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantization {
    /// The distance between the real numbers of neighbouring integers; positive and finite.
    pub scale: f32,
    /// The integer that stands for zero.
    pub zero_point: i8,
}

impl Quantization {
    /// Returns the integer for a real number: the nearest one, or the farther from zero of two that are equally near. Numbers
    /// beyond the range become the smallest or the largest integer, and NaN the zero point.
    ///
    /// The number is divided by the scale in single precision.
    #[must_use]
    pub const fn quantize(self, real: f32) -> i8 {
        let steps = real / self.scale;
        if steps.is_nan() {
            return self.zero_point;
        }
        integer(nearest_away(steps as f64), self.zero_point)
    }

    /// Returns the real number that an integer stands for.
    #[must_use]
    pub const fn dequantize(self, integer: i8) -> f32 {
        // The difference has nine bits, and so is exact.
        self.scale * (integer as i16 - self.zero_point as i16) as f32
    }

    /// Returns whether the scale is a positive number, neither subnormal nor infinite.
    #[must_use]
    pub const fn is_valid(self) -> bool {
        self.scale >= f32::MIN_POSITIVE && self.scale <= f32::MAX
    }
}

/// Writes the quantization as in a model file.
impl fmt::Display for Quantization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scale, zero_point } = self;
        write!(f, "{{ scale = {scale:?}, zero_point = {zero_point} }}")
    }
}

/// Returns the nearest integer, away from zero if two are equally near; the number is not NaN.
pub(super) const fn nearest_away(number: f64) -> i64 {
    let whole = number as i64;
    let fraction = number - whole as f64;
    // Numbers without a fraction, beyond 2^53, are `whole` or beyond the range of the type.
    if fraction >= 0.5 {
        whole.saturating_add(1)
    } else if fraction <= -0.5 {
        whole.saturating_sub(1)
    } else {
        whole
    }
}

/// Returns the nearest integer of eight bits; zero for NaN.
pub(crate) const fn nearest(number: f64) -> i8 {
    if number.is_nan() {
        return 0;
    }
    integer(nearest_away(number), 0)
}

/// Returns the integer at a distance from the zero point, or the nearest one.
pub(super) const fn integer(steps: i64, zero_point: i8) -> i8 {
    const MOST: i64 = 1 << 16;
    let steps = if steps < -MOST {
        -MOST
    } else if steps > MOST {
        MOST
    } else {
        steps
    };
    clamp(steps as i32 + zero_point as i32, [i8::MIN, i8::MAX])
}

/// Returns the nearest integer of a range.
#[inline(always)]
pub(super) const fn clamp(number: i32, [min, max]: [i8; 2]) -> i8 {
    if number < min as i32 {
        min
    } else if number > max as i32 {
        max
    } else {
        number as i8
    }
}

#[cfg(test)]
mod tests {
    use super::Quantization;

    const HALVES: Quantization = Quantization {
        scale: 0.5,
        zero_point: 3,
    };

    #[test]
    fn numbers_become_the_nearest_integer_away_from_zero() {
        let quantized = [0.0, 0.2, 0.25, -0.25, -0.24, 1.0, -1.0].map(|real| HALVES.quantize(real));
        assert_eq!(quantized, [3, 3, 4, 2, 3, 5, 1]);
    }

    #[test]
    fn numbers_beyond_the_range_saturate_and_nan_is_zero() {
        let numbers = [
            f32::INFINITY,
            f32::NEG_INFINITY,
            1e30,
            -62.0,
            62.5,
            f32::NAN,
        ];
        let quantized = numbers.map(|real| HALVES.quantize(real));
        assert_eq!(quantized, [127, -128, 127, -121, 127, 3]);
    }

    #[test]
    fn integers_stand_for_multiples_of_the_scale() {
        assert_eq!(
            [3, 4, -128, 127].map(|integer| HALVES.dequantize(integer)),
            [0.0, 0.5, -65.5, 62.0]
        );
        for integer in i8::MIN..=i8::MAX {
            assert_eq!(HALVES.quantize(HALVES.dequantize(integer)), integer);
        }
    }
}
