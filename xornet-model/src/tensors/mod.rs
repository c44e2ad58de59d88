//! Files of tensors in the safetensors format: eight bytes of length, a header in JSON, numbers.
//!
//! The crate `safetensors` would do it as well, but brings serde's derive: it was measured to add 6 s
//! of processor time to the 15 s of a user's first build of xornet, and `serde_json` alone 2 s. The
//! tests hold this module against that crate, in both directions.

mod element;
mod header;
mod write;

use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) use self::element::Element;
pub(crate) use self::write::Builder;

/// The numbers of a file, by name.
#[derive(Debug)]
pub(crate) struct Archive {
    bytes: Vec<u8>,
    entries: BTreeMap<String, Entry>,
}

/// What the header says of a tensor.
#[derive(Debug, PartialEq)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    /// Within the file.
    place: Range<usize>,
}

/// A tensor of numbers, row by row.
#[derive(Debug)]
pub(crate) struct Tensor<'a> {
    pub(crate) shape: &'a [usize],
    element: Element,
    bytes: &'a [u8],
}

/// Why there is no such tensor.
#[derive(Debug, PartialEq)]
pub(crate) enum Refusal {
    /// No tensor has this name.
    Unknown,
    /// Its numbers are of a type that weights cannot have.
    Dtype(String),
    /// Its shape needs this many bytes, if they can be counted, and it has that many.
    Size(Option<usize>, usize),
}

impl Archive {
    /// Takes a file apart, or says why it is none of tensors.
    pub(crate) fn parse(bytes: Vec<u8>) -> Result<Self, String> {
        let entries = header::entries(&bytes)?;
        Ok(Self { bytes, entries })
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub(crate) fn tensor(&self, name: &str) -> Result<Tensor<'_>, Refusal> {
        let entry = self.entries.get(name).ok_or(Refusal::Unknown)?;
        let element =
            Element::named(&entry.dtype).ok_or_else(|| Refusal::Dtype(entry.dtype.clone()))?;
        let bytes = &self.bytes[entry.place.clone()];
        let product = |product: usize, &length| product.checked_mul(length);
        let expected = entry.shape.iter().try_fold(element.size(), product);
        if expected != Some(bytes.len()) {
            return Err(Refusal::Size(expected, bytes.len()));
        }
        Ok(Tensor {
            shape: &entry.shape,
            element,
            bytes,
        })
    }
}

impl Tensor<'_> {
    pub(crate) fn len(&self) -> usize {
        self.bytes.len() / self.element.size()
    }

    /// The numbers in order; all types have their values in double precision.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = f64> {
        let elements = self.bytes.chunks_exact(self.element.size());
        elements.map(|bytes| self.element.read(bytes))
    }

    /// Where in the tensor a number of the sequence stands, each index from 0.
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
