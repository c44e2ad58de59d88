//! The last frames of a stream of eight bits.

use xornet_core::quantized::Quantization;
use xornet_core::{Shape, quantized};

use super::products::expect;
use crate::{Frames, InvalidNetwork};

/// The last frames of a stream, with what their integers stand for: before the first frame there are zero points.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowLayer {
    pub(super) frames: Frames<i8>,
    quantization: Quantization,
}

impl WindowLayer {
    /// Makes a `window`, whose frames have this quantization.
    #[must_use]
    pub fn new(frames: Frames<i8>, quantization: Quantization) -> Self {
        Self {
            frames,
            quantization,
        }
    }

    pub(super) fn quantization(
        &self,
        inputs: &[Quantization],
    ) -> Result<Option<Quantization>, InvalidNetwork> {
        expect(inputs, &[self.quantization])?;
        Ok(Some(self.quantization))
    }

    pub(super) fn reference(&self, inputs: &[Shape]) -> quantized::Frames {
        let frames = self.frames.as_reference(inputs[0].channels());
        quantized::Frames::new(frames, self.quantization.zero_point)
    }
}
