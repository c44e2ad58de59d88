use crate::Number;

/// A number type of tensors in safetensors files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// Double precision.
    F64,
    /// Single precision.
    F32,
    /// Half precision.
    F16,
    /// The upper half of an `F32`.
    Bf16,
    /// Integers of eight bits.
    I8,
    /// Integers of 32 bits.
    I32,
}

impl Element {
    /// Returns the type of this name in a header; `None` if weights cannot have it.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "F64" => Some(Self::F64),
            "F32" => Some(Self::F32),
            "F16" => Some(Self::F16),
            "BF16" => Some(Self::Bf16),
            "I8" => Some(Self::I8),
            "I32" => Some(Self::I32),
            _ => None,
        }
    }

    /// Returns the bytes of one number.
    pub(super) fn size(self) -> usize {
        match self {
            Self::F64 => 8,
            Self::F32 | Self::I32 => 4,
            Self::F16 | Self::Bf16 => 2,
            Self::I8 => 1,
        }
    }

    /// Returns the types whose numbers become those of `T`: all floating-point types, or the same integers.
    pub(super) fn of<T: Number>() -> &'static [Self] {
        match (T::IS_INTEGER, size_of::<T>()) {
            (false, _) => &[Self::F32, Self::F64, Self::F16, Self::Bf16],
            (true, 1) => &[Self::I8],
            (true, _) => &[Self::I32],
        }
    }

    /// Reads a number from its little-endian bytes, of which there must be [`Self::size`].
    pub(super) fn read(self, bytes: &[u8]) -> f64 {
        let bits = bytes
            .iter()
            .rev()
            .fold(0u64, |bits, &byte| bits << 8 | u64::from(byte));
        match self {
            Self::F64 => f64::from_bits(bits),
            Self::F32 => f64::from(f32::from_bits(bits as u32)),
            Self::F16 => half(bits as u16),
            Self::Bf16 => f64::from(f32::from_bits((bits as u32) << 16)),
            Self::I8 => f64::from(bits as i8),
            Self::I32 => f64::from(bits as i32),
        }
    }
}

/// Returns the value of a number in half precision: a sign, 5 bits of exponent, 10 of mantissa.
fn half(bits: u16) -> f64 {
    let mantissa = f64::from(bits & 0x3ff);
    let magnitude = match bits >> 10 & 0x1f {
        0 => mantissa * power_of_two(-24),
        0x1f if mantissa == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        exponent => (1024.0 + mantissa) * power_of_two(i64::from(exponent) - 25),
    };
    if bits >> 15 == 1 {
        -magnitude
    } else {
        magnitude
    }
}

/// Returns a power of two, exactly; the results of the library's `powi` may be rounded.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::{Element, half};

    #[test]
    fn half_precision_is_read_to_the_bit() {
        // The table of Wikipedia's article on half precision.
        for (bits, value) in [
            (0x0000, 0.0),
            (0x0001, 0.000_000_059_604_645),
            (0x03ff, 0.000_060_975_55),
            (0x0400, 0.000_061_035_156),
            (0x3555, 0.333_251_95),
            (0x3bff, 0.999_511_7),
            (0x3c00, 1.0),
            (0x3c01, 1.000_976_6),
            (0x7bff, 65_504.0),
            (0x7c00, f32::INFINITY),
            (0x8000, -0.0),
            (0xc000, -2.0),
            (0xfc00, f32::NEG_INFINITY),
        ] {
            assert_eq!(
                (half(bits) as f32).to_bits(),
                f32::to_bits(value),
                "{bits:#x}"
            );
        }
        // The bits of a half, shifted into a single, are 2^-112 of its value.
        for bits in (0..=u16::MAX).filter(|bits| bits & 0x7c00 != 0x7c00) {
            let shifted = u32::from(bits & 0x8000) << 16 | u32::from(bits & 0x7fff) << 13;
            let expected = f32::from_bits(shifted) * f32::from_bits(0x7780_0000);
            assert_eq!(
                half(bits).to_bits(),
                f64::from(expected).to_bits(),
                "{bits:#x}"
            );
        }
        assert!(half(0x7e00).is_nan() && half(0xfc01).is_nan());
    }

    #[test]
    fn bytes_are_little_endian() {
        assert_eq!(Element::F64.read(&0.1f64.to_le_bytes()), 0.1);
        assert_eq!(
            Element::F32.read(&(-0.1f32).to_le_bytes()),
            f64::from(-0.1f32)
        );
        assert_eq!(Element::F16.read(&[0x00, 0x3c]), 1.0);
        assert_eq!(Element::Bf16.read(&[0x80, 0x3f]), 1.0);
        assert_eq!(Element::Bf16.read(&[0x80, 0xff]), f64::NEG_INFINITY);
    }
}
