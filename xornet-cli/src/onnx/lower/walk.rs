//! The way from the outputs back to the network's inputs.

use super::Part;
use crate::import::names::shown;
use crate::import::unsupported::Unsupported;
use crate::onnx::fusion;
use crate::onnx::graph::{Facts, Node, Site, Source, ValueId};

/// The way back, as far as it has been walked.
pub struct Walk<'a> {
    facts: &'a Facts,
    pub parts: Vec<Part>,
    /// A note for each node that changes nothing.
    pub ignored: Vec<String>,
    /// The reasons of nodes that cannot be a part of the network, with their numbers.
    pub unsupported: Vec<(usize, Unsupported)>,
    seen: Vec<bool>,
    /// The nodes that are in the network, as operations or ignored.
    pub taken: Vec<bool>,
}

impl<'a> Walk<'a> {
    /// Walks from the outputs to the inputs.
    pub fn back(
        facts: &'a Facts,
        outputs: &[ValueId],
        unsupported: Vec<(usize, Unsupported)>,
    ) -> Self {
        let mut walk = Self {
            facts,
            parts: Vec::new(),
            ignored: Vec::new(),
            unsupported,
            seen: vec![false; facts.graph().values.len()],
            taken: vec![false; facts.graph().nodes.len()],
        };
        let mut open = outputs.to_vec();
        while let Some(value) = open.pop() {
            if !std::mem::replace(&mut walk.seen[value], true) {
                walk.value(value, &mut open);
            }
        }
        walk
    }

    /// Lowers the node that makes a value, and continues with its inputs.
    fn value(&mut self, value: ValueId, open: &mut Vec<ValueId>) {
        let graph = self.facts.graph();
        match &graph.values[value].source {
            Source::Node { node, output } => {
                let (index, node) = (*node, &graph.nodes[*node]);
                match self.node(node, *output, value, index) {
                    Ok(inputs) => open.extend(inputs),
                    Err(reason) => {
                        self.reject(index, reason);
                        // Continue, so that all nodes that cannot be imported are reported at once.
                        let inputs = node.inputs.iter().flatten();
                        open.extend(inputs.filter(|&&value| self.facts.varies(value)));
                    }
                }
            }
            Source::Unreadable(reason) => {
                let unsupported = Unsupported::new(format!(
                    "the initializer {} cannot be read: {reason}",
                    graph.name(value)
                ));
                self.unsupported.push((0, unsupported));
            }
            Source::Constant(_) | Source::Input | Source::Nowhere => {}
        }
    }

    /// Adds a reason why a node cannot be a part of the network.
    fn reject(&mut self, index: usize, reason: Option<String>) {
        if let Some(reason) = reason {
            let node = &self.facts.graph().nodes[index];
            let unsupported =
                Unsupported::new(format!("{node} cannot be a part of the network: {reason}"));
            // One reason is enough for a node.
            if !self.unsupported.iter().any(|(node, _)| *node == index) {
                self.unsupported.push((index, unsupported));
            }
        }
    }

    /// Lowers a node, and returns the values that its operations apply to. `Err` has no reason if the node could not be
    /// examined because one before it is unsupported.
    fn node(
        &mut self,
        node: &Node,
        output: usize,
        value: ValueId,
        index: usize,
    ) -> Result<Vec<ValueId>, Option<String>> {
        let operator = node.operator.as_ref().map_err(|why| Some(why.clone()))?;
        for attribute in &node.attributes {
            if !operator.attributes.contains(&&*attribute.name) {
                // Opsets before 6 have this attribute, but it has no meaning.
                if attribute.name == "consumed_inputs" && node.is_older_than(6) {
                    continue;
                }
                let name = shown(&attribute.name);
                return Err(Some(
                    node.with_remedy(format!("its attribute {name} is not known")),
                ));
            }
        }
        let unknown = |&&input: &&ValueId| self.facts.probe(input).is_none();
        let mut unknown = node.inputs.iter().flatten().filter(unknown);
        if unknown.clone().any(|&input| self.facts.varies(input)) {
            return Err(None);
        }
        if let Some(&input) = unknown.next() {
            if let Some((root, reason)) = self.unknown_operator(input) {
                self.reject(root, Some(reason));
                return Err(None);
            }
            return Err(Some(self.why_unknown(input)));
        }
        if let Some(reason) = self.facts.failure(index) {
            return Err(Some(reason.to_owned()));
        }
        let site = Site {
            graph: self.facts.graph(),
            facts: self.facts,
            node,
            output,
        };
        let lowering = fusion::lower(&site).map_err(Some)?;
        let others = self.between(value, &lowering.inputs);
        for &node in &others {
            self.taken[node] = true;
        }
        let origin = self.origin(&others, index);
        if let Some(note) = lowering.note {
            self.ignored.push(format!("left out: {origin}: {note}"));
        }
        self.parts.push(Part {
            index,
            value,
            inputs: lowering.inputs.clone(),
            operations: lowering.operations,
            origin,
        });
        Ok(lowering.inputs)
    }

    /// Returns the first node with an unknown operator that a value depends on, and the reason of that node.
    fn unknown_operator(&self, value: ValueId) -> Option<(usize, String)> {
        let graph = self.facts.graph();
        let (needed, _) = graph.ancestors(&[value]);
        let mut nodes = graph.nodes.iter().enumerate();
        nodes.find_map(|(index, node)| {
            let reason = node.operator.as_ref().err().filter(|_| needed[index])?;
            Some((index, reason.clone()))
        })
    }

    /// Says why a constant is not known.
    fn why_unknown(&self, value: ValueId) -> String {
        let graph = self.facts.graph();
        let name = graph.name(value);
        match &graph.values[value].source {
            Source::Unreadable(reason) => format!("its input {name} cannot be read: {reason}"),
            Source::Node { node, .. } => {
                let reason = self.facts.failure(*node).unwrap_or("it cannot be computed");
                format!(
                    "its input {name} comes from {}: {reason}",
                    graph.nodes[*node]
                )
            }
            _ => format!("its input {name} is not known"),
        }
    }

    /// Returns the nodes on the way from some values to another.
    fn between(&self, value: ValueId, from: &[ValueId]) -> Vec<usize> {
        let graph = self.facts.graph();
        let mut nodes = Vec::new();
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            if from.contains(&value) || !self.facts.varies(value) {
                continue;
            }
            if let Source::Node { node, .. } = graph.values[value].source
                && !nodes.contains(&node)
            {
                nodes.push(node);
                open.extend(graph.nodes[node].inputs.iter().flatten());
            }
        }
        nodes.sort_unstable();
        nodes
    }

    /// Names all nodes of an operation, as messages do.
    fn origin(&self, nodes: &[usize], last: usize) -> String {
        const MAX_NAMES: usize = 6;
        let graph = self.facts.graph();
        let mut names: Vec<_> = nodes
            .iter()
            .map(|&node| graph.nodes[node].to_string())
            .collect();
        // An operator of another format may be several nodes, all with its name.
        names.dedup();
        if names.is_empty() {
            names.push(graph.nodes[last].to_string());
        }
        if names.len() > MAX_NAMES {
            let more = format!("{} more", names.len() - MAX_NAMES);
            names.truncate(MAX_NAMES);
            names.push(more);
        }
        names.join(", ")
    }
}
