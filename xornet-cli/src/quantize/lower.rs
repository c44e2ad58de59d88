//! From the layers of floats to those of eight bits: some are folded into the one before, and activations become layers.

use xornet_model::quantized::Same;
use xornet_model::{Activation, Float, Frames, Layer, LayerKind, Network, Node};

use super::draft::{Draft, Form, Operation, Piece, Product, Source, Value};
use super::refusal::Refusal;
use crate::evaluate::FloatNumber;

/// The layers that exist in eight bits, for messages.
const LAYERS: &str = "in eight bits there are dense, conv1d, conv2d, batch_norm, pools, add and multiply of two inputs, \
                      concatenate, flatten, reshape, slice, upsample, window and activation";

/// A network while its layers are lowered.
pub struct Lowering {
    pub(super) draft: Draft,
    /// The value of the draft that each value of the network is.
    made: Vec<usize>,
    /// How many layers and outputs take each value of the network.
    users: Vec<usize>,
    /// The values of the draft that several layers take, as the outputs of `linear` activations are those of others.
    pub(super) shared: Vec<usize>,
    refusals: Vec<Refusal>,
}

impl Lowering {
    /// Lowers all layers, or returns those that do not exist in eight bits.
    pub fn run<T: FloatNumber>(network: &Network<T>) -> Result<Draft, Vec<Refusal>> {
        let mut users = vec![0; network.values().len()];
        let taken = network.nodes().iter().flat_map(Node::inputs);
        for id in taken.chain(network.output_values()) {
            users[id.index()] += 1;
        }
        let mut lowering = Self {
            draft: Draft {
                stream: network.is_stream(),
                values: Vec::new(),
                pieces: Vec::new(),
                inputs: Vec::new(),
                outputs: Vec::new(),
            },
            made: vec![usize::MAX; users.len()],
            users,
            shared: Vec::new(),
            refusals: Vec::new(),
        };
        let mut start = 0;
        for &id in network.input_values() {
            let end = start + network.length(id);
            let name = network.value_name(id).map(str::to_owned);
            let value = lowering.value(network.value(id).shape, Source::Input(start..end), name);
            lowering.made[id.index()] = value;
            lowering.draft.inputs.push(value);
            start = end;
        }
        for index in 0..network.nodes().len() {
            lowering.layer(network, index);
        }
        let outputs = network.output_values().iter();
        lowering.draft.outputs = outputs.map(|id| lowering.made[id.index()]).collect();
        lowering.check_outputs();
        match lowering.refusals.is_empty() {
            true => Ok(lowering.draft),
            false => Err(lowering.refusals),
        }
    }

    /// Checks that no output is an input, which may be if only an activation `linear` is between them.
    fn check_outputs(&mut self) {
        let draft = &self.draft;
        let mut outputs = draft.outputs.iter().enumerate();
        let is_bad = |(index, output): (usize, &usize)| {
            draft.inputs.contains(output) || draft.outputs[..index].contains(output)
        };
        if outputs.any(is_bad) {
            self.refusals.push(Refusal {
                layer: None,
                message: "an output is the same as an input or another output".into(),
                help: "leave out the `activation` layers with `linear`".into(),
            });
        }
    }

    pub(super) fn value(
        &mut self,
        shape: xornet_model::Shape,
        source: Source,
        name: Option<String>,
    ) -> usize {
        self.draft.values.push(Value {
            shape,
            source,
            name,
        });
        self.draft.values.len() - 1
    }

    pub(super) fn refuse(&mut self, layer: usize, message: String, help: &str) {
        self.refusals.push(Refusal::new(layer, message, help));
    }

