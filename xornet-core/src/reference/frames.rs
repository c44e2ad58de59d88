use super::{Inputs, Reference};
use crate::{Float, Frames, LayerKind};

impl<S: Float> Reference<S> for Frames {
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

    fn advance(&self, inputs: Inputs<'_, S>, state: &mut [S], _: &mut [S], sums: &mut [S]) {
        self.copy(inputs.first(), state, sums);
    }
}

impl Frames {
    /// Copies the frames of each window, and keeps the last frames in the order in which they came.
    pub(crate) fn copy<T: Copy>(&self, input: &[T], state: &mut [T], output: &mut [T]) {
        let mut windows = output.chunks_mut(self.taps * self.channels);
        for (index, frame) in input.chunks(self.channels).enumerate() {
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
