//! The numbers of a model file, in the file itself or in one next to it.

use super::{key, string};
use crate::tensors::Builder;
use crate::{Number, Parameter, Port};

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
    pub(super) fn spelling(&mut self, layer: usize, parameter: &Parameter<'_>) -> String {
        match parameter.numbers {
            crate::Numbers::F32(numbers) => self.tensor(layer, parameter, numbers),
            crate::Numbers::F64(numbers) => self.tensor(layer, parameter, numbers),
            crate::Numbers::I8(numbers) => self.tensor(layer, parameter, numbers),
            crate::Numbers::I32(numbers) => self.tensor(layer, parameter, numbers),
        }
    }

    fn tensor<T: Number>(
        &mut self,
        layer: usize,
        parameter: &Parameter<'_>,
        numbers: &[T],
    ) -> String {
        match self {
            Self::External { file, tensors } => {
                let name = format!("layers.{layer}.{}", parameter.key);
                tensors.push(&name, &parameter.shape, numbers);
                format!("{{ file = {}, tensor = {} }}", string(file), string(&name))
            }
            Self::Inline => nested(&parameter.shape, numbers, 0),
        }
    }
}

/// The longest matrix inside a tensor that is written in one line.
const LINE: usize = 240;

/// Writes a tensor as nested arrays, with one row of the last axis per line, or with one short matrix per line.
fn nested<T: Number>(shape: &[usize], numbers: &[T], depth: usize) -> String {
    let [_, inner @ ..] = shape else {
        return list(numbers);
    };
    if inner.is_empty() {
        return list(numbers);
    }
    let indent = "    ".repeat(depth);
    let mut text = String::from("[\n");
    for part in numbers.chunks(inner.iter().product::<usize>().max(1)) {
        let part = match inner {
            [_, columns] => matrix(*columns, part),
            _ => None,
        }
        .unwrap_or_else(|| nested(inner, part, depth + 1));
        text.extend([&indent, "    ", &part, ",\n"]);
    }
    text + &indent + "]"
}

/// Writes a matrix in one line, unless that would be long.
fn matrix<T: Number>(columns: usize, numbers: &[T]) -> Option<String> {
    // Each number takes three characters at least, and two for what is between.
    if numbers.len() * 5 > LINE {
        return None;
    }
    let rows: Vec<_> = numbers.chunks(columns.max(1)).map(list).collect();
    let line = format!("[{}]", rows.join(", "));
    (line.len() <= LINE).then_some(line)
}

/// Writes the input or the output of a test case: an array, or a table of several by name. `frames` is the number of
/// frames in a test case of a stream.
pub(super) fn ports<T: Number>(ports: &[Port], frames: Option<usize>, mut numbers: &[T]) -> String {
    let shape = |port: &Port| -> Vec<usize> {
        let axes = port.shape.axes().iter().copied();
        frames.into_iter().chain(axes).collect()
    };
    if let [port] = ports {
        return nested(&shape(port), numbers, 0);
    }
    let fields = ports.iter().map(|port| {
        let count = shape(port).iter().product();
        let (field, rest) = numbers.split_at(numbers.len().min(count));
        numbers = rest;
        let name = key(port.name.as_deref().unwrap_or_default());
        format!("{name} = {}", list(field))
    });
    let fields: Vec<_> = fields.collect();
    format!("{{ {} }}", fields.join(", "))
}

/// Writes a vector as an array in one line.
fn list<T: Number>(values: &[T]) -> String {
    let mut text = String::from("[");
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&value.shortest());
    }
    text + "]"
}
