//! An operator of the file, as the functions see it that make a layer of it.

use xornet_model::quantized::{Layer, Setting};
use xornet_model::{Activation, InvalidNetwork, Quantization, Rounding, ValueId};

use super::reader::{Reader, origin};
use super::values::Value;
use crate::import::names::shown;
use crate::tflite::file::{Operator, Tensor};
use crate::tflite::graph::Options;

/// An operator of the file, and the network that its layer is added to.
pub struct Call<'r, 'a> {
    pub operator: &'r Operator<'r>,
    pub(super) reader: &'r mut Reader<'a>,
}

impl<'a> Call<'_, 'a> {
    /// Returns the options.
    pub fn options(&self) -> Options<'_> {
        Options::of(self.operator)
    }

    /// Returns the rounding of the network.
    pub fn rounding(&self) -> Rounding {
        self.reader.assembly.rounding
    }

    fn index(&self, input: usize) -> Result<usize, String> {
        let tensor = self.operator.inputs.get(input).copied().flatten();
        tensor.ok_or_else(|| format!("its input {} is missing", input + 1))
    }

    /// Returns whether an input is there.
    pub fn has(&self, input: usize) -> bool {
        self.index(input).is_ok()
    }

    /// Returns the tensor of an input.
    pub fn tensor(&self, input: usize) -> Result<&'a Tensor<'a>, String> {
        Ok(&self.reader.model.tensors[self.index(input)?])
    }

    /// Returns the tensor of an output.
    pub fn output(&self, output: usize) -> Result<&'a Tensor<'a>, String> {
        let tensor = self.operator.outputs.get(output);
        let tensor = tensor.ok_or_else(|| format!("its output {} is missing", output + 1))?;
        Ok(&self.reader.model.tensors[*tensor])
    }

    /// Returns whether an output of the network depends on an output of the operator.
    pub fn is_needed(&self, output: usize) -> bool {
        let tensor = self.operator.outputs.get(output);
        tensor.is_some_and(|&tensor| self.reader.needed[tensor])
    }

    /// Returns the integers of an input that must be a constant.
    pub fn integers(&self, input: usize) -> Result<Vec<i64>, String> {
        let tensor = self.tensor(input)?;
        if !tensor.is_constant() {
            return Err(format!(
                "its input {} is computed, and must be a constant",
                input + 1
            ));
        }
        let numbers = tensor.stored()?;
        Ok(numbers.iter().map(|&number| number as i64).collect())
    }

    /// Returns what is cut off when the positions come together again that the operator spreads over the batch.
    pub fn crops(&self) -> Result<Vec<i64>, String> {
        self.reader.model.crops(self.operator)
    }

    /// Returns the value of an input. Only a convolution takes one with padding.
    pub fn padded(&self, input: usize) -> Result<Value, String> {
        let value = self.reader.values[self.index(input)?].clone();
        match value {
            Some(value) if value.is_float => {
                Err("it computes with floats, in a network of eight bits".into())
            }
            Some(value) => Ok(value),
            None if self.tensor(input)?.is_constant() => Err(format!(
                "its input {} is a constant, and no layer of eight bits takes one there",
                input + 1
            )),
            None => Err("it computes with floats, in a network of eight bits".into()),
        }
    }

    /// Returns the value of an input without padding.
    pub fn value(&self, input: usize) -> Result<Value, String> {
        let value = self.padded(input)?;
        match value.is_plain() {
            true => Ok(value),
            false => Err("its input has padding, or is spread over the batch, and only a convolution takes that".into()),
        }
    }

    /// Returns the lengths of the axes of a value.
    pub fn shape(&self, value: &Value) -> Vec<usize> {
        self.reader.assembly.shape(value.id)
    }

    /// Returns what the integers of the first output stand for.
    pub fn quantization(&self) -> Result<Quantization, String> {
        self.output(0)?.eight_bits()
    }

    /// Returns the setting of a layer with this input, and with the activation whose number is in this slot of the options.
    pub fn setting(&self, input: &Value, activation: usize) -> Result<Setting, String> {
        Ok(Setting {
            rounding: self.reader.assembly.rounding,
            input: input.quantization,
            output: self.quantization()?,
            activation: self.activation(activation)?,
        })
    }

    /// Returns the activation at the end of the operator, whose number is in this slot of the options.
    pub fn activation(&self, slot: usize) -> Result<Activation<i8>, String> {
        match self.options().byte(slot)? {
            0 => Ok(Activation::Linear),
            1 => Ok(Activation::Relu),
            3 => Ok(Activation::Relu6),
            code => Err(format!(
                "its activation has the number {code}, and layers of eight bits have none, RELU and RELU6"
            )),
        }
    }

    /// Checks that the first output has the quantization of an input, as layers have that compute nothing.
    pub fn same_quantization(&self, input: &Value) -> Result<(), String> {
        let output = self.quantization()?;
        match output == input.quantization {
            true => Ok(()),
            false => Err(format!(
                "it changes the quantization from {} to {output}, which no layer does",
                input.quantization
            )),
        }
    }

    /// Adds a layer, and returns its output.
    pub fn push(
        &mut self,
        layer: Result<Layer, InvalidNetwork>,
        inputs: &[&Value],
    ) -> Result<Value, String> {
        let layer = layer.map_err(|error| error.to_string())?;
        let quantization = match (&layer, inputs) {
            (Layer::Same(_), [first, ..]) => first.quantization,
            _ => self.quantization()?,
        };
        let ids: Vec<_> = inputs.iter().map(|value| value.id).collect();
        let origin = origin(self.reader.model, self.operator);
        let id = self.reader.assembly.layer(layer, &ids, &origin)?;
        Ok(Value::plain(id, quantization))
    }

    /// Sets an output, whose shape must be that of the file.
    pub fn made(&mut self, output: usize, value: Value) -> Result<(), String> {
        let (own, shape) = (self.output(output)?, self.shape(&value));
        let tensor = self.operator.outputs[output];
        // The frames of a stream have one axis.
        let fits = match value.is_plain() {
            true if self.is_stream() => {
                own.shape.iter().product::<usize>() == shape.iter().product::<usize>()
            }
            true => own.sample()? == shape,
            false => true,
        };
        if !fits {
            return Err(format!(
                "its output has the shape {:?} in the file, but is {shape:?} for a sample",
                own.shape
            ));
        }
        self.reader.assembly.name(value.id, &own.name);
        self.reader.values[tensor] = Some(value);
        Ok(())
    }

    /// Makes the integers of the output an input of the network, where the file has floats before them.
    pub fn make_input(&mut self) -> Result<(), String> {
        let of = self.index(0)?;
        let model = self.reader.model;
        let ports = &model.inputs;
        let port = ports.iter().find(|port| port.tensor == of);
        let port = port.ok_or("it makes integers of floats that the network computes")?;
        let tensor = *self.operator.outputs.first().ok_or("it has no output")?;
        self.reader.input(tensor, of, &port.name)
    }

    /// Returns whether the network is a stream.
    pub fn is_stream(&self) -> bool {
        self.reader.variables.is_some()
    }

    /// Returns the name of the variable whose content an input is.
    pub fn variable(&self, input: usize) -> Option<&String> {
        let tensor = self.index(input).ok()?;
        self.reader.variables.as_ref()?.contents.get(&tensor)
    }

    /// Says that a variable holds so many positions of a value.
    pub fn keep(&mut self, name: &str, id: ValueId, positions: usize) -> Result<(), String> {
        let variables = self.reader.variables.as_mut();
        let variable = variables.and_then(|variables| variables.all.get_mut(name));
        let variable = variable.ok_or("it reads a variable that is not there")?;
        variable
            .initial
            .clone()
            .map_err(|reason| format!("its variable {}: {reason}", shown(name)))?;
        if variable.is_assigned || variable.holds.is_some_and(|held| held != (id, positions)) {
            return Err(format!(
                "its variable {} is written before, or read in two ways",
                shown(name)
            ));
        }
        variable.holds = Some((id, positions));
        Ok(())
    }

    /// Checks that the variable of the first input is given the positions of a value that it holds.
    pub fn kept(&mut self, id: ValueId, positions: usize) -> Result<(), String> {
        let handle = self.index(0)?;
        let variables = self.reader.variables.as_mut().ok_or("it has no variable")?;
        let name = variables.handles.get(&handle).ok_or("it has no variable")?;
        let variable = variables.all.get_mut(name).ok_or("it has no variable")?;
        if variable.holds != Some((id, positions)) || variable.is_assigned {
            return Err(format!(
                "it puts other positions into {} than the last ones of what the variable was joined with",
                shown(name)
            ));
        }
        variable.is_assigned = true;
        Ok(())
    }

    /// Adds a note that the operator is left out.
    pub fn left_out(&mut self, why: &str) {
        let origin = origin(self.reader.model, self.operator);
        self.reader
            .assembly
            .notes
            .push(format!("left out: {origin}: {why}"));
    }
}
