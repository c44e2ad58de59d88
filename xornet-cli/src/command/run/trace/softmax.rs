//! Softmax and log_softmax, which are not elementwise.

use xornet_model::{Activation, Float, Number};

use super::terms::factor;

/// What softmax and log_softmax compute from all sums along the last axis.
pub struct Softmax<T> {
    /// The largest sum, m.
    pub(super) largest: T,
    /// Σ e^(s - m).
    pub(super) total: T,
    /// Whether the activation is log_softmax.
    logarithm: bool,
}

impl<T: Float> Softmax<T> {
    /// Computes them, unless the activation is elementwise.
    pub(super) fn of(activation: Activation<T>, sums: &[T]) -> Option<Self> {
        if activation.is_elementwise() {
            return None;
        }
        let larger = |a: T, b: T| if b > a { b } else { a };
        let largest = sums.iter().copied().reduce(larger)?;
        let mut shares: Vec<_> = sums.iter().map(|&sum| sum - largest).collect();
        T::activate(Activation::Exponential, &mut shares);
        Some(Self {
            largest,
            total: shares.into_iter().fold(T::ZERO, |a, b| a + b),
            logarithm: activation == Activation::LogSoftmax,
        })
    }
}

impl<T: Number> Softmax<T> {
    /// Writes the formula of one unit.
    pub(super) fn of_unit(&self, sum: T) -> String {
        let shifted = format!("{} - {}", sum.shortest(), factor(self.largest));
        if self.logarithm {
            format!("({shifted}) - ln {}", self.total.shortest())
        } else {
            format!("e^({shifted}) / {}", self.total.shortest())
        }
    }
}
