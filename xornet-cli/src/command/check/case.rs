//! A recorded case, run.

use xornet_model::{Check, Fault, Network};

use super::digits::digits;
use crate::evaluate::{self, Number};

/// How one recorded case went.
pub(super) struct Case<'n, T> {
    network: &'n Network<T>,
    index: usize,
    outputs: Vec<T>,
}

/// One number of an output, beside the one that the file records.
#[derive(Clone, Copy)]
pub(super) struct Pair<T> {
    pub(super) index: usize,
    pub(super) expected: T,
    pub(super) got: T,
    pub(super) error: T,
}

/// Runs all cases of a network.
pub(super) fn cases<T: Number>(network: &Network<T>) -> Vec<Case<'_, T>> {
    let checks = network.checks().iter().enumerate();
    checks
        .map(|(index, check)| Case {
            network,
            index,
            outputs: evaluate::forward(network, check.input()),
        })
        .collect()
}

impl<T: Number> Case<'_, T> {
    /// From 1.
    pub(super) fn number(&self) -> usize {
        self.index + 1
    }

    pub(super) fn check(&self) -> &Check<T> {
        &self.network.checks()[self.index]
    }

    /// The line and the column where the case begins.
    pub(super) fn position(&self, text: &str) -> (usize, usize) {
        self.network.broken_check(self.index).position(text)
    }

    /// Whether all outputs are within the tolerance.
    pub(super) fn holds(&self) -> bool {
        self.pairs().all(|pair| self.allows(pair))
    }

    /// The output that is furthest off.
    pub(super) fn worst(&self) -> Pair<T> {
        let further = |a: Pair<T>, b: Pair<T>| {
            let a_is_nearer =
                a.error.to_f64() < b.error.to_f64() || is_nan(b.error) && !is_nan(a.error);
            if a_is_nearer { b } else { a }
        };
        let worst = self.pairs().reduce(further);
        worst.expect("a network has an output")
    }

    /// How much of the tolerance the largest error takes: up to 1 where the case holds.
    pub(super) fn strain(&self) -> f64 {
        let strain = self.worst().error.to_f64() / self.check().tolerance().to_f64();
        match strain {
            // Neither an error nor a tolerance.
            _ if self.holds() && strain.is_nan() => 0.0,
            _ if strain.is_nan() => f64::INFINITY,
            _ => strain,
        }
    }

    /// What the compiler says where the case does not hold.
    pub(super) fn fault(&self) -> Option<Fault> {
        let pair = self.pairs().find(|pair| !self.allows(*pair))?;
        let note = format!(
            "output[{}] is {}, expected {} within a tolerance of {}: off by {}",
            pair.index,
            digits(pair.got),
            digits(pair.expected),
            digits(self.check().tolerance()),
            digits(pair.error),
        );
        Some(self.network.broken_check(self.index).with_note(note))
    }

    /// The comparison of the compiled check: what is not a number is not within.
    fn allows(&self, pair: Pair<T>) -> bool {
        pair.error <= self.check().tolerance()
    }

    fn pairs(&self) -> impl Iterator<Item = Pair<T>> {
        let pairs = self.outputs.iter().zip(self.check().output()).enumerate();
        pairs.map(|(index, (&got, &expected))| Pair {
            index,
            expected,
            got,
            error: got.distance(expected),
        })
    }
}

fn is_nan<T: Number>(value: T) -> bool {
    value.to_f64().is_nan()
}
