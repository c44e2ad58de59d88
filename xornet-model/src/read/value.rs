//! The reading of single values: strings, lengths, numbers and vectors of numbers.

use toml::de::DeValue;
use xornet_core::{DType, Shape};

use super::stream;
use crate::diagnostic::{Diagnostic, Diagnostics, Read};
use crate::document::{Value, shorten, wrong_type};
use crate::{Number, VALUE_LIMIT, WIDTH_LIMIT};

/// Reads a string; `what` names the value in errors, here and below.
pub(crate) fn string<'d>(
    value: &'d Value<'_>,
    what: &str,
    errors: &mut Diagnostics,
) -> Read<&'d str> {
    let string = value.get_ref().as_str();
    string.ok_or_else(|| errors.push(wrong_type(value, what, "a string")))
}

/// Reads a length: a whole number from 1 to [`WIDTH_LIMIT`].
pub(crate) fn positive(value: &Value<'_>, what: &str, errors: &mut Diagnostics) -> Read<usize> {
    let expected = format!("a whole number from 1 to {WIDTH_LIMIT}");
    let Some(integer) = value.get_ref().as_integer() else {
        return Err(errors.push(wrong_type(value, what, &expected)));
    };
    let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
    let size = number.and_then(|number| usize::try_from(number).ok());
    let size = size.filter(|size| (1..=WIDTH_LIMIT).contains(size));
    size.ok_or_else(|| {
        let message = match number {
            Some(0) => format!("{what} is zero"),
            Some(..0) => format!("{what} is negative"),
            _ => format!("{what} is beyond the limit of {WIDTH_LIMIT}"),
        };
        errors.push(Diagnostic::new(value.span(), message).label(format!("expected {expected}")))
    })
}

/// Reads a shape: the length of a vector, or an array of one to three lengths.
pub(crate) fn shape(value: &Value<'_>, what: &str, errors: &mut Diagnostics) -> Read<Shape> {
    let too_large = |errors: &mut Diagnostics| {
        let message = format!("{what} has more than {VALUE_LIMIT} numbers, which is the limit");
        errors.push(Diagnostic::new(value.span(), message))
    };
    let Some(array) = value.get_ref().as_array() else {
        if stream::is_time(value) {
            return Err(errors.push(stream::misplaced(value)));
        }
        let length = positive(value, what, errors)?;
        return Shape::vector(length).ok_or_else(|| too_large(errors));
    };
    if !(1..=Shape::MOST_AXES).contains(&array.len()) {
        let message = format!("{what} has {} axes", array.len());
        let label = format!("expected one to {} lengths", Shape::MOST_AXES);
        return Err(errors.push(Diagnostic::new(value.span(), message).label(label)));
    }
    let lengths = array.iter().enumerate().map(|(index, value)| {
        if stream::is_time(value) {
            return Err(errors.push(stream::misplaced(value)));
        }
        let what = format!("length {} of {what}", index + 1);
        positive(value, &what, errors)
    });
    let lengths: Read<Vec<_>> = lengths.collect::<Vec<_>>().into_iter().collect();
    let shape = Shape::new(&lengths?).filter(|shape| shape.count() <= VALUE_LIMIT);
    shape.ok_or_else(|| too_large(errors))
}

/// Reads a whole number that may be negative.
pub(crate) fn signed(value: &Value<'_>, what: &str, errors: &mut Diagnostics) -> Read<isize> {
    const EXPECTED: &str = "a whole number";
    let Some(integer) = value.get_ref().as_integer() else {
        return Err(errors.push(wrong_type(value, what, EXPECTED)));
    };
    isize::from_str_radix(integer.as_str(), integer.radix()).map_err(|_| {
        let error = Diagnostic::new(value.span(), format!("{what} is too large"));
        errors.push(error.label(format!("expected {EXPECTED}")))
    })
}

/// Reads a boolean.
pub(crate) fn boolean(value: &Value<'_>, what: &str, errors: &mut Diagnostics) -> Read<bool> {
    let boolean = value.get_ref().as_bool();
    boolean.ok_or_else(|| errors.push(wrong_type(value, what, "`true` or `false`")))
}

/// Reads a whole number, zero or more.
pub(crate) fn whole(value: &Value<'_>, what: &str, errors: &mut Diagnostics) -> Read<usize> {
    const EXPECTED: &str = "a whole number, zero or more";
    let Some(integer) = value.get_ref().as_integer() else {
        return Err(errors.push(wrong_type(value, what, EXPECTED)));
    };
    usize::from_str_radix(integer.as_str(), integer.radix()).map_err(|_| {
        let problem = if integer.as_str().starts_with('-') {
            "is negative"
        } else {
            "is too large"
        };
        let error = Diagnostic::new(value.span(), format!("{what} {problem}"));
        errors.push(error.label(format!("expected {EXPECTED}")))
    })
}

