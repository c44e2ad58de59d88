//! From the layers of floats to those of eight bits: some are folded into the one before, and activations become layers.

use xornet_model::quantized::Same;
use xornet_model::{
    Activation, BatchNorm, Float, Frames, Layer, LayerKind, Network, Node, Padding, Window,
};

use super::draft::{Draft, Form, Operation, Piece, Product, Source, Value, is_clamp};
use super::refusal::Refusal;
use crate::evaluate::FloatNumber;

/// The layers that exist in eight bits, for messages.
const LAYERS: &str = "in eight bits there are dense, conv1d, conv2d, batch_norm, pools, add and multiply of two inputs, \
                      concatenate, flatten, reshape, slice, upsample, window and activation";

/// The activations that exist in eight bits, for messages.
const ACTIVATIONS: &str = "in eight bits there are linear, relu, relu6, sigmoid, tanh and softmax; train the network with one of them";

/// The maximal number of weights of a dense layer that a `batch_norm` of vectors becomes.
const MAX_WEIGHTS: usize = 1 << 12;

/// A network while its layers are lowered.
pub struct Lowering {
    draft: Draft,
    /// The value of the draft that each value of the network is.
    made: Vec<usize>,
    /// How many layers and outputs take each value of the network.
    users: Vec<usize>,
    /// The values of the draft that several layers take, as the outputs of `linear` activations are those of others.
    shared: Vec<usize>,
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

    fn value(&mut self, shape: xornet_model::Shape, source: Source, name: Option<String>) -> usize {
        self.draft.values.push(Value {
            shape,
            source,
            name,
        });
        self.draft.values.len() - 1
    }

    fn refuse(&mut self, layer: usize, message: String, help: &str) {
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

    fn push(&mut self, context: &Context, operation: Operation, output: usize, kind: &'static str) {
        self.draft.pieces.push(Piece {
            operation,
            kind,
            inputs: context.inputs.clone(),
            output,
            layer: context.index,
        });
    }

    /// Applies an activation to the value that the context takes, and returns the result. It goes into the layer before if
    /// it can, and if nothing else takes the value.
    fn activate<T: Float>(
        &mut self,
        context: &Context,
        activation: Activation<T>,
        alone: bool,
    ) -> usize {
        let input = context.inputs[0];
        if activation.name() == "linear" {
            if !alone {
                self.shared.push(input);
            }
            let value = &mut self.draft.values[input];
            if context.name.is_some() && value.name.is_none() {
                value.name.clone_from(&context.name);
            }
            return input;
        }
        let source = Source::Outputs(context.index);
        let known = ["relu", "relu6", "sigmoid", "tanh", "softmax"];
        let own =
            Activation::<i8>::named(activation.name()).filter(|own| known.contains(&own.name()));
        let Some(own) = own else {
            let message = format!(
                "the activation `{}` does not exist in eight bits",
                activation.name()
            );
            self.refuse(context.index, message, ACTIVATIONS);
            return self.value(context.shape, source, None);
        };
        if alone && is_clamp(own) && self.clamp(input, own) {
            let value = &mut self.draft.values[input];
            value.source = source;
            value.name.clone_from(&context.name);
            return input;
        }
        let output = self.value(context.shape, source, context.name.clone());
        let taken = Context {
            inputs: vec![input],
            ..context.clone()
        };
        self.push(&taken, Operation::Activation(own), output, own.name());
        output
    }

    /// Puts a limit into the layer that makes a value; returns whether it can have one.
    fn clamp(&mut self, value: usize, activation: Activation<i8>) -> bool {
        let maker = self
            .draft
            .pieces
            .iter_mut()
            .find(|piece| piece.output == value);
        let own = match maker.map(|piece| &mut piece.operation) {
            Some(Operation::Product(product)) => &mut product.activation,
            Some(Operation::Merge(_, own)) => own,
            _ => return false,
        };
        let is_free = *own == Activation::Linear;
        if is_free {
            *own = activation;
        }
        is_free
    }

    /// Folds a normalisation into the layer before it; returns whether that is possible.
    fn fold<T: Float>(&mut self, context: &Context, layer: &BatchNorm<T>) -> bool {
        let input = context.inputs[0];
        let maker = self
            .draft
            .pieces
            .iter_mut()
            .find(|piece| piece.output == input);
        let product = match maker.map(|piece| &mut piece.operation) {
            Some(Operation::Product(product)) if product.activation == Activation::Linear => {
                product
            }
            _ => return false,
        };
        let scale = wide(layer.scale());
        for (index, weight) in product.weights.iter_mut().enumerate() {
            *weight *= scale[index % scale.len()];
        }
        for ((bias, scale), shift) in product.biases.iter_mut().zip(&scale).zip(layer.shift()) {
            *bias = *bias * scale + shift.to_wide();
        }
        self.draft.values[input].source = Source::Sums(context.index);
        true
    }

    /// Makes a layer with weights of a normalisation that follows none: one weight for each channel.
    fn alone<T: Float>(
        &self,
        context: &Context,
        layer: &BatchNorm<T>,
    ) -> Result<Operation, (String, &'static str)> {
        let channels = layer.scale().len();
        let kind = match (context.shape.rank(), self.draft.stream) {
            (1, false) => None,
            (3, _) => Some(LayerKind::Conv2d),
            _ => Some(LayerKind::Conv1d),
        };
        let (form, weights) = match kind {
            Some(kind) => (
                Form::Convolution {
                    kind,
                    window: Window {
                        size: [1, 1],
                        strides: [1, 1],
                        dilation: [1, 1],
                        padding: match self.draft.stream && context.shape.rank() == 1 {
                            true => Padding::Causal,
                            false => Padding::Valid,
                        },
                    },
                    channels: [channels; 3],
                },
                wide(layer.scale()),
            ),
            None if channels.saturating_mul(channels) > MAX_WEIGHTS => {
                return Err((
                    format!(
                        "a `batch_norm` of {channels} numbers that follows no layer with weights is too large for eight bits"
                    ),
                    "put it behind a `dense` layer, or fold it into the samples",
                ));
            }
            None => {
                let mut weights = vec![0.0; channels * channels];
                for (channel, scale) in layer.scale().iter().enumerate() {
                    weights[channel * (channels + 1)] = scale.to_wide();
                }
                (
                    Form::Dense {
                        inputs: channels,
                        units: channels,
                    },
                    weights,
                )
            }
        };
        Ok(Operation::Product(Product {
            form,
            weights,
            biases: wide(layer.shift()),
            activation: Activation::Linear,
        }))
    }
}

/// A layer that is being lowered.
#[derive(Clone)]
struct Context {
    index: usize,
    shape: xornet_model::Shape,
    name: Option<String>,
    inputs: Vec<usize>,
}

fn layer_activation<T: Float>(node: &Node<T>) -> Activation<T> {
    node.layer().activation()
}

fn wide<T: Float>(numbers: &[T]) -> Vec<f64> {
    numbers.iter().map(|number| number.to_wide()).collect()
}
