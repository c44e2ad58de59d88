//! A network as a model file that reads back to the same bits.

mod line;
mod numbers;

use toml::Value;

use self::line::Lines;
use self::numbers::Numbers;
use crate::tensors::Builder;
use crate::{Activation, Float, Layer, Model, Network, TestCase, Unroll};

/// Writes the model file of a network: one row of weights a line, and the shortest digits that read back
/// the same, so that an edit shows as itself in a diff. All numbers are in it, wherever they were.
#[must_use]
pub fn write(model: &Model) -> String {
    Writer::new().write(model).text
}

/// Writes the same with weights and biases in a safetensors file, which must be written to `file`; returns
/// the text and the bytes of that file, as [`Writer::external`] describes it.
#[must_use]
pub fn write_external(model: &Model, file: &str) -> (String, Vec<u8>) {
    let Written { text, tensors } = Writer::new().external(file).write(model);
    (text, tensors.unwrap_or_default())
}

/// A model file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The model file.
    pub text: String,
    /// The safetensors file of the weights and biases, where they have one of their own.
    pub tensors: Option<Vec<u8>>,
}

/// A part of a model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part<'k> {
    /// A key of the model itself.
    Model(&'k str),
    /// A key of a layer, counted from 0.
    Layer(usize, &'k str),
    /// The heading of a test case, counted from 0.
    TestCase(usize),
    /// A key of a test case, counted from 0.
    TestCaseKey(usize, &'k str),
}

/// Comments of a part of a model file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// Lines in front of it.
    pub before: Vec<String>,
    /// What stands behind it, on the same line; further lines stand below.
    pub remark: Option<String>,
    /// Lines behind it.
    pub after: Vec<String>,
}

/// Writes model files, with comments and in one file or two.
#[derive(Clone, Copy, Default)]
#[must_use]
pub struct Writer<'a> {
    header: &'a [String],
    comments: Option<&'a dyn Fn(Part<'_>) -> Comments>,
    defaults: bool,
    external: Option<&'a str>,
}

impl<'a> Writer<'a> {
    /// Makes a writer of everything in one file, without comments.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a comment of some lines at the head of the file.
    pub fn header(self, header: &'a [String]) -> Self {
        Self { header, ..self }
    }

    /// Asks `comments` for the comments of each part.
    pub fn comments(self, comments: &'a dyn Fn(Part<'_>) -> Comments) -> Self {
        Self {
            comments: Some(comments),
            ..self
        }
    }

    /// Writes optional keys even where they have their defaults, for a file that people are to edit.
    pub fn defaults(self) -> Self {
        Self {
            defaults: true,
            ..self
        }
    }

    /// Puts weights and biases into a safetensors file, which must be written to `file`, a path from the
    /// model file's folder in slashes.
    ///
    /// The tensors are called `layers.0.weights` and `layers.0.biases`, by the number of the layer, and
    /// have the shapes and the type of numbers of the model file.
    pub fn external(self, file: &'a str) -> Self {
        Self {
            external: Some(file),
            ..self
        }
    }

    /// Writes a model.
    #[must_use]
    pub fn write(&self, model: &Model) -> Written {
        match model {
            Model::F32(network) => self.network(network),
            Model::F64(network) => self.network(network),
        }
    }

    fn network<T: Float>(&self, network: &Network<T>) -> Written {
        let mut tensors = Builder::default();
        let mut numbers = match self.external {
            None => Numbers::Inline,
            Some(file) => Numbers::External {
                file,
                tensors: &mut tensors,
            },
        };
        let mut lines = Lines::new(self.comments);
        lines.header(self.header);
        self.head(&mut lines, network);
        for (index, layer) in network.layers().enumerate() {
            lines.heading("[[layers]]");
            self.layer(&mut lines, index, layer, &mut numbers);
        }
        for (index, case) in network.test_cases().iter().enumerate() {
            lines.part_heading(Part::TestCase(index), "[[checks]]");
            self.test_case(&mut lines, index, case);
        }
        Written {
            text: lines.into_text(),
            tensors: self.external.map(|_| tensors.into_bytes()),
        }
    }

    fn head<T: Float>(&self, lines: &mut Lines<'_>, network: &Network<T>) {
        if let Some(name) = network.name() {
            lines.line(Part::Model("name"), "name", &string(name));
        }
        if let Some(description) = network.description() {
            lines.line(
                Part::Model("description"),
                "description",
                &string(description),
            );
        }
        lines.line(Part::Model("dtype"), "dtype", &string(T::DTYPE.name()));
        for &id in network.input_values() {
            let shape = network.value(id).shape.to_string();
            lines.line(Part::Model("input"), "input", &shape);
        }
        if network.unroll() != Unroll::default() {
            let unroll = string(network.unroll().name());
            lines.line(Part::Model("unroll"), "unroll", &unroll);
        }
        if !network.limits().is_empty() {
            lines.heading("[limits]");
        }
        for limit in network.limits() {
            let key = limit.cost.key();
            lines.line(Part::Model(key), key, &limit.most.to_string());
        }
    }

    fn layer<T: Float>(
        &self,
        lines: &mut Lines<'_>,
        index: usize,
        layer: &Layer<T>,
        numbers: &mut Numbers<'_>,
    ) {
        let mut line = |key: &str, value: &str| lines.line(Part::Layer(index, key), key, value);
        line("type", &string(layer.kind().name()));
        for (key, value) in layer.attributes() {
            line(key, &value.to_string());
        }
        if self.defaults || layer.writes_activation() {
            line("activation", &spelling(layer.activation()));
        }
        for parameter in layer.parameters() {
            if parameter.given {
                line(parameter.key, &numbers.spelling(index, &parameter));
            }
        }
    }

    fn test_case<T: Float>(&self, lines: &mut Lines<'_>, index: usize, case: &TestCase<T>) {
        let mut line =
            |key: &str, value: &str| lines.line(Part::TestCaseKey(index, key), key, value);
        line("input", &numbers::list(case.input()));
        line("output", &numbers::list(case.output()));
        let default = T::from_f64(TestCase::<T>::DEFAULT_TOLERANCE);
        if self.defaults || case.tolerance() != default {
            line("tolerance", &case.tolerance().shortest());
        }
    }
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer")
            .field("header", &self.header)
            .field("defaults", &self.defaults)
            .field("external", &self.external)
            .finish_non_exhaustive()
    }
}

/// Returns a string as TOML spells it.
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
