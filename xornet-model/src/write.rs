//! A network as a model file that reads back to the same bits.

use toml::Value;

use crate::tensors::Builder;
use crate::{Activation, Check, Dense, Float, Layer, Model, Network, Unroll};

/// The model file of a network: one row of weights a line, and the shortest digits that read back
/// the same, so that an edit shows as itself in a diff. All numbers are in it, wherever they were.
#[must_use]
pub fn write(model: &Model) -> String {
    to_toml(model, &mut Numbers::Inline)
}

/// The model file of a network, and the safetensors file that its weights and biases are in, which
/// must be written to `file`, a path from the model file's folder in slashes.
///
/// The tensors are called `layers.0.weights` and `layers.0.biases`, by the number of the layer, and
/// have the shapes and the type of numbers of the model file.
#[must_use]
pub fn write_external(model: &Model, file: &str) -> (String, Vec<u8>) {
    let mut tensors = Builder::default();
    let text = to_toml(
        model,
        &mut Numbers::External {
            file,
            tensors: &mut tensors,
        },
    );
    (text, tensors.into_bytes())
}

/// Where weights and biases are written.
enum Numbers<'a> {
    Inline,
    External {
        file: &'a str,
        tensors: &'a mut Builder,
    },
}

impl Numbers<'_> {
    /// Writes the numbers of a shape under a key of a layer.
    fn write<T: Float>(
        &mut self,
        text: &mut String,
        layer: usize,
        key: &str,
        shape: &[usize],
        values: &[T],
    ) {
        match self {
            Self::External { file, tensors } => {
                let name = format!("layers.{layer}.{key}");
                tensors.push(&name, shape, values);
                let reference =
                    format!("{{ file = {}, tensor = {} }}", string(file), string(&name));
                line(text, key, &reference);
            }
            Self::Inline => {
                text.extend([key, " = "]);
                if let [_, columns] = *shape {
                    rows(text, columns, values);
                } else {
                    list(text, values);
                }
                text.push('\n');
            }
        }
    }
}

fn to_toml(model: &Model, numbers: &mut Numbers<'_>) -> String {
    match model {
        Model::F32(network) => network.to_toml(numbers),
        Model::F64(network) => network.to_toml(numbers),
    }
}

impl<T: Float> Network<T> {
    fn to_toml(&self, numbers: &mut Numbers<'_>) -> String {
        let mut text = String::new();
        if let Some(name) = &self.name {
            line(&mut text, "name", &string(name));
        }
        if let Some(description) = &self.description {
            line(&mut text, "description", &string(description));
        }
        line(&mut text, "dtype", &string(T::DTYPE));
        line(&mut text, "input", &self.inputs.to_string());
        match self.unroll {
            Unroll::Auto => {}
            Unroll::Full => line(&mut text, "unroll", "\"full\""),
            Unroll::None => line(&mut text, "unroll", "\"none\""),
        }
        if !self.limits.is_empty() {
            text.push_str("\n[limits]\n");
        }
        for limit in &self.limits {
            line(&mut text, limit.cost.key(), &limit.most.to_string());
        }
        for (index, layer) in self.layers.iter().enumerate() {
            text.push_str("\n[[layers]]\n");
            match layer {
                Layer::Dense(dense) => dense.write(&mut text, index, numbers),
                Layer::Activation(activation) => {
                    line(&mut text, "type", "\"activation\"");
                    line(&mut text, "activation", &spelling(*activation));
                }
            }
        }
        for check in &self.checks {
            check.write(&mut text);
        }
        text
    }
}

impl<T: Float> Dense<T> {
    fn write(&self, text: &mut String, index: usize, numbers: &mut Numbers<'_>) {
        line(text, "type", "\"dense\"");
        line(text, "units", &self.units.to_string());
        if self.activation != Activation::Linear {
            line(text, "activation", &spelling(self.activation));
        }
        let shape = [self.inputs, self.units];
        numbers.write(text, index, "weights", &shape, &self.weights);
        if self.biased {
            numbers.write(text, index, "biases", &shape[1..], &self.biases);
        }
    }
}

impl<T: Float> Check<T> {
    fn write(&self, text: &mut String) {
        text.push_str("\n[[checks]]\ninput = ");
        list(text, &self.input);
        text.push_str("\noutput = ");
        list(text, &self.output);
        text.push('\n');
        if Some(self.tolerance) != T::parse("1e-5") {
            line(text, "tolerance", &self.tolerance.shortest());
        }
    }
}

fn line(text: &mut String, key: &str, value: &str) {
    text.extend([key, " = ", value, "\n"]);
}

fn rows<T: Float>(text: &mut String, columns: usize, values: &[T]) {
    text.push_str("[\n");
    for row in values.chunks(columns) {
        text.push_str("    ");
        list(text, row);
        text.push_str(",\n");
    }
    text.push(']');
}

fn list<T: Float>(text: &mut String, values: &[T]) {
    text.push('[');
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&value.shortest());
    }
    text.push(']');
}

/// A string as TOML spells it.
fn string(value: &str) -> String {
    Value::from(value).to_string()
}

fn spelling<T: Float>(activation: Activation<T>) -> String {
    let name = string(activation.name());
    match activation.parameter() {
        None => name,
        Some((parameter, value)) => {
            format!("{{ type = {name}, {parameter} = {} }}", value.shortest())
        }
    }
}
