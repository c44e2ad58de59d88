use super::{Inputs, Reference};
use crate::{Frames, LayerKind, Scalar};

impl<S: Scalar> Reference<S> for Frames {
    fn kind(&self) -> LayerKind {
        LayerKind::Window
    }

    /// Copies the frames of a window that is the first one.
    fn sums(&self, _: Inputs<'_, S>, sums: &mut [S]) {
        sums.fill(S::ZERO);
    }

    fn state(&self) -> usize {
        self.kept() * self.channels
    }

    fn is_stateful(&self) -> bool {
        true
    }

    fn reset(&self, state: &mut [S]) {
        state.fill(S::ZERO);
    }

    /// Copies the frames of each window, and keeps the last frames in the order in which they came.
    fn advance(&self, inputs: Inputs<'_, S>, state: &mut [S], _: &mut [S], sums: &mut [S]) {
        let mut windows = sums.chunks_mut(self.taps * self.channels);
        for (index, frame) in inputs.first().chunks(self.channels).enumerate() {
            if index % self.stride == 0
                && let Some(window) = windows.next()
            {
                let before = state.chunks(self.channels).step_by(self.dilation);
                let taps = before.chain([frame]);
                for (place, tap) in window.chunks_mut(self.channels).zip(taps) {
                    place.copy_from_slice(tap);
                }
            }
            if !state.is_empty() {
                state.copy_within(self.channels.., 0);
                let oldest = state.len() - self.channels;
                state[oldest..].copy_from_slice(frame);
            }
        }
    }
}
