//! Reading a network of eight bits, an operator at a time.

use xornet_model::{Quantization, Rounding, Shape, ValueId};

use super::call::Call;
use super::operators;
use super::ports::{needed, ports};
use super::values::{Last, Value};
use super::variables::{self, OPERATORS, Variables, positions};
use crate::import::assembly::{Assembly, Quantized};
use crate::import::names::{plain, shown};
use crate::import::unsupported::Unsupported;
use crate::tflite::file::{Model, Operator};

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
    let one = |reason: String| vec![Unsupported::new(reason)];
    let variables = match variables::is_stream(model) {
        true => Some(Variables::of(model).map_err(one)?),
        false => None,
    };
    let needed = needed(model, &ports(model, output), variables.as_ref());
    let mut reader = Reader {
        model,
        variables,
        assembly: Assembly::new(rounding),
        values: vec![None; model.tensors.len()],
        unsupported: Vec::new(),
        needed,
    };
    for port in &model.inputs {
        // An input of floats is that of the operator that makes integers of it.
        if !reader.needed[port.tensor] {
            let name = shown(&port.name);
            reader.assembly.notes.push(format!(
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
        let is_needed = operator.outputs.iter().any(|&output| reader.needed[output]);
        // What is put into a variable is needed where the variable is.
        let mut inputs = operator.inputs.iter().flatten();
        let is_kept = OPERATORS.contains(&&*operator.name);
        if is_kept && !is_needed && !inputs.all(|&input| reader.needed[input]) {
            continue;
        }
        match is_needed || is_kept {
            true => reader.operator(operator),
            false => reader.assembly.notes.push(format!(
                "left out: {}: the output does not depend on it",
                origin(model, operator)
            )),
        }
    }
    let outputs = reader.outputs(output);
    for (name, variable) in reader.variables.iter().flat_map(|variables| &variables.all) {
        if variable.holds.is_some() && !variable.is_assigned && reader.unsupported.is_empty() {
            let reason = format!("the variable {} is read and never written", shown(name));
            reader.unsupported.push(Unsupported::new(reason));
        }
    }
    if !reader.unsupported.is_empty() {
        return Err(reader.unsupported);
    }
    Ok(reader.assembly.finish(outputs))
}

/// A network while it is read.
pub struct Reader<'a> {
    pub(super) model: &'a Model<'a>,
    /// The variables of a stream.
    pub(super) variables: Option<Variables>,
    pub(super) assembly: Assembly,
    /// The value of each tensor.
    pub(super) values: Vec<Option<Value>>,
    pub(super) unsupported: Vec<Unsupported>,
    /// Whether an output depends on each tensor.
    pub(super) needed: Vec<bool>,
}

impl Reader<'_> {
    fn report_error(&mut self, result: Result<(), String>) {
        if let Err(reason) = result {
            self.unsupported.push(Unsupported::new(reason));
        }
    }

    /// Adds an input of the network: a tensor of integers, which another tensor of the file has as floats.
    pub(super) fn input(&mut self, tensor: usize, of: usize, name: &str) -> Result<(), String> {
        let model = self.model;
        let quantization = model.tensors[tensor].eight_bits()?;
        let sample = model.tensors[of].sample()?;
        if self.variables.is_some() {
            return self.frames(tensor, of, quantization, name);
        }
        let shape = Shape::new(sample).ok_or("it has too many numbers")?;
        let id = self.assembly.input(shape, quantization, name);
        self.values[tensor] = Some(Value::plain(id, quantization));
        Ok(())
    }

    /// Adds the input of a stream: the positions of a call are a frame.
    fn frames(
        &mut self,
        tensor: usize,
        of: usize,
        quantization: Quantization,
        name: &str,
    ) -> Result<(), String> {
        let [positions, channels] = positions(&self.model.tensors[of])?;
        let id = self
            .assembly
            .stream(positions * channels, quantization, name)?;
        let last = Last {
            positions,
            step: positions,
        };
        self.values[tensor] = Some(Value {
            last: (positions > 1).then_some(last),
            ..Value::plain(id, quantization)
        });
        if positions > 1 {
            self.assembly.notes.push(format!(
                "a frame of the stream has the {positions} positions that the network takes in a call, one after the other"
            ));
        }
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
            let variables = self.variables.as_ref();
            let is_variable = variables.is_some_and(|variables| {
                variables.handles.contains_key(&tensor) || variables.contents.contains_key(&tensor)
            });
            is_variable || self.values[tensor].is_some() || own.is_constant() || is_input
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
            if value.last.is_some() {
                let reason = format!(
                    "the output {} has positions of several calls, and that of a stream is one frame",
                    shown(name)
                );
                self.unsupported.push(Unsupported::new(reason));
                continue;
            }
            if !self.assembly.output(value.id, name, &outputs) {
                let what = "which is an input or another output";
                self.assembly
                    .notes
                    .push(format!("left out: the output {}, {what}", shown(name)));
                continue;
            }
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
