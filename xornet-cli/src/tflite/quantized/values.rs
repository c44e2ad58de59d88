//! Values of a network of eight bits.

use xornet_model::{Quantization, ValueId};

use crate::tflite::file::{Kind, Tensor};

/// A value of the network that a tensor of the file is.
#[derive(Clone, Debug)]
pub struct Value {
    pub id: ValueId,
    pub quantization: Quantization,
    /// The positions of padding before and after the height and the width, which the convolution behind it takes in.
    pub pads: [[usize; 2]; 2],
    /// The distances along the height and the width of positions that are next to one another in the file.
    pub blocks: [usize; 2],
    /// Whether the file has it as floats, behind the last layer.
    pub is_float: bool,
    /// The positions that the file has of it, in a stream, where it is not the one of this call.
    pub last: Option<Last>,
}

/// The last positions of a sequence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Last {
    pub positions: usize,
    /// How many of them a call brings.
    pub step: usize,
}

impl Value {
    /// Makes a value as it is in the file.
    pub fn plain(id: ValueId, quantization: Quantization) -> Self {
        Self {
            id,
            quantization,
            pads: [[0; 2]; 2],
            blocks: [1; 2],
            is_float: false,
            last: None,
        }
    }

    /// Returns whether it has the shape that it has in the file.
    pub fn is_plain(&self) -> bool {
        self.pads == [[0; 2]; 2] && self.blocks == [1; 2] && self.last.is_none()
    }
}

impl Tensor<'_> {
    /// Returns what its integers stand for once they have eight bits with a sign.
    pub fn eight_bits(&self) -> Result<Quantization, String> {
        let shift = match self.kind {
            Kind::I8 => 0,
            Kind::U8 => 128,
            kind => {
                return Err(format!(
                    "it has values of the type {}, and a network of eight bits has int8 and uint8",
                    kind.name()
                ));
            }
        };
        let Some(quantization) = &self.quantization else {
            return Err("one of its values has no quantization".into());
        };
        let ([scale], [zero_point]) = (&*quantization.scales, &*quantization.zero_points) else {
            return Err(
                "one of its values has a scale for each channel, and values have one".into(),
            );
        };
        let zero_point = zero_point.checked_sub(shift);
        let zero_point = zero_point.and_then(|zero_point| i8::try_from(zero_point).ok());
        let quantization = zero_point.map(|zero_point| Quantization {
            scale: *scale,
            zero_point,
        });
        let quantization = quantization.filter(|quantization| quantization.is_valid());
        quantization.ok_or_else(|| {
            format!("one of its values has the scale {scale}, or a zero point that is not an integer of eight bits")
        })
    }

    /// Returns the lengths of the axes behind that of the batch.
    pub fn sample(&self) -> Result<&[usize], String> {
        let sample = match &*self.shape {
            [1, sample @ ..] if !sample.is_empty() => sample,
            [_] => &self.shape,
            [samples, ..] => {
                return Err(format!(
                    "it works on a batch of {samples}: convert the network with a batch of one"
                ));
            }
            [] => return Err("one of its values is a number without a shape".into()),
        };
        match sample.len() {
            1..=3 if !sample.contains(&0) => Ok(sample),
            _ => Err(format!(
                "one of its values has the shape {:?}, and values of a network have one to three axes behind the batch",
                self.shape
            )),
        }
    }
}
