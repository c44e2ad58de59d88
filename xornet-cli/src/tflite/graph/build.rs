//! Building the graph, an operator at a time.

use std::rc::Rc;

use super::call::Call;
use super::twins::Twin;
use crate::import::names::{plain, shown};
use crate::onnx::graph::{Graph, Node, Port, Source, Value, ValueId};
use crate::onnx::operators::resolve;
use crate::onnx::tensor::{MAX_ELEMENTS, Tensor};
use crate::tflite::file::{Model, Operator};
use crate::tflite::operators;

/// The maximal number of nodes.
const NODES: usize = 1 << 14;

/// The version of ONNX' operators that are written here.
pub const OPSET: i64 = 21;

/// The graph, with notes for the user.
pub struct Built {
    pub graph: Graph,
    pub notes: Vec<String>,
}

/// Builds the graph of a file. Operators that are not known are nodes that say why they cannot be a part of a network.
///
/// # Errors
///
/// If the file holds no graph that can be computed.
pub fn build(model: &Model<'_>) -> Result<Built, String> {
    let mut builder = Builder {
        model,
        graph: Graph {
            nodes: Vec::new(),
            values: Vec::new(),
            inputs: Vec::new(),
            outputs: Vec::new(),
        },
        twins: vec![None; model.tensors.len()],
        blocks: vec![None; model.tensors.len()],
        notes: Vec::new(),
        constants: 2 * MAX_ELEMENTS,
        rounded: Vec::new(),
    };
    for port in &model.inputs {
        let value = builder.value(&port.name, Source::Input);
        let port = builder.port(value, port.tensor);
        builder.graph.inputs.push(port);
    }
    for (port, input) in model.inputs.iter().zip(0..) {
        let value = builder.graph.inputs[input].value;
        let rank = model.tensors[port.tensor].shape.len();
        let known = builder.twins[port.tensor].replace(Twin::plain(value, rank));
        if known.is_some() {
            return Err(format!("the input {} is there twice", shown(&port.name)));
        }
    }
    for operator in &model.operators {
        builder.operator(operator)?;
    }
    for port in &model.outputs {
        let value = builder.last(port.tensor)?;
        if !matches!(builder.graph.values[value].source, Source::Input) {
            builder.graph.values[value].name.clone_from(&port.name);
        }
        let port = builder.port(value, port.tensor);
        builder.graph.outputs.push(port);
    }
    let notes = builder.rounded.first().map(|first| {
        format!(
            "the weights {} are integers, of which TensorFlow Lite makes rounded products: the network has the numbers \
             that they stand for, and rounds nothing",
            shown(first)
        )
    });
    let mut all = builder.notes;
    all.extend(notes);
    Ok(Built {
        graph: builder.graph,
        notes: all,
    })
}

/// A graph while it is built.
pub struct Builder<'a> {
    pub model: &'a Model<'a>,
    pub(super) graph: Graph,
    /// The value of each tensor.
    pub(super) twins: Vec<Option<Twin>>,
    /// The distances along the height and the width of positions that are next to one another in a tensor of the file.
    pub(super) blocks: Vec<Option<[i64; 2]>>,
    pub(super) notes: Vec<String>,
    /// The number of elements that constants may still have.
    pub(super) constants: usize,
    /// The constants of integers that are taken as the numbers that they stand for.
    pub(super) rounded: Vec<String>,
}

impl Builder<'_> {
    pub(super) fn value(&mut self, name: &str, source: Source) -> ValueId {
        self.graph.values.push(Value {
            name: name.to_owned(),
            source,
        });
        self.graph.values.len() - 1
    }

    /// Adds a constant that is not in the file.
    pub fn constant(&mut self, tensor: Tensor) -> ValueId {
        self.value("", Source::Constant(Rc::new(tensor)))
    }

    fn port(&self, value: ValueId, tensor: usize) -> Port {
        let tensor = &self.model.tensors[tensor];
        Port {
            value,
            element: tensor.kind.element(),
            is_sequence: false,
            shape: Some(tensor.signature.clone()),
        }
    }

    /// Adds the nodes of an operator of the file.
    fn operator(&mut self, operator: &Operator<'_>) -> Result<(), String> {
        if self.graph.nodes.len() >= NODES {
            return Err(format!("the graph has more than {NODES} nodes"));
        }
        let first = operator.outputs.first();
        let name = first.map_or("", |&first| &self.model.tensors[first].name);
        let name = plain(name);
        let made = operators::translate(&mut Call::new(self, operator, &name));
        let made = match made {
            Ok(made) => made,
            Err(reason) => self.unknown(operator, &name, reason),
        };
        for (&tensor, twin) in operator.outputs.iter().zip(&made) {
            let own = &self.model.tensors[tensor].name;
            if let Some(value) = twin.last.or(twin.first) {
                self.graph.values[value].name.clone_from(own);
            }
            if self.twins[tensor].replace(*twin).is_some() {
                return Err(format!("two operators make the tensor {}", shown(own)));
            }
        }
        Ok(())
    }

    /// Adds a node that cannot be a part of a network.
    fn unknown(&mut self, operator: &Operator<'_>, name: &str, reason: String) -> Vec<Twin> {
        let inputs = operator.inputs.iter().flatten();
        let inputs: Vec<_> = inputs.map(|&tensor| self.last(tensor).ok()).collect();
        let reason = format!("{reason} (version {} of the operator)", operator.version);
        let outputs = operator.outputs.iter();
        let ranks: Vec<_> = outputs
            .map(|&tensor| self.model.tensors[tensor].shape.len())
            .collect();
        let node = Node {
            name: name.to_owned(),
            op_type: operator.name.clone(),
            domain: String::new(),
            operator: Err(reason),
            opset: OPSET,
            inputs,
            outputs: Vec::new(),
            attributes: Vec::new(),
        };
        let values = self.push(node, ranks.len());
        let twins = values.into_iter().zip(ranks);
        twins
            .map(|(value, rank)| Twin::plain(value, rank))
            .collect()
    }

    /// Adds a node of an operator of ONNX, for one of the file.
    pub fn node(
        &mut self,
        of: &Operator<'_>,
        name: &str,
        (operator, outputs): (&str, usize),
        inputs: Vec<Option<ValueId>>,
        attributes: Vec<crate::onnx::file::proto::Attribute>,
    ) -> Vec<ValueId> {
        let node = Node {
            name: name.to_owned(),
            op_type: of.name.clone(),
            domain: String::new(),
            operator: resolve("", operator),
            opset: OPSET,
            inputs,
            outputs: Vec::new(),
            attributes,
        };
        self.push(node, outputs)
    }

    pub(super) fn push(&mut self, mut node: Node, outputs: usize) -> Vec<ValueId> {
        let index = self.graph.nodes.len();
        let name = node.name.clone();
        let values: Vec<_> = (0..outputs)
            .map(|output| {
                let source = Source::Node {
                    node: index,
                    output,
                };
                self.value(&name, source)
            })
            .collect();
        node.outputs = values.iter().copied().map(Some).collect();
        self.graph.nodes.push(node);
        values
    }
}
