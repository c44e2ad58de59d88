//! Numbers as the compiler shows them where a check does not hold.

use crate::evaluate::Number;

/// `value` with 7 significant digits in `f32` and 15 in `f64`, laid out as the macro's formatting in
/// const evaluation does it, so that both give the same message. Its last digit may be off by one.
pub(super) fn digits<T: Number>(value: T) -> String {
    let significant = if T::DTYPE == "f32" { 7 } else { 15 };
    let value = value.to_f64();
    if !value.is_finite() || value == 0.0 {
        return format!("{value:?}");
    }
    let rounded = format!("{value:.*e}", significant - 1);
    let (mantissa, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let rounded: f64 = rounded.parse().unwrap_or(value);
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-5..significant as i32 - 1).contains(&exponent) {
        // Without an exponent, whatever the size.
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
    use std::panic::{UnwindSafe, catch_unwind, set_hook, take_hook};

    use super::digits;
    use crate::evaluate::Number;

    /// What is said here of `computed`, and what the compiled check says of it.
    fn both<T>(computed: T, check: impl FnOnce(T) + UnwindSafe) -> (String, String)
    where
        T: Number + UnwindSafe,
    {
        let panic = catch_unwind(move || check(computed)).expect_err("the check does not hold");
        let text = panic.downcast_ref::<String>().expect("a text");
        let rest = text.strip_prefix("output[0] is ").expect("a value");
        let there = rest.split(", expected").next().unwrap_or("");
        (digits(computed), there.to_owned())
    }

    fn single(value: f32) -> (String, String) {
        both(value, |value| {
            xornet::__private::f32::check([value], &[0.0], 0.0, "")
        })
    }

    fn double(value: f64) -> (String, String) {
        both(value, |value| {
            xornet::__private::f64::check([value], &[0.0], 0.0, "")
        })
    }

    #[test]
    fn numbers_look_as_in_the_compiled_check() {
        let seed = 7;
        println!("seed {seed}");
        let mut random = fastrand::Rng::with_seed(seed);
        let hook = take_hook();
        set_hook(Box::new(|_| {}));
        let edges = [
            1.0, -1.0, 0.1, 1e-5, 9.999e-6, 123_456.0, 999_999.97, 1e6, 1e30, -1.25e-7,
        ];
        let singles = edges.map(|value| single(value as f32));
        let doubles = edges.map(double);
        let not_finite = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY].map(single);
        let mut randoms = Vec::new();
        for _ in 0..1000 {
            let value = (random.f64() - 0.5) * 10f64.powi(random.i32(-36..36));
            randoms.push((7, single(value as f32)));
            randoms.push((15, double(value)));
        }
        set_hook(hook);

        for (here, there) in singles.iter().chain(&doubles).chain(&not_finite) {
            assert_eq!(here, there);
        }
        let number = |text: &str| text.parse::<f64>().expect("a number");
        for (significant, (here, there)) in randoms {
            let (x, y) = (number(&here), number(&there));
            let unit = 10f64.powi(x.abs().log10().floor() as i32 + 1 - significant);
            assert!((x - y).abs() < 1.1 * unit, "{here} {there}");
            assert_eq!(here.contains('e'), there.contains('e'), "{here} {there}");
        }
    }
}
