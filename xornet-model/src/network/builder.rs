//! The builder of networks, which makes only valid ones.

use xornet_core::quantized::{Quantization, Rounding};
use xornet_core::{Shape, TensorType};

use crate::layer::Internals;

use super::validate::{self, validate};
use super::{InvalidNetwork, Network, Node, Pace, TestCase, Unroll, ValueId};
use crate::{Element, Limit, NetworkLayer, VALUE_LIMIT, identifier};

/// A builder of networks. Layers are added in the order in which they run, and each is checked against its
/// input values.
///
/// ```
/// use xornet_model::{Activation, Builder, Dense, Layer, Shape};
///
/// let shape = Shape::vector(2).expect("two numbers are a vector");
/// let mut builder = Builder::<f32>::new();
/// let input = builder.input(shape);
/// let half_sum = Dense::new(2, 1, vec![0.5, 0.5], None, Activation::Linear)?;
/// let output = builder.layer(Layer::Dense(half_sum), &[input])?;
/// let network = builder.build(&[output]).map_err(|errors| errors[0].clone())?;
/// assert_eq!(network.macs(), 2);
/// # Ok::<(), xornet_model::InvalidNetwork>(())
/// ```
#[derive(Clone, Debug)]
pub struct Builder<T: Element> {
    network: Network<T>,
}

impl<T: Element> Default for Builder<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Element> Builder<T> {
    /// Starts a network without layers.
    #[must_use]
    pub fn new() -> Self {
        Self {
            network: Network {
                name: None,
                description: None,
                unroll: Unroll::default(),
                rounding: Rounding::default(),
                limits: Vec::new(),
                values: Vec::new(),
                quantizations: Vec::new(),
                paces: Vec::new(),
                names: Vec::new(),
                inputs: Vec::new(),
                outputs: Vec::new(),
                input_names: Vec::new(),
                output_names: Vec::new(),
                nodes: Vec::new(),
                test_cases: Vec::new(),
            },
        }
    }

    /// Sets the name of the network's type.
    ///
    /// # Errors
    ///
    /// If `name` cannot name a type in Rust.
    pub fn name(&mut self, name: &str) -> Result<(), InvalidNetwork> {
        let name = identifier(name).map_err(|reason| {
            InvalidNetwork::new("name", format!("`{name}` cannot name a type: {reason}"))
        })?;
        self.network.name = Some(name);
        Ok(())
    }

    /// Sets the description of the network.
    pub fn description(&mut self, description: impl Into<String>) {
        self.network.description = Some(description.into());
    }

    /// Sets the code generation strategy.
    pub fn unroll(&mut self, unroll: Unroll) {
        self.network.unroll = unroll;
    }

    /// Sets the rounding of a network of eight bits; that of its layers must be the same.
    pub fn rounding(&mut self, rounding: Rounding) {
        self.network.rounding = rounding;
    }

    /// Sets what the integers of an input of the network stand for. All inputs of a network of eight bits need this, before
    /// a layer takes them.
    pub fn quantize(&mut self, input: ValueId, quantization: Quantization) {
        if let Some(place) = self.network.quantizations.get_mut(input.0) {
            *place = Some(quantization);
        }
    }

    /// Sets the limits of what the network may cost; [`Self::build`] checks them.
    pub fn limits(&mut self, limits: Vec<Limit>) {
        self.network.limits = limits;
    }

    /// Adds an input of the network, and returns its value.
    pub fn input(&mut self, shape: Shape) -> ValueId {
        let id = self.value(shape);
        self.network.inputs.push(id);
        id
    }

    /// Adds the only input of a stream, whose frames have this many numbers, and returns its value. The values of a stream
    /// have the shapes of frames.
    ///
    /// # Panics
    ///
    /// If there are no numbers, or if the network has an input already.
    pub fn stream(&mut self, channels: usize) -> ValueId {
        assert!(
            self.network.values.is_empty(),
            "a stream is the only input of a network"
        );
        self.network.paces.push(Pace::INPUT);
        self.input(Shape::of(&[channels]))
    }

