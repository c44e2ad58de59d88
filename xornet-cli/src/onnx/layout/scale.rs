//! Operations with a parameter for each number.

use super::Layout;
use super::view::View;
use crate::import::graph::{Affine, Operation};

impl Layout<'_> {
    /// Adds a factor and a summand for each number.
    pub(super) fn scale(
        &mut self,
        view: &View,
        scale: &[f64],
        shift: &[f64],
        origin: &str,
    ) -> View {
        let is_identity =
            scale.iter().all(|&scale| scale == 1.0) && shift.iter().all(|&shift| shift == 0.0);
        if is_identity {
            return view.clone();
        }
        let (scale, shift) = (view.ordered(scale), view.ordered(shift));
        let channels = self.channels(view);
        let (value, affine) = if repeats(&scale, channels) && repeats(&shift, channels) {
            let affine = Affine::new(scale[..channels].to_vec(), shift[..channels].to_vec());
            (view.value, affine)
        } else {
            (self.flat(view, origin), Affine::new(scale, shift))
        };
        View {
            value: self
                .graph
                .push(Operation::Affine(affine), value, origin.to_owned()),
            order: view.order.clone(),
        }
    }

    /// Adds a slope for each number.
    pub(super) fn prelu(&mut self, view: &View, slopes: &[f64], origin: &str) -> View {
        let slopes = view.ordered(slopes);
        let channels = self.channels(view);
        let (value, slopes) = if repeats(&slopes, 1) {
            (view.value, slopes[..1].to_vec())
        } else if repeats(&slopes, channels) {
            (view.value, slopes[..channels].to_vec())
        } else {
            (self.flat(view, origin), slopes)
        };
        View {
            value: self
                .graph
                .push(Operation::Prelu(slopes), value, origin.to_owned()),
            order: view.order.clone(),
        }
    }

    fn channels(&self, view: &View) -> usize {
        self.graph.shapes[view.value].last().copied().unwrap_or(1)
    }
}

/// Returns whether numbers repeat after this many.
fn repeats(numbers: &[f64], period: usize) -> bool {
    numbers
        .iter()
        .zip(&numbers[period.min(numbers.len())..])
        .all(|(a, b)| a == b)
}
