/// A number whose bits can be compared. Equality does not tell -0.0 from 0.0, and takes no NaN for
/// another.
pub trait Bits: Copy {
    /// Returns the nearest number of the type.
    fn nearest(x: f64) -> Self;

    /// Returns its bits.
    fn bits(self) -> u64;
}

macro_rules! bits {
    ($float:ident) => {
        impl Bits for $float {
            fn nearest(x: f64) -> Self {
                x as Self
            }

            fn bits(self) -> u64 {
                self.to_bits().into()
            }
        }
    };
}

bits!(f32);
bits!(f64);

impl Bits for i8 {
    fn nearest(x: f64) -> Self {
        // `round` needs the standard library.
        (x + if x < 0.0 { -0.5 } else { 0.5 }) as Self
    }

    fn bits(self) -> u64 {
        self.cast_unsigned().into()
    }
}

/// Returns the bits of numbers: of a slice, an array or a vector.
pub fn bits<S: Bits, C: FromIterator<u64>>(numbers: impl AsRef<[S]>) -> C {
    numbers
        .as_ref()
        .iter()
        .map(|number| number.bits())
        .collect()
}

/// Returns whether two lists of numbers are the same, bit for bit.
pub fn same_bits<S: Bits>(a: impl AsRef<[S]>, b: impl AsRef<[S]>) -> bool {
    let bits = |number: &S| number.bits();
    a.as_ref().iter().map(bits).eq(b.as_ref().iter().map(bits))
}

#[cfg(test)]
mod tests {
    use super::same_bits;

    #[test]
    fn what_equality_does_not_see_is_seen() {
        assert!(!same_bits([0.0f32], [-0.0]));
        assert!(same_bits([f64::NAN], [f64::NAN]));
        assert!(!same_bits([1.0f64], [1.0, 1.0]));
    }
}
