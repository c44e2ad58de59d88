//! Networks that are known to be valid, since only a [`Builder`] makes them.

mod builder;
mod case;
mod invalid;
mod stream;
mod validate;

pub use self::builder::Builder;
pub use self::case::TestCase;
pub use self::invalid::InvalidNetwork;
pub(crate) use self::stream::Pace;

use xornet_core::quantized::{Quantization, Rounding};
use xornet_core::{DType, Shape, TensorType};

pub(crate) use crate::read::field_name;

use crate::layer::Internals;
use crate::{Element, Limit, NetworkLayer};

/// A network of the number type that the file asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Model {
    /// A network of `dtype = "f32"`, the default.
    F32(Network<f32>),
    /// A network of `dtype = "f64"`.
    F64(Network<f64>),
    /// A network of `dtype = "i8"`.
    I8(Network<i8>),
}

impl Model {
    /// Returns the type of the numbers.
    #[must_use]
    pub fn dtype(&self) -> DType {
        match self {
            Self::F32(_) => DType::F32,
            Self::F64(_) => DType::F64,
            Self::I8(_) => DType::I8,
        }
    }

    /// Returns the name of the network's type, as [`Network::name`] does.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::F32(network) => network.name(),
            Self::F64(network) => network.name(),
            Self::I8(network) => network.name(),
        }
    }
}

/// The identifier of a value in its network: an input of the network, or the output of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(usize);

impl ValueId {
    /// Returns the index of the value in [`Network::values`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }
}

/// A layer with its input and output values.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<T: Element> {
    layer: T::NetworkLayer,
    inputs: Vec<ValueId>,
    output: ValueId,
    macs: usize,
}

impl<T: Element> Node<T> {
    /// Returns the layer.
    #[must_use]
    pub fn layer(&self) -> &T::NetworkLayer {
        &self.layer
    }

    /// Returns the inputs of the layer, in its order.
    #[must_use]
    pub fn inputs(&self) -> &[ValueId] {
        &self.inputs
    }

    /// Returns the output of the layer.
    #[must_use]
    pub fn output(&self) -> ValueId {
        self.output
    }

    /// Returns the number of multiply-adds of the layer in one forward pass, or in a step of a stream.
    #[must_use]
    pub fn macs(&self) -> usize {
        self.macs
    }
}

/// An input or an output of a network, as the caller sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Port {
    /// The name of the field, if there are several of them.
    pub name: Option<String>,
    /// The shape of the array.
    pub shape: Shape,
}

/// A network: a graph of layers, in an order in which the inputs of each are computed before it. Shapes fit, and
/// all numbers are finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<T: Element> {
    name: Option<String>,
    description: Option<String>,
    unroll: Unroll,
    rounding: Rounding,
    limits: Vec<Limit>,
    values: Vec<TensorType>,
    /// What the integers of each value stand for, in a network of eight bits.
    quantizations: Vec<Option<Quantization>>,
    /// How each value of a stream depends on the frames of the input; empty if the network is not a stream.
    paces: Vec<Pace>,
    /// The name of each value by which layers take it, if it has one.
    names: Vec<Option<String>>,
    inputs: Vec<ValueId>,
    outputs: Vec<ValueId>,
    input_names: Vec<String>,
    output_names: Vec<String>,
    nodes: Vec<Node<T>>,
    test_cases: Vec<TestCase<T>>,
}

impl<T: Element> Network<T> {
    /// Returns the name of the network's type: the file's `name`, or its stem in UpperCamelCase if that is an
    /// identifier.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the description of the network in the file.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Returns the code generation strategy that the file asks for.
    #[must_use]
    pub fn unroll(&self) -> Unroll {
        self.unroll
    }

    /// Returns the rounding of a network of eight bits.
    #[must_use]
    pub fn rounding(&self) -> Rounding {
        self.rounding
    }

    /// Returns what the integers of a value stand for; `None` in networks of floating-point numbers.
    ///
    /// # Panics
    ///
    /// If the value is that of another, larger network.
    #[must_use]
    pub fn quantization(&self, id: ValueId) -> Option<Quantization> {
        self.quantizations[id.0]
    }

    /// Returns what the integers of some values stand for; nothing in networks of floating-point numbers.
    pub(crate) fn quantizations(&self, ids: &[ValueId]) -> Vec<Quantization> {
        ids.iter().filter_map(|&id| self.quantization(id)).collect()
    }

    /// Returns the limits of what the network may cost, none of which it exceeds.
    #[must_use]
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// Returns the types of all values: those of the inputs, and those of the layers' outputs.
    #[must_use]
    pub fn values(&self) -> &[TensorType] {
        &self.values
    }

    /// Returns the type of a value.
    ///
    /// # Panics
    ///
    /// If the value is that of another, larger network.
    #[must_use]
    pub fn value(&self, id: ValueId) -> TensorType {
        self.values[id.0]
    }

    /// Returns the name of a value by which layers take it: that of an input of the network, or of a layer.
    ///
    /// # Panics
    ///
    /// If the value is that of another, larger network.
    #[must_use]
    pub fn value_name(&self, id: ValueId) -> Option<&str> {
        self.names[id.0].as_deref()
    }

