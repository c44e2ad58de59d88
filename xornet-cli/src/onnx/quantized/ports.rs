//! Inputs and outputs, and the order of their axes.

use xornet_model::{Quantization, Shape, ValueId as Id};

use super::moves::MOVES;
use super::reader::{Reader, State};
use super::value::{Value, channels_last};
use crate::import::names::shown;
use crate::import::unsupported::Unsupported;
use crate::onnx::graph::{Node, Port, ValueId};

impl<'a> Reader<'a> {
    /// Adds an input: images with their channels last, unless the graph brings them into its own order itself.
    pub(super) fn input(
        &mut self,
        port: &Port,
        quantization: Quantization,
    ) -> Result<Value, String> {
        let name = &self.graph.values[port.value].name;
        let cannot = |reason: &str| {
            format!(
                "the input {} cannot be one of the network: {reason}",
                shown(name)
            )
        };
        let shape = port
            .shape
            .as_ref()
            .ok_or_else(|| cannot("its shape is not known"))?;
        let sample = match &**shape {
            [None | Some(1), sample @ ..] => sample.iter().copied().collect::<Option<Vec<_>>>(),
            _ => return Err(cannot("its batch is not one")),
        };
        let sample = sample.filter(|sample| (1..=3).contains(&sample.len()));
        let sample = sample.ok_or_else(|| {
            cannot("it has an open length, or not one to three axes behind the batch")
        })?;
        let rank = sample.len();
        let axes = match self.takes_images(port.value, rank) {
            true => channels_last(rank),
            false => (0..rank).collect(),
        };
        let own: Vec<_> = axes.iter().map(|&axis| sample[axis]).collect();
        let shape = Shape::new(&own).ok_or_else(|| cannot("it has too many numbers"))?;
        if !axes.is_sorted() {
            self.assembly.notes.push(format!(
                "the input {} has its channels last, in the order {own:?}",
                shown(name)
            ));
        }
        let id = self.assembly.input(shape, quantization, name);
        Ok(Value {
            axes,
            ..Value::plain(id, quantization, sample)
        })
    }

    /// Returns the input of floats that a value is, and the nodes that move its numbers before they become integers.
    pub(super) fn before_integers(&self, mut value: ValueId) -> Option<(&'a Port, Vec<&'a Node>)> {
        let mut moves = Vec::new();
        loop {
            let mut ports = self.graph.inputs.iter();
            if let Some(port) = ports.find(|port| port.value == value) {
                moves.reverse();
                return Some((port, moves));
            }
            let (node, _) = self.graph.producer(value)?;
            if !node.domain.is_empty() || !MOVES.contains(&&*node.op_type) {
                return None;
            }
            moves.push(node);
            value = node.inputs.first().copied().flatten()?;
        }
    }

    /// Returns whether the channels of a value come first, as the first operator that computes with it tells.
    fn takes_images(&self, value: ValueId, rank: usize) -> bool {
        let users = self.graph.users();
        let mut value = value;
        loop {
            let Some(&(node, _)) = users[value].first() else {
                return false;
            };
            let node = &self.graph.nodes[node];
            match (&*node.op_type, node.outputs.first()) {
                ("QuantizeLinear" | "DequantizeLinear" | "Identity", Some(&Some(next))) => {
                    value = next
                }
                ("Transpose" | "Reshape" | "Flatten", _) => return false,
                (name, _) => {
                    let positions = name.contains("Conv") || name.contains("Pool");
                    return rank == 3 || rank == 2 && positions;
                }
            }
        }
    }

    /// Returns the outputs of the network.
    pub(super) fn outputs(&mut self, values: &[ValueId], wanted: Option<&str>) -> Vec<Id> {
        let mut outputs = Vec::new();
        if let (true, Some(name)) = (values.is_empty(), wanted) {
            let reason = format!("the graph has no value {}", shown(name));
            self.unsupported.push(Unsupported::new(reason));
        }
        for &value in values {
            let name = &self.graph.values[value].name;
            let made = match &self.states[value] {
                Some(State::Integers(made)) => made.clone(),
                Some(State::Real(made)) => {
                    self.assembly.notes.push(format!(
                        "left out: the DequantizeLinear before {}: the network gives integers, of which its constant \
                         `OUTPUT_QUANTIZATION` makes real numbers",
                        shown(name)
                    ));
                    made.clone()
                }
                None if self.failed[value] => continue,
                None => {
                    let maker = self.graph.producer(value).map(|(node, _)| node.to_string());
                    let reason = format!(
                        "the output {} is no integer: no QuantizeLinear follows {}",
                        shown(name),
                        maker.unwrap_or_else(|| "the input".into())
                    );
                    self.unsupported.push(Unsupported::new(reason));
                    continue;
                }
            };
            if made.places.is_some() {
                let reason = format!(
                    "the output {} is an image in a row, whose channels come first in the graph and last here: make the \
                     value before it the output, with `--graph-output`",
                    shown(name)
                );
                self.unsupported.push(Unsupported::new(reason));
            } else if !self.assembly.output(made.id, name, &outputs) {
                let note = "which is an input or another output";
                self.assembly
                    .notes
                    .push(format!("left out: the output {}, {note}", shown(name)));
            } else {
                if !made.is_like(&(0..made.axes.len()).collect::<Vec<_>>()) {
                    let note = format!("the output {} has its channels last", shown(name));
                    self.assembly.notes.push(note);
                }
                outputs.push(made.id);
            }
        }
        if outputs.is_empty() && self.unsupported.is_empty() {
            let reason = "the network has no outputs that are computed";
            self.unsupported.push(Unsupported::new(reason));
        }
        outputs
    }
}