/// Reads a finite number from its text, rounded to the nearest of the type.
pub(crate) fn number<T: Number>(
    value: &Value<'_>,
    what: &str,
    errors: &mut Diagnostics,
) -> Read<T> {
    read(value).map_err(|problem| errors.push(problem.error::<T>(value, what)))
}

/// The reason why a value is not a finite number.
enum Problem {
    WrongType,
    NotFinite,
    Overflow,
}

impl Problem {
    /// Makes the error of a value with this problem.
    fn error<T: Number>(&self, value: &Value<'_>, what: &str) -> Diagnostic {
        match self {
            Self::WrongType if T::IS_INTEGER => {
                let [least, most] = T::range();
                wrong_type(
                    value,
                    what,
                    &format!("a whole number from {least} to {most}"),
                )
            }
            Self::WrongType => wrong_type(value, what, "a number"),
            Self::NotFinite => Diagnostic::new(value.span(), format!("{what} is not finite"))
                .label("expected a finite number"),
            Self::Overflow => {
                let [least, most] = T::range();
                let (problem, label) = match T::IS_INTEGER {
                    true => ("out of range", format!("expected {least} to {most}")),
                    false => ("too large", format!("the largest is {most}")),
                };
                let message = format!("{what} is {problem} for `{}`", T::NAME);
                let error = Diagnostic::new(value.span(), message).label(label);
                if T::NAME == DType::F32.name() {
                    error.help("`dtype = \"f64\"` has a larger range")
                } else {
                    error
                }
            }
        }
    }
}

/// Reads a finite number without reporting errors.
fn read<T: Number>(value: &Value<'_>) -> Result<T, Problem> {
    let number = match value.get_ref() {
        DeValue::Float(_) if T::IS_INTEGER => return Err(Problem::WrongType),
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
            .and_then(T::from_integer),
        _ => return Err(Problem::WrongType),
    };
    number
        .filter(|number: &T| number.is_valid())
        .ok_or(Problem::Overflow)
}

/// The number of errors in one vector or matrix that are shown; the others are only counted.
const SHOWN: usize = 3;

/// A reader of the rows of one vector or matrix, which reports only a few of its errors, so that they do not hide
/// those of other places.
pub(crate) struct Numbers<'f> {
    errors: &'f mut Diagnostics,
    bad: usize,
    reported: Read<()>,
}

impl<'f> Numbers<'f> {
    pub(crate) fn new(errors: &'f mut Diagnostics) -> Self {
        Self {
            errors,
            bad: 0,
            reported: Ok(()),
        }
    }

    /// Appends the numbers of an array, and returns how many there are. Bad ones are reported and replaced by
    /// zeros, so that lengths can still be checked.
    pub(crate) fn extend<T: Number>(
        &mut self,
        value: &Value<'_>,
        what: impl Fn() -> String,
        numbers: &mut Vec<T>,
    ) -> usize {
        let Some(array) = value.get_ref().as_array() else {
            self.report(|| wrong_type(value, &what(), "an array of numbers"));
            return 0;
        };
        numbers.reserve(array.len());
        for (index, element) in array.iter().enumerate() {
            let number = read(element).unwrap_or_else(|problem: Problem| {
                self.report(|| {
                    problem.error::<T>(element, &format!("number {} of {}", index + 1, what()))
                });
                T::default()
            });
            numbers.push(number);
        }
        array.len()
    }

    /// Reports an error, unless there were many.
    fn report(&mut self, error: impl FnOnce() -> Diagnostic) {
        self.bad += 1;
        if self.bad <= SHOWN {
            self.reported = Err(self.errors.push(error()));
        }
    }

    /// Reports how many errors were not shown, and returns an error if there were any.
    pub(crate) fn finish(self, value: &Value<'_>, what: &str) -> Read<()> {
        if self.bad > SHOWN {
            let message = format!(
                "{} more errors among the numbers of {what}",
                self.bad - SHOWN
            );
            let end = value.span().end;
            self.errors
                .push(Diagnostic::new(end.saturating_sub(1)..end, message));
        }
        self.reported
    }
}

/// Reads a vector of any length.
pub(crate) fn vector<T: Number>(
    value: &Value<'_>,
    what: &str,
    errors: &mut Diagnostics,
) -> Read<Vec<T>> {
    let mut vector = Vec::new();
    let mut numbers = Numbers::new(errors);
    numbers.extend(value, || what.to_owned(), &mut vector);
    numbers.finish(value, what)?;
    Ok(vector)
}

/// Quotes a word from the file in backquotes, and cuts it if it is long.
pub(crate) fn quoted(word: &str) -> String {
    format!("`{}`", shorten(word))
}
