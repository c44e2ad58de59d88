//! The outcomes of a network's test cases.

use std::ops::Range;

use crate::digits::digits;
use crate::document::shorten;
use crate::evaluate::Evaluator;
use crate::{Diagnostic, Element, Network, TestCase};

/// The outcome of one test case.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'n, T: Element> {
    network: &'n Network<T>,
    index: usize,
    worst: Pair<T>,
}

/// One number of an output, and the one that the file expects.
#[derive(Clone, Copy, Debug)]
pub struct Pair<T> {
    /// The index of the number in the output, from 0.
    pub index: usize,
    /// The number in the file.
    pub expected: T,
    /// The number that the network computes.
    pub got: T,
    /// The absolute difference of the two, rounded to the type.
    pub error: T,
}

/// Runs all test cases of a network, in the order of the file.
pub fn outcomes<T: Element>(network: &Network<T>) -> Vec<Outcome<'_, T>> {
    let evaluator = Evaluator::new(network);
    let cases = network.test_cases().iter().enumerate();
    cases
        .filter_map(|(index, case)| {
            let outputs = evaluator.forward(case.input());
            let worst = worst(&outputs, case.output())?;
            Some(Outcome {
                network,
                index,
                worst,
            })
        })
        .collect()
}

/// The number of failing test cases that are shown one by one.
const SHOWN: usize = 10;

/// Returns the errors of the test cases that fail: one for each of the ten that are furthest off, in the order
/// of the file, and one for all the others.
pub fn failures<T: Element>(outcomes: &[Outcome<'_, T>]) -> Vec<Diagnostic> {
    let mut failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.holds()).collect();
    failed.sort_by(|a, b| b.tolerance_used().total_cmp(&a.tolerance_used()));
    let others = failed.split_off(failed.len().min(SHOWN));
    failed.sort_by_key(|outcome| outcome.index);
    let mut errors: Vec<_> = failed.into_iter().map(Outcome::error).collect();
    if let Some(first) = others.iter().min_by_key(|outcome| outcome.index) {
        let message = match others.len() {
            1 => "and 1 more test case fails".to_owned(),
            more => format!("and {more} more test cases fail"),
        };
        let label = format!("the first of them; shown are the {SHOWN} that are furthest off");
        errors.push(Diagnostic::new(first.span(), message).label(label));
    }
    errors
}

/// Returns the number that is furthest off; `None` only if there are no outputs, which no network allows.
fn worst<T: Element>(outputs: &[T], expected: &[T]) -> Option<Pair<T>> {
    let pairs = outputs.iter().zip(expected).enumerate();
    let pairs = pairs.map(|(index, (&got, &expected))| Pair {
        index,
        expected,
        got,
        error: got.distance(expected),
    });
    let is_nan = |pair: &Pair<T>| pair.error.to_f64().is_nan();
    pairs.reduce(|a, b| {
        let b_is_further = a.error < b.error || is_nan(&b) && !is_nan(&a);
        if b_is_further { b } else { a }
    })
}

impl<T: Element> Outcome<'_, T> {
    /// Returns the number of the test case, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.index + 1
    }

    /// Returns the test case.
    #[must_use]
    pub fn case(&self) -> &TestCase<T> {
        &self.network.test_cases()[self.index]
    }

    /// Returns the place of the test case in the file, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.case().span()
    }

    /// Returns the number of the output that is furthest off.
    #[must_use]
    pub fn worst(&self) -> Pair<T> {
        self.worst
    }

    /// Returns the place of the number that is furthest off: `[3]` in a vector, `[0][2][1]` in an image, `[7][0]` in a sequence
    /// of frames, and behind the name of the output if there are several.
    #[must_use]
    pub fn place(&self) -> String {
        let mut rest = self.worst.index;
        let steps = self.network.steps_in(self.case());
        for port in self.network.output_ports() {
            let Some(further) = rest.checked_sub(port.shape.count() * steps) else {
                let mut index = String::new();
                for &length in port.shape.axes().iter().rev() {
                    index = format!("[{}]{index}", rest % length);
                    rest /= length;
                }
                if self.network.is_stream() {
                    index = format!("[{rest}]{index}");
                }
                return port.name.unwrap_or_default() + &index;
            };
            rest = further;
        }
        format!("[{}]", self.worst.index)
    }

    /// Returns whether the test case passes: all outputs are within the tolerance, and none is NaN.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.worst.error <= self.case().tolerance()
    }

    /// Returns the largest error divided by the tolerance: at most 1 if the test case passes.
    #[must_use]
    pub fn tolerance_used(&self) -> f64 {
        let used = self.worst.error.to_f64() / self.case().tolerance().to_f64();
        match used {
            // 0 / 0: an exact output for a tolerance of zero.
            _ if self.holds() && used.is_nan() => 0.0,
            _ if used.is_nan() => f64::INFINITY,
            _ => used,
        }
    }

    /// Makes the error of a test case that fails.
    fn error(&self) -> Diagnostic {
        let count = self.network.test_cases().len();
        let message = format!(
            "test case {} of {count} in `[[checks]]` fails",
            self.number()
        );
        let Pair {
            index,
            expected,
            got,
            error,
        } = self.worst;
        let place = self.place();
        let place = if place.starts_with('[') {
            format!("output{place}")
        } else {
            place
        };
        let index = match self.network.is_stream() {
            true => index % self.network.outputs(),
            false => index,
        };
        let name = match self.network.output_names().get(index) {
            Some(name) => format!(", `{}`,", shorten(name)),
            None => String::new(),
        };
        let note = format!(
            "{place}{name} is {}, expected {} within a tolerance of {}: off by {}",
            digits(got),
            digits(expected),
            digits(self.case().tolerance()),
            digits(error),
        );
        Diagnostic::new(self.span(), message)
            .label("the network gives another output for this case")
            .help("fix the network or the expected output, or raise the `tolerance`")
            .with_note(note)
    }
}