    /// Lowers one layer.
    fn layer<T: FloatNumber>(&mut self, network: &Network<T>, index: usize) {
        let node = &network.nodes()[index];
        let kind = node.layer().kind();
        let inputs: Vec<_> = node
            .inputs()
            .iter()
            .map(|id| self.made[id.index()])
            .collect();
        let output = node.output();
        // Behind a layer that was refused, shapes and sources are still known.
        let shape = network.value(output).shape;
        let name = network.value_name(output).map(str::to_owned);
        let context = Context {
            index,
            shape,
            name,
            inputs,
        };
        let alone = node
            .inputs()
            .iter()
            .all(|id| self.users[id.index()] == 1 && !self.shared.contains(&self.made[id.index()]));
        let operation = match node.layer() {
            Layer::Dense(layer) => Ok(Operation::Product(Product {
                form: Form::Dense {
                    inputs: layer.inputs(),
                    units: layer.units(),
                },
                weights: wide(layer.weights()),
                biases: wide(layer.biases()),
                activation: Activation::Linear,
            })),
            Layer::Convolution(layer) => Ok(Operation::Product(Product {
                form: Form::Convolution {
                    kind,
                    window: *layer.window(),
                    channels: [layer.channels(), layer.groups(), layer.filters()],
                },
                weights: wide(layer.weights()),
                biases: wide(layer.biases()),
                activation: Activation::Linear,
            })),
            Layer::BatchNorm(layer) => {
                if alone && self.fold(&context, layer) {
                    let made = self.activate(&context, layer_activation(node), true);
                    self.made[output.index()] = made;
                    return;
                }
                self.alone(&context, layer)
            }
            Layer::Activation(activation) => {
                let activation = *activation;
                let made = self.activate(&context, activation, alone);
                self.made[output.index()] = made;
                return;
            }
            Layer::Merge(_) if context.inputs.len() != 2 => Err((
                format!(
                    "`{}` takes two inputs in eight bits, and here it has {}",
                    kind.name(),
                    context.inputs.len()
                ),
                "write several layers, each of two inputs",
            )),
            Layer::Merge(_) if matches!(kind, LayerKind::Add | LayerKind::Multiply) => {
                Ok(Operation::Merge(kind, Activation::Linear))
            }
            Layer::GlobalPool(layer) if kind == LayerKind::GlobalAveragePool => {
                Ok(Operation::Mean {
                    keep_dims: layer.keep_dims(),
                })
            }
            Layer::Frames(frames) => Ok(Operation::Window(Frames::cast(frames))),
            other => Same::of(other)
                .map(|same| Operation::Same(Box::new(same)))
                .map_err(|error| match other {
                    Layer::Pool(_) => (error.to_string(), "set `include_padding = false`"),
                    _ => (
                        format!("`{}` does not exist in eight bits", kind.name()),
                        LAYERS,
                    ),
                }),
        };
        let operation = match operation {
            Ok(operation) => operation,
            Err((message, help)) => {
                self.refuse(index, message, help);
                self.made[output.index()] = self.value(shape, Source::Outputs(index), None);
                return;
            }
        };
        let sums = self.value(shape, Source::Sums(index), None);
        self.push(&context, operation, sums, kind.name());
        let made = self.activate(
            &Context {
                inputs: vec![sums],
                ..context
            },
            layer_activation(node),
            true,
        );
        self.made[output.index()] = made;
    }

    pub(super) fn push(
        &mut self,
        context: &Context,
        operation: Operation,
        output: usize,
        kind: &'static str,
    ) {
        self.draft.pieces.push(Piece {
            operation,
            kind,
            inputs: context.inputs.clone(),
            output,
            layer: context.index,
        });
    }
}

/// A layer that is being lowered.
#[derive(Clone)]
pub(super) struct Context {
    pub(super) index: usize,
    pub(super) shape: xornet_model::Shape,
    pub(super) name: Option<String>,
    pub(super) inputs: Vec<usize>,
}

fn layer_activation<T: Float>(node: &Node<T>) -> Activation<T> {
    node.layer().activation()
}

pub(super) fn wide<T: Float>(numbers: &[T]) -> Vec<f64> {
    numbers.iter().map(|number| number.to_wide()).collect()
}
