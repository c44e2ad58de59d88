use super::{Inputs, Reference};
use crate::{Concatenate, LayerKind, Reshape, Scalar, Slice, Upsample};

impl<S: Scalar> Reference<S> for Reshape {
    fn kind(&self) -> LayerKind {
        self.kind
    }

    /// Copies the input.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        sums.copy_from_slice(inputs.first());
    }
}

impl<S: Scalar> Reference<S> for Upsample {
    fn kind(&self) -> LayerKind {
        LayerKind::Upsample
    }

    /// Copies each position as often as it is repeated.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let ([_, width], [rows, columns]) = (self.input, self.size);
        for (place, pixel) in sums.chunks_mut(self.channels).enumerate() {
            let (y, x) = (place / (width * columns), place % (width * columns));
            let from = (y / rows * width + x / columns) * self.channels;
            pixel.copy_from_slice(&inputs.first()[from..from + self.channels]);
        }
    }
}

impl<S: Scalar> Reference<S> for Slice {
    fn kind(&self) -> LayerKind {
        LayerKind::Slice
    }

    /// Copies the range of each of the outer tensors.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let (start, count) = (self.start * self.inner, self.count * self.inner);
        let tensors = inputs.first().chunks(self.length * self.inner);
        for (tensor, sums) in tensors.zip(sums.chunks_mut(count)) {
            sums.copy_from_slice(&tensor[start..start + count]);
        }
    }
}

impl<S: Scalar> Reference<S> for Concatenate {
    fn kind(&self) -> LayerKind {
        LayerKind::Concatenate
    }

    /// Copies a part of each input, for each of the outer tensors.
    fn sums(&self, inputs: Inputs<'_, S>, sums: &mut [S]) {
        let length = sums.len() / self.outer;
        for (index, mut sums) in sums.chunks_mut(length).enumerate() {
            for input in inputs.iter() {
                let length = input.len() / self.outer;
                let (place, rest) = sums.split_at_mut(length);
                place.copy_from_slice(&input[index * length..][..length]);
                sums = rest;
            }
        }
    }
}
