//! Numbers in the messages about test cases that fail.

use xornet_core::DType;

use crate::Element;

/// Returns `value` with 7 significant digits in `f32` and 15 in `f64`.
pub(crate) fn digits<T: Element>(value: T) -> String {
    let significant = match T::DTYPE {
        DType::I8 => return value.shortest(),
        DType::F32 => 7,
        _ => 15,
    };
    let value = value.to_f64();
    if !value.is_finite() || value == 0.0 {
        return format!("{value:?}");
    }
    let rounded = format!("{value:.*e}", significant - 1);
    let (mantissa, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let rounded: f64 = rounded.parse().unwrap_or(value);
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-5..significant as i32 - 1).contains(&exponent) {
        // `Display` writes no exponent, however large the number is.
        let plain = format!("{rounded}");
        return if plain.contains('.') {
            plain
        } else {
            plain + ".0"
        };
    }
    let mantissa = mantissa.trim_end_matches('0');
    let zero = if mantissa.ends_with('.') { "0" } else { "" };
    format!("{mantissa}{zero}e{exponent}")
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn numbers_are_rounded_to_some_digits() {
        for (value, text) in [
            (0.0, "0.0"),
            (-1.0, "-1.0"),
            (0.1, "0.1"),
            (0.000_012_5, "0.0000125"),
            (0.647_507_2, "0.6475072"),
            (0.999_999_999_9, "1.0"),
            (1234.5, "1234.5"),
            (123_456.0, "123456.0"),
            (1_234_567.0, "1.234567e6"),
            (1e30, "1.0e30"),
            (-1.25e-7, "-1.25e-7"),
            (f32::INFINITY, "inf"),
            (f32::NAN, "NaN"),
        ] {
            assert_eq!(digits(value), text);
        }
        assert_eq!(digits(0.647_507_185_828_096_5_f64), "0.647507185828097");
    }
}
