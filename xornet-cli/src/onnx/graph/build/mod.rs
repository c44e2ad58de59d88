//! Building a [`Graph`] from the messages of a file: names are resolved, operators looked up, functions inlined.

mod nodes;
mod ports;
mod scope;

use std::collections::HashMap;

use self::ports::port;
use self::scope::{Context, Key, Scope, key, opsets};
use super::order;
use super::{Graph, Node, Port, Resolve, Source, Value, ValueId};
use crate::import::names::shown;
use crate::onnx::file::{External, proto};

/// Builds the graph, with operators as `resolve` knows them; `Err` has all errors.
pub fn build(
    model: &proto::Model,
    external: &External,
    resolve: Resolve,
) -> Result<Graph, Vec<String>> {
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
        resolve,
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

/// A graph while it is built.
struct Builder<'a> {
    resolve: Resolve,
    functions: HashMap<Key<'a>, &'a proto::Function>,
    values: Vec<Value>,
    nodes: Vec<Node>,
    errors: Vec<String>,
}

impl Builder<'_> {
    /// Adds a value.
    fn fresh(&mut self, name: &str, source: Source) -> ValueId {
        self.values.push(Value {
            name: name.to_owned(),
            source,
        });
        self.values.len() - 1
    }

    /// Returns the value of a name, which is added if it is new; `None` for an input that is left out.
    fn value(&mut self, scope: &mut Scope, name: &str) -> Option<ValueId> {
        if let Some(&value) = scope.get(name) {
            return value;
        }
        let value = self.fresh(name, Source::Nowhere);
        scope.insert(name.to_owned(), Some(value));
        Some(value)
    }

    /// Returns the value of a name in the graph itself, where no name is left out.
    fn global(&mut self, scope: &mut Scope, name: &str) -> ValueId {
        match self.value(scope, name) {
            Some(value) => value,
            None => self.fresh(name, Source::Nowhere),
        }
    }

    /// Sets the source of a value, which must not have one.
    fn define(&mut self, value: ValueId, source: Source) {
        if matches!(self.values[value].source, Source::Nowhere) {
            self.values[value].source = source;
        } else {
            let name = shown(&self.values[value].name);
            self.errors.push(format!("two nodes make the value {name}"));
        }
    }

    /// Adds an error, unless it was added before.
    fn once(&mut self, error: String) {
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    /// Checks that all values have a source, and sorts the nodes.
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
            self.errors.push(format!("no node makes the value {name}"));
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
