//! Short forms of numbers for pictures.

/// Writes a number with three significant digits: `0.0976`, `−12.3`, `1.2e−7`.
pub(super) fn short(x: f64) -> String {
    significant(x, 3)
}

/// Writes a number in at most six characters, to fit in a circle: `0.648`, `−12.35`, `1e−12`.
pub(super) fn narrow(x: f64) -> String {
    const MOST: usize = 6;
    let candidates = [4, 3, 2, 1].map(|digits| significant(x, digits));
    let [.., last] = &candidates;
    let fitting = candidates.iter().find(|text| text.chars().count() <= MOST);
    fitting.unwrap_or(last).clone()
}

/// Writes a number with the given number of significant digits, without zeros at the end.
fn significant(x: f64, digits: usize) -> String {
    if x == 0.0 {
        return "0".into();
    }
    if !x.is_finite() {
        let sign = if x < 0.0 { "−" } else { "" };
        return if x.is_nan() {
            "NaN".into()
        } else {
            format!("{sign}∞")
        };
    }
    let scientific = format!("{x:.*e}", digits - 1);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    let text = if (-4..5).contains(&power) {
        let decimals = digits as i32 - 1 - power;
        trim(&format!("{x:.*}", decimals.max(0) as usize)).to_owned()
    } else {
        format!("{}e{exponent}", trim(mantissa))
    };
    text.replace('-', "−")
}

/// Removes the zeros at the end of a fraction.
fn trim(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// Writes a count with its digits in groups of three: `100 352`.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{grouped, narrow, short};

    #[test]
    fn numbers_are_short() {
        for (x, expected) in [
            (0.0976270078546495, "0.0976"),
            (-0.15269040132219058, "−0.153"),
            (0.2, "0.2"),
            (-0.0, "0"),
            (1.0, "1"),
            (-12.345, "−12.3"),
            (12_345.6, "12346"),
            (1_234_567.0, "1.23e6"),
            (0.000_123_4, "0.000123"),
            (1.2e-7, "1.2e−7"),
            (-5e-324, "−4.94e−324"),
            (f64::NEG_INFINITY, "−∞"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(short(x), expected);
        }
    }

    #[test]
    fn numbers_of_nodes_are_narrow() {
        for (x, expected) in [
            (0.647_507_2, "0.6475"),
            (-0.647_507_2, "−0.648"),
            (12.345_6, "12.35"),
            (-1234.6, "−1235"),
            (0.000_012_34, "1.2e−5"),
            (-f64::MAX, "−2e308"),
        ] {
            let text = narrow(x);
            assert!(text.chars().count() <= 6, "{text}");
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn counts_have_their_thousands_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_000), "1\u{202f}000");
        assert_eq!(grouped(1_100_352), "1\u{202f}100\u{202f}352");
    }
}
