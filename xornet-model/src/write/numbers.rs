//! Weights and biases, in the model file or next to it.

use super::string;
use crate::tensors::Builder;
use crate::{Float, Parameter};

/// Where weights and biases are written.
pub(super) enum Numbers<'a> {
    Inline,
    External {
        file: &'a str,
        tensors: &'a mut Builder,
    },
}

impl Numbers<'_> {
    /// Returns what stands for a tensor of a layer in the model file.
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

fn rows<T: Float>(columns: usize, values: &[T]) -> String {
    let mut text = String::from("[\n");
    for row in values.chunks(columns) {
        text.extend(["    ", &list(row), ",\n"]);
    }
    text + "]"
}

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