    /// Names a value: an input of the network, or the output of a layer. [`Self::build`] checks that names differ, and that
    /// several inputs and several outputs have names that can be those of fields. A network of one input without a name
    /// calls it `input`.
    pub fn name_value(&mut self, id: ValueId, name: impl Into<String>) {
        if let Some(place) = self.network.names.get_mut(id.0) {
            *place = Some(name.into());
        }
    }

    /// Names the numbers of the inputs, all inputs of the network one after the other; no names by default.
    /// [`Self::build`] checks that they are as many as the numbers, and that no two are the same.
    pub fn input_names(&mut self, names: Vec<String>) {
        self.network.input_names = names;
    }

    /// Names the numbers of the outputs, as the classes of a classifier, like [`Self::input_names`].
    pub fn output_names(&mut self, names: Vec<String>) {
        self.network.output_names = names;
    }

    /// Adds a layer whose inputs are values of this builder, and returns its output value.
    ///
    /// # Errors
    ///
    /// If the layer does not take inputs of these shapes, or if the parameters of its activation are not valid.
    pub fn layer(
        &mut self,
        layer: T::NetworkLayer,
        inputs: &[ValueId],
    ) -> Result<ValueId, InvalidNetwork> {
        let shape = |id: &ValueId| {
            let value = self.network.values.get(id.0);
            let unknown =
                || InvalidNetwork::new("layers", "a layer takes a value that does not exist");
            value.map(|value| value.shape).ok_or_else(unknown)
        };
        let shapes: Vec<_> = inputs.iter().map(shape).collect::<Result<_, _>>()?;
        let output = match self.network.is_stream() {
            true => {
                let streamed = layer.streamed(&shapes)?;
                let paces: Vec<_> = inputs.iter().map(|id| self.network.paces[id.0]).collect();
                let pace = Pace::behind(&paces, &streamed).ok_or_else(|| {
                    let message = "the inputs of a layer are behind different strides, or a stride is too large";
                    InvalidNetwork::new("layers", message)
                })?;
                self.network.paces.push(pace);
                streamed.output
            }
            false => layer.output(&shapes)?,
        };
        if output.count() > VALUE_LIMIT {
            let message = format!(
                "the output {output} of a layer ({}) has more than {VALUE_LIMIT} numbers, which is the limit",
                layer.kind().name()
            );
            return Err(InvalidNetwork::new("layers", message));
        }
        layer.check(self.network.rounding)?;
        let quantization = layer.quantization(&self.network.quantizations(inputs))?;
        let output = self.value(output);
        self.network.quantizations[output.0] = quantization;
        self.network.nodes.push(Node {
            macs: match self.network.is_stream() {
                // These depend on the strides of all layers.
                true => 0,
                false => layer.macs(&shapes),
            },
            layer,
            inputs: inputs.to_vec(),
            output,
        });
        Ok(output)
    }

    /// Returns the shape of a value of this builder; `None` if it is one of another, larger network.
    #[must_use]
    pub fn shape(&self, id: ValueId) -> Option<Shape> {
        self.network.values.get(id.0).map(|value| value.shape)
    }

    /// Adds a test case; [`Self::build`] checks it.
    pub fn test_case(&mut self, case: TestCase<T>) {
        self.network.test_cases.push(case);
    }

    fn value(&mut self, shape: Shape) -> ValueId {
        let id = ValueId(self.network.values.len());
        self.network.values.push(TensorType {
            dtype: T::DTYPE,
            shape,
        });
        self.network.quantizations.push(None);
        self.network.names.push(None);
        id
    }

    /// Finishes the network with the values that are its outputs.
    ///
    /// # Errors
    ///
    /// All errors of the network as a whole: no layers or outputs, unused values, too large a size, costs over
    /// its own limits, and invalid test cases.
    pub fn build(mut self, outputs: &[ValueId]) -> Result<Network<T>, Vec<InvalidNetwork>> {
        self.network.outputs = outputs.to_vec();
        let mut network = self.network;
        let errors = validate::structure(&network);
        if !errors.is_empty() {
            return Err(errors);
        }
        network.count_macs();
        let errors = validate(&network);
        if errors.is_empty() {
            Ok(network)
        } else {
            Err(errors)
        }
    }
}
