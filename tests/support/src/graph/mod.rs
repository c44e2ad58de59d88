//! Random graphs of layers of all kinds.

mod draw;
mod layers;
mod shapes;
mod window;

use std::fmt::Write as _;
use std::format;
use std::string::String;
use std::vec::Vec;

use crate::{Dtype, Random};

/// A network of layers of any kind, whose values have one to three axes. It knows the shapes that its values should have
/// by formulas of its own.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The type of all numbers.
    pub dtype: Dtype,
    /// `auto`, `full` or `none`.
    pub unroll: &'static str,
    /// The inputs, and then the outputs of the layers.
    values: Vec<Value>,
    layers: Vec<Layer>,
    /// The indices of the values that are outputs.
    outputs: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Value {
    name: Option<String>,
    shape: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Layer {
    /// The lines of its table, without its name and its inputs.
    keys: String,
    /// The indices of the values that it takes.
    inputs: Vec<usize>,
    /// Whether the file leaves the inputs out, since they are the value before.
    implied: bool,
}

impl Graph {
    /// Draws a graph of a few small layers.
    #[must_use]
    pub fn random(random: &mut Random) -> Self {
        draw::graph(random)
    }

    /// Sets the code that the network is to become.
    #[must_use]
    pub fn unrolled(mut self, unroll: &'static str) -> Self {
        self.unroll = unroll;
        self
    }

    /// Returns how many numbers all inputs have.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.ports().iter().map(Value::count).sum()
    }

    /// Returns how many numbers all outputs have.
    #[must_use]
    pub fn outputs(&self) -> usize {
        let counts = self.outputs.iter().map(|&value| self.values[value].count());
        counts.sum()
    }

    fn ports(&self) -> &[Value] {
        &self.values[..self.values.len() - self.layers.len()]
    }

    /// Returns an input of these numbers as an expression, for the type `name`.
    #[must_use]
    pub fn expression(&self, name: &str, numbers: &[f64]) -> String {
        let digits = |number: f64| format!("{number:?}");
        if let [input] = self.ports() {
            return nested(numbers, &input.shape, &digits);
        }
        let mut rest = numbers;
        let fields = self.ports().iter().map(|input| {
            let (numbers, after) = rest.split_at(input.count());
            rest = after;
            let array = nested(numbers, &input.shape, &digits);
            format!("{}: {array}", input.name.as_deref().unwrap_or_default())
        });
        let fields: Vec<_> = fields.collect();
        format!("{name}Input {{ {} }}", fields.join(", "))
    }

    /// Returns the model file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        self.write(&mut text).expect("a string takes all");
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "dtype = '{}'", self.dtype.name())?;
        writeln!(text, "unroll = '{}'", self.unroll)?;
        match self.ports() {
            [input] => writeln!(text, "input = {:?}", input.shape)?,
            inputs => {
                let inputs = inputs.iter().map(|input| {
                    let name = input.name.as_deref().unwrap_or_default();
                    format!("{name} = {:?}", input.shape)
                });
                let inputs: Vec<_> = inputs.collect();
                writeln!(text, "inputs = {{ {} }}", inputs.join(", "))?;
            }
        }
        if self.outputs != [self.values.len() - 1] {
            writeln!(text, "outputs = {:?}", self.names(&self.outputs))?;
        }
        let first = self.ports().len();
        for (layer, output) in self.layers.iter().zip(&self.values[first..]) {
            writeln!(text, "\n[[layers]]")?;
            if let Some(name) = &output.name {
                writeln!(text, "name = {name:?}")?;
            }
            match (layer.implied, &layer.inputs[..]) {
                (true, _) => {}
                (false, &[input]) => writeln!(text, "inputs = {:?}", self.name(input))?,
                (false, inputs) => writeln!(text, "inputs = {:?}", self.names(inputs))?,
            }
            text.push_str(&layer.keys);
        }
        Ok(())
    }

    fn names(&self, values: &[usize]) -> Vec<&str> {
        values.iter().map(|&value| self.name(value)).collect()
    }

    fn name(&self, value: usize) -> &str {
        self.values[value].name.as_deref().unwrap_or("input")
    }
}

impl Value {
    fn count(&self) -> usize {
        self.shape.iter().product()
    }
}

/// Writes nested arrays, which TOML and Rust write alike.
fn nested(numbers: &[f64], shape: &[usize], digits: &impl Fn(f64) -> String) -> String {
    let elements: Vec<_> = match shape {
        [] | [_] => numbers.iter().map(|&number| digits(number)).collect(),
        [_, rest @ ..] => {
            let parts = numbers.chunks(rest.iter().product());
            parts.map(|part| nested(part, rest, digits)).collect()
        }
    };
    format!("[{}]", elements.join(", "))
}
