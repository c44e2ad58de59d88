//! From the messages of a file to a [`Graph`]: names to numbers, functions to their bodies.

use std::collections::HashMap;
use std::rc::Rc;

use super::external::External;
use super::graph::{Graph, Port, Source, Value, ValueId, plain, shown};
use super::node::Node;
use super::order;
use super::proto;
use super::tensor::{Element, Tensor};

/// How deep functions may call one another.
const DEPTH: usize = 16;

/// The most nodes, with those of all functions.
const NODES: usize = 1 << 14;

/// Builds the graph; `Err` has everything that is wrong with it.
pub fn graph(model: &proto::Model, external: &External) -> Result<Graph, Vec<String>> {
    let Some(graph) = &model.graph else {
        return Err(vec!["the file holds no graph".into()]);
    };
    let functions = model.functions.iter();
    let functions = functions.map(|function| {
        (
            key(&function.domain, &function.name, &function.overload),
            function,
        )
    });
    let mut builder = Builder {
        functions: functions.collect(),
        values: Vec::new(),
        nodes: Vec::new(),
        errors: Vec::new(),
    };
    let mut scope = Scope::default();
    builder.initializers(graph, &mut scope, external);
    let inputs = builder.inputs(graph, &mut scope);
    let context = Context {
        opsets: opsets(&model.opset_import),
        attributes: HashMap::new(),
        path: String::new(),
        depth: 0,
    };
    for node in &graph.node {
        builder.node(node, &mut scope, &context);
    }
    let outputs = graph.output.iter().map(|output| {
        let value = builder.global(&mut scope, &output.name);
        port(value, output)
    });
    let outputs = outputs.collect();
    builder.finish(inputs, outputs)
}

/// The numbers of the names that are seen in one place; `None` for a function's input that its caller
/// leaves out.
type Scope = HashMap<String, Option<ValueId>>;

type Key<'a> = (&'a str, &'a str, &'a str);

fn key<'a>(domain: &'a str, name: &'a str, overload: &'a str) -> Key<'a> {
    (domain_name(domain), name, overload)
}

fn domain_name(domain: &str) -> &str {
    if domain == "ai.onnx" { "" } else { domain }
}

fn opsets(imports: &[proto::OperatorSet]) -> HashMap<String, i64> {
    let mut opsets = HashMap::new();
    for import in imports {
        let version = opsets
            .entry(domain_name(&import.domain).to_owned())
            .or_insert(0);
        *version = import.version.max(*version);
    }
    opsets
}

/// What surrounds a node: the graph, or a call of a function.
struct Context {
    opsets: HashMap<String, i64>,
    attributes: HashMap<String, proto::Attribute>,
    /// The names of the calls, each with a slash behind it.
    path: String,
    depth: usize,
}

struct Builder<'a> {
    functions: HashMap<Key<'a>, &'a proto::Function>,
    values: Vec<Value>,
    nodes: Vec<Node>,
    errors: Vec<String>,
}

impl<'a> Builder<'a> {
    fn fresh(&mut self, name: &str, source: Source) -> ValueId {
        self.values.push(Value {
            name: name.to_owned(),
            source,
        });
        self.values.len() - 1
    }

    fn value(&mut self, scope: &mut Scope, name: &str) -> Option<ValueId> {
        if let Some(&value) = scope.get(name) {
            return value;
        }
        let value = self.fresh(name, Source::Nowhere);
        scope.insert(name.to_owned(), Some(value));
        Some(value)
    }

    /// In the graph itself, where no name is left out.
    fn global(&mut self, scope: &mut Scope, name: &str) -> ValueId {
        match self.value(scope, name) {
            Some(value) => value,
            None => self.fresh(name, Source::Nowhere),
        }
    }

    fn define(&mut self, value: ValueId, source: Source) {
        if matches!(self.values[value].source, Source::Nowhere) {
            self.values[value].source = source;
        } else {
            let name = shown(&self.values[value].name);
            self.errors.push(format!("the value {name} is made twice"));
        }
    }

    fn initializers(&mut self, graph: &proto::Graph, scope: &mut Scope, external: &External) {
        if !graph.sparse_initializer.is_empty() {
            self.errors
                .push("it has sparse initializers, which are not read".into());
        }
        let mut budget = 2 * super::tensor::ELEMENTS;
        for tensor in &graph.initializer {
            let value = self.global(scope, &tensor.name);
            let source = match Tensor::decode(tensor, external) {
                Ok(tensor) => match budget.checked_sub(tensor.numbers().len()) {
                    Some(rest) => {
                        budget = rest;
                        Source::Constant(Rc::new(tensor))
                    }
                    None => Source::Unreadable("the initializers are too many".into()),
                },
                Err(reason) => Source::Unreadable(reason),
            };
            self.define(value, source);
        }
    }

    fn inputs(&mut self, graph: &proto::Graph, scope: &mut Scope) -> Vec<Port> {
        let mut inputs = Vec::new();
        for input in &graph.input {
            let value = self.global(scope, &input.name);
            // Old models list initializers here, too: they are defaults.
            if matches!(self.values[value].source, Source::Nowhere) {
                self.define(value, Source::Input);
                inputs.push(port(value, input));
            }
        }
        inputs
    }

