//! A network as a model file that reads back to the same bits.

use toml::Value;

use crate::{Activation, Check, Dense, Float, Layer, Model, Network, Unroll};

/// The model file of a network: one row of weights a line, and the shortest digits that read back
/// the same, so that an edit shows as itself in a diff.
#[must_use]
pub fn write(model: &Model) -> String {
    match model {
        Model::F32(network) => network.to_toml(),
        Model::F64(network) => network.to_toml(),
    }
}

impl<T: Float> Network<T> {
    fn to_toml(&self) -> String {
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
        for layer in &self.layers {
            text.push_str("\n[[layers]]\n");
            match layer {
                Layer::Dense(dense) => dense.write(&mut text),
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
    fn write(&self, text: &mut String) {
        line(text, "type", "\"dense\"");
        line(text, "units", &self.units.to_string());
        if self.activation != Activation::Linear {
            line(text, "activation", &spelling(self.activation));
        }
        text.push_str("weights = [\n");
        for row in self.weights.chunks(self.units) {
            text.push_str("    ");
            list(text, row);
            text.push_str(",\n");
        }
        text.push_str("]\n");
        if self.biased {
            text.push_str("biases = ");
            list(text, &self.biases);
            text.push('\n');
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
