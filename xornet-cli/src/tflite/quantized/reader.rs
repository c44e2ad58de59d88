//! Reading a network of eight bits, an operator at a time.

use xornet_model::{Builder, InvalidNetwork, Network, Rounding, Shape, TestCase, ValueId};

use super::call::Call;
use super::operators;
use super::ports::{needed, ports};
use super::values::Value;
use crate::import::draft::names::{Links, Names};
use crate::import::names::{plain, shown};
use crate::import::unsupported::Unsupported;
use crate::tflite::file::{Model, Operator};

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

/// Reads the network. `output` names the tensor to take as its output, where there are several.
///
/// # Errors
///
/// The reasons of all operators that are no layers of eight bits.
pub fn read(
    model: &Model<'_>,
    rounding: Rounding,
    output: Option<&str>,
) -> Result<Quantized, Vec<Unsupported>> {
    let mut reader = Reader {
        model,
        rounding,
        builder: Builder::new(),
        values: vec![None; model.tensors.len()],
        ids: Vec::new(),
        inputs: Vec::new(),
        names: Vec::new(),
        links: Vec::new(),
        report: Vec::new(),
        notes: Vec::new(),
        unsupported: Vec::new(),
        needed: needed(model, &ports(model, output)),
    };
    reader.builder.rounding(rounding);
    for port in &model.inputs {
        // An input of floats is that of the operator that makes integers of it.
        if !reader.needed[port.tensor] {
            let name = shown(&port.name);
            reader.notes.push(format!(
                "left out: the input {name}, which the output does not depend on"
            ));
        } else if !model.tensors[port.tensor].kind.is_float() {
            let input = reader.input(port.tensor, port.tensor, &port.name);
            reader.report_error(input.map_err(|reason| {
                format!(
                    "the input {} cannot be one of the network: {reason}",
                    shown(&port.name)
                )
            }));
        }
    }
    for operator in &model.operators {
        match operator.outputs.iter().any(|&output| reader.needed[output]) {
            true => reader.operator(operator),
            false => reader.notes.push(format!(
                "left out: {}: the output does not depend on it",
                origin(model, operator)
            )),
        }
    }
    let outputs = reader.outputs(output);
    if !reader.unsupported.is_empty() {
        return Err(reader.unsupported);
    }
    let numbers: Vec<_> = outputs.iter().map(|&id| reader.number(id)).collect();
    let links = Links {
        inputs: reader.inputs.clone(),
        layers: reader
            .links
            .iter()
            .map(|(inputs, output)| (&**inputs, *output))
            .collect(),
        outputs: &numbers,
        names: &reader.names,
    };
    let names = Names::of(&links);
    for (&number, name) in names.values() {
        reader.builder.name_value(reader.ids[number], name);
    }
    Ok(Quantized {
        builder: reader.builder,
        outputs,
        report: reader.report,
        notes: reader.notes,
    })
}

/// A network while it is read.
pub struct Reader<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) rounding: Rounding,
    pub(super) builder: Builder<i8>,
    /// The value of each tensor.
    pub(super) values: Vec<Option<Value>>,
    /// All values of the network, and what each is called in the file.
    pub(super) ids: Vec<ValueId>,
    pub(super) names: Vec<Option<String>>,
    pub(super) inputs: Vec<usize>,
    /// The values that each layer takes, and the one that it makes.
    pub(super) links: Vec<(Vec<usize>, usize)>,
    pub(super) report: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) unsupported: Vec<Unsupported>,
    /// Whether an output depends on each tensor.
    pub(super) needed: Vec<bool>,
}

impl Reader<'_> {
    pub(super) fn number(&self, id: ValueId) -> usize {
        let place = self.ids.iter().position(|&known| known == id);
        place.unwrap_or(usize::MAX)
    }

    fn report_error(&mut self, result: Result<(), String>) {
        if let Err(reason) = result {
            self.unsupported.push(Unsupported::new(reason));
        }
    }

    /// Adds an input of the network: a tensor of integers, which another tensor of the file has as floats.
    pub(super) fn input(&mut self, tensor: usize, of: usize, name: &str) -> Result<(), String> {
        let model = self.model;
        let quantization = model.tensors[tensor].eight_bits()?;
        let shape = Shape::new(model.tensors[of].sample()?).ok_or("it has too many numbers")?;
        let id = self.builder.input(shape);
        self.builder.quantize(id, quantization);
        self.inputs.push(self.ids.len());
        self.ids.push(id);
        self.names.push(Some(name.to_owned()));
        self.values[tensor] = Some(Value::plain(id, quantization));
        Ok(())
    }

    fn operator(&mut self, operator: &Operator<'_>) {
        if let Some(reason) = operators::unknown(&operator.name) {
            return self.reject(operator, reason);
        }
        // The reason of the operator that makes an input is enough.
        let is_known = |&tensor: &usize| {
            let own = &self.model.tensors[tensor];
            let is_input = self.model.inputs.iter().any(|port| port.tensor == tensor);
            self.values[tensor].is_some() || own.is_constant() || is_input
        };
        if !operator.inputs.iter().flatten().all(is_known) {
            if self.unsupported.is_empty() {
                let reason = "no operator before it makes one of its inputs, which is no constant";
                self.reject(operator, reason);
            }
            return;
        }
        if let Err(reason) = operators::layer(&mut Call {
            operator,
            reader: self,
        }) {
            self.reject(operator, &reason);
        }
    }

    fn reject(&mut self, operator: &Operator<'_>, reason: &str) {
        let operator_name = origin(self.model, operator);
        let help = match operators::unknown(&operator.name) {
            Some(_) if self.unsupported.is_empty() => {
                format!("there are layers of eight bits for {}", operators::names())
            }
            _ => String::new(),
        };
        let unsupported = Unsupported::new(format!(
            "{operator_name} cannot be a layer of eight bits: {reason} (version {} of the operator)",
            operator.version
        ));
        self.unsupported.push(unsupported.help(help));
    }

    /// Returns the outputs of the network.
    fn outputs(&mut self, wanted: Option<&str>) -> Vec<ValueId> {
        let mut outputs = Vec::new();
        let ports = ports(self.model, wanted);
        if ports.is_empty() {
            let name = wanted.map_or(String::new(), |name| format!(" {}", shown(name)));
            self.unsupported
                .push(Unsupported::new(format!("the network has no output{name}")));
        }
        for (tensor, name) in ports {
            let Some(value) = &self.values[tensor] else {
                if self.unsupported.is_empty() {
                    let reason = format!("no operator makes the output {}", shown(name));
                    self.unsupported.push(Unsupported::new(reason));
                }
                continue;
            };
            let number = self.number(value.id);
            if outputs.contains(&value.id) || self.inputs.contains(&number) {
                let what = "which is an input or another output";
                self.notes
                    .push(format!("left out: the output {}, {what}", shown(name)));
                continue;
            }
            self.names[number] = Some(name.clone());
            outputs.push(value.id);
        }
        if outputs.is_empty() && self.unsupported.is_empty() {
            let reason = "the outputs are inputs, and nothing is computed";
            self.unsupported.push(Unsupported::new(reason));
        }
        outputs
    }
}

/// Names an operator as messages do.
pub fn origin(model: &Model<'_>, operator: &Operator<'_>) -> String {
    let first = operator.outputs.first();
    let name = first.map_or("", |&first| &model.tensors[first].name);
    format!("{} ({})", shown(name), plain(&operator.name))
}
