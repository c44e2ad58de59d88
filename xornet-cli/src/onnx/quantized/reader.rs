//! Reading a network of eight bits, a node at a time.

use xornet_model::{Quantization, Rounding};

use super::call::Call;
use super::constants::{Constants, Kinds};
use super::fused;
use super::moves::MOVES;
use super::own::WAITING;
use super::value::Value;
use crate::import::assembly::{Assembly, Quantized};
use crate::import::unsupported::Unsupported;
use crate::onnx::graph::{Graph, Node, ValueId};

/// What a value of the graph is: integers, or the real numbers that they stand for.
#[derive(Clone)]
pub enum State {
    Integers(Value),
    Real(Value),
}

/// A network while it is read.
pub struct Reader<'a> {
    pub graph: &'a Graph,
    pub kinds: &'a Kinds,
    pub assembly: Assembly,
    /// What each value of the graph is, if it is one of the network.
    pub states: Vec<Option<State>>,
    varies: Vec<bool>,
    /// The values whose makers cannot be layers, which were said to the user.
    pub(super) failed: Vec<bool>,
    pub(super) unsupported: Vec<Unsupported>,
}

/// Reads the network. `output` names the value to take as its output, where there are several.
///
/// # Errors
///
/// The reasons of all operators that are no layers of eight bits.
pub fn read(
    graph: &Graph,
    kinds: &Kinds,
    rounding: Rounding,
    output: Option<&str>,
) -> Result<Quantized, Vec<Unsupported>> {
    let named = |name: &str| graph.values.iter().position(|value| value.name == name);
    let outputs: Vec<_> = match output {
        Some(name) => named(name).into_iter().collect(),
        None => graph.outputs.iter().map(|port| port.value).collect(),
    };
    let mut reader = Reader {
        graph,
        kinds,
        assembly: Assembly::new(rounding),
        states: vec![None; graph.values.len()],
        varies: graph.varying(),
        failed: vec![false; graph.values.len()],
        unsupported: Vec::new(),
    };
    let (needed, _) = graph.ancestors(&outputs);
    for (node, _) in graph.nodes.iter().zip(needed).filter(|(_, needed)| *needed) {
        reader.node(node);
    }
    let outputs = reader.outputs(&outputs, output);
    match reader.unsupported.is_empty() {
        true => Ok(reader.assembly.finish(outputs)),
        false => Err(reader.unsupported),
    }
}

impl<'a> Reader<'a> {
    /// Returns the constants of the graph.
    pub fn constants(&self) -> Constants<'a> {
        Constants {
            graph: self.graph,
            kinds: self.kinds,
        }
    }

    /// Returns whether a value does not depend on the input.
    pub fn is_constant(&self, value: ValueId) -> bool {
        !self.varies[value]
    }

    fn node(&mut self, node: &'a Node) {
        let mut inputs = node.inputs.iter().flatten();
        let mut outputs = node.outputs.iter().flatten();
        if outputs.clone().all(|&output| !self.varies[output]) {
            return;
        }
        let result = match inputs.any(|&input| self.failed[input]) {
            true => Err(None),
            false => self.operator(node).map_err(Some),
        };
        let Err(reason) = result else { return };
        outputs
            .by_ref()
            .for_each(|&output| self.failed[output] = true);
        if let Some(reason) = reason {
            // What follows says more than the operator that makes integers of it.
            let first = node.inputs.first().copied().flatten();
            let before = first.and_then(|first| self.graph.producer(first));
            let named = match before {
                Some((before, _)) if node.op_type == "QuantizeLinear" => before,
                _ => node,
            };
            self.unsupported.push(Unsupported::new(format!(
                "{named} cannot be a layer of eight bits: {reason}"
            )));
        }
    }

    fn operator(&mut self, node: &'a Node) -> Result<(), String> {
        let mut call = Call { reader: self, node };
        match (&*node.domain, &*node.op_type) {
            ("" | "com.microsoft", "QuantizeLinear") => call.quantize(),
            ("" | "com.microsoft", "DequantizeLinear") => call.dequantize(),
            ("" | "com.microsoft", name) if fused::is_fused(name) => fused::layer(&mut call),
            ("", "Concat") => call.concatenate(),
            ("", name) if MOVES.contains(&name) => call.moved(),
            ("", name) if WAITING.contains(&name) => Ok(()),
            ("", "ConvInteger" | "MatMulInteger" | "DynamicQuantizeLinear") => Err(
                "its values are quantised anew for each input: quantise the network statically, with samples".into(),
            ),
            _ => Err("no layer of eight bits computes it".into()),
        }
    }

    /// Returns the integers of a value that stand for numbers in this way, which may be an input of the network.
    pub(super) fn integers(
        &mut self,
        value: ValueId,
        quantization: Quantization,
    ) -> Result<Value, String> {
        if self.states[value].is_none()
            && let Some(port) = self.graph.inputs.iter().find(|port| port.value == value)
        {
            let made = self.input(port, quantization)?;
            self.states[value] = Some(State::Integers(made));
        }
        let name = self.graph.name(value);
        match &self.states[value] {
            Some(State::Integers(made)) if made.quantization == quantization => Ok(made.clone()),
            Some(State::Integers(made)) => Err(format!(
                "it takes {name} as {quantization}, which was made as {}",
                made.quantization
            )),
            _ => Err(format!("its input {name} is no integer of eight bits")),
        }
    }
}
