//! Tensors of a file, and their numbers.

use half::{bf16, f16};

use super::table::Table;
use crate::import::bytes::numbers;
use crate::onnx::tensor::{Element, count};

/// A tensor: a value that is computed, or a constant.
pub struct Tensor<'a> {
    pub name: String,
    pub kind: Kind,
    pub shape: Vec<usize>,
    /// The lengths of its axes, `None` for one that is open.
    pub signature: Vec<Option<usize>>,
    /// The bytes of a constant; empty for a value.
    bytes: &'a [u8],
    /// Whether it keeps its numbers from one call to the next.
    pub is_variable: bool,
    pub quantization: Option<Quantization>,
    is_sparse: bool,
}

/// The real numbers that integers stand for: `scale · (integer − zero point)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantization {
    /// One, or one for each index of an axis.
    pub scales: Vec<f32>,
    pub zero_points: Vec<i64>,
    pub axis: usize,
}

/// The type of a tensor's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    F32,
    F16,
    Bf16,
    F64,
    I8,
    U8,
    I16,
    I32,
    I64,
    U32,
    Bool,
    /// A type that no network computes with, by its number.
    Other(i8),
}

impl Kind {
    fn of(code: i8) -> Self {
        match code {
            0 => Self::F32,
            1 => Self::F16,
            2 => Self::I32,
            3 => Self::U8,
            4 => Self::I64,
            6 => Self::Bool,
            7 => Self::I16,
            9 => Self::I8,
            10 => Self::F64,
            15 => Self::U32,
            18 => Self::Bf16,
            code => Self::Other(code),
        }
    }

    /// Returns the type as the graph has it; `None` for one that no network computes with.
    pub fn element(self) -> Option<Element> {
        Some(match self {
            Self::F32 => Element::Single,
            Self::F16 => Element::Half,
            Self::Bf16 => Element::Bfloat,
            Self::F64 => Element::Double,
            Self::Bool => Element::Bool,
            Self::I8 | Self::U8 | Self::I16 | Self::I32 | Self::I64 | Self::U32 => Element::Integer,
            Self::Other(_) => return None,
        })
    }

    /// Returns its name.
    pub fn name(self) -> String {
        match self {
            Self::F32 => "float32".into(),
            Self::F16 => "float16".into(),
            Self::Bf16 => "bfloat16".into(),
            Self::F64 => "float64".into(),
            Self::I8 => "int8".into(),
            Self::U8 => "uint8".into(),
            Self::I16 => "int16".into(),
            Self::I32 => "int32".into(),
            Self::I64 => "int64".into(),
            Self::U32 => "uint32".into(),
            Self::Bool => "bool".into(),
            Self::Other(5) => "string".into(),
            Self::Other(13) => "resource".into(),
            Self::Other(17) => "int4".into(),
            Self::Other(code) => format!("type {code}"),
        }
    }

    /// Returns whether it is a floating-point type.
    pub fn is_float(self) -> bool {
        matches!(self, Self::F32 | Self::F16 | Self::Bf16 | Self::F64)
    }

    /// Returns whether values of this type are those of a quantized network.
    pub fn is_quantized(self) -> bool {
        matches!(self, Self::I8 | Self::U8 | Self::I16)
    }
}

