use tract_core::internal::*;
use tract_core::ops::einsum::EinSum;
use tract_core::ops::math::{add, max, tanh};
use tract_core::ops::nn::{Softmax, SoftmaxKind, sigmoid};

use super::prelude::*;

/// tract, with the graph that an ONNX file becomes, optimised, and its state kept.
pub struct Tract(TypedSimpleState);

fn graph(network: &Network) -> TractResult<TypedModel> {
    let mut model = TypedModel::default();
    let mut x = model.add_source("x", f32::fact([1, network.inputs()]))?;
    for (index, layer) in network.layers.iter().enumerate() {
        let name = |what: &str| format!("{what}{index}");
        let weights = Tensor::from_shape(&[layer.inputs, layer.units], &layer.weights)?;
        let biases = Tensor::from_shape(&[1, layer.units], &layer.biases)?;
        let weights = model.add_const(name("weights"), weights)?;
        let biases = model.add_const(name("biases"), biases)?;
        let product = EinSum::new("mk,kn->mn".parse()?, f32::datum_type());
        x = model.wire_node(name("product"), product, &[x, weights])?[0];
        x = model.wire_node(name("sum"), add(), &[x, biases])?[0];
        let activation: Box<dyn TypedOp> = match layer.activation {
            Activation::Linear => continue,
            Activation::Relu => {
                let zero = model.add_const(name("zero"), tensor2(&[[0f32]]))?;
                x = model.wire_node(name("relu"), max(), &[x, zero])?[0];
                continue;
            }
            Activation::Sigmoid => Box::new(sigmoid()),
            Activation::Tanh => Box::new(tanh()),
            Activation::Softmax => Box::new(Softmax::new(tvec![1], None, SoftmaxKind::default())),
        };
        x = model.wire_node(name("activation"), activation, &[x])?[0];
    }
    model.select_output_outlets(&[x])?;
    model.into_optimized()
}

impl<S: Subject> Contender<S> for Tract {
    const NAME: &'static str = "tract";

    fn new(network: &Network) -> Built<Self> {
        Ok(Some(Self(graph(network)?.into_runnable()?.spawn()?)))
    }

    fn forward(&mut self, x: &S::Input) -> S::Output {
        let x = x.as_ref();
        let x = Tensor::from_shape(&[1, x.len()], x).expect("its shape");
        let outputs = self
            .0
            .run(tvec![x.into()])
            .expect("it ran when it was checked");
        let mut y = S::Output::ZEROS;
        let output = outputs[0].try_as_plain_ram();
        let output = output.and_then(|output| output.as_slice::<f32>());
        y.as_mut().copy_from_slice(output.expect("it is f32"));
        y
    }
}
