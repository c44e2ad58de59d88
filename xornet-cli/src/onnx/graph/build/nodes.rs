//! Nodes, and the bodies of functions in the place of calls.

use super::Builder;
use super::scope::{Context, Scope, domain_name, key, opsets};
use crate::import::names::{plain, shown};
use crate::onnx::file::proto;
use crate::onnx::graph::{Node, Source, ValueId};

/// The maximal depth of calls of functions.
const DEPTH: usize = 16;

/// The maximal number of nodes, with those of all calls of functions.
const NODES: usize = 1 << 14;

impl<'a> Builder<'a> {
    /// Adds a node, or the body of the function that it calls.
    pub(super) fn node(&mut self, node: &'a proto::Node, scope: &mut Scope, context: &Context) {
        let attributes = node.attribute.iter().filter_map(|attribute| {
            if attribute.ref_attr_name.is_empty() {
                return Some(attribute.clone());
            }
            // An input that the caller leaves out is left out here, too.
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
            op_type: node.op_type.clone(),
            operator: (self.resolve)(&domain, &node.op_type),
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

    /// Inlines the body of a function.
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
                    op_type: "Identity".into(),
                    operator: (self.resolve)("", "Identity"),
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
            // The names of nested calls are joined: without a limit, they would fill the memory.
            path: if name.len() < 256 {
                format!("{name}/")
            } else {
                name
            },
            depth: depth + 1,
        };
        for node in &function.node {
            // Functions that call one another several times could be expanded for a very long time.
            if self.nodes.len() >= NODES {
                return self.once(format!("the graph has more than {NODES} nodes"));
            }
            self.node(node, &mut scope, &context);
        }
    }
}
