//! The last step of layers of eight bits, at the sums around every boundary between two outputs, against the definitions of both
//! roundings in integers of 128 bits.

use xornet_core::quantized::{Factors, Multiplier, Rescale};

const LIMITS: [i8; 2] = [i8::MIN, i8::MAX];

/// Divides by a power of two and rounds to the nearest integer; halves go where `up` says for the integer below.
fn divided(number: i128, exponent: u32, up: impl Fn(i128) -> bool) -> i128 {
    if exponent > 120 {
        return 0;
    }
    let unit = 1_i128 << exponent;
    let (below, rest) = (number.div_euclid(unit), number.rem_euclid(unit));
    match (2 * rest).cmp(&unit) {
        std::cmp::Ordering::Less => below,
        std::cmp::Ordering::Equal if !up(below) => below,
        _ => below + 1,
    }
}

fn limited(number: i128) -> i8 {
    number.clamp(-128, 127) as i8
}

/// Two roundings: halves go up in the first, and away from zero in the second.
fn double(sum: i32, multiplier: Multiplier, zero_point: i8) -> i8 {
    let left = multiplier.shift.max(0);
    let right = (-multiplier.shift).max(0) as u32;
    let product = (i128::from(sum) << left) * i128::from(multiplier.quotient);
    let high = divided(product, 31, |_| true);
    limited(divided(high, right, |below| below >= 0) + i128::from(zero_point))
}

/// Returns the nearest number with 24 binary digits, halves to even, as an integer and a power of two.
fn of_24_digits(number: i128) -> (i128, u32) {
    let digits = 128 - number.unsigned_abs().leading_zeros();
    let exponent = digits.saturating_sub(24);
    (divided(number, exponent, is_odd), exponent)
}

fn is_odd(number: i128) -> bool {
    number % 2 != 0
}

/// Single precision: the sum, its product and the integer are each rounded to the nearest, halves to even.
fn single(sum: i32, factor: f32, zero_point: i8) -> i8 {
    let bits = factor.to_bits();
    let mantissa = i128::from(bits & 0x7f_ffff | 0x80_0000);
    let (sum, left) = of_24_digits(sum.into());
    let (product, more) = of_24_digits(sum * mantissa);
    let exponent = (bits >> 23) as i32 - 150 + (left + more) as i32;
    let integer = match u32::try_from(exponent) {
        Ok(exponent) => product << exponent.min(60),
        Err(_) => divided(product, exponent.unsigned_abs(), is_odd),
    };
    limited(integer + i128::from(zero_point))
}

/// Returns the sums around the boundaries between two outputs of a factor, and the outermost ones that do not overflow.
fn sums(factor: f64, most: i64) -> Vec<i32> {
    let boundaries = (-260..260).map(|step| ((f64::from(step) + 0.5) / factor) as i64);
    let around =
        boundaries.flat_map(|boundary| boundary.saturating_sub(3)..=boundary.saturating_add(3));
    let ends = [-most, 1 - most, -1, 0, 1, most - 1, most];
    let all = around.chain(ends).filter(|sum| sum.abs() <= most);
    all.map(|sum| sum as i32).collect()
}

/// Returns factors next to powers of two, and others between them.
fn factors() -> Vec<f64> {
    let fractions = [1.0, 1.25, 1.5, 1.75, 4.0 / 3.0, 1.1, 1.7].into_iter();
    let next = [23, 24, 30, 31, 32, 33, 40].into_iter();
    let next = next.flat_map(|digits| [1.0 + 2.0_f64.powi(-digits), 1.0 - 2.0_f64.powi(-digits)]);
    let fractions: Vec<_> = fractions.chain(next).collect();
    let exponents = -33..=6;
    exponents
        .flat_map(|exponent| {
            fractions
                .iter()
                .map(move |fraction| fraction * 2.0_f64.powi(exponent))
        })
        .collect()
}

#[test]
fn multipliers_are_the_nearest_ones() {
    for factor in factors() {
        let multiplier = Multiplier::new(factor);
        if multiplier.quotient == 0 {
            assert!(factor < 2.0_f64.powi(-32), "{factor:e}");
            continue;
        }
        // The factor is mantissa · 2^(exponent - 1075), and the multiplier quotient · 2^(shift - 31).
        let bits = factor.to_bits();
        let mantissa = i128::from(bits & ((1 << 52) - 1) | 1 << 52);
        let places = multiplier.shift - 31 - ((bits >> 52) as i32 - 1075);
        let places = u32::try_from(places).expect("fewer digits than the factor");
        let distance = (mantissa - (i128::from(multiplier.quotient) << places)).abs();
        assert!(2 * distance <= 1 << places, "{factor:e}: {multiplier:?}");
        assert!(multiplier.quotient >= 1 << 30, "{factor:e}: {multiplier:?}");
    }
}

#[test]
fn two_roundings_are_those_of_the_definition() {
    let mut count = 0;
    for factor in factors() {
        let multiplier = Multiplier::new(factor);
        let own = [multiplier];
        // Sums that a left shift would overflow are errors of the model file.
        let most = i64::from(i32::MAX) >> multiplier.shift.max(0);
        for zero_point in [-128, -1, 0, 5, 127] {
            let rescale = Rescale::new(Factors::Double(&own), zero_point, LIMITS);
            for sum in sums(factor, most) {
                let expected = double(sum, multiplier, zero_point);
                assert_eq!(
                    rescale.output(sum, 0),
                    expected,
                    "{sum} · {factor:e} + {zero_point}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 1_000_000, "{count}");
}

#[test]
fn one_rounding_is_that_of_single_precision() {
    let mut count = 0;
    for factor in factors() {
        let factor = factor as f32;
        let own = [factor];
        for zero_point in [-128, -1, 0, 5, 127] {
            let rescale = Rescale::new(Factors::Single(&own), zero_point, LIMITS);
            for sum in sums(factor.into(), i32::MAX.into()) {
                let expected = single(sum, factor, zero_point);
                assert_eq!(
                    rescale.output(sum, 0),
                    expected,
                    "{sum} · {factor:e} + {zero_point}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 1_000_000, "{count}");
}

#[test]
fn all_sums_of_seventeen_bits() {
    for factor in [0.003_717_3, 2.0_f64.powi(-9), 0.75 * 2.0_f64.powi(-8)] {
        let (multiplier, rounded) = ([Multiplier::new(factor)], [factor as f32]);
        let twice = Rescale::new(Factors::Double(&multiplier), 3, LIMITS);
        let once = Rescale::new(Factors::Single(&rounded), 3, LIMITS);
        for sum in -(1 << 16)..1 << 16 {
            assert_eq!(
                twice.output(sum, 0),
                double(sum, multiplier[0], 3),
                "{sum} · {factor}"
            );
            assert_eq!(
                once.output(sum, 0),
                single(sum, rounded[0], 3),
                "{sum} · {factor}"
            );
        }
    }
}
