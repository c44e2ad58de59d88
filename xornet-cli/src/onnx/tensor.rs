//! Tensors, and how a file stores them: typed, raw, or in a file beside it.

use half::{bf16, f16};

use super::external::External;
use super::proto::{self, DataLocation};
use crate::import::bytes::numbers;

/// The most numbers in a tensor: what a network may have as parameters.
pub const ELEMENTS: usize = xornet_model::PARAMETER_LIMIT;

/// A dense array of numbers, row by row. Each type's numbers are held as `f64`: exact for those that a
/// network computes with, and for integers below 2^53.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    shape: Vec<usize>,
    numbers: Vec<f64>,
    element: Element,
}

/// The type of a tensor's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    Half,
    Bfloat,
    Single,
    Double,
    Integer,
    Bool,
}

impl Element {
    /// From ONNX' `TensorProto.DataType`; `Err` names a type that is none of numbers like these.
    pub fn from_onnx(code: i32) -> Result<Self, String> {
        match code {
            1 => Ok(Self::Single),
            2..=7 | 12 | 13 => Ok(Self::Integer),
            9 => Ok(Self::Bool),
            10 => Ok(Self::Half),
            11 => Ok(Self::Double),
            16 => Ok(Self::Bfloat),
            8 => Err("texts".into()),
            14 | 15 => Err("complex numbers".into()),
            17..=25 => Err("numbers of 8 bits or fewer".into()),
            code => Err(format!("elements of the unknown type {code}")),
        }
    }

    pub fn is_float(self) -> bool {
        !matches!(self, Self::Integer | Self::Bool)
    }
}

impl Tensor {
    /// `Err` where the shape asks for another number of numbers.
    pub fn new(shape: Vec<usize>, numbers: Vec<f64>, element: Element) -> Result<Self, String> {
        let count = count(&shape)?;
        if count != numbers.len() {
            return Err(format!(
                "the shape {shape:?} has {count} elements, but {} are there",
                numbers.len()
            ));
        }
        Ok(Self {
            shape,
            numbers,
            element,
        })
    }

    pub fn zeros(shape: Vec<usize>, element: Element) -> Result<Self, String> {
        let numbers = vec![0.0; count(&shape)?];
        Self::new(shape, numbers, element)
    }

    pub fn vector(numbers: Vec<f64>, element: Element) -> Self {
        Self {
            shape: vec![numbers.len()],
            numbers,
            element,
        }
    }

    pub fn scalar(number: f64, element: Element) -> Self {
        Self {
            shape: Vec::new(),
            numbers: vec![number],
            element,
        }
    }

    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    pub fn numbers(&self) -> &[f64] {
        &self.numbers
    }

    pub fn element(&self) -> Element {
        self.element
    }

    /// The same numbers in another shape.
    pub fn reshaped(&self, shape: Vec<usize>) -> Result<Self, String> {
        Self::new(shape, self.numbers.clone(), self.element)
    }

    /// Each number replaced.
    pub fn map(&self, mut function: impl FnMut(f64) -> f64) -> Self {
        Self {
            shape: self.shape.clone(),
            numbers: self
                .numbers
                .iter()
                .map(|&number| function(number))
                .collect(),
            element: self.element,
        }
    }

    pub fn with_element(mut self, element: Element) -> Self {
        self.element = element;
        self
    }

    /// The length of the last axis: of a table, how many columns it has.
    pub fn columns(&self) -> usize {
        self.shape.last().copied().unwrap_or(1)
    }

    /// The only number.
    pub fn single(&self) -> Option<f64> {
        match *self.numbers {
            [number] => Some(number),
            _ => None,
        }
    }

    /// The numbers as integers.
    pub fn integers(&self) -> Vec<i64> {
        self.numbers.iter().map(|&number| number as i64).collect()
    }

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

/// A list as messages show it: not without end.
pub fn brief<T: std::fmt::Debug>(list: &[T]) -> String {
    const MOST: usize = 8;
    let mut text: Vec<_> = list
        .iter()
        .take(MOST)
        .map(|item| format!("{item:?}"))
        .collect();
    if list.len() > MOST {
        text.push("…".into());
    }
    format!("[{}]", text.join(", "))
}

/// How many numbers a shape has, if not too many.
pub fn count(shape: &[usize]) -> Result<usize, String> {
    let count = shape
        .iter()
        .try_fold(1usize, |count, &length| count.checked_mul(length));
    count
        .filter(|&count| count <= ELEMENTS && shape.len() <= 64)
        .ok_or_else(|| {
            format!(
                "the shape {} is beyond the limit of {ELEMENTS} elements",
                brief(shape)
            )
        })
}

/// Bytes of one number in raw data.
fn width(code: i32) -> usize {
    match code {
        2 | 3 | 9 => 1,
        4 | 5 | 10 | 16 => 2,
        1 | 6 | 12 => 4,
        _ => 8,
    }
}

fn raw(bytes: &[u8], code: i32) -> Result<Vec<f64>, String> {
    if !bytes.len().is_multiple_of(width(code)) {
        return Err(format!(
            "its {} bytes are no whole number of elements",
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
