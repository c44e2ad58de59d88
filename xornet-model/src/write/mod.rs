//! The writing of model files, which read back to the same bits.

mod line;
mod names;
mod numbers;

use toml::Value;

use self::line::Lines;
use self::names::Names;
use self::numbers::Numbers;
use crate::tensors::Builder;
use crate::{Activation, Element, Model, Network, NetworkLayer, Node, Rounding, TestCase, Unroll};

/// Returns the text of a network's model file, with all numbers in it. It has one row of weights per line and the
/// shortest digits that read back to the same numbers, so that diffs are small.
#[must_use]
pub fn write(model: &Model) -> String {
    Writer::new().write(model).text
}

/// Returns the text of a network's model file whose weights and biases are in a safetensors file, and the bytes of
/// that file, which the caller must write to `file`; see [`Writer::external`].
#[must_use]
pub fn write_external(model: &Model, file: &str) -> (String, Vec<u8>) {
    let Written { text, tensors } = Writer::new().external(file).write(model);
    (text, tensors.unwrap_or_default())
}

/// The texts and bytes of a model that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The text of the model file.
    pub text: String,
    /// The bytes of the safetensors file, if weights and biases are in one.
    pub tensors: Option<Vec<u8>>,
}

/// A part of a model file that can have comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part<'k> {
    /// A key of the model as a whole.
    Model(&'k str),
    /// A key of the layer with this index, from 0.
    Layer(usize, &'k str),
    /// The heading of the test case with this index, from 0.
    TestCase(usize),
    /// A key of the test case with this index, from 0.
    TestCaseKey(usize, &'k str),
}

/// The comments of a part of a model file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// The lines before the part.
    pub before: Vec<String>,
    /// The remark at the end of its line; further lines of the remark go below.
    pub remark: Option<String>,
    /// The lines after the part.
    pub after: Vec<String>,
}

/// A writer of model files, with options for comments and for a second file.
#[derive(Clone, Copy, Default)]
#[must_use]
pub struct Writer<'a> {
    header: &'a [String],
    comments: Option<&'a dyn Fn(Part<'_>) -> Comments>,
    defaults: bool,
    external: Option<&'a str>,
}

impl<'a> Writer<'a> {
    /// Makes a writer without comments, which writes everything into one file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the lines of a comment at the beginning of the file.
    pub fn header(self, header: &'a [String]) -> Self {
        Self { header, ..self }
    }

    /// Sets the function that returns the comments of each part.
    pub fn comments(self, comments: &'a dyn Fn(Part<'_>) -> Comments) -> Self {
        Self {
            comments: Some(comments),
            ..self
        }
    }

    /// Writes optional keys even if they have their default values, for a file that people edit.
    pub fn defaults(self) -> Self {
        Self {
            defaults: true,
            ..self
        }
    }

    /// Puts weights and biases into a safetensors file, which the caller must write to `file`: a path that is
    /// relative to the folder of the model file, with `/` between its parts.
    ///
    /// The tensors are called `layers.0.weights` and `layers.0.biases`, by the index of the layer, and have the
    /// same shapes and number type as in a model file.
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
            Model::I8(network) => self.network(network),
        }
    }

    fn network<T: Element>(&self, network: &Network<T>) -> Written {
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
        let names = Names::of(network);
        for (index, node) in network.nodes().iter().enumerate() {
            lines.heading("[[layers]]");
            self.layer(&mut lines, index, node, &names, &mut numbers);
        }
        for (index, case) in network.test_cases().iter().enumerate() {
            lines.part_heading(Part::TestCase(index), "[[checks]]");
            self.test_case(&mut lines, index, case, network);
        }
        Written {
            text: lines.into_text(),
            tensors: self.external.map(|_| tensors.into_bytes()),
        }
    }

    fn head<T: Element>(&self, lines: &mut Lines<'_>, network: &Network<T>) {
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
        if network.rounding() != Rounding::default() {
            let rounding = string(network.rounding().name());
            lines.line(Part::Model("rounding"), "rounding", &rounding);
        }
        let names = Names::of(network);
        let (key, input) = names.inputs(network);
        lines.line(Part::Model(key), key, &input);
        if let Some(quantization) = names.quantization(network) {
            let key = "input_quantization";
            lines.line(Part::Model(key), key, &quantization);
        }
        if let Some(outputs) = names.outputs(network) {
            lines.line(Part::Model("outputs"), "outputs", &outputs);
        }
        for (key, names) in [
            ("input_names", network.input_names()),
            ("output_names", network.output_names()),
        ] {
            if !names.is_empty() {
                lines.line(Part::Model(key), key, &names::array(names));
            }
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

    fn layer<T: Element>(
        &self,
        lines: &mut Lines<'_>,
        index: usize,
        node: &Node<T>,
        names: &Names,
        numbers: &mut Numbers<'_>,
    ) {
        let layer = node.layer();
        let mut line = |key: &str, value: &str| lines.line(Part::Layer(index, key), key, value);
        line("type", &string(layer.kind().name()));
        if let Some(name) = names.written(node.output()) {
            line("name", &string(name));
        }
        if let Some(inputs) = names.taken(node, index) {
            line("inputs", &inputs);
        }
        for (key, value) in layer.attributes() {
            line(key, &value.to_string());
        }
        for written in layer.activations() {
            if self.defaults || !written.is_default {
                line(written.key, &spelling(written.activation));
            }
        }
        for parameter in layer.parameters() {
            if parameter.given {
                line(parameter.key, &numbers.spelling(index, &parameter));
            }
        }
    }

    fn test_case<T: Element>(
        &self,
        lines: &mut Lines<'_>,
        index: usize,
        case: &TestCase<T>,
        network: &Network<T>,
    ) {
        let steps = network.is_stream().then(|| network.steps_in(case));
        let frames = steps.map(|steps| steps * network.stride());
        let mut line =
            |key: &str, value: &str| lines.line(Part::TestCaseKey(index, key), key, value);
        let (inputs, outputs) = (network.input_ports(), network.output_ports());
        line("input", &numbers::ports(&inputs, frames, case.input()));
        line("output", &numbers::ports(&outputs, steps, case.output()));
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

/// Quotes a string for TOML.
fn string(value: &str) -> String {
    Value::from(value).to_string()
}

/// Quotes a key for TOML, if it needs quotes.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    match name.chars().all(bare) && !name.is_empty() {
        true => name.to_owned(),
        false => string(name),
    }
}

/// Returns the value of the key `activation`.
fn spelling<T: Element>(activation: Activation<T>) -> String {
    let mut parameters = String::new();
    for (name, value) in activation.written_parameters() {
        parameters += &format!(", {name} = {}", value.shortest());
    }
    let name = string(activation.name());
    if parameters.is_empty() {
        return name;
    }
    format!("{{ type = {name}{parameters} }}")
}
