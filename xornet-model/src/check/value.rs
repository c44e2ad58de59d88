//! Single values: strings, sizes, numbers and vectors of them.

use toml::de::DeValue;

use super::limits::WIDTH_LIMIT;
use crate::Float;
use crate::document::{Value, shorten, wrong_type};
use crate::fault::{Fault, Faults};

pub(super) fn string<'d>(value: &'d Value<'_>, what: &str, faults: &mut Faults) -> Option<&'d str> {
    let string = value.get_ref().as_str();
    if string.is_none() {
        faults.push(wrong_type(value, what, "a string"));
    }
    string
}

/// A length of a vector: a whole number from 1 to the limit.
pub(super) fn size(value: &Value<'_>, what: &str, faults: &mut Faults) -> Option<usize> {
    let expected = format!("a whole number from 1 to {WIDTH_LIMIT}");
    let Some(integer) = value.get_ref().as_integer() else {
        faults.push(wrong_type(value, what, &expected));
        return None;
    };
    let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
    let size = number.and_then(|number| usize::try_from(number).ok());
    let size = size.filter(|size| (1..=WIDTH_LIMIT).contains(size));
    if size.is_none() {
        let message = match number {
            Some(0) => format!("{what} is zero"),
            Some(..0) => format!("{what} is negative"),
            _ => format!("{what} is beyond the limit of {WIDTH_LIMIT}"),
        };
        faults.push(Fault::new(value.span(), message).label(format!("expected {expected}")));
    }
    size
}

/// A whole number, zero or more.
pub(super) fn whole(value: &Value<'_>, what: &str, faults: &mut Faults) -> Option<usize> {
    const EXPECTED: &str = "a whole number, zero or more";
    let Some(integer) = value.get_ref().as_integer() else {
        faults.push(wrong_type(value, what, EXPECTED));
        return None;
    };
    let number = usize::from_str_radix(integer.as_str(), integer.radix()).ok();
    if number.is_none() {
        let problem = if integer.as_str().starts_with('-') {
            "is negative"
        } else {
            "is too large"
        };
        let fault = Fault::new(value.span(), format!("{what} {problem}"));
        faults.push(fault.label(format!("expected {EXPECTED}")));
    }
    number
}

/// A finite number, read from its text to the nearest of the type.
pub(super) fn number<T: Float>(value: &Value<'_>, what: &str, faults: &mut Faults) -> Option<T> {
    match read(value) {
        Ok(number) => Some(number),
        Err(problem) => {
            faults.push(problem.fault::<T>(value, what));
            None
        }
    }
}

enum Problem {
    WrongType,
    NotFinite,
    Overflow,
}

impl Problem {
    fn fault<T: Float>(&self, value: &Value<'_>, what: &str) -> Fault {
        match self {
            Self::WrongType => wrong_type(value, what, "a number"),
            Self::NotFinite => Fault::new(value.span(), format!("{what} is not finite"))
                .label("expected a finite number"),
            Self::Overflow => {
                let fault = Fault::new(
                    value.span(),
                    format!("{what} is too large for `{}`", T::DTYPE),
                )
                .label(format!("the largest is {}", T::MAX.shortest()));
                if T::DTYPE == "f32" {
                    fault.help("`dtype = \"f64\"` reaches further")
                } else {
                    fault
                }
            }
        }
    }
}

fn read<T: Float>(value: &Value<'_>) -> Result<T, Problem> {
    let number = match value.get_ref() {
        DeValue::Float(float) => {
            let text = float.as_str();
            if text.ends_with("inf") || text.ends_with("nan") {
                return Err(Problem::NotFinite);
            }
            T::parse(text)
        }
        DeValue::Integer(integer) if integer.radix() == 10 => T::parse(integer.as_str()),
        DeValue::Integer(integer) => u128::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(T::from_integer),
        _ => return Err(Problem::WrongType),
    };
    number
        .filter(|number| number.is_finite())
        .ok_or(Problem::Overflow)
}

/// Faults of numbers in one vector or matrix that are shown; the others are counted.
const SHOWN: usize = 3;

/// Reads rows of numbers, and keeps the faults of one place from hiding all others.
pub(super) struct Numbers<'f> {
    faults: &'f mut Faults,
    bad: usize,
}

impl<'f> Numbers<'f> {
    pub(super) fn new(faults: &'f mut Faults) -> Self {
        Self { faults, bad: 0 }
    }

    /// Appends the numbers of an array and tells how many there are. Bad ones are reported and
    /// stand as zeros, so that the shape is known.
    pub(super) fn extend<T: Float>(
        &mut self,
        value: &Value<'_>,
        what: impl Fn() -> String,
        numbers: &mut Vec<T>,
    ) -> Option<usize> {
        let Some(array) = value.get_ref().as_array() else {
            self.bad += 1;
            if self.bad <= SHOWN {
                self.faults
                    .push(wrong_type(value, &what(), "an array of numbers"));
            }
            return None;
        };
        numbers.reserve(array.len());
        for (index, element) in array.iter().enumerate() {
            let number = read(element).unwrap_or_else(|problem: Problem| {
                self.bad += 1;
                if self.bad <= SHOWN {
                    let what = format!("number {} of {}", index + 1, what());
                    self.faults.push(problem.fault::<T>(element, &what));
                }
                T::ZERO
            });
            numbers.push(number);
        }
        Some(array.len())
    }

    /// Whether all was well.
    pub(super) fn finish(self, value: &Value<'_>, what: &str) -> bool {
        if self.bad > SHOWN {
            let message = format!(
                "{} more faults among the numbers of {what}",
                self.bad - SHOWN
            );
            let end = value.span().end;
            self.faults
                .push(Fault::new(end.saturating_sub(1)..end, message));
        }
        self.bad == 0
    }
}

/// A vector of a known length; `None` where it has faults or another length.
pub(super) fn vector<T: Float>(
    value: &Value<'_>,
    what: &str,
    faults: &mut Faults,
) -> Option<Vec<T>> {
    let mut vector = Vec::new();
    let mut numbers = Numbers::new(faults);
    numbers.extend(value, || what.to_owned(), &mut vector);
    numbers.finish(value, what).then_some(vector)
}

/// The beginning of a word from the file, in backquotes.
pub(super) fn quoted(word: &str) -> String {
    format!("`{}`", shorten(word))
}

/// `1 row`, `2 rows`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
