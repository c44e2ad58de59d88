use serde_json::{Map, Value, json};

use super::header::LENGTH;
use crate::Number;

/// A builder of a safetensors file.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    header: Map<String, Value>,
    data: Vec<u8>,
}

impl Builder {
    /// Appends a tensor, whose shape must fit the number of its numbers.
    pub(crate) fn push<T: Number>(&mut self, name: &str, shape: &[usize], numbers: &[T]) {
        let start = self.data.len();
        for number in numbers {
            number.extend_le(&mut self.data);
        }
        let entry = json!({
            "dtype": T::NAME.to_uppercase(),
            "shape": shape,
            "data_offsets": [start, self.data.len()],
        });
        self.header.insert(name.into(), entry);
    }

    /// Returns the bytes of the file.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        let mut header = Value::Object(self.header).to_string();
        // The format wants the numbers to begin at a multiple of eight bytes.
        let padding = header.len().next_multiple_of(LENGTH) - header.len();
        header.push_str(&" ".repeat(padding));
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend(self.data);
        bytes
    }
}
