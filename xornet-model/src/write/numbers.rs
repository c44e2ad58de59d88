//! The numbers of a model file, in the file itself or in one next to it.

use super::string;
use crate::tensors::Builder;
use crate::{Float, Parameter};

/// The place where weights and biases are written.
pub(super) enum Numbers<'a> {
    /// The model file.
    Inline,
    /// A safetensors file.
    External {
        file: &'a str,
        tensors: &'a mut Builder,
    },
}

impl Numbers<'_> {
    /// Returns the value of a tensor's key in the model file; `layer` is the index of the layer.
    pub(super) fn spelling<T: Float>(
        &mut self,
        layer: usize,
        parameter: &Parameter<'_, T>,
    ) -> String {
        match self {
            Self::External { file, tensors } => {
                let name = format!("layers.{layer}.{}", parameter.key);
                tensors.push(&name, &parameter.shape, parameter.numbers);
                format!("{{ file = {}, tensor = {} }}", string(file), string(&name))
            }
            Self::Inline => match parameter.shape[..] {
                [_, columns] => rows(columns, parameter.numbers),
                _ => list(parameter.numbers),
            },
        }
    }
}

/// Writes a matrix as an array of rows, one per line.
fn rows<T: Float>(columns: usize, values: &[T]) -> String {
    let mut text = String::from("[\n");
    for row in values.chunks(columns) {
        text.extend(["    ", &list(row), ",\n"]);
    }
    text + "]"
}

/// Writes a vector as an array in one line.
pub(super) fn list<T: Float>(values: &[T]) -> String {
    let mut text = String::from("[");
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&value.shortest());
    }
    text + "]"
}