impl<'a> Tensor<'a> {
    /// Reads a tensor, whose bytes are one of the buffers.
    pub fn read(table: &Table<'a>, buffers: &[&'a [u8]]) -> Result<Self, String> {
        let name = table.text(3)?;
        let length = |&length: &i32| usize::try_from(length).ok();
        let shape = table.numbers::<i32>(0)?.unwrap_or_default();
        let shape: Option<Vec<_>> = shape.iter().map(length).collect();
        let shape = shape.ok_or_else(|| format!("the tensor `{name}` has a negative length"))?;
        let signature = match table.numbers::<i32>(7)? {
            Some(signature) if signature.len() == shape.len() => {
                signature.iter().map(length).collect()
            }
            _ => shape.iter().copied().map(Some).collect(),
        };
        let quantization = match table.table(4)? {
            Some(table) => Quantization::read(&table)?,
            None => None,
        };
        let buffer = table.number(2, 0u32)? as usize;
        Ok(Self {
            kind: Kind::of(table.number(1, 0)?),
            signature,
            // The first buffer is that of all tensors without one.
            bytes: buffers.get(buffer).copied().unwrap_or(&[]),
            is_variable: table.number(5, false)?,
            quantization,
            is_sparse: table.table(6)?.is_some(),
            name,
            shape,
        })
    }

    /// Returns whether it is a constant.
    pub fn is_constant(&self) -> bool {
        !self.bytes.is_empty() && !self.is_variable
    }

    /// Returns the numbers of a constant, as they are stored.
    pub fn stored(&self) -> Result<Vec<f64>, String> {
        if self.is_sparse {
            return Err("it is sparse: convert the network without sparsity".into());
        }
        let bytes = self.bytes;
        let stored = match self.kind {
            Kind::F32 => numbers(bytes, |b| f32::from_le_bytes(b).into()),
            Kind::F16 => numbers(bytes, |b| f16::from_le_bytes(b).into()),
            Kind::Bf16 => numbers(bytes, |b| bf16::from_le_bytes(b).into()),
            Kind::F64 => numbers(bytes, f64::from_le_bytes),
            Kind::I8 => numbers(bytes, |b| i8::from_le_bytes(b).into()),
            Kind::U8 => numbers(bytes, |b| u8::from_le_bytes(b).into()),
            Kind::I16 => numbers(bytes, |b| i16::from_le_bytes(b).into()),
            Kind::I32 => numbers(bytes, |b| i32::from_le_bytes(b).into()),
            Kind::I64 => numbers(bytes, |b| i64::from_le_bytes(b) as f64),
            Kind::U32 => numbers(bytes, |b| u32::from_le_bytes(b).into()),
            Kind::Bool => numbers(bytes, |[b]| f64::from(b != 0)),
            Kind::Other(_) => {
                return Err(format!("it holds numbers of the type {}", self.kind.name()));
            }
        };
        match count(&self.shape)? {
            length if length == stored.len() => Ok(stored),
            length => Err(format!(
                "its shape {:?} has {length} elements, but {} are there",
                self.shape,
                stored.len()
            )),
        }
    }

    /// Returns the real numbers of a constant: where it has a quantization, those that its integers stand for.
    pub fn real(&self) -> Result<Vec<f64>, String> {
        let stored = self.stored()?;
        match &self.quantization {
            Some(quantization) if !self.kind.is_float() => quantization.real(&stored, &self.shape),
            _ => Ok(stored),
        }
    }
}

impl Quantization {
    /// Reads the quantization of a tensor; `None` if it has no scales.
    fn read(table: &Table<'_>) -> Result<Option<Self>, String> {
        let scales = table.numbers::<f32>(2)?.unwrap_or_default();
        if scales.is_empty() {
            return Ok(None);
        }
        let mut zero_points = table.numbers::<i64>(3)?.unwrap_or_default();
        // Symmetric quantizations may leave them out.
        zero_points.resize(scales.len(), 0);
        Ok(Some(Self {
            axis: usize::try_from(table.number(6, 0i32)?).unwrap_or(usize::MAX),
            scales,
            zero_points,
        }))
    }

    /// Returns the real numbers that integers of a tensor of this shape stand for.
    fn real(&self, stored: &[f64], shape: &[usize]) -> Result<Vec<f64>, String> {
        let one = |index: usize, number: f64| {
            f64::from(self.scales[index]) * (number - self.zero_points[index] as f64)
        };
        if self.scales.len() == 1 {
            return Ok(stored.iter().map(|&number| one(0, number)).collect());
        }
        let length = shape.get(self.axis).copied();
        if length != Some(self.scales.len()) {
            return Err(format!(
                "its {} scales do not fit its shape {shape:?}",
                self.scales.len()
            ));
        }
        let inner: usize = shape[self.axis + 1..].iter().product();
        let index = |place: usize| place / inner.max(1) % self.scales.len();
        let numbers = stored.iter().enumerate();
        Ok(numbers
            .map(|(place, &number)| one(index(place), number))
            .collect())
    }
}
