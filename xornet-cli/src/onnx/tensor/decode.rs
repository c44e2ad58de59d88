//! Tensors as a file stores them: typed, raw, or in another file next to it.

use half::{bf16, f16};

use super::{Element, Tensor, brief, count};
use crate::import::bytes::numbers;
use crate::onnx::file::External;
use crate::onnx::file::proto::{self, DataLocation};

impl Tensor {
    /// Reads a tensor of a file. `Err` says why it cannot be read.
    pub fn decode(tensor: &proto::Tensor, external: &External) -> Result<Self, String> {
        let element =
            Element::from_onnx(tensor.data_type).map_err(|what| format!("it holds {what}"))?;
        let shape = tensor.dims.iter().map(|&dim| usize::try_from(dim));
        let shape: Vec<usize> = shape
            .collect::<Result<_, _>>()
            .map_err(|_| format!("its shape {} has a negative length", brief(&tensor.dims)))?;
        let count = count(&shape)?;
        let code = tensor.data_type;
        let bytes = if tensor.data_location == DataLocation::External as i32 {
            Some(
                external
                    .read(&tensor.external_data, count * width(code))?
                    .into(),
            )
        } else if !tensor.raw_data.is_empty() {
            Some(tensor.raw_data.clone())
        } else {
            None
        };
        let numbers = match bytes {
            Some(bytes) => raw(&bytes, code)?,
            None => typed(tensor),
        };
        Self::new(shape, numbers, element)
    }
}

/// Returns the number of bytes of an element in raw data.
fn width(code: i32) -> usize {
    match code {
        2 | 3 | 9 => 1,
        4 | 5 | 10 | 16 => 2,
        1 | 6 | 12 => 4,
        _ => 8,
    }
}

/// Reads raw data.
fn raw(bytes: &[u8], code: i32) -> Result<Vec<f64>, String> {
    if !bytes.len().is_multiple_of(width(code)) {
        return Err(format!(
            "its {} bytes are not a whole number of elements",
            bytes.len()
        ));
    }
    Ok(match code {
        1 => numbers(bytes, |b| f32::from_le_bytes(b).into()),
        2 => numbers(bytes, |b| u8::from_le_bytes(b).into()),
        3 => numbers(bytes, |b| i8::from_le_bytes(b).into()),
        4 => numbers(bytes, |b| u16::from_le_bytes(b).into()),
        5 => numbers(bytes, |b| i16::from_le_bytes(b).into()),
        6 => numbers(bytes, |b| i32::from_le_bytes(b).into()),
        7 => numbers(bytes, |b| i64::from_le_bytes(b) as f64),
        9 => numbers(bytes, |[b]| f64::from(b != 0)),
        10 => numbers(bytes, |b| f16::from_le_bytes(b).into()),
        11 => numbers(bytes, f64::from_le_bytes),
        12 => numbers(bytes, |b| u32::from_le_bytes(b).into()),
        13 => numbers(bytes, |b| u64::from_le_bytes(b) as f64),
        _ => numbers(bytes, |b| bf16::from_le_bytes(b).into()),
    })
}

/// Reads the numbers of typed fields.
fn typed(tensor: &proto::Tensor) -> Vec<f64> {
    let halves = || tensor.int32_data.iter().map(|&bits| bits as u16);
    match tensor.data_type {
        1 => tensor.float_data.iter().map(|&x| x.into()).collect(),
        7 => tensor.int64_data.iter().map(|&x| x as f64).collect(),
        10 => halves().map(|bits| f16::from_bits(bits).into()).collect(),
        11 => tensor.double_data.clone(),
        12 | 13 => tensor.uint64_data.iter().map(|&x| x as f64).collect(),
        16 => halves().map(|bits| bf16::from_bits(bits).into()).collect(),
        _ => tensor.int32_data.iter().map(|&x| x.into()).collect(),
    }
}
