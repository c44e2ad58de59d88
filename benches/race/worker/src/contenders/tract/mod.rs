mod graph;

use tract_core::internal::*;

use super::prelude::*;

/// tract, with the graph that an ONNX file becomes, optimised, and its state kept.
pub struct Tract {
    state: TypedSimpleState,
    /// The shape of the input, with the batch of one.
    shape: Vec<usize>,
}

impl<S: Subject> Contender<S> for Tract {
    const NAME: &'static str = "tract";

    fn new(network: &Network) -> Built<Self> {
        Ok(Some(Self {
            state: graph::graph(network)?.into_runnable()?.spawn()?,
            shape: graph::input(network),
        }))
    }

    fn forward(&mut self, x: &S::Input) -> S::Output {
        let x = Tensor::from_shape(&self.shape, x.numbers()).expect("its shape");
        let outputs = self
            .state
            .run(tvec![x.into()])
            .expect("it ran when it was checked");
        let mut y = S::Output::ZEROS;
        let output = outputs[0].try_as_plain_ram();
        let output = output.and_then(|output| output.as_slice::<f32>());
        y.numbers_mut().copy_from_slice(output.expect("it is f32"));
        y
    }
}