    /// Returns the name of the value with an index of [`Self::values`].
    pub(crate) fn name_at(&self, index: usize) -> Option<&str> {
        self.names[index].as_deref()
    }

    /// Returns the shapes of some values.
    #[must_use]
    pub fn shapes(&self, ids: &[ValueId]) -> Vec<Shape> {
        ids.iter().map(|&id| self.value(id).shape).collect()
    }

    /// Returns how many numbers a value has.
    ///
    /// # Panics
    ///
    /// If the value is that of another, larger network.
    #[must_use]
    pub fn length(&self, id: ValueId) -> usize {
        self.value(id).shape.count()
    }

    /// Returns the values that the caller passes in.
    #[must_use]
    pub fn input_values(&self) -> &[ValueId] {
        &self.inputs
    }

    /// Returns the values that the caller gets.
    #[must_use]
    pub fn output_values(&self) -> &[ValueId] {
        &self.outputs
    }

    /// Returns the inputs with the names of their fields, if there are several.
    #[must_use]
    pub fn input_ports(&self) -> Vec<Port> {
        self.ports(&self.inputs)
    }

    /// Returns the outputs with the names of their fields, if there are several.
    #[must_use]
    pub fn output_ports(&self) -> Vec<Port> {
        self.ports(&self.outputs)
    }

    fn ports(&self, ids: &[ValueId]) -> Vec<Port> {
        let port = |&id: &ValueId| Port {
            name: self.names[id.0].clone().filter(|_| ids.len() > 1),
            shape: self.value(id).shape,
        };
        ids.iter().map(port).collect()
    }

    /// Returns the layers with their inputs and outputs, in the order in which they run; at least one.
    #[must_use]
    pub fn nodes(&self) -> &[Node<T>] {
        &self.nodes
    }

    /// Returns the layers alone, in the order in which they run.
    pub fn layers(&self) -> impl ExactSizeIterator<Item = &T::NetworkLayer> + Clone {
        self.nodes.iter().map(Node::layer)
    }

    /// Returns how many numbers the inputs have together; those of a frame, if the network is a stream.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs.iter().map(|&id| self.length(id)).sum()
    }

    /// Returns how many numbers the outputs have together; those of a frame, if the network is a stream.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs.iter().map(|&id| self.length(id)).sum()
    }

    /// Returns the names of the numbers of the inputs, one for each of [`Self::inputs`], or none. They are any texts, and no
    /// two are the same.
    #[must_use]
    pub fn input_names(&self) -> &[String] {
        &self.input_names
    }

    /// Returns the names of the numbers of the outputs, as the classes of a classifier: one for each of
    /// [`Self::outputs`], or none. They are any texts, and no two are the same.
    #[must_use]
    pub fn output_names(&self) -> &[String] {
        &self.output_names
    }

    /// Returns the test cases, in the order of the file.
    #[must_use]
    pub fn test_cases(&self) -> &[TestCase<T>] {
        &self.test_cases
    }

    /// Returns the number of weights and biases in the file; biases that it leaves out are not counted.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.layers().map(NetworkLayer::parameter_count).sum()
    }

    /// Returns the bytes of all weights and biases in the file.
    #[must_use]
    pub fn weight_bytes(&self) -> usize {
        self.layers().map(NetworkLayer::parameter_bytes).sum()
    }

    /// Returns the peak activation memory in bytes: the largest size of the values that are needed at the same
    /// time, inputs and outputs of the network included. This is not a bound of the stack.
    #[must_use]
    pub fn activation_bytes(&self) -> usize {
        let length = |network: &Self| crate::plan::Buffers::of(network).length();
        let length = match self.is_stream() {
            true => length(&self.steps_of(1)),
            false => length(self),
        };
        length * size_of::<T>()
    }

    /// Returns the number of multiply-adds of one forward pass, or of a step of a stream: one for each output of a
    /// layer and each product of a full window.
    #[must_use]
    pub fn macs(&self) -> usize {
        self.nodes.iter().map(Node::macs).sum()
    }

    /// Returns the number of steps of one forward pass, to which the time of the reference is proportional: the
    /// multiply-adds, or the numbers that layers without products read or write. For a stream, this is a step of it.
    pub(crate) fn steps(&self) -> usize {
        if self.is_stream() {
            return self.steps_of(1).steps();
        }
        let steps = self.nodes.iter().map(|node| {
            let output = self.value(node.output).shape;
            node.layer.steps(&self.shapes(&node.inputs), &output)
        });
        steps.fold(0, usize::saturating_add)
    }
}

/// The code generation strategy of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unroll {
    /// The strategy that is the fastest by measurements, layer by layer.
    #[default]
    Auto,
    /// Straight-line code with literal weights.
    Full,
    /// Loops over tables.
    None,
}

impl Unroll {
    /// All strategies.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Full, Self::None];

    /// Returns the name of the strategy in model files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Full => "full",
            Self::None => "none",
        }
    }
}
