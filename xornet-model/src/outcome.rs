//! How the test cases of a network go.

use std::ops::Range;

use crate::digits::digits;
use crate::evaluate;
use crate::{Diagnostic, Float, Network, TestCase};

/// How one test case went.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'n, T> {
    network: &'n Network<T>,
    index: usize,
    worst: Pair<T>,
}

/// One number of an output, and the one that the file expects.
#[derive(Clone, Copy, Debug)]
pub struct Pair<T> {
    /// Its place in the output, from 0.
    pub index: usize,
    /// What the file says.
    pub expected: T,
    /// What the network gives.
    pub got: T,
    /// The size of the difference, rounded to the type.
    pub error: T,
}

/// Runs all test cases of a network, in the order of the file.
pub fn outcomes<T: Float>(network: &Network<T>) -> Vec<Outcome<'_, T>> {
    let checks = network.test_cases().iter().enumerate();
    checks
        .filter_map(|(index, check)| {
            let outputs = evaluate::forward(network, check.input());
            let worst = worst(&outputs, check.output())?;
            Some(Outcome {
                network,
                index,
                worst,
            })
        })
        .collect()
}

/// The most test cases that are shown where many do not hold.
const SHOWN: usize = 10;

/// Returns an error for each of the ten test cases that are furthest off, in the order of the file,
/// and one for all others that do not hold.
pub fn failures<T: Float>(outcomes: &[Outcome<'_, T>]) -> Vec<Diagnostic> {
    let mut failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.holds()).collect();
    failed.sort_by(|a, b| b.strain().total_cmp(&a.strain()));
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

/// Returns the number that is furthest off; there is one, since no network is without outputs.
fn worst<T: Float>(outputs: &[T], expected: &[T]) -> Option<Pair<T>> {
    let pairs = outputs.iter().zip(expected).enumerate();
    let pairs = pairs.map(|(index, (&got, &expected))| Pair {
        index,
        expected,
        got,
        error: distance(got, expected),
    });
    let is_nan = |pair: &Pair<T>| pair.error.to_f64().is_nan();
    pairs.reduce(|a, b| {
        let b_is_further = a.error < b.error || is_nan(&b) && !is_nan(&a);
        if b_is_further { b } else { a }
    })
}

fn distance<T: Float>(a: T, b: T) -> T {
    if a < b { b - a } else { a - b }
}

impl<T: Float> Outcome<'_, T> {
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

    /// Returns where the test case stands in the file, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.case().span()
    }

    /// Returns the output that is furthest off.
    #[must_use]
    pub fn worst(&self) -> Pair<T> {
        self.worst
    }

    /// Returns whether all outputs are within the tolerance. What is not a number is not.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.worst.error <= self.case().tolerance()
    }

    /// Returns how much of the tolerance the largest error takes: up to 1 where the case holds.
    #[must_use]
    pub fn strain(&self) -> f64 {
        let strain = self.worst.error.to_f64() / self.case().tolerance().to_f64();
        match strain {
            // Neither an error nor a tolerance.
            _ if self.holds() && strain.is_nan() => 0.0,
            _ if strain.is_nan() => f64::INFINITY,
            _ => strain,
        }
    }

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
        let note = format!(
            "output[{index}] is {}, expected {} within a tolerance of {}: off by {}",
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
