//! The choice of the blocks that a picture shows. Large parts are folded, so that the size of a picture is bounded.

use xornet_core::Shape;

use super::super::values::Values;
use super::block::{Block, Form};
use super::cells::Strip;
use super::fold::Fold;
use super::map::{self, Map};
use super::tensor::Resolution;
use super::{describe, tensor, words};
use crate::document::shorten;
use crate::{Element, LayerKind, Network, NetworkLayer, ValueId, quantity};

/// The content of a picture.
#[derive(Debug)]
pub(super) struct Diagram {
    /// The network's name.
    pub(super) title: String,
    /// The description of the network.
    pub(super) description: Option<String>,
    /// The whole picture in words.
    pub(super) words: String,
    /// The blocks: inputs, layers and outputs, in an order in which values flow to later blocks only.
    pub(super) blocks: Vec<Block>,
    /// The lines between blocks, each from an earlier block to a later one, and each once.
    pub(super) lines: Vec<(usize, usize)>,
    /// The meaning of colours: weights, values, or neither.
    pub(super) colors: Option<Colors>,
}

/// The meaning of the two colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colors {
    Weights,
    Values,
}

impl Diagram {
    /// Chooses what is shown of a network, with the values of a forward pass if there are any.
    pub(super) fn of<T: Element>(network: &Network<T>, values: Option<&Values<T>>) -> Self {
        let (inputs, outputs) = (network.input_values(), network.output_values());
        let layers = Fold::layers(network.nodes().len());
        let folds = [Fold::ports(inputs.len()), Fold::ports(outputs.len())];
        let shown = layers.shown().flatten();
        let shown = shown.map(|index| network.nodes()[index].output());
        let shown = folds[0]
            .shown()
            .flatten()
            .map(|index| inputs[index])
            .chain(shown);
        let resolution = Resolution::of(shown.map(|id| network.value(id).shape));
        let longest = map::longest(network.values().iter().map(|value| &value.shape));
        let tensor = |id: ValueId| {
            let shape = network.value(id).shape;
            let values = values.map(|values| values.vectors()[id.index()].as_slice());
            let strip = values.map(|values| tensor::values(&shape, values, resolution));
            (shape, Map::of(&shape, longest), strip)
        };

        let mut blocks = Vec::new();
        for item in folds[0].shown() {
            blocks.push(match item {
                None => folded(quantity(folds[0].folded, "more input")),
                Some(index) => {
                    let name = network.value_name(inputs[index]);
                    let block = port(name.unwrap_or("input"), tensor(inputs[index]), true);
                    block.with_names(names(network, network.input_names(), inputs, index))
                }
            });
        }
        let first = first_convolution(network);
        for item in layers.shown() {
            blocks.push(match item {
                None => folded(quantity(layers.folded, "more layer")),
                Some(index) => {
                    let node = &network.nodes()[index];
                    let name = network.value_name(node.output());
                    let kernels = match first == Some(index) {
                        true => tensor::kernels(&node.layer().parameters()),
                        false => None,
                    };
                    layer::<T>(index, node.layer(), name, tensor(node.output()), kernels)
                }
            });
        }
        for item in folds[1].shown() {
            blocks.push(match item {
                None => folded(quantity(folds[1].folded, "more output")),
                Some(index) => {
                    let name = network.value_name(outputs[index]);
                    let name = name.filter(|_| outputs.len() > 1).unwrap_or("output");
                    let block = port(name, tensor(outputs[index]), false);
                    block.with_names(names(network, network.output_names(), outputs, index))
                }
            });
        }
        let colors = match values {
            Some(_) => Some(Colors::Values),
            None => {
                let strips = blocks.iter().any(|block| !block.strips.is_empty());
                strips.then_some(Colors::Weights)
            }
        };
        Self {
            title: network.name().map_or("A network".into(), shorten),
            description: network.description().map(str::to_owned),
            words: words::words(network, values),
            lines: lines(network, &layers, &folds),
            blocks,
            colors,
        }
    }
}

/// Returns the lines between the blocks of a network.
fn lines<T: Element>(
    network: &Network<T>,
    layers: &Fold,
    folds: &[Fold; 2],
) -> Vec<(usize, usize)> {
    let inputs = network.input_values();
    let mut makers = vec![0; network.values().len()];
    for (index, input) in inputs.iter().enumerate() {
        makers[input.index()] = folds[0].place(index);
    }
    let block = |layer: usize| folds[0].count() + layers.place(layer);
    for (index, node) in network.nodes().iter().enumerate() {
        makers[node.output().index()] = block(index);
    }
    let taken = network
        .nodes()
        .iter()
        .enumerate()
        .flat_map(|(index, node)| {
            let inputs = node.inputs().iter();
            inputs.map(move |input| (*input, index))
        });
    let mut lines: Vec<_> = taken
        .map(|(input, index)| (makers[input.index()], block(index)))
        .filter(|(from, to)| from != to)
        .collect();
    let start = folds[0].count() + layers.count();
    for (index, output) in network.output_values().iter().enumerate() {
        lines.push((makers[output.index()], start + folds[1].place(index)));
    }
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Returns the names of the numbers of one of the inputs or outputs, if there are any.
fn names<'n, T: Element>(
    network: &Network<T>,
    names: &'n [String],
    ids: &[ValueId],
    index: usize,
) -> &'n [String] {
    let start: usize = ids[..index].iter().map(|&id| network.length(id)).sum();
    let range = start..start + network.length(ids[index]);
    names.get(range).unwrap_or_default()
}

/// Returns the index of the first convolution.
fn first_convolution<T: Element>(network: &Network<T>) -> Option<usize> {
    let mut layers = network.layers();
    layers.position(|layer| matches!(layer.kind(), LayerKind::Conv1d | LayerKind::Conv2d))
}

/// A value as it is shown: its shape, its box, and its numbers if there are any.
type Tensor = (Shape, Map, Option<Strip>);

/// Makes the block of an input or an output; only inputs show their numbers, since outputs are those of layers.
fn port(name: &str, (shape, map, strip): Tensor, is_input: bool) -> Block {
    Block {
        form: Form::Port,
        title: super::shown(name, 30),
        lines: vec![describe::shape(&shape)],
        map: is_input.then_some(map),
        strips: strip.filter(|_| is_input).into_iter().collect(),
    }
}

/// Makes the block of a layer.
fn layer<T: Element>(
    index: usize,
    layer: &T::NetworkLayer,
    name: Option<&str>,
    (shape, map, strip): Tensor,
    kernels: Option<Strip>,
) -> Block {
    let mut lines: Vec<_> = name.map(describe::name).into_iter().collect();
    lines.extend(describe::lines(&describe::properties::<T>(layer)));
    lines.push(describe::shape(&shape));
    // Weights and values have the same colours, so that one picture shows one of them.
    let strips = strip.or(kernels).into_iter().collect();
    Block {
        form: Form::Layer,
        title: format!("{} {}", index + 1, layer.kind().name()),
        lines,
        map: Some(map),
        strips,
    }
}

/// Makes the block of parts that are left out.
fn folded(title: String) -> Block {
    Block {
        form: Form::Folded,
        title: format!("… {title}"),
        lines: Vec::new(),
        map: None,
        strips: Vec::new(),
    }
}
