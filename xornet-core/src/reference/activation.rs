use super::{Inputs, Reference};
use crate::{Activation, Float, LayerKind};

impl<S: Float> Reference<S> for Activation<S> {
    fn kind(&self) -> LayerKind {
        LayerKind::Activation
    }

    /// Copies the input.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        sums.copy_from_slice(inputs.first());
    }

    fn activation(&self) -> Self {
        *self
    }
}