    fn node(&mut self, node: &'a proto::Node, scope: &mut Scope, context: &Context) {
        let attributes = node.attribute.iter().filter_map(|attribute| {
            if attribute.ref_attr_name.is_empty() {
                return Some(attribute.clone());
            }
            // What the caller leaves out is left out here, too.
            let mut bound = context.attributes.get(&attribute.ref_attr_name)?.clone();
            bound.name.clone_from(&attribute.name);
            Some(bound)
        });
        let attributes: Vec<_> = attributes.collect();
        let mut ports = |names: &[String]| -> Vec<_> {
            let port = |name: &String| {
                if name.is_empty() {
                    None
                } else {
                    self.value(scope, name)
                }
            };
            names.iter().map(port).collect()
        };
        let (inputs, outputs) = (ports(&node.input), ports(&node.output));
        let own = if node.name.is_empty() {
            node.output.iter().find(|name| !name.is_empty())
        } else {
            Some(&node.name)
        };
        let name = format!("{}{}", context.path, plain(own.map_or("", String::as_str)));
        if let Some(function) =
            self.functions
                .get(&key(&node.domain, &node.op_type, &node.overload))
        {
            return self.call(function, attributes, &inputs, &outputs, name, context.depth);
        }
        if self.nodes.len() >= NODES {
            return self.once(format!("the graph has more than {NODES} nodes"));
        }
        let domain = domain_name(&node.domain).to_owned();
        let opset = context.opsets.get(&domain).copied().unwrap_or(0);
        self.push(Node {
            name,
            operator: node.op_type.clone(),
            domain,
            opset,
            inputs,
            outputs,
            attributes,
        });
    }

    fn push(&mut self, node: Node) {
        for (output, value) in node.outputs.iter().enumerate() {
            if let Some(value) = *value {
                let node = self.nodes.len();
                self.define(value, Source::Node { node, output });
            }
        }
        self.nodes.push(node);
    }

    /// Puts a function's body in the place of a call.
    fn call(
        &mut self,
        function: &'a proto::Function,
        given: Vec<proto::Attribute>,
        inputs: &[Option<ValueId>],
        outputs: &[Option<ValueId>],
        name: String,
        depth: usize,
    ) {
        if depth >= DEPTH {
            let name = shown(&function.name);
            return self.once(format!(
                "functions call one another more than {DEPTH} deep, as {name}"
            ));
        }
        let mut scope = Scope::new();
        for (index, input) in function.input.iter().enumerate() {
            scope.insert(input.clone(), inputs.get(index).copied().flatten());
        }
        for (index, output) in function.output.iter().enumerate() {
            let Some(value) = outputs.get(index).copied().flatten() else {
                continue;
            };
            if let Some(&passed) = scope.get(output) {
                self.push(Node {
                    name: format!("{name}/{}", plain(output)),
                    operator: "Identity".into(),
                    domain: String::new(),
                    opset: 1,
                    inputs: vec![passed],
                    outputs: vec![Some(value)],
                    attributes: Vec::new(),
                });
            } else {
                scope.insert(output.clone(), Some(value));
            }
        }
        let defaults = function.attribute_proto.iter().cloned();
        let attributes = defaults
            .chain(given)
            .map(|attribute| (attribute.name.clone(), attribute));
        let context = Context {
            opsets: opsets(&function.opset_import),
            attributes: attributes.collect(),
            // Long paths of names would fill the memory.
            path: if name.len() < 256 {
                format!("{name}/")
            } else {
                name
            },
            depth: depth + 1,
        };
        for node in &function.node {
            // A function that calls itself many times over would go on for long.
            if self.nodes.len() >= NODES {
                return self.once(format!("the graph has more than {NODES} nodes"));
            }
            self.node(node, &mut scope, &context);
        }
    }

    fn once(&mut self, error: String) {
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    fn finish(mut self, inputs: Vec<Port>, outputs: Vec<Port>) -> Result<Graph, Vec<String>> {
        let wanted = self
            .nodes
            .iter()
            .flat_map(|node| node.inputs.iter().flatten());
        let wanted = wanted.chain(outputs.iter().map(|port| &port.value));
        let mut missing: Vec<_> = wanted
            .filter(|&&value| matches!(self.values[value].source, Source::Nowhere))
            .copied()
            .collect();
        missing.sort_unstable();
        missing.dedup();
        for value in missing {
            let name = shown(&self.values[value].name);
            self.errors.push(format!("nothing makes the value {name}"));
        }
        let mut graph = Graph {
            nodes: self.nodes,
            values: self.values,
            inputs,
            outputs,
        };
        if let Err(error) = order::sort(&mut graph) {
            self.errors.push(error);
        }
        if self.errors.is_empty() {
            Ok(graph)
        } else {
            Err(self.errors)
        }
    }
}

fn port(value: ValueId, info: &proto::ValueInfo) -> Port {
    let kind = info.kind.as_ref();
    let tensor = kind.and_then(|kind| kind.tensor_type.as_ref());
    let length = |dimension: &proto::Dimension| {
        dimension
            .dim_value
            .and_then(|value| usize::try_from(value).ok())
    };
    Port {
        value,
        element: tensor.and_then(|tensor| Element::from_onnx(tensor.elem_type).ok()),
        is_sequence: kind.is_some_and(|kind| kind.sequence_type.is_some()),
        shape: tensor
            .and_then(|tensor| tensor.shape.as_ref())
            .map(|shape| shape.dim.iter().map(length).collect()),
    }
}
