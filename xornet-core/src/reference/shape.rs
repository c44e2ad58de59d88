use super::{Inputs, Reference};
use crate::{Concatenate, Float, LayerKind, Reshape, Slice, Upsample};

impl<S: Float> Reference<S> for Reshape {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Copies the input.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        sums.copy_from_slice(inputs.first());
    }
}

impl<S: Float> Reference<S> for Upsample {
    fn kind(&self) -> LayerKind {
        LayerKind::Upsample
    }

    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        self.copy(inputs.first(), sums);
    }
}

impl Upsample {
    /// Copies each position as often as it is repeated.
    pub(crate) fn copy<T: Copy>(&self, input: &[T], output: &mut [T]) {
        let ([_, width], [rows, columns]) = (self.input, self.size);
        for (place, pixel) in output.chunks_mut(self.channels).enumerate() {
            let (y, x) = (place / (width * columns), place % (width * columns));
            let from = (y / rows * width + x / columns) * self.channels;
            pixel.copy_from_slice(&input[from..from + self.channels]);
        }
    }
}

impl<S: Float> Reference<S> for Slice {
    fn kind(&self) -> LayerKind {
        LayerKind::Slice
    }

    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        self.copy(inputs.first(), sums);
    }
}

impl Slice {
    /// Copies the range of each of the outer tensors.
    pub(crate) fn copy<T: Copy>(&self, input: &[T], output: &mut [T]) {
        let (start, count) = (self.start * self.inner, self.count * self.inner);
        let tensors = input.chunks(self.length * self.inner);
        for (tensor, output) in tensors.zip(output.chunks_mut(count)) {
            output.copy_from_slice(&tensor[start..start + count]);
        }
    }
}

impl<S: Float> Reference<S> for Concatenate {
    fn kind(&self) -> LayerKind {
        LayerKind::Concatenate
    }

    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        self.copy(inputs, sums);
    }
}

impl Concatenate {
    /// Copies a part of each input, for each of the outer tensors.
    pub(crate) fn copy<T: Copy>(&self, inputs: Inputs<'_, T>, output: &mut [T]) {
        let length = output.len() / self.outer;
        for (index, mut output) in output.chunks_mut(length).enumerate() {
            for input in inputs.iter() {
                let length = input.len() / self.outer;
                let (place, rest) = output.split_at_mut(length);
                place.copy_from_slice(&input[index * length..][..length]);
                output = rest;
            }
        }
    }
}
