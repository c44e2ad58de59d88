//! Files in the safetensors format: the length of the header in eight bytes, the header in JSON, the numbers.
//!
//! The crate `safetensors` is not used, because it depends on serde's derive macros: they add 6 s of processor
//! time to the 15 s of a user's first build of xornet, and `serde_json` alone adds 2 s. The tests compare this
//! module with that crate, for reading and for writing.

mod element;
mod header;
mod write;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::Number;

pub(crate) use self::element::Element;
pub(crate) use self::write::Builder;

/// The tensors of a file, by name.
#[derive(Debug)]
pub(crate) struct Archive {
    bytes: Vec<u8>,
    entries: BTreeMap<String, Entry>,
}

/// The description of a tensor in the header.
#[derive(Debug, PartialEq)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    /// The place of the numbers, in bytes of the file.
    place: Range<usize>,
}

/// A tensor with its numbers, row by row.
#[derive(Debug)]
pub(crate) struct Tensor<'a> {
    pub(crate) shape: &'a [usize],
    element: Element,
    bytes: &'a [u8],
}

/// The reason why a tensor cannot be read.
#[derive(Debug, PartialEq)]
pub(crate) enum TensorError {
    /// No tensor has this name.
    Unknown,
    /// Its numbers have this type, which weights cannot have.
    UnsupportedDtype(String),
    /// Its number of bytes does not fit its shape.
    WrongSize {
        /// The bytes that the shape needs; `None` if that overflows.
        expected: Option<usize>,
        /// The bytes that the tensor has.
        found: usize,
    },
}

impl Archive {
    /// Reads the header of a file, or returns the reason why this is not a safetensors file.
    pub(crate) fn parse(bytes: Vec<u8>) -> Result<Self, String> {
        let entries = header::entries(&bytes)?;
        Ok(Self { bytes, entries })
    }

    /// Returns the names of all tensors, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Returns the tensor of a name.
    pub(crate) fn tensor<T: Number>(&self, name: &str) -> Result<Tensor<'_>, TensorError> {
        let entry = self.entries.get(name).ok_or(TensorError::Unknown)?;
        let element = Element::named(&entry.dtype)
            .filter(|element| Element::of::<T>().contains(element))
            .ok_or_else(|| TensorError::UnsupportedDtype(entry.dtype.clone()))?;
        let bytes = &self.bytes[entry.place.clone()];
        let product = |product: usize, &length| product.checked_mul(length);
        let expected = entry.shape.iter().try_fold(element.size(), product);
        if expected != Some(bytes.len()) {
            return Err(TensorError::WrongSize {
                expected,
                found: bytes.len(),
            });
        }
        Ok(Tensor {
            shape: &entry.shape,
            element,
            bytes,
        })
    }
}

impl Tensor<'_> {
    /// Returns how many numbers the tensor has.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / self.element.size()
    }

    /// Returns the numbers in order, in double precision, which holds the values of all types exactly.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = f64> {
        let elements = self.bytes.chunks_exact(self.element.size());
        elements.map(|bytes| self.element.read(bytes))
    }

    /// Returns the indices of a number in the tensor, one for each axis, from its index in the sequence; all
    /// count from 0.
    pub(crate) fn indices(&self, number: usize) -> Vec<usize> {
        let mut rest = number;
        let mut indices: Vec<_> = self
            .shape
            .iter()
            .rev()
            .map(|&length| {
                let index = rest % length.max(1);
                rest /= length.max(1);
                index
            })
            .collect();
        indices.reverse();
        indices
    }
}
