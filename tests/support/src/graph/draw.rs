//! The drawing of a graph: its inputs, the layers, and which values are outputs.

use std::format;
use std::string::String;
use std::vec::Vec;

use xornet_core::LayerKind;

use super::layers::{self, Drawn};
use super::{Graph, Layer, Value};
use crate::{Dtype, Random};

/// The most numbers of a value: a compiler evaluates the networks.
const LONGEST: usize = 128;

pub(super) fn graph(random: &mut Random) -> Graph {
    let dtype = [Dtype::F64, Dtype::F32, Dtype::F32][random.below(3)];
    let inputs = [1, 1, 1, 2, 3][random.below(5)];
    let mut graph = Graph {
        dtype,
        unroll: "auto",
        values: (0..inputs)
            .map(|index| input(index, inputs, random))
            .collect(),
        layers: Vec::new(),
        outputs: Vec::new(),
    };
    // Long networks are compiled in pieces.
    let least = if random.below(12) == 0 { 18 } else { 2 };
    for _ in 0..least + random.below(6) {
        layer(&mut graph, random);
    }
    for input in 0..inputs {
        if !graph.is_taken(input) {
            let flat = Drawn {
                keys: "type = 'flatten'\n".into(),
                inputs: [input].into(),
                shape: [graph.values[input].count()].into(),
            };
            push(&mut graph, flat, false);
        }
    }
    let layers = inputs..graph.values.len();
    graph.outputs = layers
        .clone()
        .filter(|&value| !graph.is_taken(value) || random.below(8) == 0)
        .collect();
    if random.below(2) == 0 {
        graph.outputs.reverse();
    }
    for value in layers {
        graph.values[value].name = name(&graph, value, random);
    }
    graph
}

impl Graph {
    fn is_taken(&self, value: usize) -> bool {
        self.layers
            .iter()
            .any(|layer| layer.inputs.contains(&value))
    }
}

fn input(index: usize, of: usize, random: &mut Random) -> Value {
    let channels = 1 + random.below(4);
    let shape = match random.below(5) {
        0 => [1 + random.below(12)].into(),
        1 | 2 => [1 + random.below(12), channels].into(),
        _ => [1 + random.below(6), 1 + random.below(6), channels].into(),
    };
    let name = (of > 1).then(|| format!("input_{index}"));
    Value { name, shape }
}

/// Adds a layer of a random kind. Most kinds do not take every shape.
fn layer(graph: &mut Graph, random: &mut Random) {
    for _ in 0..1000 {
        let kind = kind(random);
        // Mostly a chain, so that it becomes deep.
        let last = graph.values.len() - 1;
        let first = match random.below(4) {
            0 => random.below(graph.values.len()),
            1 => (0..last)
                .find(|&value| !graph.is_taken(value))
                .unwrap_or(last),
            _ => last,
        };
        let shapes: Vec<_> = graph.values.iter().map(|value| &value.shape[..]).collect();
        let drawn = layers::draw(kind, first, &shapes, graph.dtype, random);
        let drawn = drawn.filter(|drawn| drawn.shape.iter().product::<usize>() <= LONGEST);
        if let Some(drawn) = drawn {
            // The layer before, or the only input.
            let before = !graph.layers.is_empty() || last == 0;
            let implied = before && drawn.inputs == [last] && random.below(4) > 0;
            push(graph, drawn, implied);
            return;
        }
    }
    panic!("no layer takes a value of {graph:?}");
}

/// Draws a kind; every second one has a window, since these have the most keys.
fn kind(random: &mut Random) -> LayerKind {
    let window = |kind: &LayerKind| kind.name().contains("1d") || kind.name().contains("2d");
    let windows = random.below(2) == 0;
    let kinds = LayerKind::ALL
        .iter()
        .filter(|kind| !windows || window(kind));
    let kinds: Vec<_> = kinds.collect();
    *kinds[random.below(kinds.len())]
}

fn push(graph: &mut Graph, drawn: Drawn, implied: bool) {
    graph.layers.push(Layer {
        keys: drawn.keys,
        inputs: drawn.inputs,
        implied,
    });
    graph.values.push(Value {
        name: None,
        shape: drawn.shape,
    });
}

/// Returns the name of a layer's output, if it needs one: a field's if it is one of several outputs, and otherwise any
/// text.
fn name(graph: &Graph, value: usize, random: &mut Random) -> Option<String> {
    let is_output = graph.outputs.contains(&value);
    if is_output && graph.outputs.len() > 1 {
        return Some(format!("output_{value}"));
    }
    let named = |layer: &Layer| !layer.implied && layer.inputs.contains(&value);
    let last = value == graph.values.len() - 1;
    let needed = is_output && !last || graph.layers.iter().any(named);
    if !needed && random.below(8) > 0 {
        return None;
    }
    let text = ["block/", "Größe ", "a \"quoted\" ", "'", "#"][random.below(5)];
    Some(format!("{text}{value}"))
}
