//! A network of eight bits while an importer puts it together, and when it is done.

use xornet_model::quantized::Layer;
use xornet_model::{
    Activation, Builder, InvalidNetwork, Network, NetworkLayer, Quantization, Rounding, Shape,
    TestCase, ValueId,
};

use super::draft::names::{Links, Names};
use super::unsupported::Unsupported;

/// A network of eight bits, as a file has it.
pub struct Quantized {
    builder: Builder<i8>,
    outputs: Vec<ValueId>,
    /// A line for each layer and each operator that it is made of.
    pub report: Vec<String>,
    pub notes: Vec<String>,
}

impl Quantized {
    /// Builds the network, with a name for its type and test cases.
    pub fn network(
        &self,
        name: Option<&str>,
        cases: Vec<TestCase<i8>>,
    ) -> Result<Network<i8>, Vec<Unsupported>> {
        let mut builder = self.builder.clone();
        if let Some(name) = name {
            builder.name(name).map_err(|error| vec![invalid(&error)])?;
        }
        for case in cases {
            builder.test_case(case);
        }
        let network = builder.build(&self.outputs);
        network.map_err(|errors| errors.iter().map(invalid).collect())
    }
}

fn invalid(error: &InvalidNetwork) -> Unsupported {
    Unsupported::new(error.to_string())
}

/// A network of eight bits to which inputs and layers are added.
pub struct Assembly {
    pub rounding: Rounding,
    builder: Builder<i8>,
    /// All values, and what each is called in the file.
    ids: Vec<ValueId>,
    names: Vec<Option<String>>,
    inputs: Vec<usize>,
    /// The values that each layer takes, and the one that it makes.
    links: Vec<(Vec<usize>, usize)>,
    report: Vec<String>,
    pub notes: Vec<String>,
}

impl Assembly {
    /// Makes a network without values.
    pub fn new(rounding: Rounding) -> Self {
        let mut builder = Builder::new();
        builder.rounding(rounding);
        Self {
            rounding,
            builder,
            ids: Vec::new(),
            names: Vec::new(),
            inputs: Vec::new(),
            links: Vec::new(),
            report: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn number(&self, id: ValueId) -> usize {
        let place = self.ids.iter().position(|&known| known == id);
        place.unwrap_or(usize::MAX)
    }

    /// Returns the lengths of the axes of a value.
    pub fn shape(&self, id: ValueId) -> Vec<usize> {
        let shape = self.builder.shape(id);
        shape.map_or(Vec::new(), |shape| shape.axes().to_vec())
    }

    /// Adds an input.
    pub fn input(&mut self, shape: Shape, quantization: Quantization, name: &str) -> ValueId {
        let id = self.builder.input(shape);
        self.named_input(id, quantization, name)
    }

    /// Adds the only input, whose frames have so many numbers; the network is a stream.
    pub fn stream(
        &mut self,
        channels: usize,
        quantization: Quantization,
        name: &str,
    ) -> Result<ValueId, String> {
        if !self.ids.is_empty() {
            return Err("a stream has one input".into());
        }
        if Shape::new(&[channels]).is_none() {
            return Err("it has no numbers, or too many".into());
        }
        let id = self.builder.stream(channels);
        Ok(self.named_input(id, quantization, name))
    }

    fn named_input(&mut self, id: ValueId, quantization: Quantization, name: &str) -> ValueId {
        self.builder.quantize(id, quantization);
        self.inputs.push(self.ids.len());
        self.ids.push(id);
        self.names.push(Some(name.to_owned()));
        id
    }

    /// Adds a layer that an operator of the file becomes, and returns its output.
    pub fn layer(
        &mut self,
        layer: Layer,
        inputs: &[ValueId],
        origin: &str,
    ) -> Result<ValueId, String> {
        let (kind, activation) = describe(&layer);
        let shapes = inputs.iter().map(|&id| self.builder.shape(id));
        let shapes: Vec<_> = shapes.flatten().map(|shape| shape.to_string()).collect();
        let id = self
            .builder
            .layer(layer, inputs)
            .map_err(|error| error.to_string())?;
        let output = self.builder.shape(id);
        let output = output.map_or(String::new(), |shape| shape.to_string());
        let numbers = inputs.iter().map(|&id| self.number(id)).collect();
        self.links.push((numbers, self.ids.len()));
        self.ids.push(id);
        self.names.push(None);
        let index = self.links.len();
        self.report.push(format!(
            "layer {index}: {kind} {} -> {output}{activation}",
            shapes.join(", ")
        ));
        self.report.push(format!("  from {origin}"));
        Ok(id)
    }

    /// Names a value, unless it has a name.
    pub fn name(&mut self, id: ValueId, name: &str) {
        let number = self.number(id);
        self.names[number].get_or_insert_with(|| name.to_owned());
    }

    /// Names a value that is an output; `false` if it is an input, or one of the outputs before.
    pub fn output(&mut self, id: ValueId, name: &str, before: &[ValueId]) -> bool {
        let number = self.number(id);
        if before.contains(&id) || self.inputs.contains(&number) {
            return false;
        }
        self.names[number] = Some(name.to_owned());
        true
    }

    /// Returns the network with these outputs.
    pub fn finish(mut self, outputs: Vec<ValueId>) -> Quantized {
        let numbers: Vec<_> = outputs.iter().map(|&id| self.number(id)).collect();
        let layers = self.links.iter();
        let links = Links {
            inputs: self.inputs.clone(),
            layers: layers
                .map(|(inputs, output)| (&**inputs, *output))
                .collect(),
            outputs: &numbers,
            names: &self.names,
        };
        for (&number, name) in Names::of(&links).values() {
            self.builder.name_value(self.ids[number], name);
        }
        Quantized {
            builder: self.builder,
            outputs,
            report: self.report,
            notes: self.notes,
        }
    }
}

/// Returns the kind of a layer and its activation.
fn describe(layer: &Layer) -> (&'static str, String) {
    let activation = match layer.activation() {
        Activation::Linear if layer.activations().is_empty() => String::new(),
        activation => format!(", {}", activation.name()),
    };
    (layer.kind().name(), activation)
}
