//! The values of tensors, made when they are asked for: in either order of axes, and constants.

use std::rc::Rc;

use super::attributes::ints;
use super::build::{Builder, OPSET};
use super::twins::{Twin, to_first, to_last};
use crate::import::names::{plain, shown};
use crate::onnx::graph::{Node, Source, ValueId};
use crate::onnx::operators::resolve;
use crate::onnx::tensor::{Element, Tensor};
use crate::tflite::file::Kind;

impl Builder<'_> {
    /// Returns a tensor with its axes as in the file.
    pub fn last(&mut self, tensor: usize) -> Result<ValueId, String> {
        let twin = self.twin(tensor)?;
        Ok(match (twin.last, twin.first) {
            (Some(value), _) => value,
            (None, Some(first)) => {
                let value = self.transposed(tensor, first, &to_last(twin.rank));
                self.twins[tensor] = Some(Twin {
                    last: Some(value),
                    ..twin
                });
                value
            }
            (None, None) => return Err("a value is not there".into()),
        })
    }

    /// Returns a tensor with its channels first.
    pub fn first(&mut self, tensor: usize) -> Result<ValueId, String> {
        let twin = self.twin(tensor)?;
        if let Some(value) = twin.first {
            return Ok(value);
        }
        if !(3..=4).contains(&twin.rank) {
            return Err(format!("its input has {} axes", twin.rank));
        }
        let last = self.last(tensor)?;
        let value = self.transposed(tensor, last, &to_first(twin.rank));
        self.twins[tensor] = Some(Twin {
            first: Some(value),
            ..twin
        });
        Ok(value)
    }

    /// Returns a tensor with its channels first, if it is there in that order already.
    pub fn known_first(&self, tensor: usize) -> Option<ValueId> {
        self.twins[tensor].and_then(|twin| twin.first)
    }

    /// Returns the distances of the positions that are next to one another in a tensor of the file, if these are more than one.
    pub fn blocks(&self, tensor: usize) -> Option<[i64; 2]> {
        self.blocks[tensor]
    }

    /// Sets these distances.
    pub fn spread(&mut self, tensor: usize, blocks: [i64; 2]) {
        self.blocks[tensor] = Some(blocks);
    }

    /// Adds a note for the user, unless it is there.
    pub fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Adds a transposition, in the name of the operator that made the value.
    fn transposed(&mut self, tensor: usize, value: ValueId, order: &[i64]) -> ValueId {
        let made = self.graph.producer(value);
        let (name, op_type) = match made {
            Some((node, _)) => (node.name.clone(), node.op_type.clone()),
            None => (plain(&self.model.tensors[tensor].name), "input".into()),
        };
        let node = Node {
            name,
            op_type,
            domain: String::new(),
            operator: resolve("", "Transpose"),
            opset: OPSET,
            inputs: vec![Some(value)],
            outputs: Vec::new(),
            attributes: vec![ints("perm", order)],
        };
        let result = self.push(node, 1)[0];
        let name = self.graph.values[value].name.clone();
        self.graph.values[result].name = name;
        result
    }

    /// Returns the value of a tensor; constants are read when they are used first.
    fn twin(&mut self, tensor: usize) -> Result<Twin, String> {
        if let Some(twin) = self.twins[tensor] {
            return Ok(twin);
        }
        let own = &self.model.tensors[tensor];
        let name = shown(&own.name);
        if own.is_variable {
            return Err(format!(
                "{name} keeps its numbers from one call to the next"
            ));
        }
        if !own.is_constant() {
            return Err(format!(
                "no operator before it makes its input {name}, which is no constant"
            ));
        }
        let source = match self.read(tensor) {
            Ok(tensor) => Source::Constant(Rc::new(tensor)),
            Err(reason) => Source::Unreadable(reason),
        };
        let value = self.value(&own.name.clone(), source);
        let twin = Twin::plain(value, own.shape.len());
        self.twins[tensor] = Some(twin);
        Ok(twin)
    }

    /// Reads a constant, as real numbers.
    pub fn read(&mut self, tensor: usize) -> Result<Tensor, String> {
        let own = &self.model.tensors[tensor];
        let numbers = own.real()?;
        let rest = self.constants.checked_sub(numbers.len());
        self.constants = rest.ok_or("the constants of the file are too many")?;
        let element = match own.kind {
            kind if kind.is_float() || own.quantization.is_none() => kind.element(),
            kind => {
                if kind != Kind::I32 {
                    self.rounded.push(own.name.clone());
                }
                Some(Element::Single)
            }
        };
        let element = element.ok_or("its type is not known")?;
        Tensor::new(own.shape.clone(), numbers, element)
    }
}
