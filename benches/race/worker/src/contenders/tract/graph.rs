use tract_core::internal::*;
use tract_core::ops::cnn::{Conv, KernelFormat, MaxPool, PaddingSpec, PoolSpec};
use tract_core::ops::einsum::EinSum;
use tract_core::ops::math::{add, max, mul, tanh};
use tract_core::ops::nn::{DataFormat, Reduce, Reducer, Softmax, SoftmaxKind, sigmoid};
use xornet_race_networks::{
    Activation, Convolution, Dense, Layer, Network, Operation, Padding, Shape, Window,
};

/// Returns the optimised graph. Convolutions have channels first in it, as in ONNX.
pub fn graph(network: &Network) -> TractResult<TypedModel> {
    let mut model = TypedModel::default();
    let mut input = model.add_source("x", f32::fact(input(network)))?;
    let spatial = network.spatial();
    if spatial > 0 {
        let channels_first = AxisOp::Move(spatial + 1, 1);
        input = model.wire_node("channels_first", channels_first, &[input])?[0];
    }
    let mut graph = Graph { model, spatial };
    let mut values = vec![input];
    for (index, layer) in network.layers.iter().enumerate() {
        let inputs: Vec<_> = layer.inputs.iter().map(|&value| values[value]).collect();
        let shape = network.values[layer.inputs[0]];
        values.push(graph.layer(network, index, layer, &inputs, shape)?);
    }
    let Graph { mut model, .. } = graph;
    model.select_output_outlets(&values[values.len() - 1..])?;
    model.into_optimized()
}

/// Returns the shape of the input, with the batch of one.
pub fn input(network: &Network) -> Vec<usize> {
    [&[1], &network.axes()[..]].concat()
}

struct Graph {
    model: TypedModel,
    /// How many axes there are next to the channels.
    spatial: usize,
}

impl Graph {
    fn layer(
        &mut self,
        network: &Network,
        index: usize,
        layer: &Layer,
        inputs: &[OutletId],
        shape: Shape,
    ) -> TractResult<OutletId> {
        let x = inputs[0];
        let node = |what: &str| format!("{what}{index}");
        match &layer.operation {
            Operation::Dense(dense) => {
                let weights = network.dense_channels_first(layer, dense);
                let sums = self.dense(dense, &weights, index, x)?;
                self.activation(dense.activation, index, sums)
            }
            Operation::Convolution(convolution) => {
                let sums = self.convolution(convolution, index, x, shape)?;
                self.activation(convolution.activation, index, sums)
            }
            Operation::MaxPool(window) => {
                let pool_spec = self.pool(window, shape.channels, shape.channels);
                let pool = MaxPool {
                    pool_spec,
                    with_index_outputs: None,
                };
                self.wire(node("pool"), pool, &[x])
            }
            Operation::GlobalAveragePool => self.average(index, x, shape),
            Operation::Flatten => {
                let count = tvec![shape.count().to_dim()];
                let axes = [shape.channels, shape.height, shape.width];
                let axes = axes[..=self.spatial].iter().map(|axis| axis.to_dim());
                self.wire(
                    node("flatten"),
                    AxisOp::Reshape(1, axes.collect(), count),
                    &[x],
                )
            }
            Operation::Add(activation) => {
                let sums = self.wire(node("sum"), add(), inputs)?;
                self.activation(*activation, index, sums)
            }
        }
    }

    fn dense(
        &mut self,
        layer: &Dense,
        weights: &[f32],
        index: usize,
        x: OutletId,
    ) -> TractResult<OutletId> {
        let name = |what: &str| format!("{what}{index}");
        let weights = Tensor::from_shape(&[layer.inputs, layer.units], weights)?;
        let biases = Tensor::from_shape(&[1, layer.units], &layer.biases)?;
        let weights = self.model.add_const(name("weights"), weights)?;
        let biases = self.model.add_const(name("biases"), biases)?;
        let product = EinSum::new("mk,kn->mn".parse()?, f32::datum_type());
        let products = self.wire(name("product"), product, &[x, weights])?;
        self.wire(name("sum"), add(), &[products, biases])
    }

    fn convolution(
        &mut self,
        layer: &Convolution,
        index: usize,
        x: OutletId,
        shape: Shape,
    ) -> TractResult<OutletId> {
        let name = |what: &str| format!("{what}{index}");
        let size = &layer.window.size[..self.spatial];
        let axes = [&[layer.filters, layer.channels()], size].concat();
        let weights = Tensor::from_shape(&axes, &layer.channels_first())?;
        let weights = self.model.add_const(name("weights"), weights)?;
        let biases = self
            .model
            .add_const(name("biases"), tensor1(&layer.biases))?;
        let convolution = Conv {
            pool_spec: self.pool(&layer.window, shape.channels, layer.filters),
            kernel_fmt: KernelFormat::OIHW,
            group: shape.channels / layer.channels(),
            q_params: None,
        };
        self.wire(name("convolution"), convolution, &[x, weights, biases])
    }

    fn pool(&self, window: &Window, input_channels: usize, output_channels: usize) -> PoolSpec {
        let axes = |pair: [usize; 2]| TVec::from_slice(&pair[..self.spatial]);
        PoolSpec {
            data_format: DataFormat::NCHW,
            kernel_shape: axes(window.size),
            padding: match window.padding {
                Padding::Valid => PaddingSpec::Valid,
                Padding::Same => PaddingSpec::SameUpper,
            },
            dilations: None,
            strides: Some(axes(window.strides)),
            input_channels,
            output_channels,
        }
    }

    fn average(&mut self, index: usize, x: OutletId, shape: Shape) -> TractResult<OutletId> {
        let name = |what: &str| format!("{what}{index}");
        let reduce = Reduce {
            axes: (2..2 + self.spatial).collect(),
            reducer: Reducer::Sum,
        };
        let mut x = self.wire(name("sum"), reduce, &[x])?;
        for axis in (2..2 + self.spatial).rev() {
            x = self.wire(format!("axis{axis}.{index}"), AxisOp::Rm(axis), &[x])?;
        }
        let share = tensor2(&[[1.0 / shape.positions() as f32]]);
        let share = self.model.add_const(name("share"), share)?;
        self.wire(name("average"), mul(), &[x, share])
    }

    fn activation(
        &mut self,
        activation: Activation,
        index: usize,
        x: OutletId,
    ) -> TractResult<OutletId> {
        let activation: Box<dyn TypedOp> = match activation {
            Activation::Linear => return Ok(x),
            Activation::Relu => {
                let rank = self.model.outlet_fact(x)?.rank();
                let zero = Tensor::from_shape(&vec![1; rank], &[0f32])?;
                let zero = self.model.add_const(format!("zero{index}"), zero)?;
                return self.wire(format!("relu{index}"), max(), &[x, zero]);
            }
            Activation::Sigmoid => Box::new(sigmoid()),
            Activation::Tanh => Box::new(tanh()),
            Activation::Softmax => Box::new(Softmax::new(tvec![1], None, SoftmaxKind::default())),
        };
        self.wire(format!("activation{index}"), activation, &[x])
    }

    /// Adds a node that has one output.
    fn wire(
        &mut self,
        name: String,
        operation: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        Ok(self.model.wire_node(name, operation, inputs)?[0])
    }
}
