//! A node, as the functions see it that make a layer of it.

use xornet_model::quantized::Layer;
use xornet_model::{InvalidNetwork, Quantization, ValueId as Id};

use super::merge;
use super::moves::moved;
use super::own::layer;
use super::reader::{Reader, State};
use super::value::{Value, channels_last};
use crate::onnx::graph::{Node, ValueId};

/// A node, and the network that its layer is added to.
pub struct Call<'r, 'a> {
    pub reader: &'r mut Reader<'a>,
    pub node: &'a Node,
}

impl Call<'_, '_> {
    /// Returns the number of an input.
    pub fn at(&self, place: usize) -> Option<ValueId> {
        self.node.inputs.get(place).copied().flatten()
    }

    fn first(&self) -> Result<ValueId, String> {
        self.at(0).ok_or_else(|| "its input is missing".into())
    }

    /// Returns what integers stand for, by the inputs at a place and behind it.
    pub fn quantization(&self, place: usize) -> Result<Quantization, String> {
        let constants = self.reader.constants();
        constants.quantization(self.at(place), self.at(place + 1))
    }

    /// Returns the value of an input whose scale and zero point follow it.
    pub fn quantized(&mut self, place: usize) -> Result<Value, String> {
        let id = self.at(place).ok_or("one of its inputs is missing")?;
        let quantization = self.quantization(place + 1)?;
        if self.reader.is_constant(id) {
            return Err(format!(
                "its input {} is a constant, and no layer of eight bits takes one there",
                self.reader.graph.name(id)
            ));
        }
        self.reader.integers(id, quantization)
    }

    /// Returns the integers of an input that must be a constant; `None` if it is left out or computed.
    pub fn integers(&self, place: usize) -> Result<Option<Vec<i64>>, String> {
        let tensor = self
            .at(place)
            .map(|id| self.reader.constants().tensor(id))
            .transpose()?;
        Ok(tensor.flatten().map(|tensor| tensor.integers()))
    }

    /// Sets what the first output is.
    pub fn set(&mut self, state: State) {
        if let Some(&Some(output)) = self.node.outputs.first() {
            let (State::Integers(value) | State::Real(value)) = &state;
            let name = &self.reader.graph.values[output].name;
            self.reader.assembly.name(value.id, name);
            self.reader.states[output] = Some(state);
        }
    }

    /// Adds a note about the node.
    pub fn note(&mut self, note: &str) {
        let note = format!("{}: {note}", self.node);
        self.reader.assembly.notes.push(note);
    }

    /// Adds a layer, and returns its output.
    pub fn push(
        &mut self,
        layer: Result<Layer, InvalidNetwork>,
        inputs: &[&Value],
    ) -> Result<Id, String> {
        let layer = layer.map_err(|error| error.to_string())?;
        let ids: Vec<_> = inputs.iter().map(|value| value.id).collect();
        self.reader
            .assembly
            .layer(layer, &ids, &self.node.to_string())
    }

    /// Returns a value that a layer made, with axes in the order of another one.
    pub fn with_axes(&self, id: Id, like: &Value) -> Value {
        let own = self.reader.assembly.shape(id);
        let mut shape = own.clone();
        for (&axis, length) in like.axes.iter().zip(own) {
            shape[axis] = length;
        }
        Value {
            id,
            shape,
            ..like.clone()
        }
    }

    /// Returns an image or a sequence that a layer made.
    pub fn image(&self, id: Id, quantization: Quantization) -> Value {
        let own = self.reader.assembly.shape(id);
        let axes = channels_last(own.len());
        let like = Value {
            axes,
            ..Value::plain(id, quantization, own)
        };
        self.with_axes(id, &like)
    }

    pub(super) fn quantize(&mut self) -> Result<(), String> {
        let of = self.first()?;
        let output = self.quantization(1)?;
        let value = match &self.reader.states[of] {
            Some(State::Real(value)) if value.quantization == output => value.clone(),
            Some(State::Real(value)) => {
                return Err(format!(
                    "it changes the quantization from {} to {output}, which no layer does",
                    value.quantization
                ));
            }
            Some(State::Integers(_)) => return Err("it makes integers of integers".into()),
            None => match self.reader.before_integers(of) {
                Some((port, moves)) => {
                    self.note(
                        "left out: the network takes integers, as its constant `INPUT_QUANTIZATION` makes them",
                    );
                    let mut value = self.reader.input(port, output)?;
                    for node in moves {
                        let reader = &mut *self.reader;
                        value = moved(&mut Call { reader, node }, &value)?;
                    }
                    value
                }
                None => layer(self.reader, of, output)?,
            },
        };
        self.set(State::Integers(value));
        Ok(())
    }

    pub(super) fn dequantize(&mut self) -> Result<(), String> {
        let of = self.first()?;
        let quantization = self.quantization(1)?;
        let value = self.reader.integers(of, quantization)?;
        self.set(State::Real(value));
        Ok(())
    }

    /// Moves integers, or the real numbers that they stand for.
    pub(super) fn moved(&mut self) -> Result<(), String> {
        let of = self.first()?;
        let state = self.reader.states[of].clone();
        let state = match state {
            Some(State::Integers(value)) => State::Integers(moved(self, &value)?),
            Some(State::Real(value)) => State::Real(moved(self, &value)?),
            None if self.reader.before_integers(of).is_some() => return Ok(()),
            None => return Err(self.not_integer(of)),
        };
        self.set(state);
        Ok(())
    }

    pub(super) fn concatenate(&mut self) -> Result<(), String> {
        let mut values = Vec::new();
        let mut real = false;
        for place in 0..self.node.inputs.len() {
            let of = self.at(place).ok_or("one of its inputs is missing")?;
            match self.reader.states[of].clone() {
                Some(State::Integers(value)) => values.push(value),
                Some(State::Real(value)) => {
                    real = true;
                    values.push(value);
                }
                None => return Err(self.not_integer(of)),
            }
        }
        let made = merge::concatenate(self, &values)?;
        self.set(match real {
            true => State::Real(made),
            false => State::Integers(made),
        });
        Ok(())
    }

    fn not_integer(&self, value: ValueId) -> String {
        format!(
            "its input {} is no integer of eight bits, nor what a DequantizeLinear makes of one",
            self.reader.graph.name(value)
        )
    }
}
