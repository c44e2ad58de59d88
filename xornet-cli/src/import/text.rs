//! The text of a model file.

use xornet_model::Dtype;

use super::checks::Case;
use super::graph::{Activation, Linear};
use super::layer::{Kind, Layer};

/// What a model file is made of.
pub struct Draft<'a> {
    /// Lines of the comment at the head of the file, each on one line.
    pub header: &'a [String],
    pub name: Option<&'a str>,
    pub dtype: Dtype,
    pub inputs: usize,
    pub layers: &'a [Layer],
    pub cases: &'a [Case],
}

/// Writes the file. Each number is rounded to `dtype` once, and is the shortest that reads back so.
pub fn write(draft: &Draft<'_>) -> String {
    let mut text = Text {
        text: String::new(),
        dtype: draft.dtype,
    };
    text.text.push_str(&comment(draft.header));
    if let Some(name) = draft.name {
        text.key("name", &quoted(name));
    }
    text.key(
        "dtype",
        if draft.dtype == Dtype::F64 {
            "\"f64\""
        } else {
            "\"f32\""
        },
    );
    text.key("input", &draft.inputs.to_string());
    for layer in draft.layers {
        text.layer(layer);
    }
    for case in draft.cases {
        text.text.push_str("\n[[checks]]\n");
        text.key_list("input", &case.input);
        text.key_list("output", &case.output);
        let tolerance = text.number(case.tolerance);
        text.key("tolerance", &tolerance);
    }
    text.text
}

/// The comment at the head of a file, with an empty line behind it.
pub fn comment(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        text.extend(["# ", line.trim_end(), "\n"]);
    }
    text + "\n"
}

struct Text {
    text: String,
    dtype: Dtype,
}

impl Text {
    fn key(&mut self, key: &str, value: &str) {
        self.text.extend([key, " = ", value, "\n"]);
    }

    fn key_list(&mut self, key: &str, numbers: &[f64]) {
        self.text.extend([key, " = "]);
        self.list(numbers);
        self.text.push('\n');
    }

    fn layer(&mut self, layer: &Layer) {
        self.text.push_str("\n[[layers]]\n");
        match &layer.kind {
            Kind::Activation(activation) => {
                self.key("type", "\"activation\"");
                self.activation(*activation);
            }
            Kind::Dense { linear, activation } => {
                self.key("type", "\"dense\"");
                self.key("units", &linear.units.to_string());
                if *activation != Activation::Linear {
                    self.activation(*activation);
                }
                self.weights(linear);
                if let Some(biases) = &linear.biases {
                    self.key_list("biases", biases);
                }
            }
        }
    }

    /// The weights of a dense layer, a row per input.
    fn weights(&mut self, linear: &Linear) {
        self.text.push_str("weights = [\n");
        for row in linear.weights.chunks(linear.units) {
            self.text.push_str("    ");
            self.list(row);
            self.text.push_str(",\n");
        }
        self.text.push_str("]\n");
    }

    fn activation(&mut self, activation: Activation) {
        let name = quoted(activation.name());
        let value = match activation.parameter() {
            None => name,
            Some((parameter, value)) => {
                format!("{{ type = {name}, {parameter} = {} }}", self.number(value))
            }
        };
        self.key("activation", &value);
    }

    fn list(&mut self, numbers: &[f64]) {
        self.text.push('[');
        for (index, &number) in numbers.iter().enumerate() {
            if index > 0 {
                self.text.push_str(", ");
            }
            let number = self.number(number);
            self.text.push_str(&number);
        }
        self.text.push(']');
    }

    fn number(&self, number: f64) -> String {
        match self.dtype {
            Dtype::F32 => format!("{:?}", number as f32),
            Dtype::F64 => format!("{number:?}"),
        }
    }
}

/// A string as TOML spells it; what is written here needs no more escapes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(letter)))
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
