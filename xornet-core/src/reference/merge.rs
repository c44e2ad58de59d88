use super::{Inputs, Reference};
use crate::{Activation, Broadcast, Float, LayerKind, Merge};

/// Returns the larger number: the first if they are equal, and NaN if one of them is.
pub(super) fn maximum<S: Float>(a: S, b: S) -> S {
    let is_nan = |number: S| number.partial_cmp(&number).is_none();
    if b <= a || is_nan(a) { a } else { b }
}

/// Returns the smaller number: the first if they are equal, and NaN if one of them is.
fn minimum<S: Float>(a: S, b: S) -> S {
    let is_nan = |number: S| number.partial_cmp(&number).is_none();
    if b >= a || is_nan(a) { a } else { b }
}

impl<S: Float> Reference<S> for Merge<S> {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Combines the first input with the others, one after the other.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        for (index, (input, shape)) in inputs.iter().zip(inputs.shapes()).enumerate() {
            let broadcast = Broadcast::new(&shape, &self.shape);
            for (place, sum) in sums.iter_mut().enumerate() {
                let number = input[broadcast.place(place)];
                *sum = match self.kind {
                    _ if index == 0 => number,
                    LayerKind::Subtract => *sum - number,
                    LayerKind::Multiply => *sum * number,
                    LayerKind::Maximum => maximum(*sum, number),
                    LayerKind::Minimum => minimum(*sum, number),
                    _ => *sum + number,
                };
            }
        }
    }

    fn activation(&self) -> Activation<S> {
        self.activation
    }
}
