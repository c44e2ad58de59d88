//! An operator of the file, as the functions see it that translate it.

use super::build::Builder;
use super::twins::Twin;
use crate::import::names::shown;
use crate::onnx::file::proto::Attribute;
use crate::onnx::graph::ValueId;
use crate::onnx::tensor::{Element, Tensor};
use crate::tflite::file::{Operator, Table, Tensor as FileTensor};

/// An operator of the file, and the graph that its nodes are added to.
pub struct Call<'b, 'a> {
    builder: &'b mut Builder<'a>,
    pub operator: &'b Operator<'b>,
    name: &'b str,
}

impl<'b, 'a> Call<'b, 'a> {
    pub fn new(builder: &'b mut Builder<'a>, operator: &'b Operator<'b>, name: &'b str) -> Self {
        Self {
            builder,
            operator,
            name,
        }
    }

    /// Returns the options.
    pub fn options(&self) -> Options<'b> {
        Options::of(self.operator)
    }

    /// Returns the number of an input, if it is there.
    fn index(&self, input: usize) -> Option<usize> {
        self.operator.inputs.get(input).copied().flatten()
    }

    fn required(&self, input: usize) -> Result<usize, String> {
        self.index(input)
            .ok_or_else(|| format!("its input {} is missing", input + 1))
    }

    /// Returns the tensor of an input.
    pub fn tensor(&self, input: usize) -> Result<&FileTensor<'a>, String> {
        Ok(&self.builder.model.tensors[self.required(input)?])
    }

    /// Returns the tensor of an output.
    pub fn output(&self, output: usize) -> Result<&FileTensor<'a>, String> {
        let tensor = self.operator.outputs.get(output);
        let tensor = tensor.ok_or_else(|| format!("its output {} is missing", output + 1))?;
        Ok(&self.builder.model.tensors[*tensor])
    }

    /// Returns whether an input is there.
    pub fn has(&self, input: usize) -> bool {
        self.index(input).is_some()
    }

    /// Returns an input with its axes as in the file.
    pub fn input(&mut self, input: usize) -> Result<ValueId, String> {
        let tensor = self.required(input)?;
        self.builder.last(tensor)
    }

    /// Returns an input, if it is there.
    pub fn optional(&mut self, input: usize) -> Result<Option<ValueId>, String> {
        let tensor = self.index(input);
        tensor.map(|tensor| self.builder.last(tensor)).transpose()
    }

    /// Returns an input of images or sequences with its channels first.
    pub fn channels_first(&mut self, input: usize) -> Result<ValueId, String> {
        let tensor = self.required(input)?;
        self.builder.first(tensor)
    }

    /// Returns an input with its channels first, if it is there in that order already.
    pub fn known_first(&self, input: usize) -> Option<ValueId> {
        self.builder.known_first(self.index(input)?)
    }

    /// Returns the distances of positions that are next to one another in an input, if it is spread over the batch.
    pub fn blocks(&self, input: usize) -> Option<[i64; 2]> {
        self.builder.blocks(self.index(input)?)
    }

    /// Says that the first output is spread over the batch.
    pub fn spread(&mut self, blocks: [i64; 2]) {
        if let Some(&output) = self.operator.outputs.first() {
            self.builder.spread(output, blocks);
        }
    }

    /// Returns an input that is spread over the batch, unless the operator is one of these, which take it first.
    pub fn spread_input(&self, operators: &[&str]) -> Option<usize> {
        let takes = operators.contains(&&*self.operator.name);
        let inputs = usize::from(takes)..self.operator.inputs.len();
        inputs
            .into_iter()
            .find(|&input| self.blocks(input).is_some())
    }

    /// Returns what is cut off when the positions come together again that this operator spreads over the batch.
    pub fn crops(&self) -> Result<Vec<i64>, String> {
        self.builder.model.crops(self.operator)
    }

    /// Adds a note for the user.
    pub fn note(&mut self, note: &str) {
        let name = shown(self.name);
        self.builder
            .note(format!("{name} ({}): {note}", self.operator.name));
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

    /// Adds a constant of integers.
    pub fn ints(&mut self, numbers: &[i64]) -> ValueId {
        let numbers = numbers.iter().map(|&number| number as f64).collect();
        self.builder
            .constant(Tensor::vector(numbers, Element::Integer))
    }

    /// Adds a constant of numbers.
    pub fn numbers(&mut self, numbers: &[f64]) -> ValueId {
        self.builder
            .constant(Tensor::vector(numbers.to_vec(), Element::Single))
    }

    /// Adds a constant integer without axes.
    pub fn scalar(&mut self, number: i64) -> ValueId {
        let number = Tensor::scalar(number as f64, Element::Integer);
        self.builder.constant(number)
    }

    /// Adds a constant number.
    pub fn number(&mut self, number: f64) -> ValueId {
        self.builder
            .constant(Tensor::scalar(number, Element::Single))
    }

    /// Adds a node of an operator of ONNX with one output.
    pub fn node(
        &mut self,
        operator: &str,
        inputs: &[ValueId],
        attributes: Vec<Attribute>,
    ) -> ValueId {
        let inputs = inputs.iter().copied().map(Some).collect();
        self.several((operator, 1), inputs, attributes)[0]
    }

    /// Adds a node of an operator of ONNX with this number of outputs.
    pub fn several(
        &mut self,
        operator: (&str, usize),
        inputs: Vec<Option<ValueId>>,
        attributes: Vec<Attribute>,
    ) -> Vec<ValueId> {
        let of = self.operator;
        self.builder
            .node(of, self.name, operator, inputs, attributes)
    }

    /// Returns the only output, with its axes as in the file.
    pub fn made(&self, value: ValueId) -> Result<Vec<Twin>, String> {
        Ok(vec![Twin::plain(value, self.output(0)?.shape.len())])
    }

    /// Returns the only output, whose channels come first.
    pub fn made_first(&self, value: ValueId) -> Result<Vec<Twin>, String> {
        let rank = self.output(0)?.shape.len();
        Ok(vec![Twin::channels_first(value, rank)])
    }
}

/// The options of an operator, with the defaults of the schema.
#[derive(Clone, Copy)]
pub struct Options<'a>(Option<Table<'a>>);

impl<'a> Options<'a> {
    /// Returns the options of an operator.
    pub fn of(operator: &Operator<'a>) -> Self {
        Self(operator.options)
    }

    pub fn int(&self, slot: usize, default: i32) -> Result<i64, String> {
        let number = self.0.map(|table| table.number(slot, default));
        Ok(number.transpose()?.unwrap_or(default).into())
    }

    pub fn byte(&self, slot: usize) -> Result<i8, String> {
        let number = self.0.map(|table| table.number(slot, 0i8));
        Ok(number.transpose()?.unwrap_or(0))
    }

    pub fn bool(&self, slot: usize) -> Result<bool, String> {
        let number = self.0.map(|table| table.number(slot, false));
        Ok(number.transpose()?.unwrap_or(false))
    }

    pub fn float(&self, slot: usize) -> Result<f32, String> {
        let number = self.0.map(|table| table.number(slot, 0f32));
        Ok(number.transpose()?.unwrap_or(0.0))
    }

    pub fn ints(&self, slot: usize) -> Result<Option<Vec<i64>>, String> {
        let list = self.0.map(|table| table.numbers::<i32>(slot)).transpose()?;
        let list = list.flatten();
        Ok(list.map(|list| list.into_iter().map(Into::into).collect()))
    }
}
